//! Tasks 1 and 4: does the list contain exactly the delays of the waits, in ascending order?

use super::{
    Evidence, Verdict,
    evidence::{Finding, ObservedCall, POLL_INTERVAL, SINGLE},
};
use crate::text::{self, apart, list};
use std::collections::BTreeMap;

/// The returned numbers are the results of the waits, each once.
pub(super) fn returns_all_delays(evidence: &Evidence) -> Verdict {
    evidence.each(&SINGLE, returns)
}

/// Whether one call returns the results of its waits.
pub(super) fn returns(seen: &ObservedCall) -> Finding {
    let Some((returned, length)) = seen.list() else {
        return seen.without_result();
    };
    if seen.waits.is_empty() && seen.call.request.n > 0 {
        return Finding::Irrelevant;
    }
    let delays: Vec<f64> = seen.waits.iter().map(|wait| wait.delay).collect();
    match difference(returned, length, &delays, seen) {
        Some(problem) => Finding::Wrong(problem),
        None => Finding::Right,
    }
}

/// Describes how the returned numbers differ from the delays, ignoring their order.
fn difference(
    returned: &[f64],
    length: usize,
    delays: &[f64],
    seen: &ObservedCall,
) -> Option<String> {
    let mut counts: BTreeMap<u64, (f64, i64)> = BTreeMap::new();
    for (numbers, one) in [(delays, 1), (returned, -1)] {
        for number in numbers {
            // Zero and minus zero are equal but have different bits.
            let key = (number + 0.0).to_bits();
            counts.entry(key).or_insert((*number, 0)).1 += one;
        }
    }
    let lost = counts.values().find(|(_, count)| *count > 0).copied();
    let extra = counts.values().find(|(_, count)| *count < 0).copied();
    let among = |number: f64| delays.iter().filter(|delay| **delay == number).count();
    let facts = format!(
        "returned {} where the waits gave {}",
        list(returned),
        list(delays)
    );
    match (lost, extra) {
        (None, None) if length == delays.len() => None,
        (None, None) => Some(format!(
            "returned {length} numbers where its waits gave {}.",
            delays.len()
        )),
        (Some((lost, count)), None) => Some(format!(
            "{facts}: {} is missing{}. {}",
            text::number(lost),
            times(count, among(lost)),
            if seen.waits.iter().all(|wait| wait.ended().is_some()) {
                "Every wait's delay should be in the list."
            } else {
                "The call returned before all its waits had ended."
            }
        )),
        (None, Some((extra, count))) if among(extra) > 0 => Some(format!(
            "{facts}: {} is there {} too often.",
            text::number(extra),
            text::times(usize::try_from(-count).unwrap_or(1))
        )),
        (None, Some((extra, _))) => {
            Some(format!("{facts}: {} is one too many.", text::number(extra)))
        }
        (Some((lost, _)), Some((extra, count))) if among(extra) > 0 => Some(format!(
            "{facts}: {} is there {} too often, and {} is missing.",
            text::number(extra),
            text::times(usize::try_from(-count).unwrap_or(1)),
            text::number(lost)
        )),
        (Some(_), Some((extra, _))) => {
            let nearest = delays
                .iter()
                .copied()
                .min_by(|a, b| (a - extra).abs().total_cmp(&(b - extra).abs()))?;
            let (extra, nearest) = apart(extra, nearest);
            Some(format!(
                "{facts}: {extra} is no delay of a wait; the nearest is {nearest}. The list should hold what the waits \
                 gave, unchanged."
            ))
        }
    }
}

/// ` 3 times`, for something that occurs more than once.
fn times(count: i64, among: usize) -> String {
    match usize::try_from(count).unwrap_or(0) {
        0 | 1 if among <= 1 => String::new(),
        count => format!(" {}", text::times(count)),
    }
}

/// The delays are in ascending order, unless they are too close for a right function to distinguish.
pub(super) fn ascending_order(evidence: &Evidence) -> Verdict {
    evidence.each(&SINGLE, ascending)
}

/// Whether the list of one call is in order. Waits that a right function may see end together may come in any order.
pub(super) fn ascending(seen: &ObservedCall) -> Finding {
    let Some((returned, _)) = seen.list() else {
        // A list of one number or none is always in order.
        return match seen.call.request.n {
            0 | 1 => Finding::Irrelevant,
            _ => seen.without_result(),
        };
    };
    let close = POLL_INTERVAL.max(seen.grain());
    let mut largest = f64::NEG_INFINITY;
    for &number in returned {
        if number < largest - close {
            return Finding::Wrong(disorder(returned, largest, number, seen));
        }
        largest = largest.max(number);
    }
    let smallest = returned.iter().copied().fold(f64::INFINITY, f64::min);
    if returned.len() >= 2 && largest - smallest > close {
        Finding::Right
    } else {
        Finding::Irrelevant
    }
}

fn disorder(returned: &[f64], before: f64, after: f64, seen: &ObservedCall) -> String {
    let delays: Vec<f64> = seen.waits.iter().map(|wait| wait.delay).collect();
    let order = if returned == delays {
        "That is the order in which the waits were started; put each delay into the list when its wait ends."
    } else if returned.is_sorted_by(|a, b| a >= b) {
        "That is descending order."
    } else {
        "The delays should be in the list in the order in which their waits end."
    };
    let (before, after) = apart(before, after);
    format!(
        "returned {}: {before} stands before {after}. {order}",
        list(returned)
    )
}
