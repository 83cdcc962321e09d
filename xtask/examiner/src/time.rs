//! The two clocks that a scenario can use. Only this module distinguishes them.

use std::time::{Duration, Instant};

#[cfg(exact_clock)]
use crate::clock;

/// The clock of a scenario.
#[derive(Clone, Copy)]
pub(crate) enum Time {
    /// The examiner's own clock.
    #[cfg(exact_clock)]
    Exact,
    /// The real clock, since this instant.
    Real(Instant),
}

impl Time {
    /// Nanoseconds since the start.
    pub(crate) fn now(self) -> u64 {
        let now = match self {
            #[cfg(exact_clock)]
            Self::Exact => clock::now(),
            Self::Real(start) => start.elapsed(),
        };
        nanoseconds(now)
    }

    /// Raises the patience of the clock for a program with this many waits.
    #[cfg_attr(
        not(exact_clock),
        expect(unused_variables, reason = "a real clock needs no patience")
    )]
    pub(crate) fn raise_patience(self, waits: usize) {
        match self {
            #[cfg(exact_clock)]
            Self::Exact => clock::raise_patience(patience(waits)),
            Self::Real(_) => {}
        }
    }

    /// How often the clock has moved because all threads waited.
    pub(crate) fn naps(self) -> u64 {
        match self {
            #[cfg(exact_clock)]
            Self::Exact => clock::rests(),
            Self::Real(_) => 0,
        }
    }

    /// Makes the clock ask the grader before it moves again.
    pub(crate) fn world_changed(self) {
        match self {
            #[cfg(exact_clock)]
            Self::Exact => clock::world_changed(),
            Self::Real(_) => {}
        }
    }

    /// How often the clock has moved while threads were busy.
    pub(crate) fn steps(self) -> u64 {
        match self {
            #[cfg(exact_clock)]
            Self::Exact => clock::step_ins(),
            Self::Real(_) => 0,
        }
    }
}

/// The patience for a program with this many waits. Each wait needs work at one instant, and may have its own thread
/// and runtime. No solution starts more than 500 runtimes.
#[cfg(exact_clock)]
pub(crate) fn patience(waits: usize) -> clock::Patience {
    const LEAST: Duration = Duration::from_millis(20);
    const BY_ITSELF: Duration = Duration::from_micros(100);
    const WITH_A_RUNTIME: Duration = Duration::from_millis(1);
    const MOST_RUNTIMES: u32 = 500;
    const MOST_WAITS: u32 = 100_000;
    let waits = u32::try_from(waits).unwrap_or(u32::MAX);
    clock::Patience {
        with_a_thread: LEAST + BY_ITSELF * waits.min(MOST_WAITS),
        at_an_instant: LEAST
            + BY_ITSELF * waits.min(MOST_WAITS)
            + WITH_A_RUNTIME * waits.min(MOST_RUNTIMES),
    }
}

/// A duration in nanoseconds.
pub(crate) fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
