//! Tasks 1 and 4: does the list hold the delays of the waits, in ascending order, and no others?

use super::{
    Evidence, Verdict,
    calls::{calls_import, no_waits},
    concurrency,
    evidence::returned,
    independence::{CallOfSeveral, calls_of_several},
    text::{self, list, number},
};
use crate::observe::Purpose;
use protocol::{Fate, Wait};

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
pub(super) fn wrong_numbers(returned: &[f64], n: usize, waits: &[Wait]) -> Option<String> {
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
        if let Some(disorder) = disorder(returned, &single.observation.waits) {
            let name = text::call(evidence.task, single.call.request);
            return Verdict::Failed(format!("{name} {disorder}"));
        }
    }
    for CallOfSeveral { name, call, own } in calls_of_several(evidence) {
        let returned = returned(call);
        // Where the numbers are not its own, no order can be expected.
        if wrong_numbers(returned, call.request.n, &own).is_none()
            && let Some(disorder) = disorder(returned, &own)
        {
            return Verdict::Failed(format!("{name} {disorder}"));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: no list of two or more numbers came back.".to_owned())
    }
}

/// Where returned numbers do not ascend, and the likely reason.
fn disorder(returned: &[f64], waits: &[Wait]) -> Option<String> {
    let index = returned.windows(2).position(|pair| !pair.is_sorted())?;
    let delays: Vec<f64> = waits.iter().map(|wait| wait.delay).collect();
    let order = if returned == delays {
        "That is the order in which the waits were started; put each delay into the list when its wait ends."
    } else if returned.windows(2).all(|pair| pair[0] >= pair[1]) {
        "That is descending order."
    } else {
        "The delays should be in the list in the order in which their waits end."
    };
    Some(format!(
        "returned {}: {} stands before {}. {order}",
        list(returned),
        number(returned[index]),
        number(returned[index + 1]),
    ))
}
