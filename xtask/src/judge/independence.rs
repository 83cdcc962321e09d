//! Tasks 1 and 4: does each of several calls go its own way?

use super::{
    Evidence, Verdict,
    calls::{calls_import, no_waits, passes_max_delay},
    concurrency,
    delays::{returns_all_delays, wrong_numbers},
    evidence::returned,
    hidden_by, text,
};
use crate::observe::Purpose;
use protocol::{Call, Observation, Outcome, Wait};

/// Each of several calls returns the delays of its own waits.
pub fn independent_calls(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = hidden_by(&[
        (
            returns_all_delays(evidence),
            "a single call does not return its delays",
        ),
        (calls_import(evidence), "the number of waits is not n"),
        (passes_max_delay(evidence), "max_delay is not passed on"),
    ]) {
        return hidden;
    }
    let several = calls_of_several(evidence);
    for CallOfSeveral { name, call, own } in &several {
        if let Some(problem) = dependence(call, own) {
            return Verdict::Failed(format!(
                "{name} {problem} A call should keep its delays to itself: no statics."
            ));
        }
    }
    if let Some(problem) = waiting_for_each_other(evidence) {
        return Verdict::Failed(problem);
    }
    let returned =
        |of_several: &CallOfSeveral| matches!(of_several.call.outcome, Outcome::Returned(_));
    if several.is_empty() {
        no_waits(evidence)
    } else if several.iter().all(returned) {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: not every call returned.".to_owned())
    }
}

/// One of several calls of a run, and the waits that are its own.
pub(super) struct CallOfSeveral<'a> {
    /// What to call it.
    pub(super) name: String,
    pub(super) call: &'a Call,
    pub(super) own: Vec<Wait>,
}

/// The calls of the runs that make several, in turn or at once.
pub(super) fn calls_of_several(evidence: &Evidence) -> Vec<CallOfSeveral<'_>> {
    let name = |call: &Call| text::call(evidence.task, call.request);
    let in_turn = evidence.of(Purpose::Repeated).flat_map(|(_, observation)| {
        let calls = observation.calls.iter().enumerate();
        calls.map(move |(index, call)| CallOfSeveral {
            name: format!("{}, call number {} in a row,", name(call), index + 1),
            call,
            own: waits(observation, |wait| {
                (call.begun..call.ended).contains(&wait.called)
            }),
        })
    });
    let at_once = evidence
        .of(Purpose::Overlapping)
        .flat_map(|(_, observation)| {
            observation.calls.iter().map(move |call| CallOfSeveral {
                name: format!("{}, called while another call is under way,", name(call)),
                call,
                // Calls at once differ in `max_delay`, which tells their waits apart.
                own: waits(observation, |wait| {
                    wait.request.max_delay == call.request.max_delay
                }),
            })
        });
    in_turn.chain(at_once).collect()
}

fn waits(observation: &Observation, are_own: impl Fn(&Wait) -> bool) -> Vec<Wait> {
    let waits = observation.waits.iter().copied();
    waits.filter(are_own).collect()
}

/// How a call shows that it is not the only one.
fn dependence(call: &Call, own: &[Wait]) -> Option<String> {
    let n = call.request.n;
    match &call.outcome {
        Outcome::Returned(_) if own.len() != n => Some(format!(
            "makes {} of the {n} waits it should make with its max_delay.",
            own.len()
        )),
        Outcome::Returned(_) => wrong_numbers(returned(call), n, own),
        // That it does not return is for another check to say.
        _ => None,
    }
}

/// Calls at once whose waits are not all under way together.
fn waiting_for_each_other(evidence: &Evidence) -> Option<String> {
    evidence.of(Purpose::Overlapping).find_map(|(_, observation)| {
        // A call that keeps its thread busy keeps the others from beginning, which is not of its making; and
        // waits that are not even concurrent within a call have a check of their own.
        let begins = observation.calls.iter().map(|call| call.begun);
        let ends = observation.calls.iter().map(|call| call.ended);
        let at_once = begins.fold(0.0, f64::max) < ends.fold(f64::INFINITY, f64::min);
        let tally = observation.tally;
        (at_once
            && tally.peak < tally.called
            && concurrency::runs_concurrently(evidence) == Verdict::Passed)
            .then(|| {
                format!(
                    "{} calls at once wait for each other: only {} of their {} waits were under way together. Each \
                     call should go its own way.",
                    observation.calls.len(),
                    tally.peak,
                    tally.called
                )
            })
    })
}
