// Tries: to change files of others with calls that take paths, the newest among them.
// Must not pass: finishes
// Says: got through: []
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    // Of this folder, if a path is relative.
    const HERE: usize = usize::MAX - 99;
    const CREATE: usize = 0o102;
    let path = c"/tmp/hostile-canary/secret.txt".as_ptr() as usize;
    let new = c"/tmp/hostile-canary/new".as_ptr() as usize;
    let name = c"user.hostile".as_ptr() as usize;
    // Not to be dumped: an attribute that does no harm.
    let attributes = [0x80_u64, 0, 0];
    let how = [CREATE as u64, 0o600, 0];
    let (attributes, how) = (attributes.as_ptr() as usize, how.as_ptr() as usize);
    let results = [
        ("setxattr", call(188, [path, name, name, 4, 0])),
        ("lsetxattr", call(189, [path, name, name, 4, 0])),
        ("setxattrat", call(463, [HERE, path, 0, name, how])),
        ("removexattrat", call(466, [HERE, path, 0, name, 0])),
        ("file_getattr", call(468, [HERE, path, attributes, 24, 0])),
        ("file_setattr", call(469, [HERE, path, attributes, 24, 0])),
        ("chmod", call(90, [path, 0o777, 0, 0, 0])),
        ("fchmodat2", call(452, [HERE, path, 0o777, 0, 0])),
        ("fchownat", call(260, [HERE, path, 1, 1, 0])),
        ("utimensat", call(280, [HERE, path, 0, 0, 0])),
        ("utime", call(132, [path, 0, 0, 0, 0])),
        ("truncate", call(76, [path, 0, 0, 0, 0])),
        ("open", call(2, [path, 1, 0, 0, 0])),
        ("openat", call(257, [HERE, new, CREATE, 0o600, 0])),
        ("openat2", call(437, [HERE, new, how, 24, 0])),
        ("creat", call(85, [new, 0o600, 0, 0, 0])),
        ("mknod", call(133, [new, 0o010600, 0, 0, 0])),
        ("mkdir", call(83, [new, 0o700, 0, 0, 0])),
        ("symlinkat", call(266, [path, HERE, new, 0, 0])),
        ("linkat", call(265, [HERE, path, HERE, new, 0])),
        ("renameat2", call(316, [HERE, path, HERE, new, 0])),
        ("unlinkat", call(263, [HERE, path, 0, 0, 0])),
        ("rmdir", call(84, [new, 0, 0, 0, 0])),
        ("name_to_handle_at", call(303, [HERE, path, how, attributes, 0])),
        ("statx", call(332, [HERE, path, 0, 0, how])),
        ("inotify_init1", call(294, [0; 5])),
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
