//! What the grader and an exam program say to each other.
//!
//! The program says [`Ready`] and gets one [`Scenario`]. From then on it sends a [`Report`] whenever it wants to know what
//! happens next, and gets an [`Answer`]. It never learns how long a wait takes before that wait is over.
//!
//! All instants are nanoseconds since the start of the scenario, on the clock of the exam program.

#![warn(unreachable_pub)]

mod frame;
mod report;
mod scenario;

/// The exit code of an exam program that cannot even say why it failed.
pub const EXAMINER_FAILED: u8 = 70;

/// The argument of an exam program that must confine itself.
pub const CONFINED: &str = "confined";

/// How many threads an exam program can have at the same time. A right solution may have one for each of a thousand calls, or
/// a runtime of two workers for each of hundreds.
pub const MOST_THREADS: u64 = 2_000;

/// The longest of the delays that the stand-in for `wait_n` returns, as a part of the time that it takes. The rest stands
/// for the overhead that a real `wait_n` has: measuring the time and adding up delays give different results.
pub const LONGEST_DELAY: f64 = 0.75;

/// The first thing that an exam program says: the value of the crate's constant, if it has one, or why the examiner
/// cannot begin. Nothing that a learner has written has run then.
pub type Ready = Result<Option<u32>, String>;

pub use frame::{MAX_FRAME, read_frame, write_frame};
pub use report::{Answer, End, Event, Panic, Report, Threads, Value, What};
pub use scenario::{Clock, Manner, Request, Runtime, Scenario};
