//! The system calls of compilers, linkers and formatters: they read and write files, and start programs.

use crate::filter::{
    Allowed,
    Argument::{Bits, Is},
    Filter, Unavailable, allow, allow_if,
};

/// The flags of `clone` that create a namespace.
const NAMESPACES: u64 = (libc::CLONE_NEWNS
    | libc::CLONE_NEWUTS
    | libc::CLONE_NEWIPC
    | libc::CLONE_NEWUSER
    | libc::CLONE_NEWPID
    | libc::CLONE_NEWNET
    | libc::CLONE_NEWCGROUP) as u64;

/// The filter of all confined processes. Other calls fail as if they did not exist, so that programs fall back to older
/// calls.
///
/// # Errors
/// Fails on processors without support for filters.
pub fn compiler() -> Result<Filter, Unavailable> {
    Filter::new(ALLOWED.iter().chain(OLDER), libc::ENOSYS)
}

/// The calls that all architectures have.
#[allow(
    clippy::unnecessary_cast,
    reason = "other C libraries have other types for requests of `ioctl`"
)]
const ALLOWED: &[Allowed] = &[
    // Files. Landlock restricts which.
    allow(libc::SYS_openat, "to open a file"),
    allow(libc::SYS_openat2, "to open a file"),
    allow(libc::SYS_close, "to close a file"),
    allow(
        libc::SYS_close_range,
        "descriptors that a new program must not inherit",
    ),
    allow(libc::SYS_read, "to read"),
    allow(libc::SYS_readv, "to read"),
    allow(libc::SYS_pread64, "to read at an offset in a file"),
    allow(libc::SYS_preadv, "to read at an offset in a file"),
    allow(libc::SYS_write, "to write"),
    allow(libc::SYS_writev, "to write"),
    allow(libc::SYS_pwrite64, "to write at an offset in a file"),
    allow(libc::SYS_pwritev, "to write at an offset in a file"),
    allow(libc::SYS_lseek, "to seek in a file"),
    allow(libc::SYS_copy_file_range, "to copy a file"),
    allow(libc::SYS_sendfile, "to copy a file"),
    allow(libc::SYS_ftruncate, "the size of a file"),
    allow(libc::SYS_truncate, "the size of a file"),
    allow(libc::SYS_fallocate, "the size of a file"),
    allow(libc::SYS_fsync, "to flush a file to the disk"),
    allow(libc::SYS_fdatasync, "to flush a file to the disk"),
    allow(libc::SYS_msync, "to flush a file to the disk"),
    allow(libc::SYS_fadvise64, "to announce what will be read"),
    allow(libc::SYS_fstat, "to ask about a file"),
    allow(libc::SYS_newfstatat, "to ask about a file"),
    allow(libc::SYS_statx, "to ask about a file"),
    allow(libc::SYS_statfs, "to ask about a file system"),
    allow(libc::SYS_fstatfs, "to ask about a file system"),
    allow(libc::SYS_faccessat, "to ask whether a file may be used"),
    allow(libc::SYS_faccessat2, "to ask whether a file may be used"),
    allow(libc::SYS_readlinkat, "to read a link"),
    allow(libc::SYS_getdents64, "to list a folder"),
    allow(libc::SYS_getcwd, "the current folder"),
    allow(libc::SYS_chdir, "the current folder"),
    allow(libc::SYS_fchdir, "the current folder"),
    allow(libc::SYS_mkdirat, "to make a folder"),
    allow(libc::SYS_unlinkat, "to remove a file or a folder"),
    allow(libc::SYS_renameat2, "to rename a file"),
    allow(libc::SYS_linkat, "to link a file"),
    allow(libc::SYS_symlinkat, "to link a file"),
    allow(libc::SYS_fchmod, "to make a program executable"),
    allow(libc::SYS_fchmodat, "to make a program executable"),
    allow(libc::SYS_umask, "permissions of new files"),
    allow(libc::SYS_utimensat, "the timestamps of a copy"),
    allow(libc::SYS_flock, "to lock a file"),
    allow(libc::SYS_dup, "the standard streams of a new program"),
    allow(libc::SYS_dup3, "the standard streams of a new program"),
    allow(libc::SYS_pipe2, "a pipe between two programs"),
    // F_DUPFD, F_GETFD, F_SETFD and F_GETFL are 0 to 3.
    allow_if(
        libc::SYS_fcntl,
        &[Bits(1, !3, 0)],
        "copies and flags of descriptors",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETFL as u64)],
        "flags of descriptors",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_GETLK as u64)],
        "to lock a file",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETLK as u64)],
        "to lock a file",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETLKW as u64)],
        "to lock a file",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_OFD_SETLK as u64)],
        "to lock a file",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_OFD_SETLKW as u64)],
        "to lock a file",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_DUPFD_CLOEXEC as u64)],
        "copies of descriptors",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_GETPIPE_SZ as u64)],
        "the size of a pipe",
    ),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_SETPIPE_SZ as u64)],
        "the size of a pipe",
    ),
    allow_if(
        libc::SYS_ioctl,
        &[Is(1, libc::TCGETS as u64)],
        "whether output goes to a terminal",
    ),
    allow_if(
        libc::SYS_ioctl,
        &[Is(1, libc::TIOCGWINSZ as u64)],
        "how wide a terminal is",
    ),
    allow_if(
        libc::SYS_ioctl,
        &[Is(1, libc::FIOCLEX as u64)],
        "descriptors that a new program must not inherit",
    ),
    allow_if(
        libc::SYS_ioctl,
        &[Is(1, libc::FIONBIO as u64)],
        "output that does not block",
    ),
    allow_if(
        libc::SYS_ioctl,
        &[Is(1, libc::FIONREAD as u64)],
        "how much can be read",
    ),
    allow(libc::SYS_ppoll, "to wait for output of another program"),
    allow(libc::SYS_pselect6, "to wait for output of another program"),
    allow(
        libc::SYS_epoll_create1,
        "to wait for output of another program",
    ),
    allow(libc::SYS_epoll_ctl, "to wait for output of another program"),
    allow(
        libc::SYS_epoll_pwait,
        "to wait for output of another program",
    ),
    allow(libc::SYS_eventfd2, "to wait for output of another program"),
    // Memory.
    allow(libc::SYS_mmap, "memory, files and libraries"),
    allow(libc::SYS_mprotect, "memory and libraries"),
    allow(libc::SYS_munmap, "to free memory"),
    allow(libc::SYS_mremap, "memory that grows"),
    allow(libc::SYS_madvise, "how memory will be used"),
    allow(libc::SYS_mincore, "which memory is used"),
    allow(libc::SYS_brk, "the heap"),
    allow(libc::SYS_membarrier, "threads that see each other's memory"),
    // Processes and threads.
    allow_if(
        libc::SYS_clone,
        &[Bits(0, NAMESPACES, 0)],
        "to start a thread or a program",
    ),
    allow(libc::SYS_execve, "to start a program"),
    allow(libc::SYS_execveat, "to start a program"),
    allow(libc::SYS_wait4, "to wait for a program"),
    allow(libc::SYS_waitid, "to wait for a program"),
    allow(libc::SYS_exit, "the end of a thread"),
    allow(libc::SYS_exit_group, "the end of a program"),
    allow(libc::SYS_getpid, "its own process and thread ids"),
    allow(libc::SYS_getppid, "its own process and thread ids"),
    allow(libc::SYS_gettid, "its own process and thread ids"),
    allow(libc::SYS_getpgid, "its own process and thread ids"),
    allow(libc::SYS_getsid, "its own process and thread ids"),
    allow(libc::SYS_setpgid, "its own process group"),
    allow(libc::SYS_getuid, "its user and group ids"),
    allow(libc::SYS_geteuid, "its user and group ids"),
    allow(libc::SYS_getgid, "its user and group ids"),
    allow(libc::SYS_getegid, "its user and group ids"),
    allow(libc::SYS_getresuid, "its user and group ids"),
    allow(libc::SYS_getresgid, "its user and group ids"),
    allow(libc::SYS_getgroups, "its user and group ids"),
    allow(
        libc::SYS_set_tid_address,
        "the C library, in each new program",
    ),
    allow(
        libc::SYS_set_robust_list,
        "the C library, in each new thread",
    ),
    allow(libc::SYS_rseq, "the C library, in each new thread"),
    allow(libc::SYS_futex, "threads that wait for each other"),
    allow(libc::SYS_sched_yield, "threads that wait for each other"),
    allow(libc::SYS_sched_getaffinity, "how many processors there are"),
    allow(libc::SYS_getcpu, "memory that is near a processor"),
    allow(
        libc::SYS_prctl,
        "names of threads, ending with the grader, further filters",
    ),
    allow(
        libc::SYS_seccomp,
        "the filter of an exam program, which narrows this one",
    ),
    allow_if(libc::SYS_prlimit64, &[Is(0, 0)], "its own limits"),
    allow(libc::SYS_getrlimit, "its own limits"),
    allow(libc::SYS_setrlimit, "its own limits"),
    allow(libc::SYS_getrusage, "how much a program has used"),
    allow(libc::SYS_times, "how much a program has used"),
    allow(libc::SYS_getpriority, "its own priority"),
    allow(libc::SYS_sysinfo, "how much memory there is"),
    allow(libc::SYS_uname, "the name of the system"),
    allow(libc::SYS_getrandom, "names of temporary files"),
    // Signals. From Linux 6.12 on, Landlock allows them only among the confined processes.
    allow(libc::SYS_kill, "to end a program that it has started"),
    allow(libc::SYS_tgkill, "to abort"),
    allow(libc::SYS_rt_sigaction, "to handle signals"),
    allow(libc::SYS_rt_sigprocmask, "to handle signals"),
    allow(libc::SYS_rt_sigreturn, "to handle signals"),
    allow(
        libc::SYS_rt_sigsuspend,
        "to wait for a signal, as shells do",
    ),
    allow(libc::SYS_rt_sigtimedwait, "to wait for a signal"),
    allow(libc::SYS_rt_sigpending, "to wait for a signal"),
    allow(libc::SYS_sigaltstack, "to detect a stack overflow"),
    // Time.
    allow(libc::SYS_clock_gettime, "the time"),
    allow(libc::SYS_clock_getres, "the time"),
    allow(libc::SYS_gettimeofday, "the time"),
    allow(libc::SYS_clock_nanosleep, "to sleep"),
    allow(libc::SYS_nanosleep, "to sleep"),
    allow(libc::SYS_setitimer, "timers"),
    allow(libc::SYS_getitimer, "timers"),
    allow(
        libc::SYS_restart_syscall,
        "the kernel itself, to continue an interrupted wait",
    ),
    // A socket pair connects to nothing else.
    allow_if(
        libc::SYS_socketpair,
        &[Is(0, libc::AF_UNIX as u64)],
        "the standard library, when it starts a program",
    ),
    allow(libc::SYS_recvfrom, "to read from such a socket"),
    allow_if(
        libc::SYS_sendto,
        &[Is(4, 0)],
        "to write to such a socket, without an address",
    ),
    allow(libc::SYS_shutdown, "the end of such a socket"),
];

