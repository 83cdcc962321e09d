//! Tells whether a failure may come from a machine that is short of resources.

use crate::{observe::Run, threads};
use anyhow::{Result, bail};

/// Whether other submissions are graded at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineUse {
    /// Other submissions are graded too, and may use up resources that this one needs.
    Shared,
    /// Nothing else is graded.
    Exclusive,
}

impl MachineUse {
    /// Reports `failure` as an error if other submissions may have caused it.
    ///
    /// # Errors
    /// Fails if the machine is shared.
    pub(super) fn ensure_exclusive(self, failure: &str) -> Result<()> {
        match self {
            Self::Exclusive => Ok(()),
            Self::Shared => {
                bail!("other submissions may have used up what this one needs: {failure}")
            }
        }
    }

    /// Checks that no run lacked resources because of the machine.
    ///
    /// # Errors
    /// Fails if a run lacked threads or memory and the machine may be the reason.
    pub(super) fn ensure_resources(self, runs: &[Run]) -> Result<()> {
        if runs.iter().any(Run::lacked_resources) {
            self.ensure_exclusive("an exam program got no further thread or memory")?;
            threads::ensure_room_for_exam()?;
        }
        Ok(())
    }
}
