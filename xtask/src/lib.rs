//! Checks and grades the tasks of the course.
//!
//! Everything is one pipeline, and data flows one way through it:
//! source, [`compile`], [`observe`], [`judge`], [`report`].

// Whatever is printed goes through `report`, which makes visible what text of others hides.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod check;
#[cfg(feature = "teacher")]
pub mod class;
pub mod cli;
pub mod compile;
pub mod course;
pub mod desk;
mod fingerprint;
#[cfg(feature = "teacher")]
pub mod grade;
pub mod grading;
#[cfg(feature = "teacher")]
pub mod handout;
pub mod hint;
pub mod hints;
pub mod judge;
pub mod mains;
pub mod observe;
pub mod outcome;
pub mod process;
pub mod report;
pub mod sandbox;
pub mod text;
mod threads;
pub mod timeline;
pub mod trace;
pub mod watch;
pub mod workspace;
