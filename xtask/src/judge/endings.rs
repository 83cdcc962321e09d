//! Does the learner's function return at all?

use super::{Evidence, Verdict, text};
use crate::{
    course::Task,
    observe::{Ending, Exhibit, Purpose},
};
use protocol::{Call, Clock, Manner, Outcome, Panic, Scenario};

/// Every call returns: no panic, no exit, no endless wait.
pub fn finishes(evidence: &Evidence) -> Verdict {
    if evidence.exhibits.is_empty() {
        return Verdict::Error("nothing was observed".to_owned());
    }
    let problem = evidence
        .exhibits
        .iter()
        .filter(|exhibit| {
            exhibit.purpose != Purpose::Zero && !exhibit.purpose.is_stretch(evidence.task)
        })
        .find_map(|exhibit| problem(evidence.task, exhibit));
    match problem {
        Some(problem) => Verdict::Failed(problem),
        None => Verdict::Passed,
    }
}

/// The signal of a process that has used up its processor time.
const CPU_TIME: i32 = 24;

/// Why a run has no result that could be judged, if it has none.
pub fn problem(task: &Task, exhibit: &Exhibit) -> Option<String> {
    match &exhibit.run {
        Err(ending) => {
            // A crowd that is served one by one takes too long; that is for another check to say.
            let too_slow =
                exhibit.purpose == Purpose::Crowd && matches!(ending, Ending::TimedOut(_));
            (!too_slow).then(|| describe_ending(task, &exhibit.scenario, ending))
        }
        Ok(observation) => observation
            .calls
            .iter()
            .find_map(|call| describe_call(task, exhibit, call)),
    }
}

fn describe_ending(task: &Task, scenario: &Scenario, ending: &Ending) -> String {
    let call = called(task, scenario);
    match ending {
        Ending::TimedOut(limit) => format!(
            "{call} was still running after {:.1} s and was stopped: look for a loop that never ends, or for \
             something that is awaited and never comes.",
            limit.as_secs_f64()
        ),
        Ending::Exited(code) => format!(
            "{call} ended the whole program (exit code {code}) instead of returning: \
             leave out `std::process::exit`."
        ),
        Ending::Signalled(_, text) if text.contains("overflowed its stack") => format!(
            "{call} overflowed the stack: look for a function that calls itself without end, or for a very \
             large array."
        ),
        Ending::OutOfMemory => {
            format!("{call} ran out of memory: look for a collection that grows without end.")
        }
        Ending::Signalled(_, text) if text.contains("memory allocation") => {
            format!("{call} ran out of memory: look for a collection that grows without end.")
        }
        Ending::Signalled(CPU_TIME, _) => format!(
            "{call} kept the processor busy until it was stopped: look for a loop that never ends."
        ),
        Ending::Hurried { delay, waited } => format!(
            "{call} changed the clock: a wait of {} was over after {}. A runtime with a paused clock does not wait; \
             leave out `start_paused`, `tokio::time::pause` and `advance`.",
            text::seconds(*delay),
            text::seconds(*waited)
        ),
        Ending::Signalled(signal, _) => format!(
            "{call} crashed the whole program (signal {signal}) instead of returning: \
             look for `std::process::abort`, for output or memory without end."
        ),
        Ending::Garbled(why) => {
            format!("{call} ended without a result that can be read ({why}).")
        }
    }
}

/// How many of several calls had not returned when others had.
pub fn held_up(exhibit: &Exhibit) -> Option<usize> {
    let calls = &exhibit.run.as_ref().ok()?.calls;
    let count = |is: fn(&Outcome) -> bool| calls.iter().filter(|call| is(&call.outcome)).count();
    let stuck = count(|outcome| matches!(outcome, Outcome::Stuck));
    let returned = count(|outcome| matches!(outcome, Outcome::Returned(_)));
    (exhibit.scenario.manner == Manner::AtOnce && stuck > 0 && returned > 0).then_some(stuck)
}

fn describe_call(task: &Task, exhibit: &Exhibit, call: &Call) -> Option<String> {
    let name = text::call(task, call.request);
    match &call.outcome {
        Outcome::Returned(_) | Outcome::Dropped => None,
        // A cancelled task, a crowd that is too slow, and calls that hold each other up have checks of their own.
        Outcome::Cancelled => None,
        Outcome::Stuck if exhibit.purpose == Purpose::Crowd && task.imports.is_some() => None,
        Outcome::Stuck if task.imports.is_none() && held_up(exhibit).is_some() => None,
        Outcome::Stuck => {
            let waited = call.ended - call.begun;
            let clock = match exhibit.scenario.clock {
                Clock::Paused => " of simulated time",
                Clock::Real => "",
            };
            Some(format!(
                "{name} had not returned after {waited:.1} s{clock}: something is awaited that never comes, or \
                 the thread is blocked on which it should run.",
            ))
        }
        Outcome::Panicked(panic) => Some(describe_panic(&name, panic)),
    }
}

/// `wait_n(5, 7) panicked: <message> (src/lib.rs:3:4)`, with the likely reason where it is a common one.
pub fn describe_panic(call: &str, panic: &Panic) -> String {
    let Panic { message, location } = panic;
    // A place in a library, or in the examiner, tells a learner nothing.
    let foreign = ["/", "xtask/examiner/", "xtask/stand_ins/"];
    let location = if location.is_empty() || foreign.iter().any(|start| location.starts_with(start))
    {
        String::new()
    } else {
        format!(" ({location})")
    };
    let reason = REASONS
        .iter()
        .find(|(part, _)| message.contains(part))
        .map_or("", |(_, reason)| reason);
    let message = message.trim_end_matches('.');
    format!("{call} panicked: {message}{location}.{reason}")
}

/// What common panics mean.
const REASONS: [(&str, &str); 6] = [
    (
        "there is no reactor running",
        " This runs where no tokio runtime is: the `block_on` of a tokio `Runtime` brings one, a thread of your own or \
         another executor does not.",
    ),
    (
        "Cannot start a runtime from within a runtime",
        " A runtime is already running here: `.await` in an async function, `tokio::spawn` in a regular one.",
    ),
    (
        "Cannot drop a runtime in a context where blocking is not allowed",
        " A runtime of its own ends with the function that made it: use the one that is already running.",
    ),
    (
        "Cannot block the current thread from within a runtime",
        " Inside async code nothing may block the thread: `.await` instead.",
    ),
    (
        "A Tokio 1.x context was found, but timers are disabled",
        " Build the runtime with `enable_all()`, or use `Runtime::new()`.",
    ),
    (
        "cannot sample empty range",
        " A range is empty that ends below its beginning, or at it and leaves its end out: use `0.0..=max`.",
    ),
];

/// The call or calls of a scenario.
pub fn called(task: &Task, scenario: &Scenario) -> String {
    let Some(&first) = scenario.calls.first() else {
        return task.function.to_owned();
    };
    let call = text::call(task, first);
    match (scenario.calls.len(), scenario.manner) {
        (1, _) => call,
        (_, Manner::InTurn) => format!("{call}, followed by more calls,"),
        (count, _) => format!("{call}, one of {count} calls at once,"),
    }
}
