//! What the filters of system calls refuse, and that ordinary code still works.
//!
//! A filter holds for a thread and what it starts, so each case is a thread that ends with it.

// Calls by number can only be made in unsafe code; here they are refused.
#![allow(unsafe_code)]
#![cfg(target_os = "linux")]

use std::{
    collections::HashMap,
    ffi::c_long,
    io, panic, process,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};
use system_calls::Filter;

/// What a refused call ends in: the error's number.
fn error_of(number: c_long, arguments: [c_long; 4]) -> i32 {
    let [a, b, c, d] = arguments;
    // SAFETY: the call is refused before it does anything; the test fails if one is not, and none of those that are
    // listed touches memory with these arguments.
    let result = unsafe { libc::syscall(number, a, b, c, d, 0, 0) };
    if result == -1 {
        io::Error::last_os_error()
            .raw_os_error()
            .unwrap_or_default()
    } else {
        0
    }
}

/// Makes calls on a thread with a filter, and compares what they end in.
fn assert_refused(filter: Filter, calls: &[(&str, c_long, [c_long; 4])], refusal: i32) {
    let errors: Vec<i32> = thread::scope(|scope| {
        let confined = scope.spawn(|| {
            filter.apply().expect("this system takes filters");
            let calls = calls.iter();
            calls
                .map(|(_, number, arguments)| error_of(*number, *arguments))
                .collect()
        });
        confined.join().expect("nothing panics")
    });
    for ((name, ..), error) in calls.iter().zip(errors) {
        assert_eq!(error, refusal, "{name}");
    }
}

/// Calls that reach beyond a process, which neither compilers nor exam programs may make.
fn reaching() -> Vec<(&'static str, c_long, [c_long; 4])> {
    let inet = libc::AF_INET.into();
    let stream = libc::SOCK_STREAM.into();
    let parent = c_long::from(std::os::unix::process::parent_id().cast_signed());
    vec![
        ("a call of no kernel so far", 9_999, [0; 4]),
        ("setxattrat, of Linux 6.13", 463, [0; 4]),
        ("file_setattr, of Linux 6.17", 469, [0; 4]),
        ("socket", libc::SYS_socket, [inet, stream, 0, 0]),
        (
            "socketpair for the network",
            libc::SYS_socketpair,
            [inet, stream, 0, 0],
        ),
        ("connect", libc::SYS_connect, [-1, 0, 0, 0]),
        ("sendmsg", libc::SYS_sendmsg, [-1, 0, 0, 0]),
        ("shmat", libc::SYS_shmat, [-1, 0, 0, 0]),
        ("shmget", libc::SYS_shmget, [0, 0, 0, 0]),
        ("msgget", libc::SYS_msgget, [0, 0, 0, 0]),
        ("msgrcv", libc::SYS_msgrcv, [-1, 0, 0, 0]),
        ("memfd_create", libc::SYS_memfd_create, [0; 4]),
        ("pidfd_open", libc::SYS_pidfd_open, [parent, 0, 0, 0]),
        ("ptrace", libc::SYS_ptrace, [-1, 0, 0, 0]),
        (
            "process_vm_readv",
            libc::SYS_process_vm_readv,
            [parent, 0, 0, 0],
        ),
        ("io_uring_setup", libc::SYS_io_uring_setup, [0; 4]),
        ("unshare", libc::SYS_unshare, [0; 4]),
        ("mount", libc::SYS_mount, [0; 4]),
        ("keyctl", libc::SYS_keyctl, [-1, 0, 0, 0]),
        ("bpf", libc::SYS_bpf, [-1, 0, 0, 0]),
        ("perf_event_open", libc::SYS_perf_event_open, [0; 4]),
        (
            "fcntl F_SETOWN",
            libc::SYS_fcntl,
            [0, libc::F_SETOWN.into(), 0, 0],
        ),
        (
            "ioctl TIOCSTI",
            libc::SYS_ioctl,
            [0, libc::TIOCSTI as c_long, 0, 0],
        ),
        (
            "prlimit of another process",
            libc::SYS_prlimit64,
            [parent, 0, 0, 0],
        ),
        ("setpriority", libc::SYS_setpriority, [0, 0, 0, 0]),
    ]
}

#[test]
fn a_compiler_is_told_that_other_calls_do_not_exist() {
    let filter = system_calls::compiler().expect("this processor is known");
    let mut calls = reaching();
    calls.push(("clone3", libc::SYS_clone3, [0; 4]));
    let namespace = c_long::from(libc::CLONE_NEWUSER);
    calls.push((
        "clone into a namespace",
        libc::SYS_clone,
        [namespace, 0, 0, 0],
    ));
    assert_refused(filter, &calls, libc::ENOSYS);
}

