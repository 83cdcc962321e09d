// Tries: to change what the kernel lets it do, and how others see it.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    const UNLIMITED: u64 = u64::MAX;
    let limit = [UNLIMITED; 8];
    let limit = limit.as_ptr() as usize;
    let zero = [0_u64; 8];
    let zero = zero.as_ptr() as usize;
    let prctl = |option, value| call(157, [option, value, 0, 0, 0]);
    let results = [
        ("prctl: end with the parent", prctl(1, 0)),
        ("prctl: be dumped", prctl(4, 0)),
        ("prctl: keep capabilities", prctl(8, 1)),
        ("prctl: time stamps", prctl(26, 2)),
        ("prctl: memory map", prctl(35, 6)),
        ("prctl: adopt orphans", prctl(36, 1)),
        ("prctl: huge pages", prctl(41, 1)),
        ("prctl: dispatch of system calls", prctl(59, 0)),
        ("prctl: be traced", prctl(0x5961_6d61, usize::MAX)),
        ("prctl: an unknown one", prctl(9999, 0)),
        ("arch_prctl: no cpuid", call(158, [0x1012, 1, 0, 0, 0])),
        ("setrlimit: processor time", call(160, [0, limit, 0, 0, 0])),
        ("prlimit64: processor time", call(302, [0, 0, limit, 0, 0])),
        ("prlimit64: of the first process", call(302, [1, 0, 0, zero, 0])),
        ("sched_setaffinity", call(203, [0, 64, limit, 0, 0])),
        ("sched_setscheduler", call(144, [0, 5, zero, 0, 0])),
        ("sched_setattr", call(314, [0, limit, 0, 0, 0])),
        ("setpriority", call(141, [0, 0, 19, 0, 0])),
        ("ioprio_set", call(251, [1, 0, 0x6000, 0, 0])),
        ("setsid", call(112, [0; 5])),
        ("setpgid", call(109, [0; 5])),
        ("setgid", call(106, [65534, 0, 0, 0, 0])),
        ("setgroups", call(116, [0; 5])),
        ("capset", call(126, [zero, 0, 0, 0, 0])),
        ("umask", call(95, [0; 5])),
        ("chdir", call(80, [c"/usr".as_ptr() as usize, 0, 0, 0, 0])),
        ("chroot", call(161, [c"/usr".as_ptr() as usize, 0, 0, 0, 0])),
        ("iopl", call(172, [3, 0, 0, 0, 0])),
        ("ioperm", call(173, [0, 1, 1, 0, 0])),
        ("modify_ldt", call(154, [0, zero, 8, 0, 0])),
        ("mlockall", call(151, [3, 0, 0, 0, 0])),
        ("membarrier", call(324, [1, 0, 0, 0, 0])),
        ("close_range", call(436, [1 << 20, 1 << 21, 4, 0, 0])),
        ("setuid", call(105, [65534, 0, 0, 0, 0])),
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
