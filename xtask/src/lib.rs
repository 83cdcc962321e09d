//! `cargo xtask`: the command line, and the learners' commands.
//!
//! The crate `grader` checks tasks; the crate `classroom` has the teachers' commands.

// All output goes through `grader::output`, which makes hidden characters visible.
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![warn(unreachable_pub)]

pub mod check;
pub mod cli;
pub mod desk;
pub mod hint;
pub mod hints;
pub mod mains;
pub mod report;
pub mod trace;
pub mod watch;
