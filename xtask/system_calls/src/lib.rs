//! The system calls that compilers and exam programs may make on Linux. Everything else is refused, new calls of later
//! kernels too.
//!
//! A filter holds for a thread and all that it starts, and cannot be taken away. Another one can only narrow it.

#![warn(unreachable_pub)]
#![cfg(target_os = "linux")]

mod compiler;
mod exam_program;
mod filter;

pub use compiler::compiler;
pub use exam_program::exam_program;
pub use filter::{Allowed, Filter, Unavailable};
