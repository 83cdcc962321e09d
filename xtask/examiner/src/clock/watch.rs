//! A thread on the real clock that steps in where a thread runs without end.

use super::{
    Patience,
    kernel::{Kernel, lock},
    nanoseconds, original,
};
use std::{
    collections::BTreeMap,
    ffi::c_void,
    io,
    mem::MaybeUninit,
    ptr,
    sync::atomic::{AtomicU64, Ordering},
};

/// How far the clock moves when there is no deadline to move to, in nanoseconds.
pub(super) const STEP: u64 = 10_000_000;

/// When the patience is used up, the clock moves each time that each thread that runs has used this part of the
/// patience with a thread: 0.5 ms of 20 ms.
const PARTS: u64 = 40;

/// The clock moves at the latest when each thread that runs has used so many shares since it last moved: threads that
/// wait for each other without end never use a whole one at a time.
const MOST_SHARES: u64 = 10;

/// This many looks must find the same thread running, because the system sometimes charges a thread for time that it
/// did not use.
const FEW_LOOKS: u32 = 10;

/// A thread that is blocked no longer keeps others from running after this many looks, about a second.
const MANY_LOOKS: u32 = 1_000;

/// How long the thread sleeps between two looks, in nanoseconds of real time.
const PAUSE: i64 = 1_000_000;
const SHORT_PAUSE: i64 = 200_000;

static WITH_A_THREAD: AtomicU64 = AtomicU64::new(0);
static AT_AN_INSTANT: AtomicU64 = AtomicU64::new(0);
static STEP_INS: AtomicU64 = AtomicU64::new(0);

/// Raises the patience of the watch thread to at least this.
pub fn raise_patience(patience: Patience) {
    WITH_A_THREAD.fetch_max(nanoseconds(patience.with_a_thread), Ordering::Relaxed);
    AT_AN_INSTANT.fetch_max(nanoseconds(patience.at_an_instant), Ordering::Relaxed);
}

/// How often the watch thread has stepped in since the start: it moved the clock, or let a thread run beside another
/// one. As long as this is zero, each run is the same. It stays zero while no thread spins.
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

/// The function of the watch thread. It must not call functions that the kernel would count as calls of a program's
/// thread.
extern "C" fn watch(_: *mut c_void) -> *mut c_void {
    let (mut switches, mut rests) = (0, 0);
    let mut turn_since = processor_time(libc::CLOCK_PROCESS_CPUTIME_ID);
    let mut rest_since = turn_since;
    let mut looks = 0;
    let mut shares: Option<Shares> = None;
    let mut since_step = Shares::default();
    loop {
        sleep(shares.as_ref().map_or(PAUSE, |_| SHORT_PAUSE));
        let used = processor_time(libc::CLOCK_PROCESS_CPUTIME_ID);
        let with_a_thread = WITH_A_THREAD.load(Ordering::Relaxed);
        let at_an_instant = AT_AN_INSTANT.load(Ordering::Relaxed);
        let share = with_a_thread / PARTS;
        let mut kernel = lock();
        looks += 1;
        if kernel.switches != switches {
            switches = kernel.switches;
            turn_since = used;
            looks = 0;
            shares = shares.map(|_| Shares::begin(&kernel));
        }
        if kernel.rests != rests {
            rests = kernel.rests;
            rest_since = used;
            shares = None;
        }
        let turn = used - turn_since;
        let is_over = match shares {
            None => turn >= with_a_thread && looks >= FEW_LOOKS,
            Some(_) => turn >= share,
        };
        let is_another_let_run = (is_over || looks >= MANY_LOOKS) && kernel.let_one_run();
        if is_another_let_run {
            STEP_INS.fetch_add(1, Ordering::Relaxed);
        }
        if let Some(begun) = &mut shares {
            let are_used = begun.are_used(&kernel, share);
            let is_long = since_step.are_used(&kernel, MOST_SHARES * share);
            if (are_used || is_long) && kernel.give_turn() {
                kernel.let_one_run();
                STEP_INS.fetch_add(1, Ordering::Relaxed);
                since_step = Shares::begin(&kernel);
            }
        } else if is_over && !is_another_let_run || used - rest_since >= at_an_instant {
            shares = Some(Shares::begin(&kernel));
            since_step = Shares::begin(&kernel);
        }
    }
}

/// The processor time that each thread had used when it was first seen to run.
///
/// On a busy machine, a thread that has work to do may have to wait for a processor while another thread spins. So
/// time flows only when each thread that does not wait has had its share.
/// One share is counted anew whenever a thread begins or stops to run: the others have to see what that one did.
#[derive(Default)]
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
