//! What a machine may have had too little of.

use crate::{observe::Exhibit, threads};
use anyhow::{Result, bail};

/// Who uses the machine while a submission is graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// Other submissions are graded at the same time, and may use up what this one needs.
    Shared,
    /// Nothing else is.
    Own,
}

impl Machine {
    /// Fails if others may be to blame for a failure, which is described.
    ///
    /// # Errors
    /// Fails if so.
    pub(super) fn ensure_own(self, failure: &str) -> Result<()> {
        match self {
            Self::Own => Ok(()),
            Self::Shared => bail!("the machine may have too little left: {failure}"),
        }
    }

    /// Fails if a run lacked something that the machine, and not the program, may have had too little of.
    ///
    /// # Errors
    /// Fails if so.
    pub(super) fn ensure_enough(self, exhibits: &[Exhibit]) -> Result<()> {
        if exhibits.iter().any(Exhibit::lacked_resources) {
            self.ensure_own("an exam program could not have another thread, or more memory")?;
            threads::ensure_room_for_exam()?;
        }
        Ok(())
    }
}
