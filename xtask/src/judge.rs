//! From observations to verdicts: pure functions, tested on plain data.

pub mod draws;
pub mod endings;
mod evidence;
pub mod sorts;
pub mod source;
pub mod spawning;
#[cfg(test)]
mod tests;
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
    /// It does not hold in what was observed; the message names the mistake. On the paused clock this is a
    /// suspicion: a right solution that brings its own threads may look like this.
    Failed(String),
    /// It does not hold, and no clock could change that.
    Refuted(String),
    /// It cannot be told, because of another mistake that has its own message.
    Skipped(String),
    /// It cannot be told, and the submission is not to blame.
    Error(String),
}
