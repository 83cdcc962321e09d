//! Checks of the source: line ends, formatting, warnings.

use super::{
    Verdict,
    documentation::is_about_documentation,
    switches::{self, Switch},
};
use crate::{
    compile::{Diagnostic, Formatting},
    course::Task,
};
use std::path::PathBuf;

/// The source of a crate that compiles.
#[derive(Debug)]
pub struct Source {
    /// The task.
    pub task: &'static Task,
    /// Its files that end in `.rs`, `lib.rs` first.
    pub files: Vec<File>,
    /// The warnings of the compiler.
    pub(crate) warnings: Vec<Diagnostic>,
    /// The result of rustfmt.
    pub formatting: Formatting,
    /// The sorts of the standard library that the crate uses.
    pub sorts: Vec<String>,
}

/// A source file.
#[derive(Debug)]
pub struct File {
    /// Its path as the learner knows it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Every file ends with a newline.
pub(super) fn final_newline(source: &Source) -> Verdict {
    match source.files.iter().find(|file| !file.text.ends_with('\n')) {
        Some(file) => Verdict::failed(format!(
            "{} does not end with a newline: add one after its last line.",
            file.path.display()
        )),
        None => Verdict::Passed,
    }
}

/// rustfmt would change nothing.
pub(super) fn formatted(source: &Source) -> Verdict {
    if let Some(verdict) = switches::verdict_if_off(source, Switch::Formatter) {
        return verdict;
    }
    match &source.formatting {
        Formatting::Clean => Verdict::Passed,
        Formatting::Differs(changes) => Verdict::failed(format!(
            "`cargo fmt` would change this:\n{}",
            changes.trim_end()
        )),
        Formatting::Impossible(why) => Verdict::failed(format!(
            "rustfmt cannot format this ({why}): look for code that is nested very deeply, or for very long lines."
        )),
        Formatting::Unknown(reason) => Verdict::Error(reason.clone()),
    }
}

/// The compiler gives no warnings, except those for the documentation check.
pub(super) fn no_warnings(source: &Source) -> Verdict {
    if let Some(verdict) = switches::verdict_if_off(source, Switch::Warnings) {
        return verdict;
    }
    let warnings: Vec<&Diagnostic> = source
        .warnings
        .iter()
        .filter(|warning| !is_about_documentation(warning))
        .collect();
    match warnings.as_slice() {
        [] => Verdict::Passed,
        [only] => Verdict::failed(format!("the compiler warns:\n{}", shown_warning(only))),
        [first, ..] => Verdict::failed(format!(
            "the compiler has {} warnings; the first:\n{}",
            warnings.len(),
            shown_warning(first)
        )),
    }
}

/// The text of a warning, without the advice to ignore a future that is not awaited: following that would hide the
/// mistake.
fn shown_warning(warning: &Diagnostic) -> String {
    let shown = warning.shown();
    let rendered = shown.trim_end();
    match rendered.split_once("\nhelp: use `let _ = ...` to ignore") {
        Some((before, _)) if before.contains("futures do nothing unless you `.await`") => {
            format!("{before}\nA future that nobody awaits does nothing: put `.await` after it.")
        }
        _ => rendered.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, shown_warning};

    #[test]
    fn nobody_is_told_to_ignore_a_future() {
        let future = "warning: unused `Sleep` that must be used\n  = note: futures do nothing unless you `.await` or poll \
            them\nhelp: use `let _ = ...` to ignore the resulting value\n   |\n 3 |     let _ = sleep();\n";
        let shown = |rendered| shown_warning(&Diagnostic::without_place("unused", rendered));
        assert_eq!(
            shown(future),
            "warning: unused `Sleep` that must be used\n  = note: futures do nothing unless you `.await` or poll \
            them\nA future that nobody awaits does nothing: put `.await` after it."
        );
        let result = "warning: unused `Result` that must be used\nhelp: use `let _ = ...` to ignore the resulting value";
        assert_eq!(shown(result), result);
    }
}
