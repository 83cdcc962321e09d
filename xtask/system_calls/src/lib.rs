//! The system calls that compilers and exam programs may make on Linux. All other calls are refused, including new
//! calls of later kernels.
//!
//! A filter applies to a thread and everything that it starts. It cannot be removed; further filters can only restrict
//! more.

#![warn(unreachable_pub)]
#![cfg(target_os = "linux")]

mod compiler;
mod exam_program;
mod filter;

pub use compiler::compiler;
pub use exam_program::exam_program;
pub use filter::{Allowed, Filter, Unavailable};
