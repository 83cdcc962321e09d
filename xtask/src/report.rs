//! Shows results on a terminal.

mod human;
mod timeline;

pub use human::{BAD, FAINT, GOOD, Human, More, OPEN, STRONG};
pub use timeline::timeline;
