//! What a learner's code needs to wait, to compute, and to be seen doing so.

use crate::filter::{
    Allowed,
    Argument::{Bits, Is, ThisProcess},
    Filter, Unavailable, any, only,
};

/// Bits of arguments, as unsigned numbers.
const EXECUTABLE: u64 = libc::PROT_EXEC as u64;
const ANONYMOUS: u64 = libc::MAP_ANONYMOUS as u64;
const OF_THE_SYSTEM: u64 = (libc::MAP_HUGETLB | libc::MAP_LOCKED) as u64;
const A_THREAD: u64 = libc::CLONE_THREAD as u64;

/// The first of the signals that the C library uses between its threads; the other one is 33
/// (<https://man7.org/linux/man-pages/man7/nptl.7.html>).
const OF_THE_C_LIBRARY: u64 = 32;

/// All calls that an exam program may make once it is confined. It opens no files, and starts no processes.
const ALLOWED: &[Allowed] = &[
    // Memory of its own, none of it executable.
    only(
        libc::SYS_mmap,
        &[
            Bits(2, EXECUTABLE, 0),
            Bits(3, ANONYMOUS | OF_THE_SYSTEM, ANONYMOUS),
        ],
        "memory for large values, heaps and the stacks of threads",
    ),
    only(
        libc::SYS_mprotect,
        &[Bits(2, EXECUTABLE, 0)],
        "the guard page of a stack, and heaps that grow",
    ),
    any(libc::SYS_munmap, "to give memory back"),
    any(libc::SYS_mremap, "a large vector that grows"),
    any(libc::SYS_madvise, "to give the stack of a thread back"),
    any(libc::SYS_brk, "the heap of the main thread"),
    // Threads.
    only(
        libc::SYS_clone,
        &[Bits(0, A_THREAD, A_THREAD)],
        "to start a thread, but no process",
    ),
    any(
        libc::SYS_set_robust_list,
        "the C library, in each new thread",
    ),
    any(libc::SYS_rseq, "the C library, in each new thread"),
    any(libc::SYS_gettid, "the C library, to know a thread"),
    any(libc::SYS_getpid, "the C library, to signal this process"),
    any(libc::SYS_futex, "locks, channels, parking and joining"),
    any(libc::SYS_sched_yield, "`std::thread::yield_now`"),
    any(
        libc::SYS_sched_getaffinity,
        "`std::thread::available_parallelism`, and where a stack ends",
    ),
    only(
        libc::SYS_prctl,
        &[Is(0, libc::PR_SET_NAME as u64)],
        "the name of a thread",
    ),
    any(libc::SYS_exit, "the end of a thread"),
    any(libc::SYS_exit_group, "the end of the program"),
    // Signals, to itself only.
    only(
        libc::SYS_rt_sigaction,
        &[Is(0, libc::SIGSEGV as u64)],
        "to tell when a stack overflows",
    ),
    only(
        libc::SYS_rt_sigaction,
        &[Is(0, libc::SIGBUS as u64)],
        "to tell when a stack overflows",
    ),
    only(
        libc::SYS_rt_sigaction,
        &[Is(0, libc::SIGABRT as u64)],
        "`std::process::abort`",
    ),
    only(
        libc::SYS_rt_sigaction,
        &[Bits(0, !1, OF_THE_C_LIBRARY)],
        "the C library, for its own two signals",
    ),
    any(
        libc::SYS_rt_sigprocmask,
        "the C library, around new threads",
    ),
    any(libc::SYS_rt_sigreturn, "the end of what handles a signal"),
    any(libc::SYS_sigaltstack, "to tell when a stack overflows"),
    only(
        libc::SYS_tgkill,
        &[ThisProcess(0), Is(2, libc::SIGABRT as u64)],
        "`std::process::abort`",
    ),
    // Time.
    any(
        libc::SYS_clock_gettime,
        "clocks of processor time, and others where the kernel has no faster way",
    ),
    any(libc::SYS_clock_nanosleep, "to sleep on the real clock"),
    any(libc::SYS_nanosleep, "to sleep on the real clock"),
    any(
        libc::SYS_restart_syscall,
        "the kernel itself, to go on with a wait that was interrupted",
    ),
    any(libc::SYS_getrandom, "random numbers"),
    // Descriptors that it has.
    any(libc::SYS_read, "standard input, which is empty"),
    any(libc::SYS_write, "standard output and standard error"),
    any(libc::SYS_writev, "standard output and standard error"),
    any(libc::SYS_recvfrom, "the way to the grader"),
    only(
        libc::SYS_sendto,
        &[Is(4, 0)],
        "the way to the grader; no address can be named",
    ),
    any(libc::SYS_close, "a descriptor that is needed no more"),
    only(
        libc::SYS_fcntl,
        &[Is(1, libc::F_GETFD as u64)],
        "the standard library, before it closes a descriptor",
    ),
];

/// The filter of a confined exam program: anything else is not permitted.
///
/// # Errors
/// Fails on a processor for which filters cannot be made.
pub fn exam_program() -> Result<Filter, Unavailable> {
    Filter::new(ALLOWED, libc::EPERM)
}
