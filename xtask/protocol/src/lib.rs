//! What the grader and an exam program say to each other: [`Ready`] first, then an [`Answer`] to each [`Scenario`].
//!
//! All times and delays are seconds. Times count from the start of the scenario, on its clock.

mod frame;
mod observation;
mod scenario;

/// The exit code of an exam program that cannot even say why it failed.
pub const EXAMINER_FAILED: u8 = 70;

/// The second argument of an exam program, after the number of a task, if it must confine itself.
pub const CONFINED: &str = "confined";

/// The longest of the delays that the stand-in for `wait_n` returns, as a part of the time that it takes. The rest stands
/// for the overhead that a real `wait_n` has: measuring the time and adding up delays give different results.
pub const LONGEST_DELAY: f64 = 0.75;

/// The first thing that an exam program says: that all is prepared, or why it is not. Nothing that a learner has written
/// has run then, so an exam program that says nothing has failed by itself.
pub type Ready = Result<(), String>;

/// What was observed in a scenario, or why the examiner could not do its work.
pub type Answer = Result<Observation, String>;

pub use frame::{MAX_FRAME, read_frame, write_frame};
pub use observation::{Call, Fate, Observation, Outcome, Panic, Tally, Value, Wait};
pub use scenario::{Clock, Manner, Request, Scenario, Script};
