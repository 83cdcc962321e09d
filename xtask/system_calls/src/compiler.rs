//! What compilers, linkers and formatters need, whichever a system has: to read and write files, and to start programs.

use crate::filter::{
    Allowed,
    Argument::{Bits, Is},
    Filter, Unavailable, any, only,
};

/// The flags of `clone` that ask for a namespace of its own.
const NAMESPACES: u64 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWCGROUP) as u64;

/// The filter of everything that is started confined. A program is told that other calls do not exist, as by an
/// older kernel: then it does without.
///
/// # Errors
/// Fails on a processor for which filters cannot be made.
pub fn compiler() -> Result<Filter, Unavailable> {
    Filter::new(ALLOWED.iter().chain(OLDER), libc::ENOSYS)
}

/// The calls that all architectures have.
#[allow(
    clippy::unnecessary_cast,
    reason = "other C libraries have other types for requests of `ioctl`"
)]
const ALLOWED: &[Allowed] = &[
    // Files. Landlock decides which.
    any(libc::SYS_openat, "to open a file"),
    any(libc::SYS_openat2, "to open a file"),
    any(libc::SYS_close, "to close a file"),
    any(
        libc::SYS_close_range,
        "what a new program should not inherit",
    ),
    any(libc::SYS_read, "to read"),
    any(libc::SYS_readv, "to read"),
    any(libc::SYS_pread64, "to read from a place in a file"),
    any(libc::SYS_preadv, "to read from a place in a file"),
    any(libc::SYS_write, "to write"),
    any(libc::SYS_writev, "to write"),
    any(libc::SYS_pwrite64, "to write at a place in a file"),
    any(libc::SYS_pwritev, "to write at a place in a file"),
    any(libc::SYS_lseek, "to go to a place in a file"),
    any(libc::SYS_copy_file_range, "to copy a file"),
    any(libc::SYS_sendfile, "to copy a file"),
    any(libc::SYS_ftruncate, "the size of what is written"),
    any(libc::SYS_truncate, "the size of what is written"),
    any(libc::SYS_fallocate, "the size of what is written"),
    any(libc::SYS_fsync, "to be sure that it is written"),
    any(libc::SYS_fdatasync, "to be sure that it is written"),
    any(libc::SYS_msync, "to be sure that it is written"),
    any(libc::SYS_fadvise64, "to say what will be read"),
    any(libc::SYS_fstat, "to ask about a file"),
    any(libc::SYS_newfstatat, "to ask about a file"),
    any(libc::SYS_statx, "to ask about a file"),
    any(libc::SYS_statfs, "to ask about a file system"),
    any(libc::SYS_fstatfs, "to ask about a file system"),
    any(libc::SYS_faccessat, "to ask whether a file may be used"),
    any(libc::SYS_faccessat2, "to ask whether a file may be used"),
    any(libc::SYS_readlinkat, "to see where a link leads"),
    any(libc::SYS_getdents64, "to list a folder"),
    any(libc::SYS_getcwd, "the current folder"),
    any(libc::SYS_chdir, "the current folder"),
    any(libc::SYS_fchdir, "the current folder"),
    any(libc::SYS_mkdirat, "to make a folder"),
    any(libc::SYS_unlinkat, "to remove a file or a folder"),
    any(libc::SYS_renameat2, "to rename a file"),
    any(libc::SYS_linkat, "to link a file"),
    any(libc::SYS_symlinkat, "to link a file"),
    any(libc::SYS_fchmod, "to make a program executable"),
    any(libc::SYS_fchmodat, "to make a program executable"),
    any(libc::SYS_umask, "who may use new files"),
    any(libc::SYS_utimensat, "the time of a copy"),
    any(libc::SYS_flock, "to be the only one that writes"),
    any(libc::SYS_dup, "the standard streams of a new program"),
    any(libc::SYS_dup3, "the standard streams of a new program"),
    any(libc::SYS_pipe2, "one program reads what another one writes"),
    // F_DUPFD, F_GETFD, F_SETFD and F_GETFL are 0 to 3.
    only(
        libc::SYS_fcntl,
        &[Bits(1, !3, 0)],
        "copies and flags of descriptors",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETFL as u64)],
        "flags of descriptors",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_GETLK as u64)],
        "to be the only one that writes",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETLK as u64)],
        "to be the only one that writes",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETLKW as u64)],
        "to be the only one that writes",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_OFD_SETLK as u64)],
        "to be the only one that writes",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_OFD_SETLKW as u64)],
        "to be the only one that writes",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_DUPFD_CLOEXEC as u64)],
        "copies of descriptors",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_GETPIPE_SZ as u64)],
        "the size of a pipe",
    ),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETPIPE_SZ as u64)],
        "the size of a pipe",
    ),
    only(
        libc::SYS_ioctl,
        &[Is(1, libc::TCGETS as u64)],
        "whether output goes to a terminal",
    ),
    only(
        libc::SYS_ioctl,
        &[Is(1, libc::TIOCGWINSZ as u64)],
        "how wide a terminal is",
    ),
    only(
        libc::SYS_ioctl,
        &[Is(1, libc::FIOCLEX as u64)],
        "what a new program should not inherit",
    ),
    only(
        libc::SYS_ioctl,
        &[Is(1, libc::FIONBIO as u64)],
        "not to wait for output",
    ),
    only(
        libc::SYS_ioctl,
        &[Is(1, libc::FIONREAD as u64)],
        "how much can be read",
    ),
    any(libc::SYS_ppoll, "to wait for output of another program"),
    any(libc::SYS_pselect6, "to wait for output of another program"),
    any(
        libc::SYS_epoll_create1,
        "to wait for output of another program",
    ),
    any(libc::SYS_epoll_ctl, "to wait for output of another program"),
    any(
        libc::SYS_epoll_pwait,
        "to wait for output of another program",
    ),
    any(libc::SYS_eventfd2, "to wait for output of another program"),
    // Memory.
    any(libc::SYS_mmap, "memory, files and libraries"),
    any(libc::SYS_mprotect, "memory and libraries"),
    any(libc::SYS_munmap, "to give memory back"),
    any(libc::SYS_mremap, "memory that grows"),
    any(libc::SYS_madvise, "how memory will be used"),
    any(libc::SYS_mincore, "which memory is used"),
    any(libc::SYS_brk, "the heap"),
    any(libc::SYS_membarrier, "threads that see each other's memory"),
    // Processes and threads.
    only(
        libc::SYS_clone,
        &[Bits(0, NAMESPACES, 0)],
        "to start a thread or a program",
    ),
    any(libc::SYS_execve, "to start a program"),
    any(libc::SYS_execveat, "to start a program"),
    any(libc::SYS_wait4, "the end of a program"),
    any(libc::SYS_waitid, "the end of a program"),
    any(libc::SYS_exit, "the end of a thread"),
    any(libc::SYS_exit_group, "the end of a program"),
    any(libc::SYS_getpid, "to know itself"),
    any(libc::SYS_getppid, "to know itself"),
    any(libc::SYS_gettid, "to know itself"),
    any(libc::SYS_getpgid, "to know itself"),
    any(libc::SYS_getsid, "to know itself"),
    any(libc::SYS_setpgid, "a group of its own, which ends with it"),
    any(libc::SYS_getuid, "to know its user"),
    any(libc::SYS_geteuid, "to know its user"),
    any(libc::SYS_getgid, "to know its user"),
    any(libc::SYS_getegid, "to know its user"),
    any(libc::SYS_getresuid, "to know its user"),
    any(libc::SYS_getresgid, "to know its user"),
    any(libc::SYS_getgroups, "to know its user"),
    any(
        libc::SYS_set_tid_address,
        "the C library, in each new program",
    ),
    any(
        libc::SYS_set_robust_list,
        "the C library, in each new thread",
    ),
    any(libc::SYS_rseq, "the C library, in each new thread"),
    any(libc::SYS_futex, "threads that wait for each other"),
    any(libc::SYS_sched_yield, "threads that wait for each other"),
    any(libc::SYS_sched_getaffinity, "how many processors there are"),
    any(libc::SYS_getcpu, "memory that is near a processor"),
    any(
        libc::SYS_prctl,
        "names of threads, the end with the grader, further filters",
    ),
    any(
        libc::SYS_seccomp,
        "the filter of an exam program, which narrows this one",
    ),
    only(libc::SYS_prlimit64, &[Is(0, 0)], "limits of its own"),
    any(libc::SYS_getrlimit, "limits of its own"),
    any(libc::SYS_setrlimit, "limits of its own"),
    any(libc::SYS_getrusage, "how much a program has used"),
    any(libc::SYS_times, "how much a program has used"),
    any(libc::SYS_getpriority, "to know its own weight"),
    any(libc::SYS_sysinfo, "how much memory there is"),
    any(libc::SYS_uname, "the name of the system"),
    any(libc::SYS_getrandom, "names of temporary files"),
    // Signals. Landlock keeps them among what it confines, from Linux 6.12 on.
    any(libc::SYS_kill, "to end a program that it has started"),
    any(libc::SYS_tgkill, "to end itself"),
    any(libc::SYS_rt_sigaction, "to be told of signals"),
    any(libc::SYS_rt_sigprocmask, "to be told of signals"),
    any(libc::SYS_rt_sigreturn, "to be told of signals"),
    any(
        libc::SYS_rt_sigsuspend,
        "to wait for a signal, as shells do",
    ),
    any(libc::SYS_rt_sigtimedwait, "to wait for a signal"),
    any(libc::SYS_rt_sigpending, "to wait for a signal"),
    any(libc::SYS_sigaltstack, "to tell when a stack overflows"),
    // Time.
    any(libc::SYS_clock_gettime, "the time"),
    any(libc::SYS_clock_getres, "the time"),
    any(libc::SYS_gettimeofday, "the time"),
    any(libc::SYS_clock_nanosleep, "to sleep"),
    any(libc::SYS_nanosleep, "to sleep"),
    any(libc::SYS_setitimer, "to be woken"),
    any(libc::SYS_getitimer, "to be woken"),
    any(
        libc::SYS_restart_syscall,
        "the kernel itself, to go on with a wait",
    ),
    // A pair of sockets leads nowhere else.
    only(
        libc::SYS_socketpair,
        &[Is(0, libc::AF_UNIX as u64)],
        "the standard library, to hear of a program that it starts",
    ),
    any(libc::SYS_recvfrom, "to read from such a socket"),
    only(
        libc::SYS_sendto,
        &[Is(4, 0)],
        "to write to such a socket; no address can be named",
    ),
    any(libc::SYS_shutdown, "the end of such a socket"),
];

