//! The link to the grader, which knows the delays and decides when waits end.

#[cfg(exact_clock)]
mod exact;

use crate::{channel::Channel, record};
use protocol::{Answer, Report, Threads, WaitEnd};
use std::{io, process, thread, time::Duration};

/// Asks the grader what happens next.
pub(crate) struct GraderLink {
    channel: Channel,
    /// The next event, if no other event comes before it.
    next_event: NextEvent,
    /// Whether the next event has happened.
    arrived: bool,
    /// How often the clock had moved at the last report.
    moves: u64,
}

enum NextEvent {
    /// These waits end at this instant.
    At(u64, Vec<WaitEnd>),
    /// Nothing happens until this instant.
    Free(u64),
}

impl GraderLink {
    /// Creates a link over this channel.
    pub(crate) fn new(channel: Channel) -> Self {
        Self {
            channel,
            next_event: NextEvent::Free(0),
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
        self.next_event = match answer {
            Ok(Answer::At(instant, ends)) => NextEvent::At(instant, ends),
            Ok(Answer::Free(until)) => NextEvent::Free(until),
            // The clock stands still until the grader ends this program.
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
        if let NextEvent::At(instant, ends) = &mut self.next_event
            && *instant <= now
            && !self.arrived
        {
            self.arrived = true;
            record::end(std::mem::take(ends));
        }
    }

    /// Lets real time pass, and asks the grader after each event.
    pub(crate) fn drive_in_real_time(mut self) {
        /// How long to wait for further events at the same time.
        const PAUSE: Duration = Duration::from_micros(200);
        loop {
            record::await_event(self.left());
            thread::sleep(PAUSE);
            self.arrive(record::now());
            self.ask(record::now(), None, Threads::Wait);
        }
    }

    /// The real time until the next event.
    fn left(&self) -> Duration {
        let until = match self.next_event {
            NextEvent::At(instant, _) | NextEvent::Free(instant) => instant,
        };
        Duration::from_nanos(until.saturating_sub(record::now()))
    }
}
