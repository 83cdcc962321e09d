//! Task 0: do calls at once wait at the same time?

use super::{
    Evidence, Verdict,
    draws::{ROUNDING, drawn, near},
    endings,
    evidence::returned,
    text::{list, seconds},
};
use crate::observe::Purpose;
use protocol::{Call, Manner};

/// Several calls at once wait at the same time, on one thread.
pub fn leaves_thread_free(evidence: &Evidence) -> Verdict {
    let runs: Vec<&[Call]> = evidence
        .of(Purpose::Ordinary)
        .filter(|(scenario, _)| scenario.manner == Manner::AtOnce)
        .map(|(_, observation)| observation.calls.as_slice())
        .filter(|calls| is_telling(calls))
        .collect();
    let Some(calls) = runs.first() else {
        return Verdict::Skipped(
            "could not be told: no call returned a delay that is long enough.".to_owned(),
        );
    };
    let delays: Vec<f64> = calls.iter().map(drawn).collect();
    let expected = format!(
        "While one waits the others could wait too, and all would be done after {}",
        seconds(longest(&delays))
    );
    // Once it may be chance, or another program that had the processor; but not each time.
    if runs.iter().all(|run| block_thread(run)) {
        return Verdict::Failed(format!(
            "{} calls at once blocked their thread for {}, and their delays are {}. {expected}; but a thread that is \
             blocked does nothing else. Use `tokio::time::sleep(...).await`, no `std::thread::sleep` and no busy loop.",
            calls.len(),
            seconds(blocked(calls)),
            list(&delays),
        ));
    }
    if runs.iter().all(|run| end_in_turn(run)) {
        let ends: Vec<f64> = calls.iter().map(|call| call.ended).collect();
        return Verdict::Failed(format!(
            "{} calls at once took {}: the sum of their delays {}. {expected}; but each waits until the one before it \
             is done. Leave out what only one can have at a time, such as a lock.",
            calls.len(),
            seconds(longest(&ends)),
            list(&delays),
        ));
    }
    Verdict::Passed
}

/// Whether it shows in calls at once that they hold each other up: all returned, and the longest delay does not end
/// after all others together in any case.
fn is_telling(calls: &[Call]) -> bool {
    const SHORTEST: f64 = 0.005;
    let delays: Vec<f64> = calls.iter().flat_map(returned).copied().collect();
    delays.len() == calls.len() && delays.iter().sum::<f64>() - longest(&delays) >= SHORTEST
}

/// Whether calls block their thread for a good part of their delays, or half of them for a while.
fn block_thread(calls: &[Call]) -> bool {
    const SHARE: f64 = 0.25;
    let long = calls.iter().filter(|call| call.blocked > LONGEST_BLOCK);
    blocked(calls) > SHARE * calls.iter().map(drawn).sum::<f64>() || 2 * long.count() >= calls.len()
}

/// How long calls blocked their thread together, in seconds.
fn blocked(calls: &[Call]) -> f64 {
    calls.iter().map(|call| call.blocked).sum()
}

/// How long a call may block its thread, in seconds, if that happens again and again: many times what a right one takes,
/// which a machine that is busy may keep from its processor now and then.
pub(super) const LONGEST_BLOCK: f64 = 0.01;

/// Whether each call ended a whole delay of its own after the one before it, and not just so because it takes a
/// multiple of its delay.
fn end_in_turn(calls: &[Call]) -> bool {
    let mut by_end: Vec<&Call> = calls.iter().collect();
    by_end.sort_by(|a, b| a.ended.total_cmp(&b.ended));
    let whole_delay_apart = by_end
        .windows(2)
        .all(|pair| pair[1].ended - pair[0].ended > 0.9 * drawn(pair[1]) - ROUNDING);
    let begun = calls
        .iter()
        .map(|call| call.begun)
        .fold(f64::INFINITY, f64::min);
    let on_its_own = by_end.last().is_some_and(|last| {
        let multiple = (last.ended - begun) / drawn(last);
        let mut calls = calls.iter();
        calls.all(|call| near(call.ended - begun, multiple * drawn(call)))
    });
    whole_delay_apart && !on_its_own
}

fn longest(times: &[f64]) -> f64 {
    times.iter().copied().fold(0.0, f64::max)
}

/// Calls at once of which some had not returned when others had.
pub(super) fn held_up(evidence: &Evidence) -> Option<Verdict> {
    evidence.exhibits.iter().find_map(|exhibit| {
        let stuck = endings::held_up(exhibit)?;
        Some(Verdict::Failed(format!(
            "{stuck} of {} calls at once had not returned when all should have: calls hold each other up. Each should \
             wait for its own delay, and no longer.",
            exhibit.scenario.calls.len()
        )))
    })
}
