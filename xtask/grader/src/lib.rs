//! Compiles, observes and judges the tasks of the course.
//!
//! Grading is a pipeline, and data flows one way through it: source, [`compile`], [`observe`], [`judge`], [`outcome`].
//! [`grading`] runs the whole pipeline for one task.

// All printing goes through `output`, which makes hidden characters in other people's text visible.
#![warn(clippy::print_stdout, clippy::print_stderr)]
#![warn(unreachable_pub)]

pub mod compile;
pub mod course;
pub mod files;
pub mod fingerprint;
pub mod grading;
pub mod judge;
pub mod observe;
pub mod outcome;
pub mod output;
pub mod process;
pub mod sandbox;
pub mod svg;
pub mod text;
pub mod threads;
pub mod timeline;
pub mod workspace;
