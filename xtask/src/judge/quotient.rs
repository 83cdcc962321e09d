//! Task 2: how a wrong number came about. An explanation is given only if it fits all calls, not just one.

/// What one call shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    /// How many waits were asked for.
    pub n: f64,
    /// The `max_delay` that was asked for, in seconds.
    pub max_delay: f64,
    /// How long `wait_n` took, in seconds.
    pub total: f64,
    /// The longest of the delays that `wait_n` returned, in seconds. It returns an even spread.
    pub longest: f64,
    /// What came back.
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

/// What can be made of the delays in place of the time: the longest, its part of n, their sum and their mean.
const FROM_DELAYS: [Formula; 4] = [
    |call| call.longest,
    |call| call.longest / call.n,
    |call| call.longest * (call.n + 1.0) / 2.0,
    |call| call.longest * (call.n + 1.0) / (2.0 * call.n),
];

/// What is wrong with the results of these calls, and what to do.
pub(super) fn explanation(calls: &[Sample]) -> &'static str {
    let all = |fits: &dyn Fn(&Sample) -> bool| !calls.is_empty() && calls.iter().all(fits);
    if all(&|call| call.result == 0.0) {
        return "that is nothing: the fraction of a second is lost. `Duration::as_secs_f64` keeps it, if nothing is rounded.";
    }
    let from_delays = |formula: &Formula| all(&|call| is_nearly(call.result, formula(call)));
    if FROM_DELAYS.iter().any(from_delays) {
        return "that comes from the delays. Measure the time that passes around wait_n, with `Instant`.";
    }
    let mistake = MISTAKES
        .iter()
        .find(|(formula, _)| all(&|call| is_about(call.result, formula(call))));
    if let Some((_, sentence)) = mistake {
        return sentence;
    }
    if all(&is_cut_off) {
        "a division of whole numbers drops the rest: divide floats, such as `Duration::as_secs_f64` gives."
    } else if calls.len() > 1 && is_constant(calls.iter().map(|call| call.total / call.result)) {
        "the total is divided by the same number each time; divide it by n."
    } else {
        "measure the time from before wait_n runs until it has ended, and divide that by n."
    }
}

/// Whether a measured time, or what was made of it, may be what is expected: clocks start a little early, end a
/// little late and may count whole milliseconds.
fn is_about(result: f64, expected: f64) -> bool {
    result == expected || (result / expected - 1.0).abs() <= 0.25
}

/// Whether a number is what is expected, but for rounding.
fn is_nearly(result: f64, expected: f64) -> bool {
    (result / expected - 1.0).abs() <= 0.01
}

/// Whether a result is that of whole milliseconds, less than one of them below what it should be.
fn is_cut_off(call: &Sample) -> bool {
    let milliseconds = call.result * 1e3;
    let lost = call.total / call.n - call.result;
    (milliseconds - milliseconds.round()).abs() < 1e-9 && (-0.001..=0.001).contains(&lost)
}

fn is_constant(numbers: impl Iterator<Item = f64>) -> bool {
    let (least, most) = numbers.fold((f64::INFINITY, 0.0_f64), |(least, most), number| {
        (least.min(number), most.max(number))
    });
    least > 0.0 && (least..=1.25 * least).contains(&most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four calls of `wait_n`, in which a learner's clock ran for up to 2 ms longer, and what was made of that.
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
                total: total + 0.0012,
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
        let cases: [(Formula, &str); 19] = [
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
            (|call| call.total / 5.0, "the same number each time"),
            (|call| call.total / 300.0, "the same number each time"),
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
        ];
        for (result, expected) in cases {
            let said = explanation(&calls(result));
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let said = explanation(&calls(|_| f64::NAN));
        assert!(said.contains("measure the time from before"), "{said}");
    }
}
