// Tries: to type into the terminal of whoever grades, and to ask descriptors for what is behind them.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let bytes = *b"exit\n\0\0\0\0\0\0\0\0\0\0\0";
    let bytes = bytes.as_ptr() as usize;
    let requests = [
        ("TIOCSTI", 0x5412),
        ("TIOCSCTTY", 0x540e),
        ("TIOCSPGRP", 0x5410),
        ("TIOCGWINSZ", 0x5413),
        ("TIOCLINUX", 0x541c),
        ("TIOCNOTTY", 0x5422),
        ("FIOQSIZE", 0x5460),
        ("SIOCGSTAMP", 0x8906),
        ("SIOCGIFCONF", 0x8912),
        ("SIOCGSKNS", 0x894c),
        ("FS_IOC_GETFLAGS", 0x8008_6601),
        ("FS_IOC_GETVERSION", 0x8008_7601),
        ("FIBMAP", 1),
        ("an unknown one", 0xffff_ffff),
    ];
    let mut through = Vec::new();
    for descriptor in 0..16 {
        let results = requests.map(|(name, request)| (name, descriptor, call(16, [descriptor, request, bytes, 0, 0])));
        through.extend(results.into_iter().filter(|(_, _, result)| *result != -1));
    }
    through.truncate(40);
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
