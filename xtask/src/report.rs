//! Shows results.

mod human;

pub use human::Human;
