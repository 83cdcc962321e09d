//! What the stand-ins of imported tasks report: which waits were asked for, when they began, how they ended.

use protocol::{Clock, Fate, Panic, Request, Scenario, Script, Tally};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

static RECORDER: Mutex<Option<Recorder>> = Mutex::new(None);

/// How many panics are kept.
const MAX_PANICS: usize = 8;

struct Recorder {
    /// The scenario's nonce.
    scenario: u64,
    time: Time,
    script: Script,
    record: usize,
    waits: Vec<protocol::Wait>,
    tally: Tally,
    panics: Vec<Panic>,
}

/// A wait of a stand-in, from the call of its function to its end.
pub struct Wait {
    scenario: u64,
    index: usize,
    delay: f64,
    state: State,
}

enum State {
    Called,
    UnderWay,
    Over,
}

impl Wait {
    /// Records a call of the imported function.
    ///
    /// # Panics
    /// Panics when no scenario runs: the grader always starts one first.
    pub fn called(request: Request) -> Self {
        let mut guard = lock();
        let recorder = guard.as_mut().expect("a scenario runs");
        let index = recorder.tally.called;
        recorder.tally.called += 1;
        let delay = recorder.script.delay(index);
        if index < recorder.record {
            let called = recorder.time.now();
            recorder.waits.push(protocol::Wait {
                request,
                delay,
                called,
                begun: None,
                fate: Fate::Pending,
            });
        }
        Self {
            scenario: recorder.scenario,
            index,
            delay,
            state: State::Called,
        }
    }

    /// Waits for the scripted delay and returns it, in seconds.
    pub async fn run(mut self) -> f64 {
        self.state = State::UnderWay;
        self.record(
            |tally| {
                tally.begun += 1;
                tally.peak = tally.peak.max(tally.begun - tally.ended - tally.dropped);
            },
            |wait, now| wait.begun = Some(now),
        );
        tokio::time::sleep(Duration::from_secs_f64(self.delay)).await;
        self.state = State::Over;
        self.record(
            |tally| tally.ended += 1,
            |wait, now| wait.fate = Fate::Ended(now),
        );
        self.delay
    }

    fn record(&self, count: impl FnOnce(&mut Tally), note: impl FnOnce(&mut protocol::Wait, f64)) {
        // What is left of one scenario does not count in the next.
        if let Some(recorder) = lock().as_mut()
            && recorder.scenario == self.scenario
        {
            count(&mut recorder.tally);
            if let Some(wait) = recorder.waits.get_mut(self.index) {
                note(wait, recorder.time.now());
            }
        }
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let was_under_way = match self.state {
            State::Called => 0,
            State::UnderWay => 1,
            State::Over => return,
        };
        self.record(
            |tally| tally.dropped += was_under_way,
            |wait, now| wait.fate = Fate::Dropped(now),
        );
    }
}

/// Reads the clock of a scenario.
#[derive(Clone, Copy)]
pub(crate) struct Time {
    clock: Clock,
    real: std::time::Instant,
    paused: tokio::time::Instant,
}

impl Time {
    /// Starts to count. For a paused clock this must happen inside its runtime.
    pub(crate) fn start(clock: Clock) -> Self {
        Self {
            clock,
            real: std::time::Instant::now(),
            paused: tokio::time::Instant::now(),
        }
    }

    /// Seconds since the start on the scenario's clock.
    pub(crate) fn now(&self) -> f64 {
        match self.clock {
            Clock::Paused => self.paused.elapsed(),
            Clock::Real => self.real.elapsed(),
        }
        .as_secs_f64()
    }

    /// Seconds since the start on the real clock.
    pub(crate) fn wall(&self) -> f64 {
        self.real.elapsed().as_secs_f64()
    }
}

/// Begins to record a scenario.
pub(crate) fn start(scenario: &Scenario) -> Time {
    let time = Time::start(scenario.clock);
    *lock() = Some(Recorder {
        scenario: scenario.nonce,
        time,
        script: scenario.script.clone(),
        record: scenario.record,
        waits: Vec::new(),
        tally: Tally::default(),
        panics: Vec::new(),
    });
    time
}

/// All waits so far, counted.
pub(crate) fn tally() -> Tally {
    lock()
        .as_ref()
        .map_or_else(Tally::default, |recorder| recorder.tally)
}

/// Ends the recording: the waits, and their count.
pub(crate) fn finish() -> (Vec<protocol::Wait>, Tally) {
    lock().take().map_or_else(Default::default, |recorder| {
        (recorder.waits, recorder.tally)
    })
}

/// Keeps a panic.
pub(crate) fn panicked(panic: Panic) {
    if let Some(recorder) = lock().as_mut()
        && recorder.panics.len() < MAX_PANICS
    {
        recorder.panics.push(panic);
    }
}

/// Where the panic with this message was raised, if it was seen.
pub(crate) fn location_of(message: &str) -> String {
    lock()
        .as_ref()
        .and_then(|recorder| {
            recorder
                .panics
                .iter()
                .find(|panic| panic.message == message)
        })
        .map_or_else(String::new, |panic| panic.location.clone())
}

fn lock() -> MutexGuard<'static, Option<Recorder>> {
    RECORDER.lock().unwrap_or_else(PoisonError::into_inner)
}
