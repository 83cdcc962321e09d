//! Lets threads run one at a time, lists those that wait, and moves the clock.

use super::{
    Threads,
    lock::{Guard, Lock},
    signal::{Over, Signal, Word},
};
use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

/// An instant that the clock never reaches, 292 years after the start, in nanoseconds. So it does not overflow.
pub(super) const NEVER: u64 = u64::MAX / 2;

static STARTED: AtomicBool = AtomicBool::new(false);

/// Nanoseconds since the start. Only the holder of the kernel's lock moves it on; readers add a nanosecond each.
static NOW: AtomicU64 = AtomicU64::new(0);

/// Whether the world must be asked. A thread that sets it takes the kernel's lock later, when it waits.
static WORLD_CHANGED: AtomicBool = AtomicBool::new(false);

static KERNEL: Lock<Kernel> = Lock::new(Kernel {
    running: 0,
    ready: VecDeque::new(),
    switches: 0,
    waits: Vec::new(),
    ended: BTreeSet::new(),
    threads: BTreeMap::new(),
    quiet_until: 0,
    rests: 0,
});

/// The state of all threads except the watch thread.
pub(super) struct Kernel {
    /// How many threads run or are ready to run.
    running: usize,
    /// The threads that are ready to run, in the order in which they became ready. Unless the watch thread steps in,
    /// one other thread runs, and the first of these follows when that one waits.
    ready: VecDeque<Ready>,
    /// How often a thread has begun to run, or has stopped running.
    pub(super) switches: u64,
    /// The threads that wait, in the order in which they began to wait.
    waits: Vec<Wait>,
    /// The threads that have ended and that nobody has joined. A thread's id may be given again to a later thread.
    pub(super) ended: BTreeSet<libc::pthread_t>,
    /// All threads, with the clock of each one's processor time.
    threads: BTreeMap<libc::pthread_t, libc::clockid_t>,
    /// Until when nothing happens in the world unless it is told something, in nanoseconds since the start.
    pub(super) quiet_until: u64,
    /// How often all threads have waited.
    pub(super) rests: u64,
}

struct Wait {
    thread: libc::pthread_t,
    signal: Signal,
    on: On,
    /// When the thread wakes by itself, in nanoseconds since the start.
    deadline: Option<u64>,
}

/// A thread that is ready to run.
struct Ready {
    signal: Signal,
    over: Over,
}

/// What a thread waits for, besides its deadline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// Nothing.
    Time,
    /// That the futex at this address is woken.
    Futex(usize),
    /// The end of this thread.
    End(libc::pthread_t),
    /// Its turn. The clock's own thread waits for it.
    Turn,
}

impl Kernel {
    /// Counts in a thread that has just been created, and that runs when it has received a signal.
    pub(super) fn begin(&mut self, thread: libc::pthread_t, signal: Signal) {
        self.note(thread);
        self.ready.push_back(Ready {
            signal,
            over: Over::Woken,
        });
    }

    fn note(&mut self, thread: libc::pthread_t) {
        let mut clock = 0;
        // SAFETY: the thread exists, and the clock's number can be written.
        unsafe { libc::pthread_getcpuclockid(thread, &raw mut clock) };
        self.ended.remove(&thread);
        self.threads.insert(thread, clock);
        self.running += 1;
    }

    /// How many threads there are.
    pub(super) fn threads(&self) -> usize {
        self.threads.len()
    }

    /// Counts out the calling thread, which ends.
    pub(super) fn end(&mut self) {
        let thread = this_thread();
        self.threads.remove(&thread);
        self.ended.insert(thread);
        self.wake(On::End(thread), usize::MAX);
        self.count_out();
    }

    /// Counts out the calling thread, which does not run any longer, and lets the next one run. After the last one, the
    /// clock moves.
    fn count_out(&mut self) {
        self.running -= 1;
        self.switches += 1;
        if self.running == 0 {
            self.rest();
        }
        if self.running == self.ready.len() {
            self.let_one_run();
        }
    }

    /// Moves the clock, or gives the clock's thread its turn to do so.
    fn rest(&mut self) {
        self.rests += 1;
        let deadline = self.next_deadline();
        let is_quiet = !WORLD_CHANGED.load(Ordering::Relaxed)
            && deadline.is_some_and(|deadline| deadline < self.quiet_until);
        // The clock's thread has no turn if it waits itself: the world, or a waker that it called, needs what another
        // thread has.
        if (is_quiet || !self.give_turn())
            && let Some(deadline) = deadline
        {
            self.advance(deadline);
        }
    }

    /// Lets the thread run that has been ready for longest, even if others run. Returns `false` if none is ready.
    pub(super) fn let_one_run(&mut self) -> bool {
        let Some(next) = self.ready.pop_front() else {
            return false;
        };
        self.switches += 1;
        next.signal.send(next.over);
        true
    }

    /// Whether the calling thread is the only one that runs or is ready to run.
    pub(super) fn is_alone(&self) -> bool {
        self.running == 1
    }

