//! Task 2: explains a wrong number. An explanation has to fit all calls.

use crate::text;

/// The data of one call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    /// The argument `n`.
    pub n: f64,
    /// The argument `max_delay`, in seconds.
    pub max_delay: f64,
    /// How long `wait_n` took, in seconds.
    pub total: f64,
    /// The longest delay that `wait_n` returned, in seconds. The delays are evenly spaced.
    pub longest: f64,
    /// The returned number.
    pub result: f64,
}

/// A wrong formula.
type Formula = fn(&Sample) -> f64;

const MISTAKES: [(Formula, &str); 11] = [
    (|call| call.total, "that is the total; divide it by n."),
    (
        |call| call.total / call.max_delay,
        "that is the total divided by max_delay; divide it by n.",
    ),
    (
        |call| call.total / (call.n + 1.0),
        "that is the total divided by n + 1; divide it by n.",
    ),
    (
        |call| call.total / (call.n - 1.0),
        "that is the total divided by n - 1; divide it by n.",
    ),
    (
        |call| call.total / call.n / call.n,
        "that is the total divided by n twice; divide it once.",
    ),
    (
        |call| 1e3 * call.total / call.n,
        "that is in milliseconds; it should be in seconds.",
    ),
    (
        |call| 1e6 * call.total / call.n,
        "that is in microseconds; it should be in seconds.",
    ),
    (
        |call| 1e3 * call.total,
        "that is the total in milliseconds; take seconds, and divide by n.",
    ),
    (
        |call| call.n / call.total,
        "that is the division the wrong way round.",
    ),
    (
        |call| 1.0 / call.total,
        "that is the division the wrong way round.",
    ),
    (
        |call| call.total * call.n,
        "that is the total times n; divide it by n.",
    ),
];

/// Results computed from the delays in place of the time: the longest, that divided by n, the sum and the mean.
const FROM_DELAYS: [Formula; 4] = [
    |call| call.longest,
    |call| call.longest / call.n,
    |call| call.longest * (call.n + 1.0) / 2.0,
    |call| call.longest * (call.n + 1.0) / (2.0 * call.n),
];

/// Explains what is wrong with the results of these calls, and what to do.
pub(super) fn explanation(calls: &[Sample]) -> String {
    let all = |fits: &dyn Fn(&Sample) -> bool| !calls.is_empty() && calls.iter().all(fits);
    let from_delays = |formula: &Formula| all(&|call| is_about(call.result, formula(call)));
    let mistake = MISTAKES
        .iter()
        .find(|(formula, _)| all(&|call| is_about(call.result, formula(call))));
    let sentence = if all(&|call| call.result == 0.0) {
        "that is nothing: the fraction of a second is lost. `Duration::as_secs_f64` keeps it, if nothing is rounded."
    } else if FROM_DELAYS.iter().any(from_delays) {
        "that comes from the delays. Measure the time that passes around wait_n, with `Instant`."
    } else if let Some((_, sentence)) = mistake {
        sentence
    } else if all(&is_cut_off) {
        "a division of whole numbers drops the rest: divide floats, such as `Duration::as_secs_f64` gives."
    } else if let Some(divisor) = constant(calls, |call| call.total / call.result) {
        return format!(
            "the total is divided by {} each time; divide it by n.",
            text::number((100.0 * divisor).round() / 100.0)
        );
    } else if let Some(factor) = constant(calls, |call| call.result / (call.total / call.n))
        && !is_about(factor, 1.0)
    {
        return format!(
            "each result is {} times what it should be. Look at the arithmetic.",
            text::number((100.0 * factor).round() / 100.0)
        );
    } else {
        "measure the time from before wait_n runs until it has ended, and divide that by n."
    };
    sentence.to_owned()
}

/// Whether a number is the expected one, up to the readings of the clock.
fn is_about(result: f64, expected: f64) -> bool {
    result == expected || (result / expected - 1.0).abs() <= 0.002
}

/// Whether a result comes from a time in whole milliseconds: it is too low by less than one.
fn is_cut_off(call: &Sample) -> bool {
    let milliseconds = call.result * 1e3;
    let lost = call.total / call.n - call.result;
    (milliseconds - milliseconds.round()).abs() < 1e-9 && (-0.001..=0.001).contains(&lost)
}

/// The number, if it is the same for all of several calls.
fn constant(calls: &[Sample], number: impl Fn(&Sample) -> f64) -> Option<f64> {
    let first = number(calls.first()?);
    let same = calls.iter().all(|call| is_about(number(call), first));
    (calls.len() > 1 && first.is_finite() && first > 0.0 && same).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four calls, with results that are computed from the measured times.
    fn calls(result: fn(&Sample) -> f64) -> Vec<Sample> {
        [
            (2.0, 0.0, 0.02),
            (4.0, 1.0, 0.03),
            (7.0, 2.0, 0.05),
            (300.0, 3.0, 0.045),
        ]
        .map(|(n, max_delay, total)| {
            let call = Sample {
                n,
                max_delay,
                total,
                longest: protocol::LONGEST_DELAY * total,
                result: 0.0,
            };
            let seen = Sample {
                total: total + 1e-7,
                ..call
            };
            Sample {
                result: result(&seen),
                ..call
            }
        })
        .to_vec()
    }

    #[test]
    fn each_mistake_is_named() {
        let cases: [(Formula, &str); 20] = [
            (|call| call.total, "the total; divide"),
            (|call| call.total / call.max_delay, "by max_delay"),
            (|call| call.total / (call.n + 1.0), "n + 1"),
            (|call| call.total / (call.n - 1.0), "n - 1"),
            (|call| call.total / call.n.powi(2), "twice"),
            (|call| 1e3 * call.total / call.n, "in milliseconds"),
            (|call| 1e6 * call.total / call.n, "in microseconds"),
            (|call| 1e3 * call.total, "the total in milliseconds"),
            (|call| call.n / call.total, "wrong way round"),
            (|call| call.total * call.n, "times n"),
            (|call| call.total / 5.0, "by 5 each time"),
            (|call| call.total / 300.0, "by 300 each time"),
            (|call| (call.total / call.n).floor(), "fraction of a second"),
            (
                |call| ((1e3 * call.total).floor() / call.n).floor() / 1e3,
                "drops the rest",
            ),
            (|call| call.longest, "from the delays"),
            (|call| call.longest / call.n, "from the delays"),
            (
                |call| call.longest * (call.n + 1.0) / 2.0,
                "from the delays",
            ),
            (
                |call| call.longest * (call.n + 1.0) / 2.0 / call.n,
                "from the delays",
            ),
            (|_| 1e-7, "measure the time from before"),
            (|call| 1.5 * call.total / call.n, "1.5 times"),
        ];
        for (result, expected) in cases {
            let said = explanation(&calls(result));
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let said = explanation(&calls(|_| f64::NAN));
        assert!(said.contains("measure the time from before"), "{said}");
    }
}
