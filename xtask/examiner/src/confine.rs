//! What an exam program may not do on Linux.

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter_all_threads,
};
use std::{collections::BTreeMap, io};

/// From here on this process may create threads, but no processes, and ends with the grader: nothing outlives it.
///
/// # Errors
/// Fails where the kernel does not support seccomp filters.
pub fn confine() -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;

    let not_a_thread = SeccompCondition::new(
        0,
        SeccompCmpArgLen::Qword,
        SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64),
        0,
    )
    .and_then(|condition| SeccompRule::new(vec![condition]))
    .map_err(io::Error::other)?;

    let mut creation = BTreeMap::from([
        (libc::SYS_clone, vec![not_a_thread]),
        (libc::SYS_execve, vec![]),
        (libc::SYS_execveat, vec![]),
    ]);
    #[cfg(target_arch = "x86_64")]
    creation.extend([(libc::SYS_fork, vec![]), (libc::SYS_vfork, vec![])]);
    deny(creation, libc::EPERM)?;

    // The flags of `clone3` lie in memory, where no filter can look. Without it, the C library uses `clone`.
    deny(BTreeMap::from([(libc::SYS_clone3, vec![])]), libc::ENOSYS)
}

fn deny(calls: BTreeMap<i64, Vec<SeccompRule>>, errno: i32) -> io::Result<()> {
    let filter = SeccompFilter::new(
        calls,
        SeccompAction::Allow,
        SeccompAction::Errno(errno.unsigned_abs()),
        std::env::consts::ARCH
            .try_into()
            .map_err(io::Error::other)?,
    )
    .map_err(io::Error::other)?;
    let program: BpfProgram = filter.try_into().map_err(io::Error::other)?;
    apply_filter_all_threads(&program).map_err(io::Error::other)
}
