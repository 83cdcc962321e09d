//! What the grader and an exam program say to each other: one [`Scenario`] in, one [`Observation`] out.
//!
//! All times and delays are seconds. Times count from the start of the scenario, on its clock.

mod frame;
mod observation;
mod scenario;

/// The exit code of an exam program whose examiner, not the learner's function, failed.
pub const EXAMINER_FAILED: u8 = 70;

pub use frame::{MAX_FRAME, read_frame, write_frame};
pub use observation::{Call, Fate, Observation, Outcome, Panic, Tally, Value, Wait};
pub use scenario::{Clock, Manner, Request, Scenario, Script};
