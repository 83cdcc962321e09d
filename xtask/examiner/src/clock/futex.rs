//! The futex of the system, as the standard library uses it.

use super::{
    c_library::nanoseconds,
    kernel::{self, On, lock},
    signal::Over,
};
use std::{
    ffi::{c_int, c_long},
    sync::atomic::{AtomicU32, Ordering},
};

/// Answers a call of the futex, or fails with the number of an error.
///
/// It can wait, with a relative or an absolute deadline, and wake. The standard library and `parking_lot` use nothing
/// else. Other operations fail as on a system without them.
///
/// # Safety
/// As for the system call: the pointers are valid for the operation, or null where it allows that.
pub(super) unsafe fn futex(
    word: *mut u32,
    operation: c_int,
    value: u32,
    timeout: *const libc::timespec,
    mask: u32,
) -> Result<c_long, c_int> {
    let on = On::Futex(word.addr());
    let command = operation & !(libc::FUTEX_PRIVATE_FLAG | libc::FUTEX_CLOCK_REALTIME);
    let clock = match operation & libc::FUTEX_CLOCK_REALTIME {
        0 => libc::CLOCK_MONOTONIC,
        _ => libc::CLOCK_REALTIME,
    };
    // SAFETY: a timeout, if there is one, is valid.
    let timeout = unsafe { timeout.as_ref() };
    let deadline = match command {
        libc::FUTEX_WAKE => {
            let woken = lock().wake(on, value as usize);
            return Ok(c_long::try_from(woken).unwrap_or(c_long::MAX));
        }
        libc::FUTEX_WAIT => {
            timeout.and_then(|timeout| kernel::now().checked_add(nanoseconds(timeout)?))
        }
        libc::FUTEX_WAIT_BITSET if mask == u32::MAX => timeout.and_then(|timeout| {
            Some(nanoseconds(timeout)?.saturating_sub(super::c_library::offset(clock)?))
        }),
        _ => return Err(libc::ENOSYS),
    };
    let kernel = lock();
    // SAFETY: the word is valid, and all that use it at the same time do so by atomic operations.
    if unsafe { AtomicU32::from_ptr(word) }.load(Ordering::SeqCst) != value {
        return Err(libc::EAGAIN);
    }
    match kernel::wait(kernel, on, deadline) {
        Over::Woken => Ok(0),
        Over::TimedOut => Err(libc::ETIMEDOUT),
    }
}
