//! Tasks 1 and 4: are all waits under way at the same time?

use super::{
    Evidence, Verdict,
    calls::{calls_import, no_waits},
    evidence::span,
    text::{self, seconds},
};
use crate::observe::Purpose;
use protocol::{Call, Clock, Observation, Outcome, Wait};

/// All waits of a call are under way at the same time, and the call ends with the last of them.
pub fn runs_concurrently(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = calls_import(evidence).hides("the number of waits is not n") {
        return hidden;
    }
    let mut judged = false;
    for purpose in [Purpose::Ordinary, Purpose::Crowd] {
        for (scenario, observation) in evidence.of(purpose) {
            let ([call], Some(first)) = (observation.calls.as_slice(), observation.waits.first())
            else {
                continue;
            };
            // A crowd that is served one by one is given up; any other call that does not return has a check
            // of its own.
            let given_up = call.outcome == Outcome::Stuck && purpose == Purpose::Crowd;
            let returned = matches!(call.outcome, Outcome::Returned(_));
            if !(returned || given_up) || first.delay < SHORTEST_DELAY {
                continue;
            }
            judged = true;
            let problem = too_few_at_once(call, observation)
                .or_else(|| idle_time(call, &observation.waits, tolerance(scenario.clock)))
                .filter(|_| returned || observation.tally.peak < call.request.n);
            if let Some(problem) = problem {
                return Verdict::Failed(format!(
                    "{} {problem}",
                    text::call(evidence.task, call.request)
                ));
            }
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
}

/// A wait that is shorter than this, in seconds, is over when the next one begins.
const SHORTEST_DELAY: f64 = 0.001;

/// How many waits are under way at once, if not all of them.
fn too_few_at_once(call: &Call, observation: &Observation) -> Option<String> {
    let n = call.request.n;
    let peak = observation.tally.peak;
    if peak >= n {
        return None;
    }
    let took = seconds(call.ended - call.begun);
    let took = match call.outcome {
        Outcome::Stuck => format!("had not returned after {took}"),
        _ => format!("took {took}"),
    };
    let delays = || observation.waits.iter().map(|wait| wait.delay);
    let longest = seconds(delays().fold(0.0, f64::max));
    Some(if peak == 1 {
        format!(
            "waits one after the other: it {took}, where the delays add up to {}. Started together they take \
             {longest}, as long as the longest. Start all waits before you await the first.",
            seconds(delays().sum())
        )
    } else {
        format!(
            "has only {peak} of its {n} waits under way at once: it {took}, the longest wait {longest}. All {n} should \
             start together."
        )
    })
}

/// Time that a call spends without need: before its waits begin, or after they ended.
fn idle_time(call: &Call, waits: &[Wait], tolerance: f64) -> Option<String> {
    let spans: Vec<(f64, f64)> = waits.iter().filter_map(span).collect();
    let last_begin = spans.iter().map(|span| span.0).fold(call.begun, f64::max);
    let last_end = spans.iter().map(|span| span.1).fold(call.begun, f64::max);
    if last_begin - call.begun > tolerance {
        return Some(format!(
            "starts its last wait only after {}: all should start at once.",
            seconds(last_begin - call.begun)
        ));
    }
    (call.ended - last_end > tolerance).then(|| {
        format!(
            "returns {} after its last wait has ended: it should return as soon as that is over.",
            seconds(call.ended - last_end)
        )
    })
}

/// How much time a call may spend beside its waits, in seconds.
fn tolerance(clock: Clock) -> f64 {
    match clock {
        Clock::Paused => 0.05,
        Clock::Real => 0.3,
    }
}
