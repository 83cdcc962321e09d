//! A thread on the real clock that steps in where a thread runs without end.

use super::{
    kernel::{Kernel, lock},
    original,
};
use std::{
    collections::BTreeMap,
    ffi::c_void,
    io,
    mem::MaybeUninit,
    ptr,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

/// How far the clock moves when there is no deadline to move to, in nanoseconds.
pub(super) const STEP: u64 = 10_000_000;

/// When the patience has been used, the clock moves each time that each thread that runs has used this part of it: 0.5 ms of
/// 20 ms.
const PARTS: u64 = 40;

/// A thread that has used half of the patience without waiting no longer keeps others from running.
const PARTS_OF_A_TURN: u64 = 2;

/// So many looks must have found the same thread running: the system now and then charges a thread for what it did not use.
const FEW_LOOKS: u32 = 10;

/// A thread that is blocked no longer keeps others from running after this many looks, about a second.
const MANY_LOOKS: u32 = 1_000;

/// How long the thread sleeps between two looks, in nanoseconds of real time.
const PAUSE: i64 = 1_000_000;
const SHORT_PAUSE: i64 = 200_000;

static PATIENCE: AtomicU64 = AtomicU64::new(0);
static STEP_INS: AtomicU64 = AtomicU64::new(0);

/// Sets how much processor time the process may use at one instant before the watch thread moves the clock. Then it moves the
/// clock each time that each thread that does not wait has used a fortieth of that. After half of the patience, it
/// lets other threads run beside the one that has used it.
pub fn set_patience(patience: Duration) {
    let nanoseconds = u64::try_from(patience.as_nanos()).unwrap_or(u64::MAX);
    PATIENCE.store(nanoseconds, Ordering::Relaxed);
}

/// How often the watch thread has stepped in since the start: it moved the clock, or let a thread run beside another one. As
/// long as this is zero, each run is the same. It stays zero while no thread spins.
pub fn step_ins() -> u64 {
    STEP_INS.load(Ordering::Relaxed)
}

/// Starts the watch thread, which the kernel does not count.
pub(super) fn start() -> io::Result<()> {
    let mut id = MaybeUninit::uninit();
    // SAFETY: the id can be written; the attributes may be null; the function does not use its argument.
    match unsafe { original::pthread_create(id.as_mut_ptr(), ptr::null(), watch, ptr::null_mut()) }
    {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// The function of the watch thread. It must not call what the kernel would take for a call of a thread that counts.
extern "C" fn watch(_: *mut c_void) -> *mut c_void {
    let (mut turns, mut rests) = (0, 0);
    let mut turn_since = processor_time(libc::CLOCK_PROCESS_CPUTIME_ID);
    let mut rest_since = turn_since;
    let mut looks = 0;
    let mut shares: Option<Shares> = None;
    loop {
        sleep(shares.as_ref().map_or(PAUSE, |_| SHORT_PAUSE));
        let used = processor_time(libc::CLOCK_PROCESS_CPUTIME_ID);
        let patience = PATIENCE.load(Ordering::Relaxed);
        let mut kernel = lock();
        looks += 1;
        if kernel.turns != turns {
            turns = kernel.turns;
            turn_since = used;
            looks = 0;
        }
        if kernel.rests != rests {
            rests = kernel.rests;
            rest_since = used;
            shares = None;
        }
        let turn = used - turn_since;
        let is_over = match shares {
            None => turn >= patience / PARTS_OF_A_TURN && looks >= FEW_LOOKS,
            Some(_) => turn >= patience / PARTS,
        };
        if (is_over || looks >= MANY_LOOKS) && kernel.let_one_run() {
            STEP_INS.fetch_add(1, Ordering::Relaxed);
        }
        if let Some(begun) = &mut shares {
            if begun.are_used(&kernel, patience / PARTS) && kernel.give_turn() {
                kernel.let_one_run();
                STEP_INS.fetch_add(1, Ordering::Relaxed);
                shares = Some(Shares::begin(&kernel));
            }
        } else if used - rest_since >= patience {
            shares = Some(Shares::begin(&kernel));
        }
    }
}

/// The processor time that each thread had used when it was first seen to run.
///
/// On a busy machine, a thread that has work to do may have to wait for a processor while another thread spins. So
/// time flows only when each thread that does not wait has had its share.
struct Shares(BTreeMap<libc::pthread_t, u64>);

impl Shares {
    fn begin(kernel: &Kernel) -> Self {
        let runners = kernel.runners();
        let used = runners.map(|(thread, clock)| (thread, processor_time(clock)));
        Self(used.collect())
    }

    /// Whether each thread that does not wait has used this much processor time since then.
    fn are_used(&mut self, kernel: &Kernel, share: u64) -> bool {
        let mut all_used = true;
        for (thread, clock) in kernel.runners() {
            let used = processor_time(clock);
            let first = self.0.entry(thread).or_insert(used);
            // A smaller one is of a later thread with the same id.
            *first = used.min(*first);
            all_used &= used - *first >= share;
        }
        all_used
    }
}

/// What a clock of processor time shows, in nanoseconds.
fn processor_time(clock: libc::clockid_t) -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the time can be written.
    unsafe { original::clock_gettime(clock, &raw mut time) };
    super::c_library::nanoseconds(&time).unwrap_or(u64::MAX)
}

/// Sleeps on the real clock, for less than a second.
fn sleep(nanoseconds: i64) {
    let time = libc::timespec {
        tv_sec: 0,
        tv_nsec: nanoseconds,
    };
    // SAFETY: the time can be read; nobody wants to know what is left of it.
    unsafe { original::nanosleep(&raw const time, ptr::null_mut()) };
}
