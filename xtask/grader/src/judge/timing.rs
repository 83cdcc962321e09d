//! Task 2: does the function measure the whole elapsed time and divide it by n?

use super::{
    Evidence, Verdict,
    evidence::{ALL, Finding, ObservedCall, POLL_INTERVAL, SINGLE},
    quotient::{self, Sample},
};
use crate::{
    observe::Outcome,
    text::{self, apart, seconds},
};
use protocol::Clock;

/// `wait_n` is called once.
pub(super) fn calls_wait_n(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let called = seen.waits.len();
        match (&seen.call.outcome, called) {
            (Outcome::Returned(_) | Outcome::Open, 1) => Finding::Right,
            (Outcome::Returned(_), _) | (_, 2..) => Finding::Wrong(format!(
                "calls `concurrent_coroutines::wait_n` {}; it should call it once.",
                text::times(called)
            )),
            (_, 1) => Finding::Right,
            (_, 0) => seen.without_result(),
        }
    })
}

/// `wait_n` gets both arguments unchanged.
pub(super) fn passes_arguments(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let Some(passed) = seen.waits.first().map(|wait| wait.request) else {
            return not_called();
        };
        let expected = seen.call.request;
        if passed == expected {
            return Finding::Right;
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
        Finding::Wrong(format!(
            "calls wait_n({}, {}): {hint}.",
            passed.n, passed.max_delay
        ))
    })
}

/// `measure_time` returns after `wait_n` has ended, and soon after.
pub(super) fn waits_to_the_end(evidence: &Evidence) -> Verdict {
    evidence.each(&ALL, |seen| {
        let (Some(ended), Outcome::Returned(_)) = (seen.call.ended, &seen.call.outcome) else {
            return seen.without_result();
        };
        if seen.waits.is_empty() {
            return not_called();
        }
        let last = seen.waits.iter().map(|wait| wait.ended());
        let last: Option<Vec<f64>> = last.collect();
        let last = last.map(|ends| ends.into_iter().fold(0.0, f64::max));
        match last {
            Some(last) if ended.at > last + MOST_OVERHEAD => Finding::Wrong(format!(
                "returned {} after wait_n had ended: it should return as soon as that is over.",
                seconds(ended.at - last)
            )),
            Some(last) if last <= ended.at + seen.grain() => Finding::Right,
            _ if seen.waits.iter().all(|wait| wait.begun.is_none()) => Finding::Wrong(
                "calls wait_n, but never runs it: a future does nothing until a runtime drives it, for example with \
                 `Runtime::block_on`."
                    .to_owned(),
            ),
            _ => Finding::Wrong(format!(
                "returned after {}, before wait_n had ended: it should run it to the end.",
                seconds(seen.call.took().unwrap_or_default())
            )),
        }
    })
}

/// How much later than `wait_n` a call may end, in seconds.
const MOST_OVERHEAD: f64 = 0.100;

/// The tolerance in seconds for readings of the exact clock, and for times in whole microseconds.
const ROUNDING: f64 = 0.000_002;

/// The rounding error of dividing a `Duration`, in seconds.
const NANOSECOND: f64 = 1e-9;

/// The result is the elapsed time, divided by n.
pub(super) fn returns_total_over_n(evidence: &Evidence) -> Verdict {
    let samples: Vec<Sample> = evidence.calls(&SINGLE).iter().filter_map(sample).collect();
    evidence.each(&ALL, |seen| {
        let Some(result) = seen.number() else {
            return seen.without_result();
        };
        let Some((begun, ended)) = span(seen) else {
            return Finding::Unseen("did not run wait_n to its end.".to_owned());
        };
        let n = seen.call.request.n as f64;
        let total = ended - begun;
        let took = seen.call.took().unwrap_or(total);
        let machine = match seen.run.scenario.clock {
            Clock::Exact => 0.0,
            Clock::Real => seen.grain(),
        };
        let slack = ROUNDING + n * NANOSECOND + machine;
        let most = took.min(total + POLL_INTERVAL) + slack;
        if (total - slack..=most).contains(&(result * n)) {
            return Finding::Right;
        }
        let (result, expected) = apart(result, total / n);
        Finding::Wrong(format!(
            "returned {result}. wait_n took {}, so total / n is {expected}: {}",
            seconds(total),
            quotient::explanation(&samples)
        ))
    })
}

/// When the first wait began and the last one ended, in seconds, if all have ended.
fn span(seen: &ObservedCall) -> Option<(f64, f64)> {
    let mut span: Option<(f64, f64)> = None;
    for wait in &seen.waits {
        let (begun, ended) = (wait.begun?, wait.ended()?);
        let (first, last) = span.unwrap_or((begun, ended));
        span = Some((first.min(begun), last.max(ended)));
    }
    span
}

/// The data of a call that explains its result.
fn sample(seen: &ObservedCall) -> Option<Sample> {
    let (begun, ended) = span(seen)?;
    Some(Sample {
        n: seen.call.request.n as f64,
        max_delay: f64::from(seen.call.request.max_delay),
        total: ended - begun,
        longest: match seen.call.request.max_delay {
            0 => 0.0,
            _ => seen.waits.first()?.delay * protocol::LONGEST_DELAY,
        },
        result: seen.number()?,
    })
}

fn not_called() -> Finding {
    Finding::Unseen("did not call `wait_n`.".to_owned())
}
