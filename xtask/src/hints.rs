//! Which hint comes next for a learner, and how far they have come.
//!
//! [`next`] decides from what is known and touches nothing; [`Memory`] is kept in a file between calls.

mod advice;
mod memory;
pub mod texts;

pub use advice::{About, Advice, Hint};
pub use memory::{Damaged, Memory, forget_what_passes};

use grader::{
    course,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
};

/// What to say next about a task: the next hint for its first failing check. What is asked for comes before
/// what goes beyond it.
///
/// # Panics
/// Panics if the outcome is of a task or a check that the course does not list.
pub fn next<'a>(memory: &Memory, outcome: &'a TaskOutcome) -> Advice<'a> {
    let task = course::task(&outcome.task).expect("outcomes are of tasks of the course");
    let hint = |about: About<'a>| {
        let steps = texts::of(task, about.id());
        let given = memory.given(task.name, about.id());
        let begins_anew = given >= steps.len();
        let step = if begins_anew { 1 } else { given + 1 };
        Advice::Hint(Hint {
            task: task.name,
            about,
            step,
            of: steps.len(),
            begins_anew,
            text: &steps[step - 1],
        })
    };
    let first = |status, stretch| {
        outcome
            .checks
            .iter()
            .find(|check| check.status == status && check.stretch == stretch)
    };
    if outcome.status == TaskStatus::Missing {
        hint(About::Missing)
    } else if !outcome.started {
        hint(About::NotStarted)
    } else if let Some(check) = first(CheckStatus::Failed, false) {
        hint(About::Check(check))
    } else if let Some(check) =
        first(CheckStatus::Error, false).or(first(CheckStatus::Skipped, false))
    {
        Advice::Untold(check)
    } else if let Some(check) = first(CheckStatus::Failed, true) {
        hint(About::Check(check))
    } else if let Some(check) = first(CheckStatus::Error, true) {
        Advice::Untold(check)
    } else {
        Advice::Complete {
            next: course::TASKS
                .iter()
                .find(|other| other.number == task.number + 1),
        }
    }
}
