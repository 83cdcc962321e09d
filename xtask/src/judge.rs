//! From observations to verdicts: pure functions, tested on plain data.

mod beyond;
mod calls;
mod concurrency;
mod delays;
mod draws;
mod endings;
mod evidence;
mod exchange;
mod independence;
mod numbers;
mod overlap;
mod quotient;
mod sorts;
mod source;
mod spawning;
mod spread;
mod syntax;
#[cfg(test)]
mod tests;
mod timing;

pub use beyond::promises_a_hundred_thousand;
pub use endings::finishes;
pub use evidence::{Evidence, is_punctual, returned, wakes_late};
pub use numbers::can_name;
pub use source::{File, Source, may_cut_time};

use crate::{
    observe::{Exhibit, Purpose},
    text,
};
use Judge::{Behaviour, Gate};

/// The run that a failed check is about: the first that by itself would lead to the same message.
pub fn culprit<'a>(check: &str, verdict: &Verdict, evidence: &'a Evidence) -> Option<&'a Exhibit> {
    let Behaviour(judge) = of(check) else {
        return None;
    };
    evidence.exhibits.iter().find(|exhibit| {
        let alone = Evidence {
            task: evidence.task,
            constant_problem: evidence.constant_problem.clone(),
            exhibits: vec![Exhibit::clone(exhibit)],
        };
        judge(&alone) == *verdict
    })
}

/// How a check is judged, by what it looks at.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// By the compiler, before anything else.
    Gate,
    /// By the source text.
    Source(fn(&Source) -> Verdict),
    /// By what the function did.
    Behaviour(fn(&Evidence) -> Verdict),
}

/// The judge of the check with this id.
///
/// # Panics
/// Panics if there is none: each check that the course lists has one.
pub fn of(check: &str) -> Judge {
    use Judge::Source;
    match check {
        "compiles" | "signature" => Gate,
        "finishes" => Behaviour(endings::finishes),

        "default_max_delay" => Behaviour(draws::default_max_delay),
        "waits_what_it_returns" => Behaviour(draws::waits_what_it_returns),
        "leaves_thread_free" => Behaviour(overlap::leaves_thread_free),
        "within_range" => Behaviour(draws::within_range),
        "both_ends" => Behaviour(draws::both_ends),
        "uniform_draws" => Behaviour(spread::uniform_draws),

        "calls_wait_random" | "calls_task_wait_random" => Behaviour(calls::calls_import),
        "passes_max_delay" => Behaviour(calls::passes_max_delay),
        "runs_concurrently" => Behaviour(concurrency::runs_concurrently),
        "returns_all_delays" => Behaviour(delays::returns_all_delays),
        "ascending_order" => Behaviour(delays::ascending_order),
        "independent_calls" => Behaviour(independence::independent_calls),
        "orders_ties" => Behaviour(beyond::orders_ties),
        "empty_for_zero" => Behaviour(beyond::empty_for_zero),
        "hundred_thousand" => Behaviour(beyond::hundred_thousand),
        "stops_tasks_when_dropped" => Behaviour(beyond::stops_tasks_when_dropped),

        "calls_wait_n" => Behaviour(timing::calls_wait_n),
        "passes_arguments" => Behaviour(timing::passes_arguments),
        "waits_to_the_end" => Behaviour(timing::waits_to_the_end),
        "returns_total_over_n" => Behaviour(timing::returns_total_over_n),
        "refuses_zero" => Behaviour(beyond::refuses_zero),

        "returns_at_once" => Behaviour(spawning::returns_at_once),
        "starts_at_once" => Behaviour(spawning::starts_at_once),
        "yields_delay" => Behaviour(spawning::yields_delay),

        "no_sort" => Source(source::no_sort),
        "documented" => Source(source::documented),
        "final_newline" => Source(source::final_newline),
        "formatted" => Source(source::formatted),
        "no_warnings" => Source(source::no_warnings),
        _ => panic!("the course lists `{check}`, which nobody judges"),
    }
}

/// The runs that a check looks at, if it looks at no others.
pub fn purpose(check: &str) -> Option<Purpose> {
    match check {
        "orders_ties" => Some(Purpose::Ties),
        "empty_for_zero" | "refuses_zero" => Some(Purpose::Zero),
        "hundred_thousand" => Some(Purpose::HundredThousand),
        "stops_tasks_when_dropped" => Some(Purpose::Dropped),
        _ => None,
    }
}

/// What a check comes to.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It does not hold in what was observed; the message names the mistake. On the paused clock this is a
    /// suspicion: a right solution that brings its own threads may look like this.
    Failed(String),
    /// It does not hold, and no clock could change that.
    Refuted(String),
    /// It cannot be told, because of another mistake that has its own message.
    Skipped(String),
    /// It cannot be told, and the submission is not to blame.
    Error(String),
}

impl Verdict {
    /// Where this verdict is a failure: another check cannot tell, and why. One mistake gets one message.
    fn hides(&self, why: &str) -> Option<Self> {
        matches!(self, Self::Failed(_) | Self::Refuted(_))
            .then(|| Self::Skipped(format!("could not be told: {why}.")))
    }
}

/// The verdict of a check that other mistakes hide, if one of them was made: each cause comes with what it means.
fn hidden_by(causes: &[(Verdict, &str)]) -> Option<Verdict> {
    causes.iter().find_map(|(verdict, why)| verdict.hides(why))
}
