//! Tells the exact clock where to move next.

use super::{GraderLink, NextEvent};
use crate::{
    clock::{self, Next, World},
    record,
    time::nanoseconds,
};
use protocol::Threads;
use std::time::Duration;

/// How often the clock may move before it reports to the grader, which ends programs that run too long.
const MOST_MOVES: u64 = 500;

/// How far the clock may move, in nanoseconds, before the number of its moves is checked.
const GLANCE: u64 = 500_000_000;

impl GraderLink {
    /// Where the clock moves next; `None` if the program does nothing but compute.
    fn next(&mut self, now: u64, deadline: Option<u64>, threads: Threads) -> Option<u64> {
        let until = match &self.next_event {
            NextEvent::At(instant, _) | NextEvent::Free(instant) => *instant,
        };
        let comes_first = deadline.is_some_and(|deadline| deadline <= until && now < until);
        let moves = record::naps() + record::steps() - self.moves;
        let is_quiet = moves < MOST_MOVES && !record::has_news();
        if self.arrived || !comes_first || !is_quiet {
            self.ask(now, deadline, threads);
        }
        match &self.next_event {
            NextEvent::At(instant, _) => Some(deadline.map_or(*instant, |own| own.min(*instant))),
            NextEvent::Free(_) => deadline,
        }
    }
}

impl World for GraderLink {
    fn next(
        &mut self,
        now: Duration,
        next_deadline: Option<Duration>,
        threads: clock::Threads,
    ) -> Next {
        let threads = match threads {
            clock::Threads::Wait => Threads::Wait,
            clock::Threads::Spin => Threads::Spin,
        };
        match self.next(nanoseconds(now), next_deadline.map(nanoseconds), threads) {
            Some(instant) => Next::At(Duration::from_nanos(instant)),
            None => Next::Stop,
        }
    }

    fn arrived(&mut self, now: Duration) -> Duration {
        self.arrive(nanoseconds(now));
        if self.arrived {
            return Duration::ZERO;
        }
        let until = match self.next_event {
            NextEvent::At(instant, _) | NextEvent::Free(instant) => instant,
        };
        Duration::from_nanos(until.min(nanoseconds(now) + GLANCE))
    }
}
