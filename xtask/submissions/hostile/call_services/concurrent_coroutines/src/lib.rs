// Tries: to use services of the kernel that reach beyond a process.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let buffer = [0_u64; 64];
    let buffer = buffer.as_ptr() as usize;
    let path = c"/".as_ptr() as usize;
    let key = c"user".as_ptr() as usize;
    const NEW_USER: usize = 0x1000_0000;
    const FILES: usize = 0x400;
    let results = [
        ("io_uring_setup", call(425, [8, buffer, 0, 0, 0])),
        ("io_uring_enter", call(426, [0, 1, 0, 0, 0])),
        ("io_uring_register", call(427, [0; 5])),
        ("io_setup", call(206, [8, buffer, 0, 0, 0])),
        ("bpf", call(321, [0, buffer, 48, 0, 0])),
        ("perf_event_open", call(298, [buffer, 0, 0, 0, 0])),
        ("userfaultfd", call(323, [1, 0, 0, 0, 0])),
        ("keyctl", call(250, [0, usize::MAX - 2, 0, 0, 0])),
        ("add_key", call(248, [key, key, key, 4, usize::MAX - 2])),
        ("request_key", call(249, [key, key, 0, 0, 0])),
        ("fanotify_init", call(300, [0; 5])),
        ("ptrace", call(101, [0; 5])),
        ("process_vm_readv", call(310, [1, buffer, 1, buffer, 1])),
        ("process_madvise", call(440, [0, buffer, 1, 0, 0])),
        ("pidfd_getfd", call(438, [0; 5])),
        ("kcmp", call(312, [1, 1, 0, 0, 0])),
        ("unshare", call(272, [NEW_USER, 0, 0, 0, 0])),
        ("unshare of descriptors", call(272, [FILES, 0, 0, 0, 0])),
        ("setns", call(308, [0; 5])),
        ("open_tree", call(428, [0, path, 0, 0, 0])),
        ("fsopen", call(430, [path, 0, 0, 0, 0])),
        ("open_by_handle_at", call(304, [0, buffer, 0, 0, 0])),
        ("landlock_create_ruleset", call(444, [0, 0, 1, 0, 0])),
        ("landlock_restrict_self", call(446, [0; 5])),
        ("seccomp", call(317, [2, 0, buffer, 0, 0])),
        ("timer_create", call(222, [0, 0, buffer, 0, 0])),
        ("signalfd4", call(289, [usize::MAX, buffer, 8, 0, 0])),
        ("timerfd_create", call(283, [0; 5])),
        ("lookup_dcookie", call(212, [0; 5])),
        ("syslog", call(103, [10, 0, 0, 0, 0])),
        ("get_robust_list", call(274, [1, buffer, buffer, 0, 0])),
        ("listmount", call(458, [buffer, buffer, 1, 0, 0])),
        ("lsm_list_modules", call(461, [buffer, buffer, 0, 0, 0])),
        ("cachestat", call(451, [2, buffer, buffer, 0, 0])),
    ];
    let through: Vec<_> = results.iter().filter(|(_, result)| *result != -1).collect();
    panic!("{n} {max_delay} got through: {through:?}");
}

/// Makes a system call, on x86-64: a number in `code` is code, too, and is called where it lies.
fn call(number: usize, [a, b, c, d, e]: [usize; 5]) -> isize {
    type Function = extern "C" fn(usize, usize, usize, usize, usize, usize) -> isize;
    let start = code as fn(u64) -> u64 as usize;
    let bytes: &[u8; 64] = transmute(start);
    let place = bytes.windows(8).position(|bytes| bytes == code(0).to_le_bytes()).unwrap();
    transmute::<Function>(start + place)(a, b, c, d, e, number)
}

/// Holds `xchg rax, r9; mov r10, rcx; syscall; ret`.
#[inline(never)]
fn code(number: u64) -> u64 {
    number ^ 0xc305_0fca_8949_9149
}

// <https://github.com/rust-lang/rust/issues/25860>, as in `forge_with_unsound_code`.
static UNIT: &&() = &&();

fn translate<'a, 'b, T>(_: &'a &'b (), value: &'b mut T) -> &'a mut T {
    value
}

enum Either<T> {
    Number(Option<Box<usize>>),
    Other(Option<Box<T>>),
}

fn transmute<T: 'static>(number: usize) -> T {
    let translate: for<'c> fn(_, &'c mut Option<_>) -> &'static mut Option<_> = translate;
    let mut either = std::hint::black_box(Either::Other(None));
    let Either::Other(other) = &mut either else { unreachable!() };
    let other = translate(UNIT, other);
    either = Either::Number(Some(Box::new(number)));
    if let Either::Number(number) = std::hint::black_box(&either) {
        std::hint::black_box(number);
    }
    *other.take().unwrap()
}