#[test]
fn an_exam_program_is_not_permitted_anything_else() {
    let mut calls = reaching();
    let own = c_long::from(process::id().cast_signed());
    let parent = c_long::from(std::os::unix::process::parent_id().cast_signed());
    let anonymous = c_long::from(libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    let executable = c_long::from(libc::PROT_READ | libc::PROT_EXEC);
    calls.extend([
        ("openat", libc::SYS_openat, [-1, 0, 0, 0]),
        ("statx", libc::SYS_statx, [-1, 0, 0, 0]),
        ("readlinkat", libc::SYS_readlinkat, [-1, 0, 0, 0]),
        ("pipe2", libc::SYS_pipe2, [0; 4]),
        ("socketpair", libc::SYS_socketpair, [1, 1, 0, 0]),
        ("execve", libc::SYS_execve, [0; 4]),
        (
            "clone of a process",
            libc::SYS_clone,
            [libc::SIGCHLD.into(), 0, 0, 0],
        ),
        ("kill of itself", libc::SYS_kill, [own, 0, 0, 0]),
        ("kill of the parent", libc::SYS_kill, [parent, 0, 0, 0]),
        (
            "tgkill of the parent",
            libc::SYS_tgkill,
            [parent, parent, 0, 0],
        ),
        (
            "tgkill of itself, to stop",
            libc::SYS_tgkill,
            [own, own, libc::SIGSTOP.into(), 0],
        ),
        (
            "sigaction of SIGXCPU",
            libc::SYS_rt_sigaction,
            [libc::SIGXCPU.into(), 0, 0, 8],
        ),
        ("tkill", libc::SYS_tkill, [parent, 0, 0, 0]),
        ("setsid", libc::SYS_setsid, [0; 4]),
        ("setpgid", libc::SYS_setpgid, [0; 4]),
        (
            "prctl",
            libc::SYS_prctl,
            [libc::PR_GET_DUMPABLE.into(), 0, 0, 0],
        ),
        ("prlimit64", libc::SYS_prlimit64, [0; 4]),
        ("sched_setaffinity", libc::SYS_sched_setaffinity, [0; 4]),
        ("seccomp", libc::SYS_seccomp, [-1, 0, 0, 0]),
        ("fcntl F_DUPFD", libc::SYS_fcntl, [0, 0, 0, 0]),
        (
            "mmap of executable memory",
            libc::SYS_mmap,
            [0, 4096, executable, anonymous],
        ),
        (
            "mmap of a file",
            libc::SYS_mmap,
            [0, 4096, 1, libc::MAP_PRIVATE.into()],
        ),
        (
            "mprotect to executable",
            libc::SYS_mprotect,
            [0, 4096, executable, 0],
        ),
    ]);
    let filter = || system_calls::exam_program().expect("this processor is known");
    assert_refused(filter(), &calls, libc::EPERM);
    // The C library starts threads in another way if it is told that this one does not exist.
    assert_refused(
        filter(),
        &[("clone3", libc::SYS_clone3, [0; 4])],
        libc::ENOSYS,
    );
}

/// Numbers beyond those of today, and those for programs with short pointers.
#[test]
fn no_call_that_a_later_kernel_may_have_is_let_through() {
    let later = (480..1_000).map(|number| ("a later call", number, [0; 4]));
    let short = (0..480).map(|number| ("a call with short pointers", 0x4000_0000 + number, [0; 4]));
    let calls: Vec<_> = later.chain(short).collect();
    let filter = system_calls::exam_program().expect("this processor is known");
    assert_refused(filter, &calls, libc::EPERM);
    let filter = system_calls::compiler().expect("this processor is known");
    assert_refused(filter, &calls, libc::ENOSYS);
}

#[test]
fn what_tasks_are_made_of_works_in_an_exam_program() {
    let confined = thread::spawn(|| {
        let filter = system_calls::exam_program().expect("this processor is known");
        filter.apply().expect("this system takes filters");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime starts");
        runtime.block_on(async {
            let waits = (0..50).map(|_| tokio::spawn(tokio::time::sleep(Duration::from_millis(1))));
            for wait in waits.collect::<Vec<_>>() {
                wait.await.expect("no task panics");
            }
            let blocking = tokio::task::spawn_blocking(|| thread::sleep(Duration::from_millis(1)));
            blocking.await.expect("no task panics");
        });
        drop(runtime);
        let (sender, receiver) = mpsc::channel();
        let sum: u64 = thread::scope(|scope| {
            for number in 0..20 {
                let sender = sender.clone();
                scope.spawn(move || sender.send(number));
            }
            drop(sender);
            receiver.iter().sum()
        });
        assert_eq!(sum, 190);
        let mut list = Vec::new();
        for number in 0..1_000_000_u64 {
            list.push(number);
        }
        assert_eq!(HashMap::from([(1, rand::random::<f64>())]).len(), 1);
        assert!(panic::catch_unwind(|| panic!("as learners' code may")).is_err());
        assert!(thread::available_parallelism().is_ok());
        assert!(Instant::now().elapsed() < Duration::MAX);
        println!("{}", list.len());
        eprintln!("{}", list.len());
    });
    confined.join().expect("nothing is refused");
}
