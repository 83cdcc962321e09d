//! Task 3: is a task started, at once, and is it the one that waits?

use super::{
    Evidence, Verdict,
    evidence::returned,
    overlap::LONGEST_BLOCK,
    text::{self, number, seconds},
};
use crate::observe::Purpose;
use protocol::{Call, Clock, Fate, Observation, Outcome, Scenario, Value, Wait};

/// The call comes back before the wait is over.
pub fn returns_at_once(evidence: &Evidence) -> Verdict {
    let late = comes_back_late(evidence);
    match always_blocks(evidence) {
        Some(call) if late == Verdict::Passed => Verdict::Failed(format!(
            "{} blocks its thread for {} before it returns: it should hand back the task and do nothing more.",
            text::call(evidence.task, call.request),
            seconds(call.blocked),
        )),
        _ => late,
    }
}

/// A call that blocks its thread for a while, as all others do that have something to wait for.
fn always_blocks(evidence: &Evidence) -> Option<&Call> {
    let calls: Vec<&Call> = evidence
        .single_calls(Purpose::Ordinary)
        .filter(|single| single.observation.waits.iter().any(|wait| wait.delay > 0.0))
        .map(|single| single.call)
        .collect();
    let all = calls.iter().all(|call| call.blocked > LONGEST_BLOCK);
    calls.first().copied().filter(|_| all)
}

fn comes_back_late(evidence: &Evidence) -> Verdict {
    each(evidence, |scenario, _, call| {
        let (handed_over, _) = call.handed_over?;
        let took = handed_over - call.begun;
        let limit = match scenario.clock {
            Clock::Paused => 0.01,
            Clock::Real => 0.05,
        };
        (took > limit).then(|| {
            format!(
                "took {} to return: it should hand back the task while that is still waiting.",
                seconds(took)
            )
        })
    })
}

/// The wait begins without anybody awaiting the task, and tasks do not wait for each other.
pub fn starts_at_once(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = returns_at_once(evidence).hides("the call waits itself") {
        return hidden;
    }
    let alone = each_with_wait(evidence, |call, wait| {
        let (handed_over, awaited) = call.handed_over?;
        match wait.begun {
            // A task that is cancelled before it begins is for another check to say.
            None if call.outcome == Outcome::Cancelled => None,
            None => Some(
                "returned a task that never ran `wait_random`: is the future awaited (`.await`) in the task?"
                    .to_owned(),
            ),
            Some(begun) if begun >= awaited => Some(
                "returned a task that had not started when it was awaited: it should be under way at once."
                    .to_owned(),
            ),
            Some(begun) if begun - handed_over > LATEST_START => Some(format!(
                "returned a task that started to wait only after {}.",
                seconds(begun - handed_over)
            )),
            Some(_) => None,
        }
    });
    if alone != Verdict::Passed {
        return alone;
    }
    if let Some(hidden) = cancelled_unbegun(evidence) {
        return hidden;
    }
    let several = evidence
        .of(Purpose::Overlapping)
        .chain(evidence.of(Purpose::Crowd));
    for (_, observation) in several {
        let Observation { calls, tally, .. } = observation;
        let all_told = calls
            .iter()
            .all(|call| matches!(call.outcome, Outcome::Returned(_) | Outcome::Stuck));
        if all_told && tally.called == calls.len() && tally.peak < calls.len() {
            return Verdict::Failed(format!(
                "of {} tasks that were started together only {} waited at the same time: they hold each other up.",
                calls.len(),
                tally.peak
            ));
        }
    }
    Verdict::Passed
}

/// Whether a task was cancelled before its wait began, so that nobody can say when that would have been.
fn cancelled_unbegun(evidence: &Evidence) -> Option<Verdict> {
    evidence
        .of(Purpose::Ordinary)
        .any(|(_, observation)| {
            let cancelled = |call: &Call| call.outcome == Outcome::Cancelled;
            observation.calls.iter().any(cancelled)
                && observation.waits.iter().any(|wait| wait.begun.is_none())
        })
        .then(|| Verdict::Skipped("could not be told: the task is cancelled.".to_owned()))
}

/// How long after its wait a task may end, in seconds.
const LATEST_END: f64 = 0.04;

/// How long after the call a wait may begin, in seconds.
const LATEST_START: f64 = 0.02;

