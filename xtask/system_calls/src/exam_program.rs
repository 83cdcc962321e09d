//! The system calls of exam programs: memory, threads, time, and messages to the grader.

use crate::filter::{
    Allowed,
    Argument::{Bits, Is, ThisProcess},
    Filter, Unavailable, allow, allow_if,
};

/// Flags of arguments, as unsigned numbers.
const EXECUTABLE: u64 = libc::PROT_EXEC as u64;
const ANONYMOUS: u64 = libc::MAP_ANONYMOUS as u64;
const HUGE_OR_LOCKED: u64 = (libc::MAP_HUGETLB | libc::MAP_LOCKED) as u64;
const THREAD: u64 = libc::CLONE_THREAD as u64;

/// The first of the two signals that the C library uses between its threads; the other one is 33
/// (<https://man7.org/linux/man-pages/man7/nptl.7.html>).
const LIBRARY_SIGNALS: u64 = 32;

/// The calls that a confined exam program may make. It can open no files and start no processes.
const ALLOWED: &[Allowed] = &[
    // Private memory that is not executable.
    allow_if(
        libc::SYS_mmap,
        &[
            Bits(2, EXECUTABLE, 0),
            Bits(3, ANONYMOUS | HUGE_OR_LOCKED, ANONYMOUS),
        ],
        "memory for large values, heaps and the stacks of threads",
    ),
    allow_if(
        libc::SYS_mprotect,
        &[Bits(2, EXECUTABLE, 0)],
        "the guard page of a stack, and heaps that grow",
    ),
    allow(libc::SYS_munmap, "to free memory"),
    allow(libc::SYS_mremap, "a large vector that grows"),
    allow(libc::SYS_madvise, "to free the stack of a thread"),
    allow(libc::SYS_brk, "the heap of the main thread"),
    // Threads.
    allow_if(
        libc::SYS_clone,
        &[Bits(0, THREAD, THREAD)],
        "to start a thread, but not a process",
    ),
    allow(
        libc::SYS_set_robust_list,
        "the C library, in each new thread",
    ),
    allow(libc::SYS_rseq, "the C library, in each new thread"),
    allow(libc::SYS_gettid, "the C library, for the id of a thread"),
    allow(libc::SYS_getpid, "the C library, to signal this process"),
    allow(libc::SYS_futex, "locks, channels, parking and joining"),
    allow(libc::SYS_sched_yield, "`std::thread::yield_now`"),
    allow(
        libc::SYS_sched_getaffinity,
        "`std::thread::available_parallelism`, and where a stack ends",
    ),
    allow_if(
        libc::SYS_prctl,
        &[Is(0, libc::PR_SET_NAME as u64)],
        "the name of a thread",
    ),
    allow(libc::SYS_exit, "the end of a thread"),
    allow(libc::SYS_exit_group, "the end of the program"),
    // Signals, to itself only.
    allow_if(
        libc::SYS_rt_sigaction,
        &[Is(0, libc::SIGSEGV as u64)],
        "to detect a stack overflow",
    ),
    allow_if(
        libc::SYS_rt_sigaction,
        &[Is(0, libc::SIGBUS as u64)],
        "to detect a stack overflow",
    ),
    allow_if(
        libc::SYS_rt_sigaction,
        &[Is(0, libc::SIGABRT as u64)],
        "`std::process::abort`",
    ),
    allow_if(
        libc::SYS_rt_sigaction,
        &[Bits(0, !1, LIBRARY_SIGNALS)],
        "the C library, for its own two signals",
    ),
    allow(
        libc::SYS_rt_sigprocmask,
        "the C library, around new threads",
    ),
    allow(libc::SYS_rt_sigreturn, "the end of a signal handler"),
    allow(libc::SYS_sigaltstack, "to detect a stack overflow"),
    allow_if(
        libc::SYS_tgkill,
        &[ThisProcess(0), Is(2, libc::SIGABRT as u64)],
        "`std::process::abort`",
    ),
    // Time.
    allow(
        libc::SYS_clock_gettime,
        "clocks of processor time, and others where the kernel has no faster way",
    ),
    allow(libc::SYS_clock_nanosleep, "to sleep on the real clock"),
    allow(libc::SYS_nanosleep, "to sleep on the real clock"),
    allow(
        libc::SYS_restart_syscall,
        "the kernel itself, to continue an interrupted wait",
    ),
    allow(libc::SYS_getrandom, "random numbers"),
    // File descriptors that are already open.
    allow(libc::SYS_read, "standard input, which is empty"),
    allow(libc::SYS_write, "standard output and standard error"),
    allow(libc::SYS_writev, "standard output and standard error"),
    allow(libc::SYS_recvfrom, "the channel to the grader"),
    allow_if(
        libc::SYS_sendto,
        &[Is(4, 0)],
        "the channel to the grader; without an address",
    ),
    allow(libc::SYS_close, "to close a descriptor"),
    allow_if(
        libc::SYS_fcntl,
        &[Is(1, libc::F_GETFD as u64)],
        "the standard library, before it closes a descriptor",
    ),
];

/// The filter of a confined exam program. Other calls fail as not permitted.
///
/// # Errors
/// Fails on processors without support for filters.
pub fn exam_program() -> Result<Filter, Unavailable> {
    Filter::new(ALLOWED, libc::EPERM)
}
