//! Starts the clock that a scenario wants.

#[cfg(exact_clock)]
use crate::{clock, time::patience};
use crate::{grader_link::GraderLink, record, time::Time};
use protocol::{Clock, Scenario};
use std::{io, time::Instant};

/// Starts the clock that a scenario wants.
///
/// # Errors
/// Fails if the program has no such clock, or cannot start a thread.
pub(crate) fn start(scenario: &Scenario, link: GraderLink) -> io::Result<()> {
    match scenario.clock {
        #[cfg(exact_clock)]
        Clock::Exact => {
            record::start(Time::Exact);
            let waits: usize = scenario.calls.iter().map(|call| call.n.max(1)).sum();
            let config = clock::Config {
                seed: scenario.seed,
                patience: patience(waits),
            };
            clock::start(config, link)
        }
        #[cfg(not(exact_clock))]
        Clock::Exact => Err(io::Error::other("this system has no exact clock")),
        Clock::Real => {
            record::start(Time::Real(Instant::now()));
            let driver = std::thread::Builder::new().name("clock".to_owned());
            driver.spawn(|| link.drive_in_real_time())?;
            Ok(())
        }
    }
}
