//! The trait of all displays of watch.

use super::state::State;
use anyhow::Result;

/// A display of the state.
pub(super) trait Display {
    /// Shows the state.
    fn show(&mut self, state: &State) -> Result<()>;
    /// Announces the verdict on a task.
    fn announce(&mut self, state: &State, task: usize) -> Result<()>;
    /// Suspends the program and gives the terminal back until it continues.
    fn suspend(&mut self) -> Result<()>;
}