    /// Makes the clock's thread ready for its turn. Returns `false` if it has it already.
    pub(super) fn give_turn(&mut self) -> bool {
        self.wake(On::Turn, 1) == 1
    }

    /// The threads that run or are ready to, and the clock of each one's processor time.
    pub(super) fn runners(&self) -> impl Iterator<Item = (libc::pthread_t, libc::clockid_t)> {
        let waiting: BTreeSet<_> = self.waits.iter().map(|wait| wait.thread).collect();
        let threads = self.threads.iter().map(|(&thread, &clock)| (thread, clock));
        threads.filter(move |(thread, _)| !waiting.contains(thread))
    }

    /// Makes up to `count` threads ready that wait for this, first those that have waited longest. Returns how many.
    pub(super) fn wake(&mut self, on: On, count: usize) -> usize {
        self.release(count, Over::Woken, |wait| wait.on == on)
    }

    fn release(&mut self, count: usize, over: Over, is_meant: impl Fn(&Wait) -> bool) -> usize {
        let meant = self.waits.extract_if(.., |wait| is_meant(wait)).take(count);
        let before = self.ready.len();
        self.ready.extend(meant.map(|wait| Ready {
            signal: wait.signal,
            over,
        }));
        let woken = self.ready.len() - before;
        self.running += woken;
        woken
    }

    fn next_deadline(&self) -> Option<u64> {
        self.waits.iter().filter_map(|wait| wait.deadline).min()
    }

    /// Moves the clock, and makes the threads ready whose deadline has come.
    fn advance(&mut self, instant: u64) {
        let now = NOW.fetch_max(instant, Ordering::Relaxed).max(instant);
        let is_due = |wait: &Wait| wait.deadline.is_some_and(|deadline| deadline <= now);
        self.release(usize::MAX, Over::TimedOut, is_due);
    }
}

/// Takes the kernel's lock.
pub(super) fn lock() -> Guard<Kernel> {
    KERNEL.lock()
}

/// The id of the calling thread.
pub(super) fn this_thread() -> libc::pthread_t {
    // SAFETY: it has no conditions.
    unsafe { libc::pthread_self() }
}

/// Begins to count with the calling thread.
pub(super) fn start() {
    let mut kernel = lock();
    kernel.note(this_thread());
    drop(kernel);
    assert!(
        !STARTED.swap(true, Ordering::Release),
        "the clock has been started"
    );
}

/// Makes the clock ask the world before it moves again, whatever the world returned last. It must be called after each
/// change of what the world would answer.
pub fn world_changed() {
    WORLD_CHANGED.store(true, Ordering::Relaxed);
}

/// How often all threads have waited.
pub fn rests() -> u64 {
    lock().rests
}

/// Whether the clock has been started.
pub(super) fn started() -> bool {
    STARTED.load(Ordering::Acquire)
}

/// Nanoseconds since the start.
pub(super) fn now() -> u64 {
    NOW.load(Ordering::Relaxed)
}

/// Nanoseconds since the start, later with each reading.
pub(super) fn read() -> u64 {
    NOW.fetch_add(1, Ordering::Relaxed)
}

/// Makes the calling thread wait, and releases the lock meanwhile.
///
/// Waking takes the lock too. So a thread that has checked under the lock that there is something to wait for misses no
/// waking.
pub(super) fn wait(mut kernel: Guard<Kernel>, on: On, deadline: Option<u64>) -> Over {
    if deadline.is_some_and(|deadline| deadline <= now()) {
        return Over::TimedOut;
    }
    let deadline = deadline.filter(|&deadline| deadline < NEVER);
    let word = Word::default();
    kernel.waits.push(Wait {
        thread: this_thread(),
        signal: word.signal(),
        on,
        deadline,
    });
    kernel.count_out();
    drop(kernel);
    word.receive()
}

/// Lets the threads that are ready run before the calling thread runs on.
pub(super) fn give_way() {
    let mut kernel = lock();
    if kernel.ready.is_empty() {
        return;
    }
    let word = Word::default();
    kernel.ready.push_back(Ready {
        signal: word.signal(),
        over: Over::Woken,
    });
    kernel.let_one_run();
    drop(kernel);
    word.receive();
}

/// Makes the clock's thread wait for its turn. Returns the next deadline of a thread, and what the threads do.
pub(super) fn turn() -> (Option<u64>, Threads) {
    wait(lock(), On::Turn, None);
    let kernel = lock();
    WORLD_CHANGED.store(false, Ordering::Relaxed);
    let threads = if kernel.is_alone() {
        Threads::Wait
    } else {
        Threads::Spin
    };
    (kernel.next_deadline(), threads)
}

/// Moves the clock, but not beyond the next deadline of a thread.
pub(super) fn move_to(instant: u64) {
    let mut kernel = lock();
    let instant = kernel
        .next_deadline()
        .map_or(instant, |deadline| instant.min(deadline));
    kernel.advance(instant);
}

/// Stops the clock for good: its thread counts as running, and does nothing.
pub(super) fn stop() -> ! {
    let never = Word::default();
    loop {
        never.receive();
    }
}
