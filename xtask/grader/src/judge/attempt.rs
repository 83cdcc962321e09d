//! Decides whether a task was attempted: the function did something that the statement asks for.

use super::Evidence;
use crate::{
    course::{Shape, Task},
    observe::{Ending, Outcome, Purpose},
};
use protocol::Clock;

/// Whether a task was attempted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// It was attempted.
    Made,
    /// It was not attempted, and gets no points.
    NotMade,
}

/// Decides whether a task was attempted. Task 0 needs waits that depend on `max_delay`; the others need a call of the
/// imported function that is run.
pub(crate) fn attempt(evidence: &Evidence) -> Attempt {
    let seen = match evidence.task.shape {
        Shape::Number => depends_on_max_delay(evidence),
        Shape::List | Shape::Blocking | Shape::Task => evidence
            .runs
            .iter()
            .flat_map(|run| &run.observation.waits)
            .any(|wait| wait.begun.is_some()),
    };
    if seen {
        Attempt::Made
    } else {
        Attempt::NotMade
    }
}

/// The message for a task that was not attempted.
pub(crate) fn unattempted(task: &Task) -> String {
    let missing = match (task.shape, task.imports) {
        (Shape::Number, _) | (_, None) => {
            "nothing was waited for that depends on max_delay".to_owned()
        }
        (Shape::List | Shape::Blocking | Shape::Task, Some(import)) => {
            format!("`{}` was never called and run", import.function)
        }
    };
    format!("The task gets no points: {missing}.")
}

/// Whether the longest wait is longer for large values of `max_delay` than for small ones. A call that the grader
/// stopped following counts as a wait until then.
fn depends_on_max_delay(evidence: &Evidence) -> bool {
    let run = evidence.runs.first();
    // On the real clock no call waits longer than a second.
    let (smallest, largest) = match run.map_or(Clock::Exact, |it| it.scenario.clock) {
        Clock::Exact => (1, 10),
        Clock::Real => (0, 1),
    };
    /// The longest of many draws up to `largest` is far more than this times the longest draw up to `smallest`. A
    /// function that the grader stopped following has waited for twice as long.
    const FACTOR: f64 = 1.5;
    let calls = evidence.calls(&[
        Purpose::Ordinary,
        Purpose::Several,
        Purpose::Crowd,
        Purpose::Long,
        Purpose::Zero,
    ]);
    let longest = |is: &dyn Fn(u32) -> bool| {
        calls
            .iter()
            .filter(|seen| is(seen.call.request.max_delay))
            .filter_map(|seen| match seen.call.outcome {
                Outcome::Returned(_) | Outcome::Panicked(_) => seen.call.took(),
                Outcome::Open if seen.run.ending == Ending::Slow => {
                    Some(seen.run.observation.end - seen.call.begun?.at)
                }
                Outcome::Open | Outcome::Cancelled | Outcome::Dropped => None,
            })
            .fold(0.0, f64::max)
    };
    let small = longest(&|max_delay| max_delay <= smallest);
    let large = longest(&|max_delay| max_delay >= largest);
    const SHORTEST: f64 = 0.000_01;
    large > SHORTEST && large > FACTOR * small
}
