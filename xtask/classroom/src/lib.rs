//! The teachers' commands: handing out the course, grading a class, reporting on it.

// All output goes through `grader::output`, which makes hidden characters visible.
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![warn(unreachable_pub)]

pub mod class;
pub mod export;
pub mod grade;
pub mod handout;
mod hash;
pub mod report;
mod spreadsheet;
