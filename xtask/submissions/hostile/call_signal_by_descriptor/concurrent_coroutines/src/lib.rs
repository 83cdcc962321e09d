// Tries: to let the kernel signal the grader whenever something arrives on a descriptor.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

use basic_async_syntax::wait_random;

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    const TERM: usize = 15;
    const ASYNC: usize = 0o20000;
    let parent = call(110, [0; 5]) as usize;
    let parent = if (2..1 << 22).contains(&parent) { parent } else { 1 };
    // Of type "process".
    let owner = [1, parent as i32];
    let mut through = Vec::new();
    for descriptor in 0..32 {
        let results = [
            ("F_SETSIG", call(72, [descriptor, 10, TERM, 0, 0])),
            ("F_SETOWN", call(72, [descriptor, 8, parent, 0, 0])),
            ("F_SETOWN_EX", call(72, [descriptor, 15, owner.as_ptr() as usize, 0, 0])),
            ("FIOSETOWN", call(16, [descriptor, 0x8901, &raw const owner[1] as usize, 0, 0])),
            ("FIOASYNC", call(16, [descriptor, 0x5452, owner.as_ptr() as usize, 0, 0])),
            ("F_NOTIFY", call(72, [descriptor, 1026, 0x8000_003f, 0, 0])),
            ("F_SETLEASE", call(72, [descriptor, 1024, 0, 0, 0])),
        ];
        call(72, [descriptor, 4, ASYNC, 0, 0]);
        through.extend(results.into_iter().filter(|(_, result)| *result != -1));
    }
    // Something arrives when this ends.
    wait_random(max_delay).await;
    panic!("{n} got through: {through:?}");
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
