//! How numbers and calls are written in messages.

use crate::course::{Arguments, Task};
use protocol::Request;

/// A time such as `4.13 s`. Short times are in milliseconds.
pub fn seconds(time: f64) -> String {
    if time == 0.0 {
        "0 s".to_owned()
    } else if time.abs() < 1.0 {
        format!("{:.0} ms", (time * 1000.0).max(1.0))
    } else if time.abs() < 600.0 {
        format!("{time:.1} s")
    } else {
        format!("{time:.0} s")
    }
}

/// The message for a task that has not been started.
pub fn not_started(task: &Task) -> String {
    format!(
        "`{}` in {}/src/lib.rs still holds a `todo!`.",
        task.function, task.name
    )
}

/// A returned number, cut to four decimal places, or to two significant digits if those places are all zero.
pub fn number(number: f64) -> String {
    if number != 0.0 && number.abs() < 0.001 {
        return format!("{number:.1e}");
    }
    let text = format!("{number:.4}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" {
        "0".to_owned()
    } else if text.contains('.') {
        short.to_owned()
    } else {
        text
    }
}

/// Two different numbers, with enough digits to show that they differ.
pub fn apart(a: f64, b: f64) -> (String, String) {
    let (short_a, short_b) = (number(a), number(b));
    if short_a != short_b || a == b {
        return (short_a, short_b);
    }
    const MOST: usize = 17;
    (5..MOST)
        .map(|digits| (format!("{a:.digits$}"), format!("{b:.digits$}")))
        .find(|(a, b)| a != b)
        .unwrap_or_else(|| (format!("{a:e}"), format!("{b:e}")))
}

/// `1 wait`, `5 waits`.
pub fn count(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// The first ten numbers of a list.
pub fn list(numbers: &[f64]) -> String {
    const SHOWN: usize = 10;
    let mut parts: Vec<String> = numbers.iter().take(SHOWN).map(|&n| number(n)).collect();
    if numbers.len() > SHOWN {
        parts.push("...".to_owned());
    }
    format!("[{}]", parts.join(", "))
}

/// A call of the task's function: `wait_n(5, 7)`.
pub fn call(task: &Task, request: Request) -> String {
    invocation(task.function, task.arguments, request)
}

/// A call: `wait_n(5, 7)`.
pub(crate) fn invocation(function: &str, arguments: Arguments, request: Request) -> String {
    match arguments {
        Arguments::MaxDelay => format!("{function}({})", request.max_delay),
        Arguments::Both => format!("{function}({}, {})", request.n, request.max_delay),
    }
}

/// `once`, `twice`, `5 times`, `not at all`.
pub fn times(count: usize) -> String {
    match count {
        0 => "not at all".to_owned(),
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::{apart, number};

    #[test]
    fn different_numbers_look_different() {
        assert_eq!(apart(1.5, 2.5), ("1.5".to_owned(), "2.5".to_owned()));
        assert_eq!(
            apart(0.065_201, 0.065_214),
            ("0.06520".to_owned(), "0.06521".to_owned())
        );
        let (a, b) = apart(0.1 + 0.2, 0.3);
        assert_ne!(a, b);
    }

    #[test]
    fn a_number_is_short_and_never_zero_unless_it_is() {
        for (given, shown) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.5, "1.5"),
            (0.0033, "0.0033"),
            (0.000_011, "1.1e-5"),
            (-0.000_5, "-5.0e-4"),
            (12_345.678_9, "12345.6789"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(number(given), shown);
        }
    }
}
