//! Task 0: is what is drawn also what is waited and returned, and is it random?

use super::{Evidence, Verdict, endings, evidence::returned, hidden_by, overlap, text::number};
use crate::observe::Purpose;
use protocol::{Call, Clock, Manner, Outcome, Scenario};
use std::cmp::Ordering;

/// `DEFAULT_MAX_DELAY` is 10.
pub fn default_max_delay(evidence: &Evidence) -> Verdict {
    if let Some(problem) = &evidence.constant_problem {
        return Verdict::Refuted(problem.clone());
    }
    let constant = evidence
        .exhibits
        .iter()
        .find_map(|exhibit| exhibit.run.as_ref().ok()?.constant);
    match constant {
        Some(10) => Verdict::Passed,
        Some(other) => Verdict::Refuted(format!("DEFAULT_MAX_DELAY is {other}; it should be 10.")),
        None => Verdict::Skipped("its value could not be read, because no run ended".to_owned()),
    }
}

/// Each call takes as long as the delay that it returns says.
pub fn waits_what_it_returns(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = hidden_by(&[
        (within_range(evidence), "the delays are out of range"),
        (
            overlap::leaves_thread_free(evidence),
            "calls hold each other up",
        ),
    ]) {
        return hidden;
    }
    if let Some(verdict) = overlap::held_up(evidence)
        .or_else(|| waits_too_short(evidence))
        .or_else(|| returns_measured_time(evidence))
    {
        return verdict;
    }
    let mut judged = false;
    for (scenario, observation) in evidence.few_and_many() {
        let mut late = Vec::new();
        for call in &observation.calls {
            let &[delay] = returned(call) else { continue };
            judged = true;
            late.push((call.ended - call.begun - delay, call));
        }
        // On the real clock one end may be seen late, because of the machine or of the other calls; but most
        // are not.
        late.sort_by(|a, b| a.0.total_cmp(&b.0));
        let too_late = match scenario.clock {
            Clock::Paused => late.last().filter(|(time, _)| *time > ROUNDING),
            // Many take a while to start, and each of them may be as late as that.
            Clock::Real => {
                let few = scenario.manner == Manner::AtOnce && observation.calls.len() < 10;
                let limit = if few { 0.025 } else { 0.2 };
                late.get(late.len() / 2).filter(|(time, _)| *time > limit)
            }
        };
        if let Some((_, call)) = too_late {
            return Verdict::Failed(describe_wait(call));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// A call that waited for less than it returned. The longest delay shows best what became of it, as long as it is none
/// of hours.
fn waits_too_short(evidence: &Evidence) -> Option<Verdict> {
    let calls = evidence.few_and_many().flat_map(|(_, observation)| {
        let calls = observation.calls.iter();
        calls.map(move |call| (observation, call))
    });
    let plain = |call: &Call| (call.request.max_delay <= 100, drawn(call));
    let (observation, call) = calls
        .filter(|(_, call)| is_too_short(call))
        .max_by(|(_, a), (_, b)| plain(a).partial_cmp(&plain(b)).unwrap_or(Ordering::Equal))?;
    let message = describe_wait(call);
    // No clock can have waited longer than the simulated and the real time together.
    Some(
        if call.ended - call.begun + observation.wall < drawn(call) - ROUNDING {
            Verdict::Refuted(message)
        } else {
            Verdict::Failed(message)
        },
    )
}

/// Delays that are whole milliseconds on the paused clock, which passes in such steps, and others on the real one.
fn returns_measured_time(evidence: &Evidence) -> Option<Verdict> {
    let delays = |clock: Clock| {
        evidence
            .few_and_many()
            .filter(move |(scenario, _)| scenario.clock == clock)
            .flat_map(|(_, observation)| observation.calls.iter().flat_map(returned))
            .filter(|delay| **delay > 0.0)
    };
    let in_steps = delays(Clock::Paused).count() > 1 && delays(Clock::Paused).all(is_whole_millis);
    let other = delays(Clock::Real).find(|delay| !is_whole_millis(delay))?;
    in_steps.then(|| {
        Verdict::Refuted(format!(
            "wait_random returns whole milliseconds on a clock that passes in such steps, and numbers such as {} on a \
             real one: times that it measured. Return the number that was drawn.",
            number(*other)
        ))
    })
}

/// Whether a time is a whole number of milliseconds but for what the rounding of floats makes of it.
pub(super) fn is_whole_millis(time: &f64) -> bool {
    (1000.0 * time - (1000.0 * time).round()).abs() < 1e-6
}

/// How far a wait may be off, in seconds: tokio rounds up to the next millisecond, a program may round to
/// milliseconds too, and it may use two waits for one delay.
pub(super) const ROUNDING: f64 = 0.003;

/// The delay that a call returned.
pub(super) fn drawn(call: &Call) -> f64 {
    returned(call).first().copied().unwrap_or_default()
}

/// Whether a call returned a delay, and waited for less.
fn is_too_short(call: &Call) -> bool {
    let delay = drawn(call);
    let enough = call.ended - call.begun >= delay - ROUNDING && delay.is_finite();
    !returned(call).is_empty() && !enough
}

fn describe_wait(call: &Call) -> String {
    let (delay, waited) = (drawn(call), call.ended - call.begun);
    format!(
        "wait_random({}) returned {} but waited {} s: {}",
        call.request.max_delay,
        number(delay),
        number((1000.0 * waited).round() / 1000.0),
        likely_reason(delay, waited),
    )
}

fn likely_reason(delay: f64, waited: f64) -> &'static str {
    if waited < 0.003 {
        "nothing was waited for. Is the sleep awaited (`.await`)?"
    } else if near(waited, delay / 1000.0) {
        "the delay is taken for milliseconds; it is in seconds."
    } else if [delay.trunc(), delay.round()]
        .iter()
        .any(|whole| (waited - whole).abs() <= ROUNDING)
    {
        "the wait is a whole number of seconds. Use `Duration::from_secs_f64`."
    } else if near(waited, 2.0 * delay) {
        "it waits twice."
    } else if (100.0 * delay).fract() == 0.0 && (waited - delay).abs() <= 0.5 + ROUNDING {
        "what is returned is rounded. Return the very number that was drawn."
    } else {
        "draw one delay, wait for it, and return that same number, in seconds."
    }
}

/// Whether two times are the same but for rounding and a little delay.
pub(super) fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING + 0.01 * b.abs()
}

/// No delay is negative or longer than `max_delay`.
pub fn within_range(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (_, call) in drawing_calls(evidence) {
        for &delay in returned(call) {
            judged = true;
            let max_delay = call.request.max_delay;
            if !(0.0..=f64::from(max_delay)).contains(&delay) {
                let hint = if near(call.ended - call.begun, delay / 1000.0) {
                    " It is in milliseconds."
                } else {
                    ""
                };
                return Verdict::Refuted(format!(
                    "wait_random({max_delay}) returned {}: a delay should lie between 0 and {max_delay} seconds.{hint}",
                    number(delay)
                ));
            }
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// `wait_random(0)` returns 0 at once.
pub fn both_ends(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = hidden_by(&[
        (endings::finishes(evidence), "the function does not return"),
        (within_range(evidence), "the delays are out of range"),
    ]) {
        return hidden;
    }
    let mut judged = false;
    for exhibit in evidence
        .exhibits
        .iter()
        .filter(|exhibit| exhibit.purpose == Purpose::Zero)
    {
        if let Some(problem) = endings::problem(evidence.task, exhibit) {
            return Verdict::Failed(format!(
                "{problem} Both ends of the range count, so 0 is the only delay it can give."
            ));
        }
        let calls = exhibit
            .run
            .iter()
            .flat_map(|observation| &observation.calls);
        for &delay in calls.flat_map(returned) {
            judged = true;
            if delay != 0.0 {
                return Verdict::Refuted(format!(
                    "wait_random(0) returned {}: between 0 and 0 there is only 0. Return the number that was drawn, \
                     not a time that was measured.",
                    number(delay)
                ));
            }
        }
    }
    if judged {
        Verdict::Passed
    } else {
        nothing_returned()
    }
}

/// The calls that returned, but for those with a `max_delay` of 0.
fn drawing_calls(evidence: &Evidence) -> impl Iterator<Item = (&Scenario, &Call)> {
    evidence
        .few_and_many()
        .flat_map(|(scenario, observation)| {
            observation.calls.iter().map(move |call| (scenario, call))
        })
        .filter(|(_, call)| matches!(call.outcome, Outcome::Returned(_)))
}

pub(super) fn nothing_returned() -> Verdict {
    Verdict::Skipped("could not be told: no call returned a delay.".to_owned())
}
