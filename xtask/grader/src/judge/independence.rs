//! Tasks 1 and 4: does each of several calls do the same as a single call?

use super::{
    Evidence, Verdict, calls, concurrency, delays, endings,
    evidence::{Finding, ObservedCall, SINGLE},
};
use crate::{
    observe::{Call, Ending, Outcome, Purpose},
    text,
};
use protocol::{CallMode, Request};

/// The criteria for each call.
const CRITERIA: [fn(&ObservedCall) -> Finding; 7] = [
    returns_at_all,
    passes_its_own,
    |seen| of_own_waits(seen, calls::calls),
    |seen| of_own_waits(seen, calls::passes),
    |seen| of_own_waits(seen, delays::returns),
    |seen| of_own_waits(seen, concurrency::concurrent),
    delays::ascending,
];

/// Whether enough waits get the `max_delay` of a call. Other calls may have the same `max_delay`.
fn passes_its_own(seen: &ObservedCall) -> Finding {
    let Request { n, max_delay } = seen.call.request;
    let observation = &seen.run.observation;
    let requests = observation.calls.iter().map(|call| call.request.n);
    let own = count(seen, max_delay);
    match seen.run.scenario.mode {
        CallMode::InTurn | CallMode::InThreads | CallMode::Dropped if seen.waits.len() != n => {
            Finding::Irrelevant
        }
        CallMode::InTurn | CallMode::InThreads | CallMode::Dropped => calls::passes(seen),
        // Waits are missing, which another criterion finds.
        CallMode::AtOnce if observation.waits.len() != requests.sum::<usize>() => {
            Finding::Irrelevant
        }
        CallMode::AtOnce if own < n => Finding::Wrong(format!(
            "should run {} up to its max_delay, which is {max_delay}; of the waits of all these calls {own} {} that.",
            text::count(n, "wait"),
            if own == 1 { "gets" } else { "get" },
        )),
        CallMode::AtOnce => Finding::Right,
    }
}

/// How many waits of a run get this `max_delay`.
fn count(seen: &ObservedCall, max_delay: u32) -> usize {
    let waits = seen.run.observation.waits.iter();
    waits
        .filter(|wait| wait.request.max_delay == max_delay)
        .count()
}

/// Applies a criterion to the waits of a call, if they are known. For calls at once, `max_delay` identifies them.
fn of_own_waits(seen: &ObservedCall, look: fn(&ObservedCall) -> Finding) -> Finding {
    let observation = &seen.run.observation;
    let asked = |max_delay: u32| count(seen, max_delay);
    let requests = || observation.calls.iter().map(|call| call.request);
    let all_known = requests()
        .map(|request| asked(request.max_delay))
        .sum::<usize>()
        == observation.waits.len();
    let all_as_asked = requests().all(|request| asked(request.max_delay) == request.n);
    let some_lost = observation.waits.len() != requests().map(|request| request.n).sum::<usize>();
    match seen.run.scenario.mode {
        CallMode::AtOnce if !all_known || !(all_as_asked || some_lost) => Finding::Irrelevant,
        CallMode::AtOnce | CallMode::InTurn | CallMode::InThreads | CallMode::Dropped => look(seen),
    }
}

fn returns_at_all(seen: &ObservedCall) -> Finding {
    endings::problem(seen).map_or(Finding::Right, Finding::Wrong)
}

/// The wrong calls in runs with several calls, as indices of run and call. Each must be repeated alone: if it is wrong
/// then too, the other calls are not the reason.
pub(crate) fn dependent(evidence: &Evidence) -> Vec<(usize, usize)> {
    evidence
        .calls(&[Purpose::Several])
        .iter()
        .filter(|seen| {
            CRITERIA
                .iter()
                .any(|look| matches!(look(seen), Finding::Wrong(_)))
        })
        .map(|seen| (seen.run_index, seen.index))
        .collect()
}

/// Each of several calls does the same as a single call.
pub(super) fn independent_calls(evidence: &Evidence) -> Verdict {
    // Other checks report what is wrong with single calls.
    let is_right_elsewhere = |look: &fn(&ObservedCall) -> Finding| {
        !matches!(evidence.each(&SINGLE, look), Verdict::Failed { .. })
    };
    let looks: Vec<_> = CRITERIA.into_iter().filter(is_right_elsewhere).collect();
    for seen in evidence.calls(&[Purpose::Several]) {
        for look in &looks {
            let Finding::Wrong(problem) = look(&seen) else {
                continue;
            };
            // They also report calls that are wrong when repeated alone.
            if alone(evidence, &seen).is_some_and(|alone| look(&alone) == Finding::Right) {
                return Verdict::Failed {
                    message: format!(
                        "{} {problem} Alone, the same call is right. A call should keep what it needs to itself: no statics.",
                        seen.name()
                    ),
                    run: Some(seen.run_index),
                };
            }
        }
    }
    let followed = evidence
        .runs_for(&[Purpose::Several])
        .filter(|(_, run)| run.ending != Ending::Slow);
    let calls: Vec<&Call> = followed
        .flat_map(|(_, run)| &run.observation.calls)
        .collect();
    let returned = |call: &&Call| matches!(call.outcome, Outcome::Returned(_));
    if !calls.is_empty() && calls.iter().all(returned) {
        Verdict::Passed
    } else {
        Verdict::Unseen("not all of several calls returned.".to_owned())
    }
}

/// The same call, repeated alone.
fn alone<'a>(evidence: &'a Evidence, seen: &ObservedCall) -> Option<ObservedCall<'a>> {
    let solo = evidence
        .solo_runs
        .iter()
        .find(|solo| (solo.run_index, solo.call) == (seen.run_index, seen.index))?;
    evidence.calls_of(solo.solo_index).into_iter().next()
}
