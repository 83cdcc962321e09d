//! Tasks 1, 3 and 4: is the imported function called as often as asked for, and with the right argument?

use super::{Evidence, Verdict, text};
use crate::{
    course::{Arguments, Import},
    observe::Purpose,
};
use protocol::{Call, Observation, Outcome};

/// The imported function is called `n` times.
pub fn calls_import(evidence: &Evidence) -> Verdict {
    let import = import(evidence);
    let mut judged = false;
    for (_, observation) in evidence.few_and_many() {
        let [call] = observation.calls.as_slice() else {
            continue;
        };
        if matches!(call.outcome, Outcome::Returned(_) | Outcome::Cancelled) {
            judged = true;
            let called = observation.tally.called;
            let n = match evidence.task.arguments {
                Arguments::MaxDelay => 1,
                Arguments::Both => call.request.n,
            };
            if called == n {
                continue;
            }
            let name = text::call(evidence.task, call.request);
            let function = import.function;
            return Verdict::Refuted(if called == 0 {
                format!(
                    "{name} does not call `{}::{function}`, which it should call {}.",
                    import.name,
                    text::times(n)
                )
            } else {
                format!(
                    "{name} calls `{function}` {}; it should call it {}.",
                    text::times(called),
                    text::times(n)
                )
            });
        }
    }
    for observation in several_of_one(evidence) {
        let calls = observation.calls.len();
        let called = observation.tally.called;
        let returned = |call: &Call| matches!(call.outcome, Outcome::Returned(_));
        if called != calls && observation.calls.iter().all(returned) {
            return Verdict::Refuted(format!(
                "{calls} calls call `{}` {} in all: each should call it once.",
                import.function,
                text::times(called)
            ));
        }
    }
    if judged { Verdict::Passed } else { no_result() }
}

/// Every wait gets the `max_delay` of its call. Serves task 3 too.
pub fn passes_max_delay(evidence: &Evidence) -> Verdict {
    let import = import(evidence);
    let mut judged = false;
    for (_, observation) in evidence.few_and_many() {
        let Some(call) = observation.calls.first() else {
            continue;
        };
        for wait in &observation.waits {
            judged = true;
            let expected = call.request.max_delay;
            let passed = wait.request.max_delay;
            if passed != expected {
                return Verdict::Refuted(format!(
                    "{} calls {}: the argument should be max_delay, which is {expected}.",
                    text::call(evidence.task, call.request),
                    text::invocation(import.function, import.arguments, wait.request),
                ));
            }
        }
    }
    // Several calls of a function that waits once: each passes its own.
    for observation in several_of_one(evidence) {
        if observation.waits.len() != observation.calls.len() {
            // That a call does not wait is for another check to say.
            continue;
        }
        let passed = observation.waits.iter().map(|wait| wait.request.max_delay);
        let foreign = passed.clone().find(|passed| {
            observation
                .calls
                .iter()
                .all(|call| call.request.max_delay != *passed)
        });
        let forgotten = observation.calls.iter().find(|call| {
            passed
                .clone()
                .all(|passed| passed != call.request.max_delay)
        });
        if let (Some(call), Some(passed)) = (forgotten, foreign.or_else(|| passed.clone().next())) {
            return Verdict::Refuted(format!(
                "{}, one of several calls, calls {} with {passed}: the argument should be max_delay, which is {}.",
                text::call(evidence.task, call.request),
                import.function,
                call.request.max_delay,
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// The runs of several calls of a function that waits once.
fn several_of_one(evidence: &Evidence) -> impl Iterator<Item = &Observation> {
    evidence
        .of(Purpose::Repeated)
        .chain(evidence.of(Purpose::Overlapping))
        .chain(evidence.of(Purpose::Crowd))
        .filter(|_| evidence.task.arguments == Arguments::MaxDelay)
        .map(|(_, observation)| observation)
}

pub(super) fn import(evidence: &Evidence) -> Import {
    evidence
        .task
        .imports
        .expect("a task that is judged by its waits imports another")
}

pub(super) fn no_result() -> Verdict {
    Verdict::Skipped("could not be told: no call returned.".to_owned())
}

pub(super) fn no_waits(evidence: &Evidence) -> Verdict {
    Verdict::Skipped(format!(
        "could not be told: `{}` was not called.",
        import(evidence).function
    ))
}
