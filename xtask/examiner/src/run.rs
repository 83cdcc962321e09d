//! Makes the calls of a scenario.

use crate::{
    Subject,
    blocking::Visits,
    metronome::Metronome,
    processor::Processor,
    recorder::{self, Time},
};
use futures::{
    FutureExt, StreamExt,
    future::{Either, select},
    stream::FuturesUnordered,
};
use protocol::{Call, Clock, Manner, Observation, Outcome, Panic, Request, Scenario, Value};
use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    pin::pin,
    time::Duration,
};
use tokio::{
    runtime::{Builder, Runtime},
    task::{JoinHandle, unconstrained},
    time::{Instant, sleep, timeout},
};

/// Runs a scenario and reports what happened.
///
/// # Errors
/// Fails if no runtime can be built.
pub(crate) fn run(subject: &Subject, scenario: &Scenario) -> io::Result<Observation> {
    set_hook(Box::new(|panic| {
        recorder::panicked(Panic {
            message: message_of(panic.payload()),
            location: panic
                .location()
                .map_or_else(String::new, ToString::to_string),
        });
    }));
    let processor = Processor::start();
    let metronome = (scenario.clock == Clock::Real).then(Metronome::start);
    let (calls, wall) = match subject {
        Subject::Blocking(function) => {
            let time = recorder::start(scenario);
            let calls = scenario
                .calls
                .iter()
                .map(|&request| {
                    let begun = time.now();
                    let result = catch_unwind(AssertUnwindSafe(|| function(request)));
                    Call {
                        request,
                        begun,
                        handed_over: None,
                        ended: time.now(),
                        blocked: 0.0,
                        outcome: result.map_or_else(panicked, |number| {
                            Outcome::Returned(Value::Number(number))
                        }),
                    }
                })
                .collect();
            (calls, time.wall())
        }
        Subject::Number(_) | Subject::List(_) | Subject::Task(_) => {
            let runtime = runtime(scenario.clock)?;
            let result = runtime.block_on(async {
                let time = recorder::start(scenario);
                let examination = Examination {
                    subject,
                    scenario,
                    time,
                };
                // Without a budget: many waits may end at once, and each of them counts.
                let calls = unconstrained(examination.calls()).await;
                let wall = time.wall();
                // What was started and not waited for shows itself.
                sleep(Duration::from_millis(1)).await;
                (calls, wall)
            });
            runtime.shutdown_background();
            result
        }
    };
    let (waits, tally) = recorder::finish();
    Ok(Observation {
        nonce: scenario.nonce,
        constant: None,
        calls,
        waits,
        tally,
        wall,
        processor: processor.used().unwrap_or(wall),
        lateness: metronome.map_or(0.0, |metronome| metronome.worst()),
    })
}

fn runtime(clock: Clock) -> io::Result<Runtime> {
    match clock {
        Clock::Paused => Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build(),
        Clock::Real => Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build(),
    }
}

struct Examination<'a> {
    subject: &'a Subject,
    scenario: &'a Scenario,
    time: Time,
}

