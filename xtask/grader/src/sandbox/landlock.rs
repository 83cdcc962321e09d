//! Hides all files that a process does not need.

use super::FileAccess;
use anyhow::{Context, Result, ensure};
use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, LandlockStatus, PathBeneath, PathFd,
    Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus, Scope,
};
use std::{io::ErrorKind, path::Path, sync::OnceLock, thread};

/// The newest version whose access rights are known here. They are denied unless they are granted.
const KNOWN: ABI = ABI::V7;

/// Folders that every program may read and execute: programs and libraries, on all kinds of systems.
const COMMON: [&str; 10] = [
    "/usr",
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/nix/store",
    "/gnu/store",
    "/run/current-system",
    "/home/linuxbrew/.linuxbrew",
];

/// Files that every program may read. No device is among them that can be read endlessly.
const COMMON_FILES: [&str; 4] = [
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
];

/// The version that the kernel supports; 0 if it does not support Landlock.
pub(super) fn version() -> u32 {
    static VERSION: OnceLock<u32> = OnceLock::new();
    *VERSION.get_or_init(|| {
        // A thread that ends at once tries to restrict itself, including adding a rule.
        let probe = || -> Result<u32> {
            let status = Ruleset::default()
                .handle_access(AccessFs::Execute)?
                .create()?
                .add_rule(PathBeneath::new(PathFd::new("/")?, AccessFs::Execute))?
                .restrict_self()?;
            Ok(match status.landlock {
                LandlockStatus::Available {
                    effective_abi,
                    kernel_abi,
                } => kernel_abi.map_or(effective_abi as u32, |version| {
                    version.try_into().unwrap_or_default()
                }),
                _ => 0,
            })
        };
        thread::spawn(move || probe().unwrap_or(0))
            .join()
            .unwrap_or(0)
    })
}

/// Restricts the calling thread, and the processes that it starts, to these files.
pub(super) fn enter(files: &FileAccess) -> Result<()> {
    let read = AccessFs::from_read(KNOWN);
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(KNOWN))?
        .handle_access(AccessNet::from_all(KNOWN))?
        .scope(Scope::from_all(KNOWN))?
        .create()?;
    let common = COMMON.iter().chain(&COMMON_FILES).map(Path::new);
    let own = files.reads.iter().map(|path| path.as_path());
    for path in common.chain(own) {
        if let Some(file) = open(path)? {
            rules = rules.add_rule(PathBeneath::new(file, read))?;
        }
    }
    for path in &files.writes {
        if let Some(folder) = open(path)? {
            rules = rules.add_rule(PathBeneath::new(folder, AccessFs::from_all(KNOWN)))?;
        }
    }
    if let Some(null) = open(Path::new("/dev/null"))? {
        rules = rules.add_rule(PathBeneath::new(
            null,
            AccessFs::ReadFile | AccessFs::WriteFile,
        ))?;
    }
    let status = rules.restrict_self()?;
    ensure!(
        status.ruleset != RulesetStatus::NotEnforced && status.no_new_privs,
        "the kernel has Landlock, but does not enforce it"
    );
    Ok(())
}

/// Opens a file for a rule of Landlock. Returns `None` if there is no such file.
fn open(path: &Path) -> Result<Option<PathFd>> {
    match PathFd::new(path) {
        Ok(file) => Ok(Some(file)),
        Err(landlock::PathFdError::OpenCall { source, .. })
            if source.kind() == ErrorKind::NotFound =>
        {
            Ok(None)
        }
        Err(error) => Err(error).with_context(|| format!("cannot open {}", path.display())),
    }
}
