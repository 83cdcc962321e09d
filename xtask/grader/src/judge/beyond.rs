//! The stretch checks, which go beyond the statement. They are reported but never counted.

use super::{
    Evidence, Verdict, endings,
    evidence::{Finding, ObservedCall},
    held_up::late,
};
use crate::{
    observe::{Outcome, Purpose, Wait, WaitOutcome},
    text::{apart, list, seconds},
};

/// Waits that end within one tick of tokio's timer come in ascending order.
pub(super) fn orders_ties(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::Ties, |_, numbers| {
        let index = numbers.windows(2).position(|pair| !pair.is_sorted())?;
        let (before, after) = apart(numbers[index], numbers[index + 1]);
        Some(format!(
            "returned {before} right before {after}. Waits that end within the same millisecond end in no order: \
             tokio's timer counts in milliseconds. Putting each delay in its place as it arrives makes the order certain."
        ))
    })
}

/// `n = 0` gives an empty list.
pub(super) fn empty_for_zero(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::Zero, |_, numbers| {
        (!numbers.is_empty())
            .then(|| format!("returned {} instead of an empty list.", list(numbers)))
    })
}

/// Ten thousand waits run at once, and all end.
pub(super) fn ten_thousand(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::TenThousand, |seen, numbers| {
        let n = seen.call.request.n;
        let first_end = |wait: &&Wait| wait.ended();
        let first = seen
            .waits
            .iter()
            .filter_map(first_end)
            .fold(f64::INFINITY, f64::min);
        let together = |wait: &&&Wait| wait.begun.is_some_and(|begun| begun < first);
        let together = seen.waits.iter().filter(together).count();
        if numbers.len() != n {
            Some(format!("returned {} delays.", numbers.len()))
        } else if together < n {
            Some(format!(
                "had only {together} waits under way when the first one ended."
            ))
        } else {
            None
        }
    })
}

/// The function works on a single-threaded runtime, and does not block the thread while it waits.
pub(crate) fn works_on_one_thread(evidence: &Evidence) -> Verdict {
    stretch(evidence, Purpose::OneThread, |seen, _| {
        let late = late(seen.run);
        (late > 0.0).then(|| {
            format!(
                "kept the only thread of its runtime for {}: nothing else could run on it. `.await` gives the thread \
                 back; `block_on` and `block_in_place` do not.",
                seconds(late)
            )
        })
    })
}

/// Dropping the future drops all its waits.
pub(crate) fn stops_tasks_when_dropped(evidence: &Evidence) -> Verdict {
    evidence.each(&[Purpose::Dropped], |seen| {
        if seen.call.outcome != Outcome::Dropped {
            return Finding::Unseen("was not dropped: its waits did not all begin.".to_owned());
        }
        let went_on = |wait: &&&Wait| !matches!(wait.fate, WaitOutcome::Dropped(_));
        let went_on = seen.waits.iter().filter(went_on).count();
        if went_on == 0 {
            return Finding::Right;
        }
        Finding::Wrong(format!(
            "was dropped while its tasks were waiting, and {went_on} of them went on. Dropping a `JoinHandle` detaches its \
             task: abort it, or keep the tasks in something that does."
        ))
    })
}

/// `measure_time(0, _)` panics with a reason.
pub(crate) fn refuses_zero(evidence: &Evidence) -> Verdict {
    evidence.each(&[Purpose::Zero], |seen| match &seen.call.outcome {
        Outcome::Panicked(panic) if says_why(&panic.message) => Finding::Right,
        Outcome::Panicked(panic) => Finding::Wrong(format!(
            "panicked with \"{}\", which does not say that n must not be 0.",
            panic.message
        )),
        Outcome::Returned(_) => Finding::Wrong(format!(
            "returned {}. The mean of no waits does not exist: panic with a message that says so.",
            seen.number().unwrap_or_default()
        )),
        Outcome::Cancelled | Outcome::Open | Outcome::Dropped => {
            Finding::Wrong(format!("did not return{}.", endings::why_not(seen)))
        }
    })
}

/// Whether a panic's message explains the problem. Messages of the standard library do not.
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
    // A custom message after `assertion ... failed:` explains it.
    let own = message
        .strip_prefix("assertion `left != right` failed: ")
        .or_else(|| message.strip_prefix("assertion `left == right` failed: "))
        .unwrap_or(message);
    own.split_whitespace().count() > 1 && !GENERIC.iter().any(|generic| own.starts_with(generic))
}

/// A stretch check on each returned list, with `problem` as the test. A call that does not return fails too.
fn stretch(
    evidence: &Evidence,
    purpose: Purpose,
    problem: impl Fn(&ObservedCall, &[f64]) -> Option<String>,
) -> Verdict {
    evidence.each(&[purpose], |seen| match seen.list() {
        Some((numbers, _)) => problem(seen, numbers).map_or(Finding::Right, Finding::Wrong),
        None => endings::problem(seen).map_or_else(|| seen.without_result(), Finding::Wrong),
    })
}
