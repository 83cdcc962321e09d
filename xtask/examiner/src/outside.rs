//! The way to the world outside of the program: the grader, who knows how long waits take.

#[cfg(exact_clock)]
mod exact;

use crate::{channel::Channel, record};
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
