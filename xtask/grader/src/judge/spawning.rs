//! Task 3: is a task started at once, and does it do the waiting?

use super::{
    Evidence, Verdict,
    endings::at_once,
    evidence::{ALL, Finding, ObservedCall, POLL_INTERVAL, import},
};
use crate::{
    observe::{Outcome, Wait, WaitOutcome},
    text::{self, apart, seconds},
};

/// The call returns at the instant at which it was made.
pub(super) fn returns_at_once(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let (Some(begun), Some(handed_over)) = (seen.call.begun, seen.call.handed_over) else {
            return match &seen.call.outcome {
                Outcome::Panicked(_) => seen.without_result(),
                // An earlier call did not return, so this one could not begin.
                _ if seen.index > 0 => Finding::Irrelevant,
                _ => Finding::Wrong(
                    "did not return: it should hand back the task, and wait for nothing."
                        .to_owned(),
                ),
            };
        };
        let took = handed_over.at - begun.at;
        if took > seen.grain() {
            Finding::Wrong(format!(
                "took {} to return: it should hand back the task while that is still waiting.",
                seconds(took)
            ))
        } else {
            Finding::Right
        }
    })
}

/// The wait begins at the instant of the call, before the task is awaited, and tasks do not wait for each other.
pub(super) fn starts_at_once(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let (Some(handed_over), Some(wait)) = (seen.call.handed_over, seen.waits.first()) else {
            return match seen.call.handed_over {
                None => Finding::Unseen("returned no task.".to_owned()),
                Some(_) => not_called(seen),
            };
        };
        let count = seen.run.scenario.calls.len();
        match wait.begun {
            None if seen.call.outcome == Outcome::Cancelled => {
                Finding::Unseen("gave a task that was cancelled before it began.".to_owned())
            }
            None => Finding::Wrong(
                "returned a task that never ran `wait_random`: is the future awaited (`.await`) in the task?"
                    .to_owned(),
            ),
            Some(begun) if begun <= handed_over.at + seen.grain() => Finding::Right,
            Some(_) if at_once(seen) => Finding::Wrong(format!(
                "returned a task that did not wait while others did: of {count} tasks that were started together, {} \
                 began to wait at once. They hold each other up.",
                begun_at_once(seen, handed_over.at)
            )),
            Some(begun) if seen.call.awaited.is_some_and(|awaited| begun >= awaited.at) => Finding::Wrong(
                "returned a task that had not started when it was awaited: it should be under way at once."
                    .to_owned(),
            ),
            Some(begun) => Finding::Wrong(format!(
                "returned a task that began to wait only after {}.",
                seconds(begun - handed_over.at)
            )),
        }
    })
}

fn begun_at_once(seen: &ObservedCall, handed_over: f64) -> usize {
    let waits = seen.run.observation.waits.iter();
    let at_once = |wait: &Wait| {
        wait.begun
            .is_some_and(|at| at <= handed_over + seen.grain())
    };
    waits.filter(|wait| at_once(wait)).count()
}

/// Awaiting the task yields the delay at the end of the wait, not earlier.
pub(super) fn yields_delay(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let Some(wait) = seen.waits.first() else {
            return not_called(seen);
        };
        if seen.call.outcome == Outcome::Cancelled {
            return Finding::Wrong(
                "returned a task that was cancelled before it ended: do not abort it, and keep the runtime that runs it."
                    .to_owned(),
            );
        }
        let Some(result) = seen.number() else {
            return seen.without_result();
        };
        if at_once(seen) {
            return is_one_of_all(seen, result);
        }
        let ended = match wait.fate {
            WaitOutcome::Ended(ended) => ended,
            WaitOutcome::Dropped(_) if wait.begun.is_some() => {
                return Finding::Wrong(
                    "returned a task that gave its wait up: the wait should be part of the task, without a limit of time."
                        .to_owned(),
                );
            }
            WaitOutcome::Open | WaitOutcome::Dropped(_) => {
                return Finding::Wrong(
                    "returned a task that ended before its wait did: the wait should be part of the task."
                        .to_owned(),
                );
            }
        };
        let due = seen.call.awaited.map_or(ended, |awaited| awaited.at.max(ended));
        let late = seen.call.ended.map_or(0.0, |call| call.at - due);
        if late > POLL_INTERVAL.max(seen.grain()) {
            Finding::Wrong(format!(
                "returned a task that ended {} after its wait: it should end with it.",
                seconds(late)
            ))
        } else if result == wait.delay {
            Finding::Right
        } else {
            let (result, delay) = apart(result, wait.delay);
            Finding::Wrong(format!(
                "returned a task that yielded {result} where its wait gave {delay}: it should yield what `wait_random` \
                 returns."
            ))
        }
    })
}

/// Calls at once: each yields the delay of a different wait.
fn is_one_of_all(seen: &ObservedCall, result: f64) -> Finding {
    let observation = &seen.run.observation;
    let is_it = |wait: &&Wait| wait.delay == result && wait.ended().is_some();
    let waits = observation.waits.iter().filter(is_it).count();
    let calls = observation.calls.iter();
    let calls = calls.filter(|call| call.returned() == [result]).count();
    let result = text::number(result);
    match waits {
        0 => Finding::Wrong(format!(
            "returned a task that yielded {result}, which is the delay of no wait."
        )),
        _ if calls > waits => Finding::Wrong(format!(
            "returned a task that yielded {result}, as {} did, which only {} of their waits gave: each task should yield the \
             delay of its own wait.",
            text::count(calls, "task"),
            waits
        )),
        _ => Finding::Right,
    }
}

fn not_called(seen: &ObservedCall) -> Finding {
    Finding::Unseen(format!("did not call `{}`.", import(seen.task).function))
}
