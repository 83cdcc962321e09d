//! `cargo xtask`: the command line, and the learners' commands.
//!
//! What checks a task is the crate `grader`; the teachers' commands are in the crate `classroom`.

// Whatever is printed goes through `grader::output`, which makes visible what text of others hides.
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
