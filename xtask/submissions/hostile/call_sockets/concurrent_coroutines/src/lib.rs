// Tries: to make sockets, pairs and pipes, and to reach others with them, by the numbers of the calls.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    const STREAM: usize = 1;
    const DATAGRAM: usize = 2;
    let hidden = [b"\x01\0\0".as_slice(), b"hostile-canary-abstract"].concat();
    let tcp = [&[2, 0], 47111_u16.to_be_bytes().as_slice(), &[127, 0, 0, 1], &[0; 8]].concat();
    let udp = [&[2, 0], 47112_u16.to_be_bytes().as_slice(), &[127, 0, 0, 1], &[0; 8]].concat();
    let address = |bytes: &[u8]| (bytes.as_ptr() as usize, bytes.len());
    let pair = [0_i32; 2];
    let made = pair.as_ptr() as usize;
    let mut through = Vec::new();
    let mut tried = |name, result| {
        if result != -1 {
            through.push((name, result));
        }
        result as usize
    };
    for (family, kind, (to, length)) in [
        (1, STREAM, address(&hidden)),
        (2, STREAM, address(&tcp)),
        (2, DATAGRAM, address(&udp)),
        (16, 3, address(&tcp)),
        (38, 5, address(&tcp)),
        (40, STREAM, address(&tcp)),
    ] {
        let socket = tried("socket", call(41, [family, kind, 0, 0, 0]));
        tried("connect", call(42, [socket, to, length, 0, 0]));
        tried("bind", call(49, [socket, to, length, 0, 0]));
        call(1, [socket, to, 1, 0, 0]);
    }
    tried("socketpair", call(53, [1, DATAGRAM, 0, made, 0]));
    tried("pipe", call(22, [made, 0, 0, 0, 0]));
    tried("pipe2", call(293, [made, 0, 0, 0, 0]));
    // One of these is the examiner's own.
    let (to, length) = address(&hidden);
    let message = [to, length, 0, 0, 0, 0, 0];
    for descriptor in 0..16 {
        tried("connect", call(42, [descriptor, to, length, 0, 0]));
        tried("listen", call(50, [descriptor, 1, 0, 0, 0]));
        tried("accept4", call(288, [descriptor, 0, 0, 0, 0]));
        tried("sendmsg", call(46, [descriptor, message.as_ptr() as usize, 0, 0, 0]));
        tried("sendmmsg", call(307, [descriptor, message.as_ptr() as usize, 1, 0, 0]));
        tried("getpeername", call(52, [descriptor, made, made, 0, 0]));
        tried("setsockopt", call(54, [descriptor, 1, 16, made, 4]));
        tried("getsockopt", call(55, [descriptor, 1, 17, made, made]));
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
