//! From observations to verdicts: pure functions, tested on plain data.

pub mod draws;
pub mod endings;
mod evidence;
pub mod sorts;
pub mod source;
pub mod spawning;
mod text;
pub mod timing;
pub mod waits;

pub use evidence::{Ending, Evidence, Exhibit, Purpose};
pub use source::Source;

/// What a check comes to.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It does not hold; the message names the mistake.
    Failed(String),
    /// It cannot be told, because of another mistake that has its own message.
    Skipped(String),
    /// It cannot be told, and the submission is not to blame.
    Error(String),
}
