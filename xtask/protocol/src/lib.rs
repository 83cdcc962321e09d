//! The messages between the grader and an exam program.
//!
//! The program sends [`Ready`] and gets one [`Scenario`]. After that, it sends a [`Report`] whenever it needs to know
//! what happens next, and gets an [`Answer`]. It learns the length of a wait only when that wait is over.
//!
//! All instants are in nanoseconds since the start of the scenario, on the clock of the exam program.

#![warn(unreachable_pub)]

mod frame;
mod report;
mod scenario;

/// The exit code of an exam program whose examiner failed.
pub const EXAMINER_FAILED: u8 = 70;

/// The argument of an exam program that must confine itself.
pub const CONFINED: &str = "confined";

/// How many threads an exam program can have at the same time. A right solution may use a thread for each of a thousand
/// calls, or a runtime with two workers for each of hundreds of calls.
pub const MOST_THREADS: u64 = 2_000;

/// The longest delay that the stand-in for `wait_n` returns, as a fraction of the time that it takes. The rest is its
/// overhead, so that measuring the time and adding up the delays give different results.
pub const LONGEST_DELAY: f64 = 0.75;

/// The first message of an exam program: the value of the crate's constant, if it has one, or why the examiner cannot
/// begin. None of the learner's code has run before it.
pub type Ready = Result<Option<u32>, String>;

pub use frame::{MAX_FRAME, read_frame, write_frame};
pub use report::{Answer, Event, EventKind, Panic, Report, Threads, Value, WaitEnd};
pub use scenario::{CallMode, Clock, Request, Runtime, Scenario};