/// The older forms of some, which newer architectures do not have.
#[cfg(target_arch = "x86_64")]
const OLDER: &[Allowed] = &[
    any(libc::SYS_open, "to open a file"),
    any(libc::SYS_creat, "to open a file"),
    any(libc::SYS_stat, "to ask about a file"),
    any(libc::SYS_lstat, "to ask about a file"),
    any(libc::SYS_access, "to ask whether a file may be used"),
    any(libc::SYS_readlink, "to see where a link leads"),
    any(libc::SYS_getdents, "to list a folder"),
    any(libc::SYS_mkdir, "to make a folder"),
    any(libc::SYS_rmdir, "to remove a folder"),
    any(libc::SYS_unlink, "to remove a file"),
    any(libc::SYS_rename, "to rename a file"),
    any(libc::SYS_renameat, "to rename a file"),
    any(libc::SYS_link, "to link a file"),
    any(libc::SYS_symlink, "to link a file"),
    any(libc::SYS_chmod, "to make a program executable"),
    any(libc::SYS_utime, "the time of a copy"),
    any(libc::SYS_utimes, "the time of a copy"),
    any(libc::SYS_dup2, "the standard streams of a new program"),
    any(libc::SYS_pipe, "one program reads what another one writes"),
    any(libc::SYS_poll, "to wait for output of another program"),
    any(libc::SYS_select, "to wait for output of another program"),
    any(
        libc::SYS_epoll_create,
        "to wait for output of another program",
    ),
    any(
        libc::SYS_epoll_wait,
        "to wait for output of another program",
    ),
    any(libc::SYS_eventfd, "to wait for output of another program"),
    any(libc::SYS_fork, "to start a program"),
    any(libc::SYS_vfork, "to start a program"),
    any(libc::SYS_getpgrp, "to know itself"),
    any(libc::SYS_arch_prctl, "the C library, in each new program"),
    any(libc::SYS_time, "the time"),
    any(libc::SYS_alarm, "to be woken"),
    any(libc::SYS_pause, "to wait for a signal"),
];
#[cfg(not(target_arch = "x86_64"))]
const OLDER: &[Allowed] = &[];
