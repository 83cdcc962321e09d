// Tries: to end the grader with a signal, by the numbers of system calls.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    const TERM: usize = 15;
    // Whoever is not told who the parent is asks whether it may signal the first process.
    let parent = call(110, [0; 5]) as usize;
    let (process, signal) = if (2..1 << 22).contains(&parent) { (parent, TERM) } else { (1, 0) };
    let info = [[signal as i32, 0, -1].as_slice(), &[0; 29]].concat();
    let info = info.as_ptr() as usize;
    let opened = call(434, [process, 0, 0, 0, 0]);
    let results = [
        ("pidfd_open", opened),
        ("pidfd_send_signal", call(424, [opened as usize, signal, 0, 0, 0])),
        ("kill", call(62, [process, signal, 0, 0, 0])),
        ("tkill", call(200, [process, signal, 0, 0, 0])),
        ("tgkill", call(234, [process, process, signal, 0, 0])),
        ("rt_sigqueueinfo", call(129, [process, signal, info, 0, 0])),
        ("rt_tgsigqueueinfo", call(297, [process, process, signal, info, 0])),
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
