//! The ways to show what watch knows have this in common.

use super::state::State;
use anyhow::Result;

/// What shows the state to people.
pub(super) trait Display {
    /// Shows the state.
    fn show(&mut self, state: &State) -> Result<()>;
    /// Tells of a task that has been checked.
    fn announce(&mut self, state: &State, task: usize) -> Result<()>;
    /// Hands the terminal back until the program is continued.
    fn suspend(&mut self) -> Result<()>;
}
