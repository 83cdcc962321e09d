// Tries: to find a system call that nobody has thought of: those that are not there yet, and second numbers.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    // `getpid`, `read`, `write`, `mmap` and so on by their numbers for short pointers.
    let second = [0, 1, 9, 39, 60, 202, 512, 520, 547].map(|number| 0x4000_0000 | number);
    let strange = [9999, 1 << 31, u32::MAX as usize, 512, 547];
    let removed = [156, 174, 177, 178, 180, 181, 182, 183, 184, 185, 211, 214, 215, 236];
    let unused = 337..424;
    let future = 472..600;
    let numbers = second.into_iter().chain(strange).chain(removed).chain(unused).chain(future);
    let through: Vec<_> = numbers
        .map(|number| (number, call(number, [0; 5])))
        .filter(|(number, result)| *result != -1 && (*result != -38 || *number < 1 << 30))
        .collect();
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
