//! Why a crate does not compile, in words for the learner.

use super::{COMPILE_LIMITS, Diagnostic, prebuilt::OFFERED};
use crate::course::{TASKS, Task};

/// Why a crate does not compile.
#[derive(Debug)]
pub enum Failure {
    /// The compiler took too long.
    TimedOut,
    /// The compiler used too much memory.
    OutOfMemory,
    /// The compiler found errors.
    Errors(Vec<Diagnostic>),
    /// The compiler gave up without an error of its own; this is what it wrote.
    Crashed(String),
}

impl Failure {
    /// The failure in words for the learner.
    pub fn explain(&self, task: &Task) -> String {
        match self {
            Self::TimedOut => format!(
                "the compiler was still busy after {} s and was stopped: look for a constant that is computed without \
                 end, or for a macro that repeats itself.",
                COMPILE_LIMITS.wall.as_secs()
            ),
            Self::OutOfMemory => {
                "the compiler used more and more memory and was stopped: look for a macro or a type that doubles itself, \
                 or for a very large array."
                    .to_owned()
            }
            Self::Crashed(output) => format!(
                "the compiler gave up ({}): look for code that is nested very deeply, or for data that is very large.",
                output.trim_end()
            ),
            Self::Errors(diagnostics) => {
                let errors: Vec<&Diagnostic> = diagnostics
                    .iter()
                    .filter(|diagnostic| diagnostic.is_error_somewhere())
                    .collect();
                let unavailable = errors
                    .iter()
                    .find_map(|error| unavailable_crate(error, task));
                let rendered: String = if errors.is_empty() {
                    diagnostics
                        .iter()
                        .map(|error| error.rendered.as_str())
                        .collect()
                } else {
                    errors.iter().map(|error| error.rendered.as_str()).collect()
                };
                let unsafe_code = errors
                    .iter()
                    .any(|error| error.is_about("unsafe_code"))
                    .then(|| {
                        "the tasks are checked without `unsafe` code, and need none.".to_owned()
                    });
                let advice = || errors.iter().find_map(|error| advice(error));
                match unavailable.or(unsafe_code).or_else(advice) {
                    Some(sentence) => format!("{sentence}\n{}", rendered.trim_end()),
                    None => format!("the compiler says:\n{}", rendered.trim_end()),
                }
            }
        }
    }
}

/// A sentence on an error of asynchronous code that the compiler does not explain, or for which it suggests what does
/// not help.
fn advice(error: &Diagnostic) -> Option<String> {
    let Diagnostic {
        message, rendered, ..
    } = error;
    if message.contains("cannot be sent between threads safely") {
        let generator = if rendered.contains("ThreadRng") {
            " The generator of `rand::rng()` may not: call `rand::random_range`, which leaves nothing behind."
        } else {
            ""
        };
        return Some(format!(
            "a task may go on in another thread, and so must all that its future keeps across an `.await`.{generator}"
        ));
    }
    let sleeps = message == "`()` is not a future" && rendered.contains("sleep(");
    sleeps.then(|| {
        "the `sleep` of `std::thread` blocks, and gives nothing to await: take that of `tokio::time`.".to_owned()
    })
}

/// A sentence on a crate that a task cannot use, if the error is about one.
fn unavailable_crate(error: &Diagnostic, task: &Task) -> Option<String> {
    if !["E0432", "E0433", "E0463"]
        .iter()
        .any(|code| error.is_about(code))
    {
        return None;
    }
    let name = error.message.split('`').nth(1)?;
    let name = name.split("::").next()?;
    let about_a_crate = ["unlinked crate", "can't find crate", "unresolved import"]
        .iter()
        .any(|part| error.message.contains(part));
    let known = OFFERED.contains(&name) || task.imports.is_some_and(|import| import.name == name);
    if !about_a_crate || known || ["crate", "self", "super", "std", "core", "alloc"].contains(&name)
    {
        return None;
    }
    let imports = match task.imports {
        Some(import) => format!("tokio, rand, futures and `{}`", import.name),
        None => "tokio, rand and futures".to_owned(),
    };
    let hint = match task.imports {
        Some(import) if TASKS.iter().any(|other| other.name == name) => {
            format!(
                " Task {} builds on `{}::{}`.",
                task.number, import.name, import.function
            )
        }
        _ => String::new(),
    };
    Some(format!(
        "`{name}` is not available here: task {} can use {imports}.{hint}",
        task.number
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_asynchronous_code_come_with_advice() {
        let not_send = "`Rc<u8>` cannot be sent between threads safely";
        let advice = |message, rendered| {
            advice(&Diagnostic::without_place(message, rendered)).unwrap_or_default()
        };
        assert!(advice(not_send, "").ends_with("across an `.await`."));
        assert!(advice(not_send, "the type `ThreadRng`").contains("`rand::random_range`"));
        assert!(advice("`()` is not a future", "3 | sleep(delay).await").contains("`tokio::time`"));
        assert_eq!(advice("`()` is not a future", "3 | print().await"), "");
        assert_eq!(advice("mismatched types", "3 | sleep(delay).await"), "");
    }
}
