use serde::{Deserialize, Serialize};
use std::path::Path;

/// A message of the compiler, as `rustc --error-format=json` prints it
/// (<https://doc.rust-lang.org/rustc/json.html>).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The message without its place.
    pub message: String,
    /// The error code or the lint, if it has one.
    pub(crate) code: Option<Code>,
    /// `error`, `warning` and others.
    pub level: String,
    /// Its places.
    pub(crate) spans: Vec<Span>,
    /// The full text, as the compiler prints it.
    pub rendered: String,
}

/// The code of a diagnostic.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Code {
    /// Such as `E0308` or `unused_variables`.
    pub code: String,
}

/// A place in a source file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Span {
    /// The file's path.
    pub file_name: String,
    /// The line, from 1.
    pub line_start: usize,
    /// Whether this is the main place.
    pub is_primary: bool,
    /// The compiler's label for the place.
    pub label: Option<String>,
}

#[cfg(test)]
impl Diagnostic {
    /// A diagnostic without a place.
    pub(crate) fn without_place(message: &str, rendered: &str) -> Self {
        Self {
            message: message.to_owned(),
            code: None,
            level: "warning".to_owned(),
            spans: Vec::new(),
            rendered: rendered.to_owned(),
        }
    }
}

impl Diagnostic {
    /// Parses the output of the compiler.
    pub(crate) fn parse(output: &[u8]) -> Vec<Self> {
        String::from_utf8_lossy(output)
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }

    /// Whether it is an error.
    pub(crate) fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }

    /// Whether it is an error with a place, rather than a summary.
    pub(crate) fn is_error_somewhere(&self) -> bool {
        self.is_error() && !self.spans.is_empty()
    }

    /// Whether it is a warning with a place, rather than a summary.
    pub(crate) fn is_warning(&self) -> bool {
        self.level == "warning" && !self.spans.is_empty()
    }

    /// Whether its code is one of these.
    pub(crate) fn is_about(&self, codes: &[&str]) -> bool {
        let own = self.code.as_ref().map(|own| own.code.as_str());
        own.is_some_and(|own| codes.contains(&own))
    }

    /// The main place.
    pub(crate) fn primary(&self) -> Option<&Span> {
        self.spans.iter().find(|span| span.is_primary)
    }

    /// The full text, without the parts about code that is not the learner's and without misleading suggestions.
    pub(crate) fn shown(&self) -> String {
        let lines: Vec<&str> = self.rendered.lines().collect();
        let mut shown: Vec<&str> = Vec::new();
        let parts = lines.chunk_by(|_, next| !begins_a_part(next));
        for part in parts.filter(|part| !is_unhelpful(part)) {
            let mut elsewhere = false;
            for line in part {
                elsewhere = match place_in(line) {
                    Some(place) => is_foreign(place),
                    None => elsewhere && !line.trim_start().starts_with("= "),
                };
                let twice = line.trim() == "|" && shown.last() == Some(line);
                if !elsewhere && !twice && line.trim() != "= note: the found future" {
                    shown.push(line);
                }
            }
        }
        shown.join("\n") + "\n"
    }
}

/// Whether a line begins a note or a suggestion.
fn begins_a_part(line: &str) -> bool {
    line.starts_with("note: ") || line.starts_with("help: ")
}

/// Whether a part is about code that is not the learner's, or suggests a blocking function in place of an async one.
fn is_unhelpful(part: &[&str]) -> bool {
    let place = part.iter().find_map(|line| place_in(line));
    let blocks = part.iter().any(|line| line.contains("use std::thread::"));
    begins_a_part(part[0]) && (place.is_some_and(is_foreign) || blocks)
}

/// The place that a line points to.
fn place_in(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("--> ").or(line.strip_prefix("::: "))
}

/// Whether a place is in a library or in the checker.
fn is_foreign(place: &str) -> bool {
    Path::new(place).is_absolute() || place.starts_with('/') || place.starts_with("xtask/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_learners_own_code_is_shown() {
        let rendered = "\
error[E0308]: mismatched types
  --> tasks/src/lib.rs:33:21
   |
33 |         push(wait_random(1));
   |              ^^^^^^^^^^^^^^ expected `f64`, found future
   |
  ::: xtask/stand_ins/basic_async_syntax/src/lib.rs:13:38
   |
13 | pub fn wait_random(max_delay: u32) -> impl Future<Output = f64> {
   |                                       ------------------------- the found future
   |
   = note: the found future
   = note: expected type `f64`
note: calling an async function returns a future
  --> tasks/src/lib.rs:33:21
note: method defined here
  --> /rustc/59807616/library/alloc/src/vec/mod.rs:991:11
help: consider importing this function
   |
 3 + use std::thread::sleep;
   |
help: consider `await`ing on the `Future`
   |
33 |         push(wait_random(1).await);
";
        let shown = "\
error[E0308]: mismatched types
  --> tasks/src/lib.rs:33:21
   |
33 |         push(wait_random(1));
   |              ^^^^^^^^^^^^^^ expected `f64`, found future
   |
   = note: expected type `f64`
note: calling an async function returns a future
  --> tasks/src/lib.rs:33:21
help: consider `await`ing on the `Future`
   |
33 |         push(wait_random(1).await);
";
        assert_eq!(Diagnostic::without_place("", rendered).shown(), shown);
    }
}
