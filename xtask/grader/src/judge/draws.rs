//! Task 0: does the function wait for the delay that it returns, and is that in the range?

use super::{
    Evidence, Verdict, endings,
    evidence::{ALL, Finding, ObservedCall, POLL_INTERVAL, SINGLE, STEP, TICK},
    held_up::is_thread_free,
};
use crate::{
    observe::{Ending, Outcome, Purpose},
    text::{self, apart, seconds},
};
use protocol::CallMode;

/// `DEFAULT_MAX_DELAY` is 10.
pub(super) fn default_max_delay(evidence: &Evidence) -> Verdict {
    if let Some(problem) = &evidence.constant_problem {
        return Verdict::failed(problem.clone());
    }
    let mut runs = evidence.runs.iter();
    match runs.find_map(|run| run.observation.constant) {
        Some(10) => Verdict::Passed,
        Some(other) => Verdict::failed(format!("DEFAULT_MAX_DELAY is {other}; it should be 10.")),
        None => Verdict::Error("the constant was not read".to_owned()),
    }
}

/// A call by itself takes as long as the delay that it returns. No call takes less.
pub(super) fn waits_what_it_returns(evidence: &Evidence) -> Verdict {
    let alone = |seen: &ObservedCall| seen.run.scenario.mode != CallMode::AtOnce;
    let all = evidence.calls(&ALL);
    let calls = all
        .iter()
        .filter(|seen| alone(seen) && SINGLE.contains(&seen.run.purpose));
    let calls: Vec<&ObservedCall> = calls.collect();
    // Another check reports a blocked thread.
    let thread_is_free = is_thread_free(evidence);
    let is_wrong = |seen: &&ObservedCall| {
        is_too_short(seen)
            || if alone(seen) {
                is_too_long(seen)
            } else {
                thread_is_free && seen.run.purpose == Purpose::Several && is_far_too_long(seen)
            }
    };
    // A long wait shows the mistake best, but a wait of hours is hard to imagine.
    let mut wrong: Vec<&ObservedCall> = all.iter().filter(is_wrong).collect();
    wrong.sort_by(|a, b| {
        let plain = |seen: &ObservedCall| seen.call.request.max_delay <= 100;
        let delay = |seen: &ObservedCall| seen.number().unwrap_or_default();
        (alone(b), plain(b), delay(b))
            .partial_cmp(&(alone(a), plain(a), delay(a)))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    if let Some(seen) = wrong.first() {
        return Verdict::Failed {
            message: describe(seen),
            run: Some(seen.run_index),
        };
    }
    if calls.iter().any(|seen| seen.number().is_some())
        && calls
            .iter()
            .all(|seen| seen.call.took().unwrap_or_default() < TICK)
    {
        return Verdict::failed(
            "wait_random waits for nothing: draw a delay, and wait that long before you return it.",
        );
    }
    if let Some(verdict) = measured(&calls) {
        return verdict;
    }
    evidence.each(&SINGLE, |seen| match seen.number() {
        _ if !alone(seen) => Finding::Irrelevant,
        Some(_) => Finding::Right,
        None => seen.without_result(),
    })
}

/// Whether a call took less time than the delay that it returned.
fn is_too_short(seen: &ObservedCall) -> bool {
    let (Some(delay), Some(took)) = (seen.number(), seen.call.took()) else {
        return false;
    };
    took < delay - TICK - seen.grain()
}

/// Whether a call took more time than the delay that it returned. Each sleep may end at the next tick of tokio's timer,
/// and a short wait may be late by the polling interval.
fn is_too_long(seen: &ObservedCall) -> bool {
    const SHORT: f64 = 0.050;
    /// One step may be under way when the time is up, and another one before the function sees it.
    const STEPS: f64 = 3.0;
    let (Some(delay), Some(took)) = (seen.number(), seen.call.took()) else {
        return false;
    };
    let (Some(begun), Some(ended)) = (seen.call.begun, seen.call.ended) else {
        return false;
    };
    let naps = (ended.naps - begun.naps) as f64;
    let mut late = naps * TICK + seen.grain();
    if delay < SHORT {
        late = late.max(POLL_INTERVAL - 3.0 * TICK);
    }
    if seen.spins() {
        late += STEPS * STEP;
    }
    took > delay + late
}

/// Whether one of several calls at once took far more time than the delay that it returned. The number of its sleeps is
/// unknown; with sleeps of one millisecond, it may take twice as long.
fn is_far_too_long(seen: &ObservedCall) -> bool {
    let (Some(delay), Some(took)) = (seen.number(), seen.call.took()) else {
        return false;
    };
    !seen.spins() && took > 2.0 * delay + POLL_INTERVAL + 2.0 * TICK + seen.grain()
}

/// Recognizes returned delays that are measured times: whole milliseconds plus the readings of the clock.
fn measured(calls: &[&ObservedCall]) -> Option<Verdict> {
    const DRAWN: f64 = 1e-9;
    const READ: f64 = 0.000_005;
    let delays: Vec<f64> = calls.iter().filter_map(|seen| seen.number()).collect();
    let positive: Vec<f64> = delays.into_iter().filter(|delay| *delay > 0.0).collect();
    let off = |delay: &f64| (delay - (1000.0 * delay).round() / 1000.0).abs();
    let all_near = positive.len() > 3 && positive.iter().all(|delay| off(delay) < READ);
    let example = positive.iter().find(|delay| off(delay) > DRAWN)?;
    all_near.then(|| {
        Verdict::failed(format!(
            "wait_random returns {example} and other times as a clock measures them. Return the number that was drawn."
        ))
    })
}

fn describe(seen: &ObservedCall) -> String {
    let delay = seen.number().unwrap_or_default();
    let waited = seen.call.took().unwrap_or_default();
    // Reading the clock is not waiting.
    let waited = if waited < seen.grain() { 0.0 } else { waited };
    let (shown, took) = apart(delay, waited);
    format!(
        "{} returned {shown} but waited {took} s: {}",
        seen.name(),
        likely_reason(delay, waited),
    )
}

fn likely_reason(delay: f64, waited: f64) -> String {
    let near = |a: f64, b: f64| (a - b).abs() <= 3.0 * TICK + 0.001 * b.abs();
    let reason = if waited < 3.0 * TICK {
        "nothing was waited for. Is the sleep awaited (`.await`)?"
    } else if near(waited, delay / 1000.0) {
        "the delay is taken for milliseconds; it is in seconds."
    } else if near(waited, 1000.0 * delay) || near(delay, 1000.0 * waited) {
        "one of them is in milliseconds; both should be in seconds."
    } else if [delay.trunc(), delay.round()]
        .iter()
        .any(|whole| (waited - whole).abs() <= 3.0 * TICK)
    {
        "the wait is a whole number of seconds. Use `Duration::from_secs_f64`."
    } else if near(waited, 2.0 * delay) {
        "it waits twice."
    } else if (100.0 * delay).fract() == 0.0 && (waited - delay).abs() <= 0.5 + 3.0 * TICK {
        "what is returned is rounded. Return the very number that was drawn."
    } else {
        let (length, how) = match waited - delay {
            late if late > 0.0 => (late, "long"),
            early => (-early, "short"),
        };
        return format!(
            "that is {} too {how}. Draw one delay, wait for it, and return that same number, in seconds.",
            seconds(length)
        );
    };
    reason.to_owned()
}

/// No delay is negative or longer than `max_delay`.
pub(super) fn within_range(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let Some(delay) = seen.number() else {
            return seen.without_result();
        };
        let max_delay = seen.call.request.max_delay;
        if (0.0..=f64::from(max_delay)).contains(&delay) {
            return Finding::Right;
        }
        let in_milliseconds = (seen.call.took().unwrap_or_default() - delay / 1000.0).abs() <= TICK;
        let hint = if in_milliseconds && delay > 1.0 {
            " It is in milliseconds."
        } else {
            ""
        };
        let (delay, _) = apart(delay, f64::from(max_delay));
        Finding::Wrong(format!(
            "returned {delay}: a delay should lie between 0 and {max_delay} seconds.{hint}"
        ))
    })
}

