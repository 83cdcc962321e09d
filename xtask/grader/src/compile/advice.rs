//! Adds a sentence of advice to a compiler error whose own advice is missing or does not help.

use super::{Diagnostic, prebuilt::OFFERED};
use crate::course::{TASKS, Task};

/// The most important advice for these errors, with the index of its error.
pub(super) fn for_errors(errors: &[&Diagnostic], task: &Task) -> Option<(usize, String)> {
    let first = |find: &dyn Fn(&Diagnostic) -> Option<String>| {
        let mut errors = errors.iter().enumerate();
        errors.find_map(|(index, error)| Some((index, find(error)?)))
    };
    first(&|error| unavailable_crate(error, task))
        .or_else(|| first(&unsafe_code))
        .or_else(|| first(&|error| missing_import(error, task)))
        .or_else(|| first(&|error| asynchronous(error).or_else(|| types(error))))
}

fn unsafe_code(error: &Diagnostic) -> Option<String> {
    error
        .is_about(&["unsafe_code"])
        .then(|| "the tasks are checked without `unsafe` code, and need none.".to_owned())
}

/// Advice on a crate that the task cannot use.
fn unavailable_crate(error: &Diagnostic, task: &Task) -> Option<String> {
    if !error.is_about(&["E0432", "E0433", "E0463"]) {
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

/// Advice on a name that is not in scope. The compiler often suggests a name of the standard library, which is wrong
/// here.
fn missing_import(error: &Diagnostic, task: &Task) -> Option<String> {
    if !error.is_about(&["E0425", "E0412", "E0433"]) {
        return None;
    }
    let name = error.message.split('`').nth(1)?;
    match (name, task.imports) {
        ("sleep", _) => Some(
            "the `sleep` that waits without blocking its thread is `tokio::time::sleep`; that of `std::thread` blocks."
                .to_owned(),
        ),
        ("JoinHandle", _) => Some(
            "the handle of a task is `tokio::task::JoinHandle`; that of `std::thread` is another one.".to_owned(),
        ),
        ("thread_rng", _) => Some(OLDER_RAND.to_owned()),
        (name, Some(import)) if name == import.function => Some(format!(
            "`{name}` is in the crate `{0}`: write `use {0}::{name};` above.",
            import.name
        )),
        _ => None,
    }
}

const OLDER_RAND: &str =
    "that is of an older version of `rand`: `rand::random_range(range)` does all of it now.";

/// Advice on futures that are not awaited, cannot be awaited, or are not `Send`.
fn asynchronous(error: &Diagnostic) -> Option<String> {
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
    if message == "`()` is not a future" && rendered.contains("sleep(") {
        return Some(
            "the `sleep` of `std::thread` blocks, and returns no future: use the one of `tokio::time`.".to_owned(),
        );
    }
    rendered.contains("found future").then(|| {
        "the call of an async function returns a future, not its result: is an `.await` missing?"
            .to_owned()
    })
}

/// Advice on numbers and times of the wrong type.
fn types(error: &Diagnostic) -> Option<String> {
    let label = error.primary().and_then(|span| span.label.as_deref());
    let label = label.unwrap_or_default();
    let sentence = if error.message.contains("`gen_range`") {
        OLDER_RAND
    } else if label.contains("expected floating-point number, found `u32`")
        || label == "expected `f64`, found `u32`"
    {
        "a `u32` does not turn into a float by itself: `f64::from(...)` makes one of it."
    } else if label.contains("expected `Duration`, found") {
        "a time is a `Duration`: `Duration::from_secs_f64(...)` makes one of seconds."
    } else if error.message == "cannot divide `f64` by `usize`" {
        "a float is divided by a float: `... as f64` makes one of a `usize`."
    } else {
        return None;
    };
    Some(sentence.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile::diagnostic::Code, course};

    fn advice(task: &str, code: &str, message: &str, rendered: &str) -> String {
        let error = Diagnostic {
            code: Some(Code {
                code: code.to_owned(),
            }),
            ..Diagnostic::without_place(message, rendered)
        };
        let sentence =
            for_errors(&[&error], course::task(task).unwrap()).map(|(_, sentence)| sentence);
        sentence.unwrap_or_default()
    }

    #[test]
    fn names_that_are_not_in_scope_are_those_of_the_course() {
        let missing = |task, what: &str| {
            advice(
                task,
                "E0425",
                &format!("cannot find {what} in this scope"),
                "",
            )
        };
        assert!(missing("0", "function `sleep`").contains("`tokio::time::sleep`"));
        assert!(missing("3", "type `JoinHandle`").contains("`tokio::task::JoinHandle`"));
        assert!(
            missing("3", "function `wait_random`")
                .contains("`use basic_async_syntax::wait_random;`")
        );
        assert_eq!(missing("4", "function `wait_random`"), "");
        assert_eq!(missing("0", "value `x`"), "");
    }

    #[test]
    fn a_crate_of_another_task_is_told_from_one_that_the_course_lacks() {
        let unresolved = |name| advice("4", "E0432", &format!("unresolved import `{name}`"), "");
        assert!(unresolved("basic_async_syntax").contains("`tasks::task_wait_random`"));
        assert!(unresolved("chrono").ends_with("futures and `tasks`."));
        assert_eq!(unresolved("tokio::nothing"), "");
    }

    #[test]
    fn errors_of_asynchronous_code_come_with_advice() {
        let not_send = "`Rc<u8>` cannot be sent between threads safely";
        let advice = |message, rendered| advice("3", "E0277", message, rendered);
        assert!(advice(not_send, "").ends_with("across an `.await`."));
        assert!(advice(not_send, "the type `ThreadRng`").contains("`rand::random_range`"));
        assert!(advice("`()` is not a future", "3 | sleep(delay).await").contains("`tokio::time`"));
        assert_eq!(advice("`()` is not a future", "3 | print().await"), "");
        assert!(advice("mismatched types", "expected `f64`, found future").contains("`.await`"));
        assert_eq!(advice("mismatched types", "3 | sleep(delay).await"), "");
    }
}
