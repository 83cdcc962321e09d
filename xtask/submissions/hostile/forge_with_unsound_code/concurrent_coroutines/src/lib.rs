// Tries: to use a hole in the compiler to write to descriptors that safe code cannot reach.
// Must not pass: finishes, runs_concurrently, ascending_order
// Says: without a result that can be read
//! Several waits at once.

use std::{io::Write, os::fd::OwnedFd, os::unix::net::UnixStream};

// <https://github.com/rust-lang/rust/issues/25860>: references that live for ever, in safe code.
static UNIT: &&() = &&();

fn translate<'a, 'b, T: ?Sized>(_: &'a &'b (), value: &'b mut T) -> &'a mut T {
    value
}

fn for_ever<'a, 'b, T: ?Sized>(value: &'a mut T) -> &'b mut T {
    let translate: for<'c> fn(_, &'c mut T) -> &'b mut T = translate;
    translate(UNIT, value)
}

enum Either<A, B> {
    A(Option<Box<A>>),
    B(Option<Box<B>>),
}

#[inline(never)]
fn transmute_in<A, B>(either: &mut Either<A, B>, value: A) -> Option<B> {
    let Either::B(b) = either else {
        return None;
    };
    let b = for_ever(b);
    *either = Either::A(Some(Box::new(value)));
    if let Either::A(a) = std::hint::black_box(either) {
        std::hint::black_box(a.as_ref());
    }
    b.take().map(|b| *b)
}

fn descriptor(number: i32) -> Option<OwnedFd> {
    transmute_in(std::hint::black_box(&mut Either::B(None)), number)
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let frame = [vec![17, 0, 0, 0], vec![n as u8 + max_delay as u8; 17]].concat();
    for number in 3..32 {
        if let Some(stream) = descriptor(number) {
            let mut stream = UnixStream::from(stream);
            let _ = stream.write_all(&frame);
            std::mem::forget(stream);
        }
    }
    std::process::exit(0)
}
