//! What goes beyond the statement: reported, never counted.

use super::{
    Evidence, Verdict,
    calls::no_result,
    endings,
    evidence::{SingleCall, returned},
    text::{self, list},
};
use crate::observe::Purpose;
use protocol::{Fate, Outcome, Value};

/// Order among waits that end within one tick of tokio's timer.
pub fn orders_ties(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::Ties, |single| {
        let Outcome::Returned(Value::List { descends_at, .. }) = &single.call.outcome else {
            return None;
        };
        let index = (*descends_at)?;
        let numbers = single.returned();
        Some(format!(
            "{} returned {} right before {}. Waits that end within the same millisecond end in no order: tokio's \
             timer counts in milliseconds. Putting each delay in its place as it arrives makes the order certain.",
            text::call(evidence.task, single.call.request),
            numbers
                .get(index - 1)
                .map_or_else(String::new, |&n| format!("{n:.6}")),
            numbers
                .get(index)
                .map_or_else(String::new, |&n| format!("{n:.6}")),
        ))
    })
}

/// `n = 0` gives an empty list.
pub fn empty_for_zero(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::Zero, |single| {
        let returned = single.returned();
        (!returned.is_empty()).then(|| {
            format!(
                "{} returned {} instead of an empty list.",
                text::call(evidence.task, single.call.request),
                list(returned)
            )
        })
    })
}

/// A hundred thousand waits are under way at once, and all end. Where they were not made, the rehearsal tells.
pub fn hundred_thousand(evidence: &Evidence) -> Verdict {
    if promises_a_hundred_thousand(evidence) && evidence.of(Purpose::HundredThousand).count() == 0 {
        return Verdict::Passed;
    }
    all_at_once(evidence, Purpose::HundredThousand)
}

/// The processor time that the rehearsal may take, in seconds: a hundredth of the time that there is for ten times as many
/// waits, so that there is enough for functions whose time grows with the square of the waits.
const REHEARSAL_TIME: f64 = 0.05;

/// Whether the rehearsal leaves no doubt that a hundred thousand waits will work: it has succeeded with a tenth of the
/// memory and stack, and in a hundredth of the time.
pub fn promises_a_hundred_thousand(evidence: &Evidence) -> bool {
    all_at_once(evidence, Purpose::Rehearsal) == Verdict::Passed
        && evidence
            .of(Purpose::Rehearsal)
            .all(|(_, observation)| observation.processor <= REHEARSAL_TIME)
}

/// All waits of calls are under way at once, and all end.
fn all_at_once(evidence: &Evidence, purpose: Purpose) -> Verdict {
    stretch(evidence, purpose, |single| {
        let n = single.call.request.n;
        let Outcome::Returned(Value::List { length, .. }) = &single.call.outcome else {
            return None;
        };
        let peak = single.observation.tally.peak;
        let name = text::call(evidence.task, single.call.request);
        if *length != n {
            Some(format!("{name} returned {length} delays."))
        } else if peak < n {
            Some(format!(
                "{name} had at most {peak} waits under way at once."
            ))
        } else {
            None
        }
    })
}

/// Dropping the future drops all its waits.
pub fn stops_tasks_when_dropped(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (_, observation) in evidence.of(Purpose::Dropped) {
        let Some(call) = observation.calls.first() else {
            continue;
        };
        if !matches!(call.outcome, Outcome::Dropped) {
            continue;
        }
        judged = true;
        let went_on = observation
            .waits
            .iter()
            .filter(|wait| !matches!(wait.fate, Fate::Dropped(_)))
            .count();
        if went_on > 0 {
            return Verdict::Failed(format!(
                "the future of {} was dropped while its tasks were waiting, and {went_on} of them went on. Dropping a \
                 `JoinHandle` detaches its task: abort it, or keep the tasks in something that does.",
                text::call(evidence.task, call.request)
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: the waits did not all begin.".to_owned())
    }
}

/// `measure_time(0, _)` panics with a reason.
pub fn refuses_zero(evidence: &Evidence) -> Verdict {
    for exhibit in evidence
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.purpose == Purpose::Zero)
    {
        let Ok(observation) = &exhibit.run else {
            return Verdict::Failed(
                endings::problem(evidence.task, exhibit)
                    .unwrap_or_else(|| "there is no result.".to_owned()),
            );
        };
        let Some(call) = observation.calls.first() else {
            continue;
        };
        let name = text::call(evidence.task, call.request);
        return match &call.outcome {
            Outcome::Panicked(panic) if says_why(&panic.message) => Verdict::Passed,
            Outcome::Panicked(panic) => Verdict::Failed(format!(
                "{name} panicked with \"{}\", which does not say that n must not be 0.",
                panic.message
            )),
            Outcome::Returned(_) => Verdict::Failed(format!(
                "{name} returned {}. The mean of no waits does not exist: panic with a message that says so.",
                returned(call)
                    .first()
                    .map_or_else(String::new, ToString::to_string)
            )),
            Outcome::Cancelled | Outcome::Stuck | Outcome::Dropped => {
                Verdict::Failed(format!("{name} did not return."))
            }
        };
    }
    Verdict::Skipped("could not be told: it was not tried.".to_owned())
}

/// Whether a panic's message is about the argument, rather than one that the standard library made.
fn says_why(message: &str) -> bool {
    const GENERIC: [&str; 7] = [
        "called `",
        "explicit panic",
        "not implemented",
        "not yet implemented",
        "internal error",
        "assertion `left",
        "attempt to",
    ];
    // A message of one's own after `assertion ... failed:` does say why.
    let own = message
        .strip_prefix("assertion `left != right` failed: ")
        .or_else(|| message.strip_prefix("assertion `left == right` failed: "))
        .unwrap_or(message);
    own.split_whitespace().count() > 1 && !GENERIC.iter().any(|generic| own.starts_with(generic))
}

/// A stretch check: `problem` looks at each call that returned; one that did not is a problem itself.
fn stretch(
    evidence: &Evidence,
    purpose: Purpose,
    problem: impl Fn(SingleCall) -> Option<String>,
) -> Verdict {
    for exhibit in evidence
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.purpose == purpose)
    {
        if let Some(problem) = endings::problem(evidence.task, exhibit) {
            return Verdict::Failed(problem);
        }
    }
    let mut judged = false;
    for single in evidence.single_calls(purpose) {
        judged = true;
        if let Some(problem) = problem(single) {
            return Verdict::Failed(problem);
        }
    }
    if judged { Verdict::Passed } else { no_result() }
}
