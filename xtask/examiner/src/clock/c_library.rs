//! Functions that take the place of the C library's: for the time, for sleeping, for random numbers, and `syscall`.
//! Those for threads are in the module `threads`.

use super::{
    futex::futex,
    kernel::{self, On, lock},
    original, random,
};
use std::{
    ffi::{c_int, c_long, c_uint, c_void},
    ptr, slice,
};

const NANOSECONDS_A_SECOND: u64 = 1_000_000_000;

/// The least that `CLOCK_REALTIME` shows at the start, in nanoseconds since 1970: 15 January 2027.
const EPOCH: u64 = 1_800_000_000 * NANOSECONDS_A_SECOND;

/// What a clock of the system shows at the start, in nanoseconds. `None` for clocks that stay real, like those of
/// processor time.
pub(super) fn offset(clock: libc::clockid_t) -> Option<u64> {
    match clock {
        libc::CLOCK_MONOTONIC
        | libc::CLOCK_MONOTONIC_RAW
        | libc::CLOCK_MONOTONIC_COARSE
        | libc::CLOCK_BOOTTIME => Some(0),
        libc::CLOCK_REALTIME | libc::CLOCK_REALTIME_COARSE | libc::CLOCK_TAI => {
            Some(EPOCH + random::calendar())
        }
        _ => None,
    }
}

/// A time in nanoseconds; `None` if it is so long, centuries, that it never comes.
pub(super) fn nanoseconds(time: &libc::timespec) -> Option<u64> {
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let nanoseconds = u64::try_from(time.tv_nsec).unwrap_or(0);
    seconds
        .checked_mul(NANOSECONDS_A_SECOND)?
        .checked_add(nanoseconds)
}

fn timespec(nanoseconds: u64) -> libc::timespec {
    // Both fit: the seconds of 64 bits of nanoseconds, and the nanoseconds of a second.
    libc::timespec {
        tv_sec: (nanoseconds / NANOSECONDS_A_SECOND) as libc::time_t,
        tv_nsec: (nanoseconds % NANOSECONDS_A_SECOND) as c_long,
    }
}

/// Reads a clock.
///
/// # Safety
/// As for the C library's function.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_gettime(clock: libc::clockid_t, time: *mut libc::timespec) -> c_int {
    match offset(clock) {
        Some(offset) if kernel::started() => {
            let now = timespec(offset.saturating_add(kernel::read()));
            // SAFETY: the caller's time can be written.
            unsafe { time.write(now) };
            0
        }
        // SAFETY: as for this function.
        _ => unsafe { original::clock_gettime(clock, time) },
    }
}

/// Sleeps for a time.
///
/// # Safety
/// As for the C library's function.
#[unsafe(no_mangle)]
unsafe extern "C" fn nanosleep(time: *const libc::timespec, left: *mut libc::timespec) -> c_int {
    if kernel::started() {
        // SAFETY: as for this function.
        unsafe { clock_nanosleep(libc::CLOCK_MONOTONIC, 0, time, left) }
    } else {
        // SAFETY: as for this function.
        unsafe { original::nanosleep(time, left) }
    }
}

/// Sleeps for a time, or until a time.
///
/// # Safety
/// As for the C library's function.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_nanosleep(
    clock: libc::clockid_t,
    flags: c_int,
    time: *const libc::timespec,
    left: *mut libc::timespec,
) -> c_int {
    match offset(clock) {
        Some(offset) if kernel::started() => {
            // SAFETY: the caller's time can be read.
            let time = nanoseconds(unsafe { &*time });
            let deadline = match flags & libc::TIMER_ABSTIME {
                0 => time.and_then(|time| kernel::now().checked_add(time)),
                _ => time.map(|time| time.saturating_sub(offset)),
            };
            kernel::wait(lock(), On::Time, deadline);
            0
        }
        // SAFETY: as for this function.
        _ => unsafe { original::clock_nanosleep(clock, flags, time, left) },
    }
}

/// Makes a system call by its number.
///
/// In C, its arguments are variadic, which stable Rust cannot define. The calling conventions of Linux on x86-64
/// (System V) and AArch64 (AAPCS64) pass variadic integers and pointers in the same places as fixed ones. Where the
/// caller passed fewer arguments, the rest is whatever is in those places: registers, and on x86-64 one word of the
/// caller's stack. No system call uses it. The C library's own function reads the same places.
///
/// # Safety
/// As for the system call.
#[unsafe(no_mangle)]
unsafe extern "C" fn syscall(
    number: c_long,
    a: c_long,
    b: c_long,
    c: c_long,
    d: c_long,
    e: c_long,
    f: c_long,
) -> c_long {
    match number {
        libc::SYS_futex if kernel::started() => {
            // SAFETY: these are the arguments of this call, in this order. Those of 32 bits are the lower half of
            // theirs.
            let result = unsafe {
                futex(
                    ptr::with_exposed_provenance_mut(a as usize),
                    b as c_int,
                    c as u32,
                    ptr::with_exposed_provenance(d as usize),
                    f as u32,
                )
            };
            result.unwrap_or_else(|error| {
                // SAFETY: the C library has one for each thread.
                unsafe { *libc::__errno_location() = error };
                -1
            })
        }
        libc::SYS_getrandom if kernel::started() => {
            // SAFETY: these are the arguments of this call, in this order.
            let length = unsafe {
                getrandom(
                    ptr::with_exposed_provenance_mut(a as usize),
                    b as usize,
                    c as c_uint,
                )
            };
            length as c_long
        }
        // SAFETY: as for this function.
        _ => unsafe { original::syscall(number, a, b, c, d, e, f) },
    }
}

/// Fills a buffer with random numbers.
///
/// # Safety
/// As for the C library's function.
#[unsafe(no_mangle)]
unsafe extern "C" fn getrandom(
    buffer: *mut c_void,
    length: libc::size_t,
    flags: c_uint,
) -> libc::ssize_t {
    if !kernel::started() || length == 0 {
        // SAFETY: as for this function.
        return unsafe { original::getrandom(buffer, length, flags) };
    }
    // SAFETY: the caller's buffer has this length and can be written; as plain bytes, it need not be initialized first.
    random::fill(unsafe { slice::from_raw_parts_mut(buffer.cast(), length) });
    length as libc::ssize_t
}
