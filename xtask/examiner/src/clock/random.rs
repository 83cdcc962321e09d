//! Random numbers that are the same in each run with the same seed.
//!
//! Each thread has a stream of its own, whose seed is a number from the stream of the thread that created it. So what a
//! thread draws depends on what that thread and its ancestors did before, and not on what other threads do at the same
//! time.

use std::{
    cell::Cell,
    sync::atomic::{AtomicU64, Ordering},
};

/// What the calendar shows at the start, in nanoseconds after the earliest time that it may show.
static START: AtomicU64 = AtomicU64::new(0);

thread_local! {
    // Without a destructor, and without initialization at run time: it can be used at any time in a thread's life.
    static STREAM: Cell<u64> = const { Cell::new(0) };
}

/// Begins the calling thread's stream, which is the first one, and draws what the calendar shows at the start: a
/// generator that is seeded with the time of day differs from run to run, too.
pub(super) fn start(first: u64) {
    const YEAR: u64 = 365 * 86_400 * 1_000_000_000;
    seed(first);
    START.store(draw() % YEAR, Ordering::Relaxed);
}

/// What the calendar shows at the start, in nanoseconds after the earliest time that it may show.
pub(super) fn calendar() -> u64 {
    START.load(Ordering::Relaxed)
}

/// Begins the calling thread's stream.
pub(super) fn seed(seed: u64) {
    STREAM.set(seed);
}

/// The next number of the calling thread's stream, by SplitMix64 (Steele, Lea and Flood, 2014).
pub(super) fn draw() -> u64 {
    let state = STREAM.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
    STREAM.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// Fills a buffer from the calling thread's stream.
pub(super) fn fill(buffer: &mut [u8]) {
    for chunk in buffer.chunks_mut(size_of::<u64>()) {
        chunk.copy_from_slice(&draw().to_le_bytes()[..chunk.len()]);
    }
}
