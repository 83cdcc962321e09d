//! Does the learner's function return?

use super::{
    Evidence, Verdict,
    evidence::{ALL, Finding, ObservedCall},
};
use crate::{
    observe::{Ending, Outcome, WaitOutcome},
    text,
};
use protocol::{CallMode, Panic};

/// Every call returns: no panic, no exit, no endless wait.
pub fn finishes(evidence: &Evidence) -> Verdict {
    let purposes = match evidence.runs.as_slice() {
        // `trace` makes a single run, which may have any purpose.
        [only] => &[only.purpose],
        _ => &ALL[..],
    };
    let calls = evidence.calls(purposes);
    let is_open =
        |seen: &ObservedCall| seen.run.ending == Ending::Slow && seen.call.outcome == Outcome::Open;
    if !calls.is_empty() && calls.iter().all(is_open) {
        return Verdict::failed(format!(
            "no call of {} was followed to its end, as it keeps the processor busy while it waits: wait with `.await`, and not \
             by looking at the clock again and again.",
            evidence.task.function
        ));
    }
    evidence.each(purposes, |seen| match problem(seen) {
        Some(problem) => Finding::Wrong(problem),
        None if seen.run.ending == Ending::NotRun => Finding::Unseen(NOT_MADE.to_owned()),
        None => Finding::Right,
    })
}

/// Why a call has no result, as a text after the call's name.
pub(super) fn problem(seen: &ObservedCall) -> Option<String> {
    match &seen.call.outcome {
        // Another check reports a cancelled task.
        Outcome::Returned(_) | Outcome::Dropped | Outcome::Cancelled => None,
        Outcome::Panicked(panic) => Some(describe_panic(panic)),
        Outcome::Open => match &seen.run.ending {
            Ending::Slow => None,
            Ending::NotRun => None,
            // The call itself is not the reason.
            Ending::Over => Some("had not returned when all others had.".to_owned()),
            ending => Some(describe_ending(seen, ending)),
        },
    }
}

fn describe_ending(seen: &ObservedCall, ending: &Ending) -> String {
    match ending {
        Ending::Over | Ending::Slow => "was left alone.".to_owned(),
        Ending::Deadlock => format!(
            "waits for something that never happens: {}.",
            still_open(seen)
        ),
        Ending::Endless(silence) => format!(
            "had not returned after {}, when nothing was left to wait for: look for a loop that never ends.",
            text::seconds(*silence)
        ),
        Ending::Busy => {
            "computes without end, and waits for nothing: look for a loop that never ends, or that only an `.await` \
             could end."
                .to_owned()
        }
        Ending::TooManyWaits => {
            "waits again and again, and does not return: look for a loop that never ends.".to_owned()
        }
        Ending::Blocked => {
            "blocks its thread with a call that does not return, such as reading what nobody writes."
                .to_owned()
        }
        Ending::Exited(code) => format!(
            "ended the whole program (exit code {code}) instead of returning: leave out `std::process::exit`."
        ),
        Ending::Signalled(_, text) if text.contains("overflowed its stack") => {
            "overflowed the stack: look for a function that calls itself without end, or for a very large array."
                .to_owned()
        }
        Ending::OutOfMemory => {
            "ran out of memory: look for a collection that grows without end.".to_owned()
        }
        Ending::Signalled(_, text) if text.contains("memory allocation") => {
            "ran out of memory: look for a collection that grows without end.".to_owned()
        }
        Ending::Signalled(signal, _) => format!(
            "crashed the whole program (signal {signal}) instead of returning: look for `std::process::abort`, for \
             output or memory without end."
        ),
        Ending::TooManyThreads => TOO_MANY_THREADS.to_owned(),
        Ending::NotRun => NOT_MADE.to_owned(),
        Ending::BadMessage(why) => format!("ended without a result that can be read ({why})."),
    }
}

/// The message for a program with too many threads.
const TOO_MANY_THREADS: &str =
    "started more than 2,000 threads: start tasks, which need no thread of their own.";

/// The message for a call that was skipped, as a text after the call's name.
pub(super) const NOT_MADE: &str = "was not made: the calls before it had used up the processor time, the memory or the threads that a solution may use.";

/// Why a call may wait forever.
fn still_open(seen: &ObservedCall) -> String {
    let begun = seen
        .waits
        .iter()
        .filter(|wait| wait.begun.is_some())
        .count();
    let dropped = |fate: WaitOutcome| matches!(fate, WaitOutcome::Dropped(_));
    let dropped = seen.waits.iter().filter(|wait| dropped(wait.fate)).count();
    let unbegun = seen.waits.len() - begun;
    let likely = "a channel whose sender stays alive, a lock that is held across an `.await` or taken twice, a \
                  `block_on` inside async code, or a barrier or notification that nobody serves";
    if seen.waits.is_empty() {
        format!("no wait is under way. Look for {likely}")
    } else if unbegun > dropped {
        format!(
            "{unbegun} of its {} waits never began, so nobody can end them. Look for {likely}",
            seen.waits.len()
        )
    } else if dropped > 0 {
        format!("{dropped} of its waits were dropped, and the others are over. Look for {likely}")
    } else {
        format!("all that it has waited for is over. Look for {likely}")
    }
}

impl ObservedCall<'_> {
    /// The finding of a check that needs a result, if there is none.
    pub(crate) fn without_result(&self) -> Finding {
        if self.run.ending == Ending::Slow {
            return Finding::Irrelevant;
        }
        if self.run.ending == Ending::NotRun {
            return Finding::Unseen(NOT_MADE.to_owned());
        }
        Finding::Unseen(match &self.call.outcome {
            Outcome::Panicked(_) => "panicked.".to_owned(),
            Outcome::Cancelled => "gave a task that was cancelled.".to_owned(),
            Outcome::Open | Outcome::Dropped | Outcome::Returned(_) => {
                format!("did not return{}.", why_not(self))
            }
        })
    }
}

/// Why a call did not return, in a few words.
pub(super) fn why_not(seen: &ObservedCall) -> &'static str {
    ending(&seen.run.ending)
}

fn ending(ending: &Ending) -> &'static str {
    match ending {
        Ending::Over | Ending::Slow | Ending::BadMessage(_) => "",
        Ending::Deadlock => ": it waits for something that never happens",
        Ending::Endless(_) | Ending::Busy | Ending::Blocked | Ending::TooManyWaits => {
            ": it goes on without end"
        }
        Ending::Exited(_) => ": the program was ended",
        Ending::Signalled(..) => ": the program crashed",
        Ending::OutOfMemory => ": it ran out of memory",
        Ending::TooManyThreads => ": it started too many threads",
        Ending::NotRun => ": it was not made, since those before it had used up what they may",
    }
}

/// `panicked: <message> (src/lib.rs:3:4)`, with the likely reason where it is a common one.
pub(crate) fn describe_panic(panic: &Panic) -> String {
    let Panic { message, location } = panic;
    // EUSERS, an error that only the examiner returns.
    if ["code: 87,", "(os error 87)"]
        .iter()
        .any(|sign| message.contains(sign))
    {
        return TOO_MANY_THREADS.to_owned();
    }
    // A place in a library or in the examiner does not help a learner.
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
    format!("panicked: {message}{location}.{reason}")
}

/// The meanings of common panics.
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

/// Whether the calls of the run are made at once.
pub(super) fn at_once(seen: &ObservedCall) -> bool {
    seen.run.scenario.mode == CallMode::AtOnce
}
