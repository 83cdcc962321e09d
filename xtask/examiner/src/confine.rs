//! What an exam program may not do on Linux, beyond what the grader has denied it before it began.

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, apply_filter_all_threads,
};
use std::{collections::BTreeMap, io, process};

/// Calls that Landlock does not know of: they change who may use a file, and when it was changed, or tell whether there
/// is one, wherever it lies.
const BY_PATH: &[i64] = &[
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    SYS_FCHMODAT2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
    libc::SYS_getxattr,
    libc::SYS_lgetxattr,
    libc::SYS_listxattr,
    libc::SYS_llistxattr,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_readlinkat,
    libc::SYS_chdir,
    libc::SYS_fchdir,
    libc::SYS_statfs,
    libc::SYS_inotify_add_watch,
    libc::SYS_name_to_handle_at,
];

/// The same number on all architectures; the C library's crate does not have it everywhere.
const SYS_FCHMODAT2: i64 = 452;

/// The older forms of such calls, which newer architectures do not have.
#[cfg(target_arch = "x86_64")]
const BY_PATH_OLDER: &[i64] = &[
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_stat,
    libc::SYS_lstat,
];
#[cfg(not(target_arch = "x86_64"))]
const BY_PATH_OLDER: &[i64] = &[];

/// From here on this process may create threads, but no processes; it may signal itself, but nobody else; it stays
/// in its group, and ends with the grader: nothing outlives it. Of files it learns only what is in those it may read.
///
/// # Errors
/// Fails where the kernel does not support seccomp filters.
pub fn confine() -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;

    let no_thread = argument(0, SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64), 0)?;
    let other_process = argument(0, SeccompCmpOp::Ne, process::id().into())?;
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
        // The compiler needs it; here, a datagram socket out of a pair could send to any other.
        libc::SYS_socketpair,
    ];
    denied.extend(always.map(|call| (call, Vec::new())));
    let by_path = BY_PATH.iter().chain(BY_PATH_OLDER);
    denied.extend(by_path.map(|&call| (call, Vec::new())));
    // The standard library asks in this way about files that are open; then there is no path.
    let without_path = libc::AT_EMPTY_PATH as u64;
    denied.extend([
        (
            libc::SYS_statx,
            vec![argument(2, SeccompCmpOp::MaskedEq(without_path), 0)?],
        ),
        (
            libc::SYS_newfstatat,
            vec![argument(3, SeccompCmpOp::MaskedEq(without_path), 0)?],
        ),
        // Limits may be read, but are not for this process to set.
        (libc::SYS_prlimit64, vec![argument(2, SeccompCmpOp::Ne, 0)?]),
        (libc::SYS_setrlimit, Vec::new()),
        (
            libc::SYS_prctl,
            vec![argument(
                0,
                SeccompCmpOp::Eq,
                libc::PR_SET_PDEATHSIG as u64,
            )?],
        ),
        (libc::SYS_sched_setaffinity, Vec::new()),
    ]);
    #[cfg(target_arch = "x86_64")]
    denied.extend([libc::SYS_fork, libc::SYS_vfork].map(|call| (call, Vec::new())));
    deny(denied, libc::EPERM)?;

    // The flags of `clone3` lie in memory, where no filter can look. Without it, the C library uses `clone`.
    deny(BTreeMap::from([(libc::SYS_clone3, vec![])]), libc::ENOSYS)
}

fn argument(index: u8, is: SeccompCmpOp, value: u64) -> io::Result<SeccompRule> {
    SeccompCondition::new(index, SeccompCmpArgLen::Qword, is, value)
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