/// `wait_random(0)` returns 0 at once.
pub(super) fn both_ends(evidence: &Evidence) -> Verdict {
    const WHY: &str = "Both ends of the range count, so 0 is the only delay it can give.";
    evidence.each(&[Purpose::Zero], |seen| {
        match (seen.number(), &seen.call.outcome) {
            (Some(0.0), _) => match seen.call.took() {
                Some(took) if took > POLL_INTERVAL + seen.grain() => Finding::Wrong(format!(
                    "waited for {}: between 0 and 0 there is only 0.",
                    seconds(took)
                )),
                _ => Finding::Right,
            },
            (Some(delay), _) => {
                let is_measured = seen
                    .call
                    .took()
                    .is_some_and(|took| (0.0..=took).contains(&delay));
                let hint = if is_measured && delay <= POLL_INTERVAL {
                    " Return the number that was drawn, not a time that was measured."
                } else {
                    ""
                };
                Finding::Wrong(format!(
                    "returned {}: between 0 and 0 there is only 0.{hint}",
                    text::number(delay)
                ))
            }
            (None, Outcome::Open | Outcome::Panicked(_)) if seen.run.ending != Ending::Slow => {
                match endings::problem(seen) {
                    Some(problem) => Finding::Wrong(format!("{problem} {WHY}")),
                    None => seen.without_result(),
                }
            }
            (None, _) => seen.without_result(),
        }
    })
}
