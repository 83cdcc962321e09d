//! The way to the world outside of the program: the grader, who knows how long waits take.

use crate::{channel::Channel, record, time::nanoseconds};
use protocol::{Answer, End, Report, Threads};
use std::{io, process, thread, time::Duration};

/// Asks the grader what happens next.
pub(crate) struct Outside {
    channel: Channel,
    /// What happens next, if nothing comes between.
    promise: Promise,
    /// Whether the promise has come true.
    arrived: bool,
    /// How often the clock had moved when the grader was last asked.
    moves: u64,
}

/// How often the clock may move before the grader hears of it, who ends what goes on for too long.
const MOST_MOVES: u64 = 500;

/// How far the clock may move, in nanoseconds, before it is looked how often it has moved.
#[cfg(exact_clock)]
const GLANCE: u64 = 500_000_000;

enum Promise {
    /// These waits end at this instant.
    At(u64, Vec<End>),
    /// Nothing until this instant.
    Free(u64),
}

impl Outside {
    /// Asks over this channel.
    pub(crate) fn new(channel: Channel) -> Self {
        Self {
            channel,
            promise: Promise::Free(0),
            arrived: false,
            moves: 0,
        }
    }

    /// Where the clock moves next; `None` if the program does nothing but compute.
    fn next(&mut self, now: u64, deadline: Option<u64>, threads: Threads) -> Option<u64> {
        let until = match &self.promise {
            Promise::At(instant, _) | Promise::Free(instant) => *instant,
        };
        let comes_first = deadline.is_some_and(|deadline| deadline <= until && now < until);
        let moves = record::naps() + record::steps() - self.moves;
        let is_quiet = moves < MOST_MOVES && !record::has_news();
        if self.arrived || !comes_first || !is_quiet {
            self.ask(now, deadline, threads);
        }
        match &self.promise {
            Promise::At(instant, _) => Some(deadline.map_or(*instant, |own| own.min(*instant))),
            Promise::Free(_) => deadline,
        }
    }

    fn ask(&mut self, now: u64, next: Option<u64>, threads: Threads) {
        self.moves = record::naps() + record::steps();
        let report = Report {
            now,
            next,
            threads,
            naps: record::naps(),
            steps: record::steps(),
            arrived: std::mem::take(&mut self.arrived),
            events: record::take_events(),
        };
        let answer = protocol::write_frame(&mut self.channel, &report)
            .and_then(|()| protocol::read_frame(&mut self.channel));
        self.promise = match answer {
            Ok(Answer::At(instant, ends)) => Promise::At(instant, ends),
            Ok(Answer::Free(until)) => Promise::Free(until),
            // The grader ends this program. Until then the clock stands still.
            Ok(Answer::Stop) => {
                let _: io::Result<Answer> = protocol::read_frame(&mut self.channel);
                process::exit(0)
            }
            // The grader is gone.
            Err(_) => process::exit(i32::from(protocol::EXAMINER_FAILED)),
        };
    }

    /// Ends the waits whose instant has come.
    fn arrive(&mut self, now: u64) {
        if let Promise::At(instant, ends) = &mut self.promise
            && *instant <= now
            && !self.arrived
        {
            self.arrived = true;
            record::end(std::mem::take(ends));
        }
    }

    /// Lets real time pass, and asks again whenever something has happened.
    pub(crate) fn drive_in_real_time(mut self) {
        /// How long to wait for more of what happens at the same time.
        const PAUSE: Duration = Duration::from_micros(200);
        loop {
            record::await_event(self.left());
            thread::sleep(PAUSE);
            self.arrive(record::now());
            self.ask(record::now(), None, Threads::Wait);
        }
    }

    /// The real time until something is known to happen.
    fn left(&self) -> Duration {
        let until = match self.promise {
            Promise::At(instant, _) | Promise::Free(instant) => instant,
        };
        Duration::from_nanos(until.saturating_sub(record::now()))
    }
}

#[cfg(exact_clock)]
impl crate::clock::World for Outside {
    fn next(
        &mut self,
        now: Duration,
        next_deadline: Option<Duration>,
        threads: crate::clock::Threads,
    ) -> crate::clock::Next {
        let threads = match threads {
            crate::clock::Threads::Wait => Threads::Wait,
            crate::clock::Threads::Spin => Threads::Spin,
        };
        match self.next(nanoseconds(now), next_deadline.map(nanoseconds), threads) {
            Some(instant) => crate::clock::Next::At(Duration::from_nanos(instant)),
            None => crate::clock::Next::Stop,
        }
    }

    fn arrived(&mut self, now: Duration) -> Duration {
        self.arrive(nanoseconds(now));
        if self.arrived {
            return Duration::ZERO;
        }
        let until = match self.promise {
            Promise::At(instant, _) | Promise::Free(instant) => instant,
        };
        Duration::from_nanos(until.min(nanoseconds(now) + GLANCE))
    }
}