/// Older forms of some calls, which newer architectures do not have.
#[cfg(target_arch = "x86_64")]
const OLDER: &[Allowed] = &[
    allow(libc::SYS_open, "to open a file"),
    allow(libc::SYS_creat, "to open a file"),
    allow(libc::SYS_stat, "to ask about a file"),
    allow(libc::SYS_lstat, "to ask about a file"),
    allow(libc::SYS_access, "to ask whether a file may be used"),
    allow(libc::SYS_readlink, "to read a link"),
    allow(libc::SYS_getdents, "to list a folder"),
    allow(libc::SYS_mkdir, "to make a folder"),
    allow(libc::SYS_rmdir, "to remove a folder"),
    allow(libc::SYS_unlink, "to remove a file"),
    allow(libc::SYS_rename, "to rename a file"),
    allow(libc::SYS_renameat, "to rename a file"),
    allow(libc::SYS_link, "to link a file"),
    allow(libc::SYS_symlink, "to link a file"),
    allow(libc::SYS_chmod, "to make a program executable"),
    allow(libc::SYS_utime, "the timestamps of a copy"),
    allow(libc::SYS_utimes, "the timestamps of a copy"),
    allow(libc::SYS_dup2, "the standard streams of a new program"),
    allow(libc::SYS_pipe, "a pipe between two programs"),
    allow(libc::SYS_poll, "to wait for output of another program"),
    allow(libc::SYS_select, "to wait for output of another program"),
    allow(
        libc::SYS_epoll_create,
        "to wait for output of another program",
    ),
    allow(
        libc::SYS_epoll_wait,
        "to wait for output of another program",
    ),
    allow(libc::SYS_eventfd, "to wait for output of another program"),
    allow(libc::SYS_fork, "to start a program"),
    allow(libc::SYS_vfork, "to start a program"),
    allow(libc::SYS_getpgrp, "its own process and thread ids"),
    allow(libc::SYS_arch_prctl, "the C library, in each new program"),
    allow(libc::SYS_time, "the time"),
    allow(libc::SYS_alarm, "timers"),
    allow(libc::SYS_pause, "to wait for a signal"),
];
#[cfg(not(target_arch = "x86_64"))]
const OLDER: &[Allowed] = &[];
