//! Finds runs in which a call blocks its thread or waits for other calls.

use super::{
    Evidence, Verdict,
    evidence::{ObservedCall, TICK, grain},
};
use crate::{
    observe::{Purpose, Run},
    text::seconds,
};
use protocol::CallMode;

/// Whether no call blocks its thread or waits for another call.
pub(super) fn is_thread_free(evidence: &Evidence) -> bool {
    blocked(evidence).is_none() && held_up(evidence).is_none()
}

/// A run whose heartbeat was late, and by how many seconds in total.
pub(super) fn blocked(evidence: &Evidence) -> Option<(usize, &Run, f64)> {
    let runs = evidence.runs_for(&[Purpose::Several]);
    let mut late = runs.map(|(run_index, run)| (run_index, run, late(run)));
    late.find(|(.., late)| *late > 0.0)
}

/// By how many seconds in total the heartbeat of a run was late. On the real clock the machine may cause short delays.
/// If the function computes all the time, the clock moves in steps, and the heartbeat shows nothing.
pub(super) fn late(run: &Run) -> f64 {
    if run.observation.steps > 0 {
        return 0.0;
    }
    let tolerable = 2.0 * TICK + grain(run.scenario.clock);
    let late = run.observation.late.iter().map(|(_, late)| *late);
    late.filter(|late| *late > tolerable).sum()
}

/// Calls at once that wait for each other: many of them take longer than alone. If only a few are late, the calls
/// themselves wait for the wrong time.
pub(super) fn held_up(evidence: &Evidence) -> Option<Verdict> {
    let runs = evidence.runs_for(&[Purpose::Several, Purpose::Long]);
    let at_once = runs.filter(|(_, run)| run.scenario.mode == CallMode::AtOnce);
    let calls = at_once
        .map(|(index, _)| evidence.calls_of(index))
        .find(|calls| {
            let late = calls.iter().filter(|seen| is_held_up(seen)).count();
            4 * late > calls.len()
        })?;
    let held_up = calls.iter().find(|seen| is_held_up(seen))?;
    Some(Verdict::Failed {
        message: format!(
            "{} ended {} after the first one had begun, and returned {}: it had to wait for others. While one call waits the others should wait \
             too. Leave out what only one can have at a time, such as a lock or a blocked thread.",
            held_up.name(),
            seconds(excess(held_up)? + held_up.number()?),
            seconds(held_up.number()?),
        ),
        run: Some(held_up.run_index),
    })
}

/// Whether one of several calls at once ended far later than its delay says, more than ticks and polling explain.
fn is_held_up(seen: &ObservedCall) -> bool {
    const LONG: f64 = 0.100;
    excess(seen).is_some_and(|excess| excess > LONG + seen.grain())
}

/// How much later than its delay says a call ended. All calls at once should begin with the first one.
fn excess(seen: &ObservedCall) -> Option<f64> {
    let first = seen.run.observation.calls.first()?.begun?;
    Some(seen.call.ended?.at - first.at - seen.number()?)
}
