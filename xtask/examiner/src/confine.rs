//! What an exam program may not do on Linux, beyond what the grader has denied it before it began.

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter_all_threads,
};
use std::{collections::BTreeMap, io, process};

/// From here on this process may create threads, but no processes; it may signal itself, but nobody else; it stays
/// in its group, and ends with the grader: nothing outlives it.
///
/// # Errors
/// Fails where the kernel does not support seccomp filters.
pub fn confine() -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;

    let no_thread = first_argument(SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64), 0)?;
    let other_process = first_argument(SeccompCmpOp::Ne, process::id().into())?;
    let mut denied = BTreeMap::from([
        (libc::SYS_clone, vec![no_thread]),
        (libc::SYS_kill, vec![other_process.clone()]),
        (libc::SYS_tgkill, vec![other_process]),
    ]);
    let always = [
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_tkill,
        libc::SYS_rt_sigqueueinfo,
        libc::SYS_rt_tgsigqueueinfo,
        libc::SYS_setsid,
        libc::SYS_setpgid,
    ];
    denied.extend(always.map(|call| (call, Vec::new())));
    #[cfg(target_arch = "x86_64")]
    denied.extend([libc::SYS_fork, libc::SYS_vfork].map(|call| (call, Vec::new())));
    deny(denied, libc::EPERM)?;

    // The flags of `clone3` lie in memory, where no filter can look. Without it, the C library uses `clone`.
    deny(BTreeMap::from([(libc::SYS_clone3, vec![])]), libc::ENOSYS)
}

fn first_argument(is: SeccompCmpOp, value: u64) -> io::Result<SeccompRule> {
    SeccompCondition::new(0, SeccompCmpArgLen::Qword, is, value)
        .and_then(|condition| SeccompRule::new(vec![condition]))
        .map_err(io::Error::other)
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
