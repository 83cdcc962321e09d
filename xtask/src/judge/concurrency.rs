//! Tasks 1 and 4: are all waits under way at the same time?

use super::{
    Evidence, Verdict,
    calls::no_waits,
    evidence::span,
    text::{self, seconds},
};
use crate::observe::Purpose;
use protocol::{Call, Clock, Outcome, Wait};

/// All waits of a call are under way at the same time, and the call ends with the last of them.
pub fn runs_concurrently(evidence: &Evidence) -> Verdict {
    let mut judged = false;
    for (_, observation) in evidence
        .of(Purpose::Ordinary)
        .chain(evidence.of(Purpose::Crowd))
    {
        let ([call], Some(first)) = (observation.calls.as_slice(), observation.waits.first())
        else {
            continue;
        };
        let given_up = matches!(call.outcome, Outcome::Stuck);
        if !(given_up || matches!(call.outcome, Outcome::Returned(_))) || first.delay < 0.001 {
            continue;
        }
        judged = true;
        let n = observation.tally.called.max(call.request.n);
        let name = text::call(evidence.task, call.request);
        let delays: Vec<f64> = observation.waits.iter().map(|wait| wait.delay).collect();
        let sum: f64 = delays.iter().sum();
        let longest = delays.iter().copied().fold(0.0, f64::max);
        let took = call.ended - call.begun;
        let took_text = if given_up {
            format!("had not returned after {}", seconds(took))
        } else {
            format!("took {}", seconds(took))
        };
        let peak = observation.tally.peak;
        if peak == 1 && n > 1 {
            return Verdict::Failed(format!(
                "{name} waits one after the other: it {took_text}, where the delays add up to {} . Started together \
                 they take {}, as long as the longest. Start all waits before you await the first.",
                seconds(sum),
                seconds(longest),
            ).replace(" .", "."));
        }
        if peak < observation.tally.called.min(call.request.n) {
            return Verdict::Failed(format!(
                "{name} has only {peak} of its {n} waits under way at once: it {took_text}, the longest wait \
                 {}. All {n} should start together.",
                seconds(longest),
            ));
        }
        if let Some(problem) = idle_time(call, &observation.waits, tolerance(evidence, call)) {
            return Verdict::Failed(format!("{name} {problem}"));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        no_waits(evidence)
    }
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
fn tolerance(evidence: &Evidence, call: &Call) -> f64 {
    let clock = evidence
        .exhibits
        .iter()
        .find(|exhibit| {
            exhibit
                .run
                .as_ref()
                .is_ok_and(|run| run.calls.iter().any(|other| std::ptr::eq(other, call)))
        })
        .map(|exhibit| exhibit.scenario.clock);
    match clock {
        Some(Clock::Paused) => 0.05,
        _ => 0.3,
    }
}