impl Examination<'_> {
    async fn calls(&self) -> Vec<Call> {
        let requests = self.scenario.calls.iter().copied();
        match (self.scenario.manner, self.subject) {
            (Manner::InTurn, _) => {
                let mut calls = Vec::new();
                for request in requests {
                    calls.push(self.call(request).await);
                }
                calls
            }
            (Manner::AtOnce, _) => {
                let mut calls: Vec<(usize, Call)> = requests
                    .enumerate()
                    .map(async |(index, request)| (index, self.call(request).await))
                    .collect::<FuturesUnordered<_>>()
                    .collect()
                    .await;
                calls.sort_by_key(|&(index, _)| index);
                calls.into_iter().map(|(_, call)| call).collect()
            }
            (Manner::FirstOf, _) => requests
                .map(|request| self.call(request))
                .collect::<FuturesUnordered<_>>()
                .next()
                .await
                .into_iter()
                .collect(),
            (Manner::Dropped { linger }, _) => {
                let mut calls = Vec::new();
                for request in requests.take(1) {
                    calls.push(self.dropped(request, linger).await);
                }
                calls
            }
        }
    }

    async fn call(&self, request: Request) -> Call {
        let begun = self.time.now();
        let mut handed_over = None;
        let mut visits = Visits::default();
        let outcome = match self.subject {
            Subject::Number(function) => {
                let number = async { Value::Number(function(request).await) };
                self.outcome(visits.drive(number)).await
            }
            Subject::List(function) => {
                let list = async { self.list(function(request).await) };
                self.outcome(visits.drive(list)).await
            }
            Subject::Task(function) => {
                let call = || catch_unwind(AssertUnwindSafe(|| function(request)));
                match visits.make(call) {
                    Err(payload) => panicked(payload),
                    Ok(task) => {
                        let returned = self.time.now();
                        sleep(Duration::from_secs_f64(self.scenario.head_start)).await;
                        handed_over = Some((returned, self.time.now()));
                        self.task(task).await
                    }
                }
            }
            Subject::Blocking(function) => Outcome::Returned(Value::Number(function(request))),
        };
        Call {
            request,
            begun,
            handed_over,
            ended: self.time.now(),
            blocked: visits.blocked(),
            outcome,
        }
    }

    async fn task(&self, task: JoinHandle<f64>) -> Outcome {
        match self.patiently(task).await {
            None => Outcome::Stuck,
            Some(Ok(number)) => Outcome::Returned(Value::Number(number)),
            Some(Err(error)) => error.try_into_panic().map_or(Outcome::Cancelled, panicked),
        }
    }

    async fn outcome(&self, value: impl Future<Output = Value>) -> Outcome {
        match self.patiently(AssertUnwindSafe(value).catch_unwind()).await {
            None => Outcome::Stuck,
            Some(Ok(value)) => Outcome::Returned(value),
            Some(Err(payload)) => panicked(payload),
        }
    }

    /// Calls, drops the call when all its waits have begun, and lets `linger` seconds pass.
    async fn dropped(&self, request: Request, linger: f64) -> Call {
        let all_begun = async {
            while recorder::tally().begun < request.n {
                sleep(Duration::from_millis(1)).await;
            }
        };
        let call = {
            let call = pin!(self.call(request));
            let all_begun = pin!(self.patiently(all_begun));
            match select(call, all_begun).await {
                Either::Left((call, _)) => call,
                Either::Right(_) => Call {
                    request,
                    begun: 0.0,
                    handed_over: None,
                    ended: self.time.now(),
                    blocked: 0.0,
                    outcome: Outcome::Dropped,
                },
            }
        };
        sleep(Duration::from_secs_f64(linger)).await;
        call
    }

    async fn patiently<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let patience = Duration::from_secs_f64(self.scenario.patience);
        let begun = Instant::now();
        let result = timeout(patience, future).await.ok();
        // The end of patience wakes the future too: one that only then is ready would have slept on.
        result.filter(|_| begun.elapsed() < patience)
    }

    fn list(&self, mut numbers: Vec<f64>) -> Value {
        let length = numbers.len();
        let descends_at = numbers
            .windows(2)
            .position(|pair| !pair.is_sorted())
            .map(|index| index + 1);
        numbers.truncate(self.scenario.record);
        Value::List {
            numbers,
            length,
            descends_at,
        }
    }
}

fn panicked(payload: Box<dyn Any + Send>) -> Outcome {
    let message = message_of(payload.as_ref());
    let location = recorder::location_of(&message);
    Outcome::Panicked(Panic { message, location })
}

/// The most bytes of a panic's message that are kept.
const LONGEST_MESSAGE: usize = 4 << 10;

fn message_of(payload: &(dyn Any + Send)) -> String {
    let message = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("a value that is no text");
    let end = message.floor_char_boundary(LONGEST_MESSAGE);
    match &message[end..] {
        "" => message.to_owned(),
        _ => format!("{}...", &message[..end]),
    }
}
