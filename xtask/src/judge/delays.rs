//! Tasks 1 and 4: does the list hold the delays of the waits, in ascending order, and no others?

use super::{
    Evidence, Verdict,
    calls::{calls_import, no_waits, passes_max_delay},
    concurrency,
    evidence::returned,
    hidden_by,
    text::{self, list, number},
};
use crate::observe::Purpose;
use protocol::{Call, Fate, Outcome, Wait};

/// The returned numbers are those that the waits gave, each once.
pub fn returns_all_delays(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = calls_import(evidence).hides("the number of waits is not n") {
        return hidden;
    }
    let mut judged = false;
    let calls = evidence
        .single_calls(Purpose::Ordinary)
        .chain(evidence.single_calls(Purpose::Crowd));
    for single in calls {
        // Without waits, the numbers are the function's own; that is for another check to say.
        if single.observation.waits.is_empty() && single.returned().len() == single.call.request.n {
            continue;
        }
        judged = true;
        if let Some(problem) = wrong_numbers(
            single.returned(),
            single.call.request.n,
            &single.observation.waits,
        ) {
            // Whatever the clock, the function has what its waits gave.
            return Verdict::Refuted(format!(
                "{} {problem}",
                text::call(evidence.task, single.call.request)
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// What is wrong with the returned numbers, whatever their order.
fn wrong_numbers(returned: &[f64], n: usize, waits: &[Wait]) -> Option<String> {
    let mut left: Vec<f64> = waits.iter().map(|wait| wait.delay).collect();
    let mut foreign = Vec::new();
    for &delay in returned {
        match left
            .iter()
            .position(|&other| other.to_bits() == delay.to_bits() || other == delay)
        {
            Some(index) => {
                left.remove(index);
            }
            None => foreign.push(delay),
        }
    }
    let delays: Vec<f64> = waits.iter().map(|wait| wait.delay).collect();
    let facts = format!(
        "returned {} where the waits gave {}",
        list(returned),
        list(&delays)
    );
    // More waits than asked for is a mistake with a check of its own.
    let expected = n.min(waits.len());
    match (foreign.first(), returned.len()) {
        (None, length) if length == expected => None,
        (None, length) => Some(left.first().map_or_else(
            || format!("returned {length} numbers instead of {n}."),
            |&lost| {
                let all_ended = waits.iter().all(|wait| matches!(wait.fate, Fate::Ended(_)));
                let advice = if all_ended {
                    "Every wait's delay should be in the list."
                } else {
                    "The call returned before all its waits had ended."
                };
                format!("{facts}: {} is missing. {advice}", number(lost))
            },
        )),
        (Some(&extra), length) if length > n => Some(format!(
            "{facts}: {} numbers instead of {n}, {} is one too many.",
            length,
            number(extra)
        )),
        (Some(&changed), _) => Some(format!(
            "{facts}: {} is no delay that was waited. The list should hold what `wait_random` returned, unchanged.",
            number(changed)
        )),
    }
}

/// Delays that differ by more than a few milliseconds come back in ascending order.
pub fn ascending_order(evidence: &Evidence) -> Verdict {
    let concurrent = concurrency::runs_concurrently(evidence);
    if let Some(hidden) = concurrent.hides("the waits are not concurrent") {
        return hidden;
    }
    let mut judged = false;
    for single in evidence.single_calls(Purpose::Ordinary) {
        let returned = single.returned();
        if returned.len() < 2 {
            continue;
        }
        judged = true;
        if let Some(index) = returned.windows(2).position(|pair| !pair.is_sorted()) {
            let delays: Vec<f64> = single
                .observation
                .waits
                .iter()
                .map(|wait| wait.delay)
                .collect();
            let order = if returned == delays {
                " That is the order in which the waits were started; put each delay into the list when its wait ends."
            } else if returned.windows(2).all(|pair| pair[0] >= pair[1]) {
                " That is descending order."
            } else {
                " The delays should be in the list in the order in which their waits end."
            };
            return Verdict::Failed(format!(
                "{} returned {}: {} stands before {}.{order}",
                text::call(evidence.task, single.call.request),
                list(returned),
                number(returned[index]),
                number(returned[index + 1]),
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: no list of two or more numbers came back.".to_owned())
    }
}

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
    let (mut judged, mut all_return) = (false, true);
    for (_, observation) in evidence.of(Purpose::Repeated) {
        for (index, call) in observation.calls.iter().enumerate() {
            let own: Vec<Wait> = observation
                .waits
                .iter()
                .filter(|wait| (call.begun..call.ended).contains(&wait.called))
                .copied()
                .collect();
            judged = true;
            all_return &= matches!(call.outcome, Outcome::Returned(_));
            if let Some(problem) = dependence(call, &own) {
                return Verdict::Failed(format!(
                    "{}, call number {} in a row, {problem}",
                    text::call(evidence.task, call.request),
                    index + 1
                ));
            }
        }
    }
    for (_, observation) in evidence.of(Purpose::Overlapping) {
        for call in &observation.calls {
            // Calls at once differ in `max_delay`, which tells their waits apart.
            let own: Vec<Wait> = observation
                .waits
                .iter()
                .filter(|wait| wait.request.max_delay == call.request.max_delay)
                .copied()
                .collect();
            judged = true;
            all_return &= matches!(call.outcome, Outcome::Returned(_));
            if let Some(problem) = dependence(call, &own) {
                return Verdict::Failed(format!(
                    "{}, called while another call is under way, {problem}",
                    text::call(evidence.task, call.request)
                ));
            }
        }
        // A call that keeps its thread busy keeps the others from beginning, which is not of its making; and
        // waits that are not even concurrent within a call have a check of their own.
        let last_begin = observation
            .calls
            .iter()
            .map(|call| call.begun)
            .fold(0.0, f64::max);
        let first_end = observation
            .calls
            .iter()
            .map(|call| call.ended)
            .fold(f64::INFINITY, f64::min);
        if last_begin < first_end
            && observation.tally.peak < observation.tally.called
            && concurrency::runs_concurrently(evidence) == Verdict::Passed
        {
            return Verdict::Failed(format!(
                "{} calls at once wait for each other: only {} of their {} waits were under way together. Each call \
                 should go its own way.",
                observation.calls.len(),
                observation.tally.peak,
                observation.tally.called
            ));
        }
    }
    match (judged, all_return) {
        (true, true) => Verdict::Passed,
        (true, false) => Verdict::Skipped("could not be told: not every call returned.".to_owned()),
        (false, _) => no_waits(evidence),
    }
}

/// How a call shows that it is not the only one.
fn dependence(call: &Call, own: &[Wait]) -> Option<String> {
    let n = call.request.n;
    let advice = "A call should keep its delays to itself: no statics.";
    match &call.outcome {
        Outcome::Returned(_) if own.len() != n => Some(format!(
            "makes {} of the {n} waits it should make with its max_delay. {advice}",
            own.len()
        )),
        Outcome::Returned(_) => {
            wrong_numbers(returned(call), n, own).map(|problem| format!("{problem} {advice}"))
        }
        // That it does not return is for another check to say.
        _ => None,
    }
}
