//! Turns observations into verdicts. These are pure functions, tested on plain data.

mod attempt;
mod beyond;
mod calls;
mod concurrency;
mod delays;
mod documentation;
mod draws;
mod endings;
mod evidence;
mod held_up;
mod independence;
mod quotient;
mod sorts;
mod source;
mod spawning;
mod spread;
mod switches;
mod syntax;
#[cfg(test)]
mod tests;
mod thread;
mod timing;

pub(crate) use attempt::{Attempt, attempt, unattempted};
pub use endings::finishes;
pub use evidence::{Evidence, SoloRun};
pub(crate) use independence::dependent;
pub use source::{File, Source};

use crate::course::Id;

/// What a check looks at, with the function that judges it.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// The compiler decides, before all other checks.
    Gate,
    /// It looks at the source text.
    Source(fn(&Source) -> Verdict),
    /// It looks at what the function did.
    Behaviour(fn(&Evidence) -> Verdict),
}

/// The judge of a check.
pub fn for_check(check: Id) -> Judge {
    use Judge::{Behaviour, Gate, Source};
    match check {
        Id::Compiles | Id::Signature => Gate,
        Id::Finishes => Behaviour(endings::finishes),

        Id::DefaultMaxDelay => Behaviour(draws::default_max_delay),
        Id::WaitsWhatItReturns => Behaviour(draws::waits_what_it_returns),
        Id::LeavesThreadFree => Behaviour(thread::leaves_thread_free),
        Id::WithinRange => Behaviour(draws::within_range),
        Id::BothEnds => Behaviour(draws::both_ends),
        Id::UniformDraws => Behaviour(spread::uniform_draws),

        Id::CallsWaitRandom | Id::CallsTaskWaitRandom => Behaviour(calls::calls_import),
        Id::PassesMaxDelay => Behaviour(calls::passes_max_delay),
        Id::RunsConcurrently => Behaviour(concurrency::runs_concurrently),
        Id::ReturnsAllDelays => Behaviour(delays::returns_all_delays),
        Id::AscendingOrder => Behaviour(delays::ascending_order),
        Id::IndependentCalls => Behaviour(independence::independent_calls),

        Id::CallsWaitN => Behaviour(timing::calls_wait_n),
        Id::PassesArguments => Behaviour(timing::passes_arguments),
        Id::WaitsToTheEnd => Behaviour(timing::waits_to_the_end),
        Id::ReturnsTotalOverN => Behaviour(timing::returns_total_over_n),

        Id::ReturnsAtOnce => Behaviour(spawning::returns_at_once),
        Id::StartsAtOnce => Behaviour(spawning::starts_at_once),
        Id::YieldsDelay => Behaviour(spawning::yields_delay),

        Id::OrdersTies => Behaviour(beyond::orders_ties),
        Id::EmptyForZero => Behaviour(beyond::empty_for_zero),
        Id::TenThousand => Behaviour(beyond::ten_thousand),
        Id::StopsTasksWhenDropped => Behaviour(beyond::stops_tasks_when_dropped),
        Id::WorksOnOneThread => Behaviour(beyond::works_on_one_thread),
        Id::RefusesZero => Behaviour(beyond::refuses_zero),

        Id::NoSort => Source(sorts::no_sort),
        Id::Documented => Source(documentation::documented),
        Id::FinalNewline => Source(source::final_newline),
        Id::Formatted => Source(source::formatted),
        Id::NoWarnings => Source(source::no_warnings),
    }
}

/// A failed check that makes another one impossible to judge: the failed check, the other one, and its message.
pub(crate) const HIDES: [(Id, Id, &str); 1] = [(
    Id::WithinRange,
    Id::UniformDraws,
    "the delays are out of range.",
)];

/// The verdict of a check.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The requirement is met.
    Passed,
    /// The requirement is not met.
    Failed {
        /// What is wrong, for the learner.
        message: String,
        /// The index of the run that shows it, in the evidence.
        run: Option<usize>,
    },
    /// It could not be judged, for this reason.
    Unseen(String),
    /// The grader failed; the submission is not to blame.
    Error(String),
}

impl Verdict {
    /// A failure without a run that shows it.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed {
            message: message.into(),
            run: None,
        }
    }
}
