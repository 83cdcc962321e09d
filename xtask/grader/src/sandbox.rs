//! What processes that run a learner's code, or compile it, may do.
//!
//! Everything here works without privileges and with nothing installed. A thread restricts itself, and then starts
//! the process, which inherits the restrictions and cannot lay them down. Limits on time and memory are set
//! elsewhere, in [`process`](crate::process); what an exam program may do beyond that is narrowed by the examiner
//! in it.

#[cfg(target_os = "linux")]
mod landlock;
#[cfg(target_os = "linux")]
mod seccomp;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Whether processes are confined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sandbox {
    /// With every protection there is; where the system lacks one, nothing is graded
    #[default]
    Required,
    /// As far as the system can. For code that is the user's own.
    WherePossible,
    /// Not at all, and every result says so: only for code that you trust
    Off,
}

/// The files that a process may use, beside what every program needs.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Files and folders that it may read and execute.
    pub reads: Vec<PathBuf>,
    /// Folders in which it may do everything.
    pub writes: Vec<PathBuf>,
}

/// Which protections are in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protections {
    /// Limits on processor time, memory, file size and open files.
    pub resource_limits: bool,
    /// A filter that lets no other system calls pass than those that are listed.
    pub system_calls: bool,
    /// The version of Landlock, which hides all files but the needed ones; 0 where there is none.
    pub landlock: u32,
}

impl Protections {
    /// What this system offers.
    pub fn available() -> Self {
        #[cfg(target_os = "linux")]
        return Self {
            resource_limits: true,
            system_calls: seccomp::is_available(),
            landlock: landlock::version(),
        };
        #[cfg(not(target_os = "linux"))]
        Self {
            resource_limits: false,
            system_calls: false,
            landlock: 0,
        }
    }

    /// What is missing for grading code that nobody trusts.
    fn missing(&self) -> Vec<&'static str> {
        // From this version on files outside cannot be truncated either.
        const SUFFICIENT_LANDLOCK: u32 = 3;
        [
            (self.resource_limits, "limits on processes"),
            (self.system_calls, "seccomp"),
            (
                self.landlock >= SUFFICIENT_LANDLOCK,
                "Landlock of version 3 or later (Linux 6.2)",
            ),
        ]
        .into_iter()
        .filter(|(is_there, _)| !is_there)
        .map(|(_, name)| name)
        .collect()
    }
}

impl Sandbox {
    /// Which protections will be in force.
    ///
    /// # Errors
    /// Fails if all are required and the system lacks one.
    pub fn protections(self) -> Result<Protections> {
        let available = Protections::available();
        match self {
            Self::Off => Ok(Protections {
                system_calls: false,
                landlock: 0,
                ..available
            }),
            Self::WherePossible => Ok(available),
            Self::Required => {
                let missing = available.missing();
                if !missing.is_empty() {
                    bail!(
                        "this system lacks {}, without which the code of others cannot be graded safely; \
                         --sandbox off grades it without protection",
                        missing.join(" and ")
                    );
                }
                Ok(available)
            }
        }
    }

    /// Confines the calling thread, and all processes that it starts from then on, for good.
    ///
    /// # Errors
    /// Fails if a protection that should be in force cannot be had.
    pub(crate) fn enter(self, cell: &Cell) -> Result<()> {
        #[cfg(target_os = "linux")]
        if self != Self::Off {
            let protections = self.protections()?;
            if protections.landlock > 0 {
                landlock::enter(cell)?;
            }
            if protections.system_calls {
                seccomp::enter()?;
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = cell;
        Ok(())
    }
}
