// Tries: to leave memory, messages and semaphores that other processes can find, or to find theirs.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    // The canary looks for this key.
    const KEY: usize = 0x686f_7374;
    const CREATE: usize = 0o1600;
    const STATUS: usize = 2;
    const COPY: usize = 0o44000;
    let buffer = [1_u64, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let buffer = buffer.as_ptr() as usize;
    let name = c"hostile-was-here".as_ptr() as usize;
    let results = [
        ("shmget", call(29, [KEY, 4096, CREATE, 0, 0])),
        ("shmat", call(30, [0; 5])),
        ("shmctl", call(31, [0, STATUS, buffer, 0, 0])),
        ("msgget", call(68, [KEY, CREATE, 0, 0, 0])),
        ("msgsnd", call(69, [0, buffer + 8, 8, 0o4000, 0])),
        ("msgrcv", call(70, [0, buffer, 8, 0, COPY])),
        ("msgctl", call(71, [0, STATUS, buffer, 0, 0])),
        ("semget", call(64, [KEY, 1, CREATE, 0, 0])),
        ("semop", call(65, [0, buffer, 0, 0, 0])),
        ("semctl", call(66, [0, 0, STATUS, buffer, 0])),
        ("mq_open", call(240, [name, 0o102, 0o600, 0, 0])),
        ("mq_unlink", call(241, [name, 0, 0, 0, 0])),
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
