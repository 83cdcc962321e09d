//! A virtual clock for the whole process, on Linux with the GNU C library.
//!
//! The clock stands still while any thread runs. When all threads wait, it moves to the next instant at which something
//! happens. What a program does at one instant is over before the next instant begins, however slow or busy the machine
//! is. All waiting is virtual: an hour of it takes microseconds.
//!
//! # How it works
//!
//! The module `c_library` defines the functions of the C library through which the standard library, and with it tokio,
//! meets time, other threads and random numbers. The linker prefers a program's own functions to those of a shared
//! library. Before [`start`], they only pass their calls on.
//!
//! The `kernel` lets one thread run at a time, until it waits; then the thread runs that has been ready for longest. So
//! all threads take their turns in the same order in each run. When all wait, the clock's own thread asks the [`World`]
//! where the clock moves next.
//!
//! The `watch` thread steps in where a thread spins, which means that it runs and waits for another thread or for time
//! to pass. After much processor time at one instant, it lets other threads run beside that thread, and then moves the
//! clock.
//!
//! # Limits
//!
//! - The instants are exact in any case. The order within an instant is the same in each run unless the watch thread
//!   lets several threads run at once: if a thread needs more than the [patience](Patience::with_a_thread), or is
//!   blocked for a second.
//! - Each reading moves the clock by a nanosecond, so that no two readings are equal. An instant is late by as many
//!   nanoseconds as there were readings since the one before.
//! - A thread counts as running while it is blocked in a system call that the kernel does not know, for example when it
//!   reads from a pipe, or waits for a descriptor with `poll` or `epoll`. The clock stands still until the call
//!   returns, even if other threads spin. If it never returns, a limit on real time has to end the process. The workers
//!   of a tokio runtime wait in this way if tokio has its network features and they are enabled.
//! - The C library must be linked dynamically, and the process must not fork.

// Functions of the C library can be neither defined nor called in safe Rust.
#![allow(unsafe_code)]

mod c_library;
mod futex;
mod kernel;
mod lock;
mod original;
mod random;
mod signal;
mod threads;
mod watch;

use std::{io, panic, process, thread, time::Duration};

pub use kernel::{rests, world_changed};
pub use watch::{raise_patience, step_ins};

/// What happens outside of the program, on the same clock.
///
/// Its methods are called on the clock's own thread, which counts as running meanwhile: the clock stands still. A
/// method may block, for example to exchange messages with another process. It may use locks, wake tasks and start
/// threads. If a method panics, the process aborts.
pub trait World: Send {
    /// Decides where the clock moves next. It is called when all threads wait, and when the watch thread steps in.
    ///
    /// `now` is the time since the start of the clock. `next_deadline` is the earliest time at which a waiting thread
    /// wakes by itself, if there is one.
    fn next(&mut self, now: Duration, next_deadline: Option<Duration>, threads: Threads) -> Next;

    /// Does what happens at the instant to which the clock has just moved, for example wakes tasks. Threads whose
    /// deadline has come run when it returns, and before those that it wakes.
    ///
    /// Returns the time of the world's next event, as far as it knows. Before that time, and until [`world_changed`] is
    /// called, the clock moves from deadline to deadline without calling the world, which is much faster. To be called
    /// at each instant, the world returns [`Duration::ZERO`].
    fn arrived(&mut self, now: Duration) -> Duration;
}

/// What the threads of the program do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// All of them wait.
    Wait,
    /// Some of them run or are ready to, and the watch thread stepped in.
    Spin,
}

/// Where the clock moves next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// To this time since the start of the clock, or to the next deadline of a thread if that is earlier. The clock
    /// never moves backwards.
    At(Duration),
    /// The world has no event, and no thread has a deadline. If all threads wait, that is a deadlock: the clock stops
    /// for good, and the world is not called again. The world ends the process before it returns, or something outside
    /// of the process does. If threads spin, the clock moves by ten milliseconds.
    Stop,
}

/// How the clock is set up.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    /// The seed of all random numbers that the process asks the system for.
    pub seed: u64,
    /// When the watch thread steps in.
    pub patience: Patience,
}

/// How much processor time may be used at one instant before the watch thread steps in. From then on, until all threads
/// wait, it moves the clock each time that each thread that runs has used a fortieth of [`Patience::with_a_thread`].
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// By a thread that does not wait. Threads that are ready run beside it then; if there are none, the clock moves.
    pub with_a_thread: Duration,
    /// By all threads together.
    pub at_an_instant: Duration,
}

/// Starts the clock at zero. It must be called while the process has one thread; the clock does not know any others.
///
/// # Errors
/// Fails if a thread cannot be created.
///
/// # Panics
/// Panics if the clock has been started before.
pub fn start(config: Config, world: impl World + 'static) -> io::Result<()> {
    random::start(config.seed);
    threads::prepare()?;
    kernel::start();
    let clock = thread::Builder::new().name("clock".to_owned());
    clock.spawn(|| {
        if panic::catch_unwind(panic::AssertUnwindSafe(|| serve(world))).is_err() {
            process::abort();
        }
    })?;
    raise_patience(config.patience);
    watch::start()
}

/// Reads the clock without moving it: the time since its start, and zero before.
pub fn now() -> Duration {
    Duration::from_nanos(kernel::now())
}

/// Moves the clock whenever it is time to, until the world stops it.
fn serve(mut world: impl World) {
    loop {
        let (next_deadline, threads) = kernel::turn();
        match world.next(now(), next_deadline.map(Duration::from_nanos), threads) {
            Next::At(instant) => kernel::move_to(nanoseconds(instant)),
            Next::Stop => match threads {
                Threads::Wait => kernel::stop(),
                Threads::Spin => kernel::move_to(kernel::now() + watch::STEP),
            },
        }
        let quiet_until = world.arrived(now());
        kernel::lock().quiet_until = nanoseconds(quiet_until);
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).map_or(kernel::NEVER, |time| time.min(kernel::NEVER))
}
