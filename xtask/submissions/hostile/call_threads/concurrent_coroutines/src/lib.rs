// Tries: to start threads that nobody has counted, past the C library.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    // Memory, files, signals and the process are shared.
    const THREAD: usize = 0x0001_0f00;
    let stack = vec![0_usize; 1 << 10].leak();
    let top = stack.len() - 64;
    // Where a thread goes when it returns from its first call.
    stack[top..].fill(for_ever as extern "C" fn() -> ! as usize);
    let place = &raw const stack[top] as usize;
    let started = (0..5_000).take_while(|_| call(56, [THREAD, place, 0, 0, 0]) > 0);
    vec![started.count() as f64 + n as f64 + f64::from(max_delay)]
}

extern "C" fn for_ever() -> ! {
    loop {
        std::hint::spin_loop();
    }
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
