//! How a thread waits, in real time, until another one lets it go on.

use super::original;
use std::{
    ffi::{c_int, c_long},
    ptr,
    sync::atomic::{AtomicU32, Ordering},
};

/// Why a wait is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Over {
    /// What the thread waited for has happened.
    Woken = 1,
    /// The deadline has come.
    TimedOut = 2,
}

const WAITING: u32 = 0;
const TIMED_OUT: u32 = Over::TimedOut as u32;

/// Belongs to one wait of one thread. It holds zero, and then an [`Over`].
#[derive(Default)]
pub(super) struct Word(AtomicU32);

impl Word {
    /// The signal for this word. The word must stay where it is until the signal has been received.
    pub(super) fn signal(&self) -> Signal {
        Signal(&raw const self.0)
    }

    /// Waits for the signal.
    pub(super) fn receive(&self) -> Over {
        loop {
            match self.0.load(Ordering::Acquire) {
                WAITING => block(&self.0),
                TIMED_OUT => return Over::TimedOut,
                _ => return Over::Woken,
            }
        }
    }
}

/// Lets the thread that waits for a word go on.
pub(super) struct Signal(*const AtomicU32);

// SAFETY: it points to an atomic word, and any thread may send it.
unsafe impl Send for Signal {}

impl Signal {
    pub(super) fn send(self, over: Over) {
        // SAFETY: the word stays until it has been set, and that happens once: sending consumes the signal.
        unsafe { &*self.0 }.store(over as u32, Ordering::Release);
        unblock(self.0);
    }
}

/// Blocks the calling thread while the word is zero. It may return early.
fn block(word: &AtomicU32) {
    const WAIT: c_int = libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG;
    futex(ptr::from_ref(word), WAIT, WAITING);
}

/// Ends the blocking of the thread that waits for this word.
fn unblock(word: *const AtomicU32) {
    const WAKE: c_int = libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG;
    futex(word, WAKE, 1);
}

fn futex(word: *const AtomicU32, operation: c_int, value: u32) {
    // SAFETY: the word of a wait lives as long as the call. That of a waking may be gone, and the system does not
    // access it.
    unsafe {
        original::syscall(
            libc::SYS_futex,
            word.expose_provenance() as c_long,
            operation.into(),
            value.into(),
            0,
            0,
            0,
        );
    }
}