/// Awaiting the task gives the delay, when the wait is over and not earlier.
pub fn yields_delay(evidence: &Evidence) -> Verdict {
    if let Some(call) = gives_up(evidence) {
        // Whatever the clock, the wait would have gone on.
        return Verdict::Refuted(format!(
            "{} returned a task that ended before its wait did: the wait should be part of the task, without a limit of \
             time.",
            text::call(evidence.task, call.request)
        ));
    }
    let alone = each_with_wait(evidence, ends_with_its_wait);
    if alone != Verdict::Passed {
        return alone;
    }
    // With several tasks, each has to yield the delay of its own wait.
    for (_, observation) in evidence
        .of(Purpose::Overlapping)
        .chain(evidence.of(Purpose::Repeated))
    {
        let cancelled = |call: &&Call| call.outcome == Outcome::Cancelled;
        if let Some(call) = observation.calls.iter().find(cancelled) {
            return Verdict::Failed(format!(
                "{}, one of several calls: its task was cancelled before it ended.",
                text::call(evidence.task, call.request)
            ));
        }
        if observation.waits.iter().any(|wait| wait.begun.is_none()) {
            continue;
        }
        let mut expected: Vec<f64> = observation.waits.iter().map(|wait| wait.delay).collect();
        for call in &observation.calls {
            let name = text::call(evidence.task, call.request);
            let result = match call.outcome {
                Outcome::Returned(Value::Number(result)) => result,
                // That a call does not return is for another check to say.
                _ => continue,
            };
            match expected.iter().position(|&delay| delay == result) {
                Some(index) => {
                    expected.remove(index);
                }
                None => {
                    return Verdict::Refuted(format!(
                        "{name}, one of several calls: its task yielded {}, which is not the delay of its wait.",
                        number(result)
                    ));
                }
            }
        }
    }
    Verdict::Passed
}

/// A call whose task yields a number although the wait that it had begun is dropped.
fn gives_up(evidence: &Evidence) -> Option<&Call> {
    evidence.of(Purpose::Ordinary).find_map(|(_, observation)| {
        let dropped = |wait: &Wait| wait.begun.is_some() && matches!(wait.fate, Fate::Dropped(_));
        let ([call], [wait]) = (observation.calls.as_slice(), observation.waits.as_slice()) else {
            return None;
        };
        (dropped(wait) && matches!(call.outcome, Outcome::Returned(_))).then_some(call)
    })
}

fn ends_with_its_wait(call: &Call, wait: &Wait) -> Option<String> {
    let (_, awaited) = call.handed_over?;
    if call.outcome == Outcome::Cancelled {
        return Some(
            "returned a task that was cancelled before it ended: do not abort it, and keep the runtime that runs it."
                .to_owned(),
        );
    }
    // A wait that never began is for another check to say.
    wait.begun?;
    match (&call.outcome, wait.fate) {
        (Outcome::Returned(_), Fate::Ended(ended))
            if call.ended > ended.max(awaited) + LATEST_END =>
        {
            Some(format!(
                "returned a task that ended {} after its wait: it should end with it.",
                seconds(call.ended - ended)
            ))
        }
        (Outcome::Returned(_), Fate::Ended(ended)) if call.ended + 0.001 >= ended => {
            let &result = returned(call).first()?;
            (result != wait.delay).then(|| {
                format!(
                    "returned a task that yielded {} where its wait gave {}: it should yield what `wait_random` returns.",
                    number(result),
                    number(wait.delay)
                )
            })
        }
        (Outcome::Returned(_), _) => Some(
            "returned a task that ended before its wait did: the wait should be part of the task."
                .to_owned(),
        ),
        (Outcome::Panicked(_) | Outcome::Stuck | Outcome::Dropped | Outcome::Cancelled, _) => None,
    }
}

/// Looks at each call that handed over a task.
fn each(
    evidence: &Evidence,
    problem: impl Fn(&Scenario, &Observation, &Call) -> Option<String>,
) -> Verdict {
    let mut judged = false;
    for (scenario, observation) in evidence.of(Purpose::Ordinary) {
        let [call] = observation.calls.as_slice() else {
            continue;
        };
        if call.handed_over.is_none() {
            continue;
        }
        judged = true;
        if let Some(problem) = problem(scenario, observation, call) {
            return Verdict::Failed(format!(
                "{} {problem}",
                text::call(evidence.task, call.request)
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: no call returned a task.".to_owned())
    }
}

fn each_with_wait(
    evidence: &Evidence,
    problem: impl Fn(&Call, &Wait) -> Option<String>,
) -> Verdict {
    let any = evidence
        .of(Purpose::Ordinary)
        .any(|(_, observation)| !observation.waits.is_empty());
    if any {
        each(evidence, |_, observation, call| {
            problem(call, observation.waits.first()?)
        })
    } else {
        Verdict::Skipped("could not be told: `wait_random` was not called.".to_owned())
    }
}
