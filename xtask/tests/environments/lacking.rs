//! Systems that lack something. A thread is denied what they lack, and so is every program that it starts.

use landlock::{ABI, AccessFs, PathBeneath, PathFd, Ruleset, RulesetAttr, RulesetCreatedAttr};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter,
};
use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    thread,
};

/// What a system may lack.
#[derive(Clone, Debug)]
pub enum Lacks {
    /// Filters for system calls, as on WSL 1 or under an emulator.
    Seccomp,
    /// Landlock, as before Linux 5.13.
    Landlock,
    /// The part of Landlock that grants access, as in a container that denies it.
    LandlockRules,
    /// Pairs of sockets, as in a container that denies them.
    SocketPairs,
    /// The right to limit another process, as in a container that denies it.
    Limits,
    /// Locks on files, as on some network file systems.
    FileLocks,
    /// The right to write files, but in this folder.
    WritingBut(PathBuf),
}

/// Does something on a system that lacks all these.
pub fn without(lacks: &[Lacks], work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        let worker = scope.spawn(|| {
            // Filters come last: they deny what sets up the others.
            let mut denied = BTreeMap::new();
            for lack in lacks {
                match lack {
                    Lacks::Seccomp => {
                        denied.insert(libc::SYS_seccomp, Vec::new());
                        let set = i64::from(libc::PR_SET_SECCOMP).unsigned_abs();
                        denied.insert(libc::SYS_prctl, vec![argument(0, SeccompCmpOp::Eq, set)]);
                    }
                    Lacks::Landlock => {
                        denied.insert(libc::SYS_landlock_create_ruleset, Vec::new());
                    }
                    Lacks::LandlockRules => {
                        denied.insert(libc::SYS_landlock_add_rule, Vec::new());
                    }
                    Lacks::SocketPairs => {
                        denied.insert(libc::SYS_socketpair, Vec::new());
                    }
                    Lacks::Limits => {
                        // A process may still ask for its own.
                        denied.insert(libc::SYS_prlimit64, vec![argument(2, SeccompCmpOp::Ne, 0)]);
                    }
                    Lacks::FileLocks => {
                        denied.insert(libc::SYS_flock, Vec::new());
                    }
                    Lacks::WritingBut(folder) => deny_writing_but(folder),
                }
            }
            if !denied.is_empty() {
                let arch = env::consts::ARCH.try_into().unwrap();
                let errno = libc::ENOSYS.unsigned_abs();
                let filter = SeccompFilter::new(
                    denied,
                    SeccompAction::Allow,
                    SeccompAction::Errno(errno),
                    arch,
                );
                let program: BpfProgram = filter.unwrap().try_into().unwrap();
                apply_filter(&program).unwrap();
            }
            work();
        });
        if let Err(panic) = worker.join() {
            std::panic::resume_unwind(panic);
        }
    });
}

fn argument(index: u8, is: SeccompCmpOp, value: u64) -> SeccompRule {
    let condition = SeccompCondition::new(index, SeccompCmpArgLen::Qword, is, value).unwrap();
    SeccompRule::new(vec![condition]).unwrap()
}

fn deny_writing_but(folder: &Path) {
    let write = AccessFs::from_write(ABI::V3);
    let rules = Ruleset::default()
        .handle_access(write)
        .unwrap()
        .create()
        .unwrap();
    let rules = [folder, Path::new("/dev")]
        .into_iter()
        .fold(rules, |rules, folder| {
            let folder = PathBeneath::new(PathFd::new(folder).unwrap(), write);
            rules.add_rule(folder).unwrap()
        });
    rules.restrict_self().unwrap();
}
