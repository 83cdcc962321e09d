//! Task 2: is the time that passed measured, all of it, and divided by n?

use super::{
    Evidence, Verdict,
    evidence::{SingleCall, returned},
    hidden_by,
    quotient::{self, Sample},
    text::{self, number, seconds},
};
use crate::observe::Purpose;
use protocol::Fate;

/// `wait_n` is called once.
pub fn calls_wait_n(evidence: &Evidence) -> Verdict {
    each(evidence, |single| {
        let called = single.observation.tally.called;
        (called != 1).then(|| {
            format!(
                "calls `concurrent_coroutines::wait_n` {}; it should call it once.",
                text::times(called)
            )
        })
    })
}

/// `wait_n` gets both arguments as they are.
pub fn passes_arguments(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = calls_wait_n(evidence).hides("wait_n is not called once") {
        return hidden;
    }
    let mut judged = false;
    for (_, observation) in evidence
        .of(Purpose::Ordinary)
        .chain(evidence.of(Purpose::Repeated))
    {
        for call in &observation.calls {
            let mut own = observation
                .waits
                .iter()
                .filter(|wait| (call.begun..call.ended).contains(&wait.called));
            let Some(passed) = own.next().map(|wait| wait.request) else {
                continue;
            };
            judged = true;
            let expected = call.request;
            if passed == expected {
                continue;
            }
            let swapped =
                (passed.n, passed.max_delay as usize) == (expected.max_delay as usize, expected.n);
            let hint = if swapped {
                "the arguments are swapped"
            } else if passed.n != expected.n {
                "the first argument should be n"
            } else {
                "the second argument should be max_delay"
            };
            return Verdict::Refuted(format!(
                "{} calls wait_n({}, {}): {hint}.",
                text::call(evidence.task, expected),
                passed.n,
                passed.max_delay
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        not_called()
    }
}

/// `wait_n` has ended when `measure_time` returns.
pub fn waits_to_the_end(evidence: &Evidence) -> Verdict {
    each_with_waits(evidence, |single| {
        let waits = &single.observation.waits;
        let all_ended = waits
            .iter()
            .all(|wait| matches!(wait.fate, Fate::Ended(ended) if ended <= single.call.ended));
        if all_ended {
            None
        } else if waits.iter().all(|wait| wait.begun.is_none()) {
            Some(
                "calls wait_n, but never runs it: a future does nothing until a runtime drives it, for example \
                 with `Runtime::block_on`."
                    .to_owned(),
            )
        } else {
            Some("returns before wait_n has ended: it should run it to the end.".to_owned())
        }
    })
}

/// The result is the elapsed time, divided by n.
pub fn returns_total_over_n(evidence: &Evidence) -> Verdict {
    if let Some(hidden) = hidden_by(&[
        (calls_wait_n(evidence), "wait_n is not called once"),
        (waits_to_the_end(evidence), "wait_n is not run to its end"),
    ]) {
        return hidden;
    }
    if let Some(problem) = remembers(evidence) {
        return Verdict::Failed(problem);
    }
    let samples: Vec<Sample> = evidence
        .single_calls(Purpose::Ordinary)
        .filter_map(sample)
        .filter(|sample| sample.total >= SHORTEST_EXPLAINED)
        .collect();
    each_with_waits(evidence, |single| {
        let &[result] = single.returned() else {
            return None;
        };
        let n = single.call.request.n as f64;
        let (begun, ended) = span_of_all(single);
        // The learner's clock starts before wait_n begins and stops after it has ended, within the call.
        let least = ended - begun - ROUNDING;
        let most =
            (single.call.ended - single.call.begun).min(ended - begun + MOST_OVERHEAD) + ROUNDING;
        if (least / n..=most / n).contains(&result) {
            return None;
        }
        let total = ended - begun;
        let reason = quotient::explanation(&samples);
        Some(format!(
            "returned {}. wait_n took {}, so total / n is {}: {reason}",
            number(result),
            seconds(total),
            number(total / n)
        ))
    })
}

/// When the first wait began and the last one ended, in seconds.
fn span_of_all(single: SingleCall) -> (f64, f64) {
    let spans = single.spans();
    let begun = spans.iter().map(|span| span.0);
    let ended = spans.iter().map(|span| span.1);
    (
        begun.fold(f64::INFINITY, f64::min),
        ended.fold(0.0, f64::max),
    )
}

/// What a call shows of how its result came about, if there was a wait in it.
fn sample(single: SingleCall) -> Option<Sample> {
    let &[result] = single.returned() else {
        return None;
    };
    let wait = single.observation.waits.first()?;
    let (begun, ended) = span_of_all(single);
    Some(Sample {
        n: single.call.request.n as f64,
        max_delay: f64::from(single.call.request.max_delay),
        total: ended - begun,
        longest: wait.delay * protocol::LONGEST_DELAY,
        result,
    })
}

/// How much longer than wait_n itself a measurement may take, in seconds: to build a runtime, to start and to end.
const MOST_OVERHEAD: f64 = 0.05;

/// In a shorter total than this, in seconds, what a runtime takes to start and to end hides how it was divided.
const SHORTEST_EXPLAINED: f64 = 0.01;

/// How far a total may be off because a clock was read in whole milliseconds, in seconds.
const ROUNDING: f64 = 0.0021;

/// Whether a second call counts the first one's time too.
fn remembers(evidence: &Evidence) -> Option<String> {
    for (_, observation) in evidence.of(Purpose::Repeated) {
        for (index, call) in observation.calls.iter().enumerate().skip(1) {
            let &[result] = returned(call) else { continue };
            let most = call.ended - call.begun + ROUNDING;
            if result * call.request.n as f64 > most
                && evidence.single_calls(Purpose::Ordinary).all(|single| {
                    single.returned().iter().all(|&first| {
                        first * single.call.request.n as f64
                            <= single.call.ended - single.call.begun + ROUNDING
                    })
                })
            {
                return Some(format!(
                    "{}, call number {} in a row, returned {}: more than the whole call took. The clock should start \
                     anew with each call.",
                    text::call(evidence.task, call.request),
                    index + 1,
                    number(result)
                ));
            }
        }
    }
    None
}

fn each(evidence: &Evidence, problem: impl Fn(SingleCall) -> Option<String>) -> Verdict {
    let mut judged = false;
    for single in evidence.single_calls(Purpose::Ordinary) {
        judged = true;
        if let Some(problem) = problem(single) {
            return Verdict::Failed(format!(
                "{} {problem}",
                text::call(evidence.task, single.call.request)
            ));
        }
    }
    if judged {
        Verdict::Passed
    } else {
        Verdict::Skipped("could not be told: no call returned.".to_owned())
    }
}

fn each_with_waits(evidence: &Evidence, problem: impl Fn(SingleCall) -> Option<String>) -> Verdict {
    let any = evidence
        .single_calls(Purpose::Ordinary)
        .any(|single| !single.observation.waits.is_empty());
    if any {
        each(evidence, problem)
    } else {
        not_called()
    }
}

fn not_called() -> Verdict {
    Verdict::Skipped("could not be told: `wait_n` was not called.".to_owned())
}
