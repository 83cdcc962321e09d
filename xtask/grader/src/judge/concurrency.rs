//! Tasks 1 and 4: do all waits run at the same time?

use super::{
    Evidence, Verdict,
    evidence::{Finding, ObservedCall, SINGLE, import},
};
use crate::{
    observe::{Wait, WaitOutcome},
    text::{self, seconds},
};

/// All waits of a call run at the same time, and the call ends when the last wait does.
pub(super) fn runs_concurrently(evidence: &Evidence) -> Verdict {
    evidence.each(&SINGLE, concurrent)
}

/// How much longer than its longest wait a call may take, in seconds. A right solution may poll its waits every ten
/// milliseconds, and may be late several times.
const MOST_IDLE: f64 = 0.100;

/// Whether the waits of one call run at the same time.
pub(super) fn concurrent(seen: &ObservedCall) -> Finding {
    let n = seen.call.request.n;
    // A wait of 0 s has ended when the next one begins.
    let timed: Vec<&Wait> = seen
        .waits
        .iter()
        .copied()
        .filter(|wait| wait.delay > 0.0)
        .collect();
    let first_end = timed
        .iter()
        .filter_map(|wait| match wait.fate {
            WaitOutcome::Ended(at) | WaitOutcome::Dropped(at) => Some(at),
            WaitOutcome::Open => None,
        })
        .fold(f64::INFINITY, f64::min);
    let together = timed
        .iter()
        .filter(|wait| wait.begun.is_some_and(|begun| begun < first_end))
        .count();
    let began = timed.iter().filter(|wait| wait.begun.is_some()).count();
    if together < began && together > 0 {
        return Finding::Wrong(too_few_at_once(seen, &timed, together));
    }
    let (Some(took), Some(_)) = (seen.call.took(), seen.list()) else {
        // All n waits ran at once, but then something else went wrong.
        return if n > 1 && together == n {
            Finding::Right
        } else if n < 2 || timed.len() < seen.waits.len() {
            Finding::Irrelevant
        } else {
            seen.without_result()
        };
    };
    let longest = longest(&seen.waits);
    if took > longest + MOST_IDLE + seen.grain() {
        let begun = seen.waits.iter().filter(|wait| wait.begun.is_some());
        if begun.count() < n {
            let import = import(seen.task).function;
            return Finding::Unseen(format!("waits for something else than `{import}`."));
        }
        return Finding::Wrong(format!(
            "took {}, and its longest wait {}: it should start all waits at once, and return as soon as the last one is \
             over.",
            seconds(took),
            seconds(longest)
        ));
    }
    // A single wait, or waits of 0 s, cannot run at the same time as others.
    if began < 2 {
        Finding::Irrelevant
    } else {
        Finding::Right
    }
}

fn too_few_at_once(seen: &ObservedCall, timed: &[&Wait], together: usize) -> String {
    let took = match seen.call.took() {
        Some(took) => format!("took {}", seconds(took)),
        None => "did not return".to_owned(),
    };
    let longest = seconds(longest(timed));
    let n = timed.len();
    let sum: f64 = timed.iter().map(|wait| wait.delay).sum();
    if together == 1 && seen.call.took().is_none_or(|took| took >= sum) {
        format!(
            "waits one after the other: it {took}, where the delays add up to {}. Started together they take {longest}, as \
             long as the longest. Start all waits before you await the first.",
            seconds(sum)
        )
    } else {
        format!(
            "has only {together} of its {n} waits under way when the first one ends: it {took}, the longest wait {longest}. \
             All {} should start together.",
            text::count(seen.call.request.n, "wait")
        )
    }
}

fn longest(waits: &[&Wait]) -> f64 {
    waits.iter().map(|wait| wait.delay).fold(0.0, f64::max)
}
