//! Explains to the learner why a crate does not compile.

use super::{COMPILE_LIMITS, Cause, Diagnostic, advice};
use crate::course::Task;

/// Why a crate does not compile.
#[derive(Debug)]
pub enum Failure {
    /// The compiler used up its processor time.
    TimedOut,
    /// The compiler used too much memory.
    OutOfMemory,
    /// The compiler found errors.
    Errors(Vec<Diagnostic>),
    /// The compiler failed without an error message. This is its output.
    Crashed(String),
}

/// Errors about prebuilt crates: one is missing, or does not match the compiler
/// (<https://doc.rust-lang.org/error_codes/error-index.html>). A learner can cause the third one by naming a crate.
const ABOUT_CRATES: [&str; 6] = ["E0460", "E0462", "E0463", "E0514", "E0519", "E0786"];

impl Failure {
    /// Where the failure comes from.
    pub fn cause(&self) -> Cause {
        let is_unclear = match self {
            Self::TimedOut | Self::OutOfMemory => false,
            Self::Crashed(_) => true,
            Self::Errors(all) => {
                !all.iter().any(Diagnostic::is_error_somewhere)
                    || all.iter().any(|error| error.is_about(&ABOUT_CRATES))
            }
        };
        if is_unclear {
            Cause::Unclear
        } else {
            Cause::Source
        }
    }

    /// The message for the learner.
    pub fn explain(&self, task: &Task) -> String {
        match self {
            Self::TimedOut => format!(
                "the compiler was still busy after {} s of processor time and was stopped: look for a constant that is computed without \
                 end, or for a macro that repeats itself.",
                COMPILE_LIMITS.cpu_seconds
            ),
            Self::OutOfMemory => {
                "the compiler used too much memory and was stopped: look for a macro or a type that doubles itself, \
                 or for a very large array."
                    .to_owned()
            }
            Self::Crashed(output) => format!(
                "the compiler failed ({}): look for code that is nested very deeply, or for data that is very large.",
                output.trim_end()
            ),
            Self::Errors(diagnostics) => {
                let mut errors: Vec<&Diagnostic> = diagnostics
                    .iter()
                    .filter(|diagnostic| diagnostic.is_error_somewhere())
                    .collect();
                let advice = advice::for_errors(&errors, task);
                if errors.is_empty() {
                    errors = diagnostics.iter().collect();
                }
                let mut text = String::new();
                for (index, error) in errors.iter().enumerate() {
                    match &advice {
                        Some((about, sentence)) if *about == index => text += &format!("{sentence}\n"),
                        _ if index == 0 => text += "the compiler says:\n",
                        _ => {}
                    }
                    text += &error.shown();
                }
                text.trim_end().to_owned()
            }
        }
    }
}
