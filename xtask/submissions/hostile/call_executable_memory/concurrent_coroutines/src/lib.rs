// Tries: to write code of its own, and to run it.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    const PAGE: usize = 4096;
    const ALL: usize = 7;
    const PRIVATE: usize = 0x22;
    // `mov eax, 42; ret`
    const CODE: [u8; 6] = [0xb8, 42, 0, 0, 0, 0xc3];
    let memory = vec![0_u8; 2 * PAGE].leak();
    let start = memory.as_ptr() as usize;
    let page = start.next_multiple_of(PAGE);
    memory[page - start..][..CODE.len()].copy_from_slice(&CODE);
    let results = [
        ("mprotect", call(10, [page, PAGE, ALL, 0, 0])),
        ("mprotect without writing", call(10, [page, PAGE, 5, 0, 0])),
        ("mprotect without reading", call(10, [page, PAGE, 4, 0, 0])),
        ("pkey_mprotect", call(329, [page, PAGE, ALL, usize::MAX, 0])),
        ("mmap", call(9, [0, PAGE, ALL, PRIVATE, usize::MAX])),
        ("mmap of a file", call(9, [0, PAGE, 5, 1, 2])),
        ("shmat", call(30, [0, 0, 0o100000, 0, 0])),
        ("remap_file_pages", call(216, [page, PAGE, ALL, 0, 0])),
        ("personality", call(135, [0x40_0000, 0, 0, 0, 0])),
    ];
    let through: Vec<_> = results.into_iter().filter(|(_, result)| *result != -1).collect();
    if results[..4].iter().any(|(_, result)| *result == 0) {
        let written: extern "C" fn() -> i32 = transmute(page);
        panic!("{n} {max_delay} got through: {through:?}, and the code says {}", written());
    }
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
