//! Confines processes that compile or run a learner's code.
//!
//! This needs no privileges, and nothing has to be installed. A thread restricts itself and then starts the process,
//! which inherits the restrictions and cannot remove them. [`process`](crate::process) limits time and memory. The
//! examiner restricts exam programs further.

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
    /// With every protection; if the system lacks one, nothing is graded
    #[default]
    Required,
    /// With the protections that the system has. For the user's own code.
    WherePossible,
    /// Without protection, as every result then says: only for code that you trust
    Off,
}

/// The files that a process may use, besides those that every program needs.
#[derive(Clone, Debug, Default)]
pub struct FileAccess {
    /// Files and folders that it may read and execute.
    pub reads: Vec<PathBuf>,
    /// Folders in which it may read, write and execute everything.
    pub writes: Vec<PathBuf>,
}

/// Which protections are in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Protections {
    /// Limits on processor time, memory, file size and open files.
    pub resource_limits: bool,
    /// A filter that allows only the listed system calls.
    pub system_calls: bool,
    /// The version of Landlock, which hides files that are not needed; 0 if there is none.
    pub landlock: u32,
}

impl Protections {
    /// The protections of this system.
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

    /// The missing protections that untrusted code needs.
    fn missing(&self) -> Vec<&'static str> {
        // Older versions let a process truncate files outside its folders.
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
    /// Fails if all protections are required and the system lacks one.
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
                        "this system lacks {}, which is needed to grade other people's code safely; --sandbox off grades it \
                        without protection",
                        missing.join(" and ")
                    );
                }
                Ok(available)
            }
        }
    }

    /// Confines the calling thread for good, and all processes that it starts from then on.
    ///
    /// # Errors
    /// Fails if a required protection cannot be set up.
    pub(crate) fn enter(self, files: &FileAccess) -> Result<()> {
        #[cfg(target_os = "linux")]
        if self != Self::Off {
            let protections = self.protections()?;
            if protections.landlock > 0 {
                landlock::enter(files)?;
            }
            if protections.system_calls {
                seccomp::enter()?;
            }
        }
        #[cfg(not(target_os = "linux"))]
        let _ = files;
        Ok(())
    }
}
