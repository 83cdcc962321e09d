//! Task 0: do calls at once wait at the same time?

use super::{
    Evidence, Verdict,
    draws::{ROUNDING, drawn, near},
    endings,
    evidence::returned,
    text::{list, seconds},
};
use crate::observe::Purpose;
use protocol::{Call, Clock, Manner, Observation, Scenario};

/// Several calls at once wait at the same time, on one thread.
pub fn leaves_thread_free(evidence: &Evidence) -> Verdict {
    let telling: Vec<(&Scenario, &Observation)> = evidence
        .of(Purpose::Ordinary)
        .filter(|(scenario, observation)| {
            scenario.manner == Manner::AtOnce && is_telling(&observation.calls)
        })
        .collect();
    // The paused clock needs no time of its own: time passes only where the thread is kept busy.
    let busy = telling.iter().find(|(scenario, observation)| {
        let sum: f64 = observation.calls.iter().map(drawn).sum();
        scenario.clock == Clock::Paused && observation.wall > 0.5 * sum
    });
    // Calls that wait for something else than their delay may end like this once by chance, but not each time.
    let all_in_turn = telling
        .iter()
        .all(|(_, observation)| end_in_turn(&observation.calls));
    let blocked = busy.or(telling.first().filter(|_| all_in_turn));
    if let Some((_, observation)) = blocked {
        let calls = &observation.calls;
        let delays: Vec<f64> = calls.iter().map(drawn).collect();
        let simulated = longest(calls.iter().map(|call| call.ended));
        return Verdict::Failed(format!(
            "{} calls at once took {}: the sum of their delays {}. While one waits the others could wait too, and \
             all would be done after {}; but the thread is blocked, or one call holds up the others. \
             Use `tokio::time::sleep(...).await`, no `std::thread::sleep`, no busy loop and no lock.",
            calls.len(),
            seconds(observation.wall.max(simulated)),
            list(&delays),
            seconds(longest(delays.iter().copied())),
        ));
    }
    if telling.is_empty() {
        Verdict::Skipped(
            "could not be told: no call returned a delay that is long enough.".to_owned(),
        )
    } else {
        Verdict::Passed
    }
}

/// Whether it shows in calls at once that they hold each other up: all returned, and the longest delay does not end
/// after all others together in any case.
fn is_telling(calls: &[Call]) -> bool {
    const SHORTEST: f64 = 0.005;
    let sum: f64 = calls.iter().map(drawn).sum();
    calls.iter().all(|call| !returned(call).is_empty())
        && sum - longest(calls.iter().map(drawn)) >= SHORTEST
}

fn longest(times: impl Iterator<Item = f64>) -> f64 {
    times.fold(0.0, f64::max)
}

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
