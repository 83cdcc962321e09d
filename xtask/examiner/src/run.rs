//! Makes the calls of a scenario.

use crate::{LearnerFunction, record, time::nanoseconds};
use futures::{
    FutureExt,
    future::{Either, join_all, pending, select},
};
use protocol::{CallMode, EventKind, MAX_FRAME, Panic, Request, Runtime, Scenario, Value};
use std::{
    any::Any,
    cell::Cell,
    io,
    panic::{AssertUnwindSafe, catch_unwind, set_hook},
    pin::pin,
    thread,
    time::Duration,
};
use tokio::{
    runtime::{self, Builder},
    task::unconstrained,
    time::sleep,
};

/// Runs a scenario, and records its events.
///
/// # Errors
/// Fails if no runtime can be built.
pub(crate) fn run(subject: &LearnerFunction, scenario: &Scenario) -> io::Result<()> {
    set_hook(Box::new(|panic| {
        record::panicked(Panic {
            message: message_of(panic.payload()),
            location: panic
                .location()
                .map_or_else(String::new, ToString::to_string),
        });
    }));
    let requests = || scenario.calls.iter().copied().enumerate();
    match (scenario.mode, subject) {
        (CallMode::InThreads, _) => {
            for (index, request) in requests() {
                thread::scope(|scope| {
                    scope
                        .spawn(|| alone(subject, scenario, index, request))
                        .join()
                })
                .unwrap_or_else(|_| Err(io::Error::other("a call ended its thread")))?;
            }
        }
        (
            CallMode::InTurn | CallMode::AtOnce | CallMode::Dropped,
            LearnerFunction::Blocking(function),
        ) => {
            for (index, request) in requests() {
                block(function, index, request);
            }
        }
        (CallMode::InTurn | CallMode::AtOnce | CallMode::Dropped, _) => {
            let runtime = runtime(scenario.runtime)?;
            runtime.block_on(with_heartbeat(scenario, async {
                match scenario.mode {
                    CallMode::InTurn | CallMode::InThreads => {
                        for (index, request) in requests() {
                            call(subject, scenario, index, request).await;
                            sleep(SETTLE_TIME).await;
                        }
                    }
                    CallMode::AtOnce => {
                        let calls = requests()
                            .map(|(index, request)| call(subject, scenario, index, request));
                        join_all(calls).await;
                    }
                    CallMode::Dropped => {
                        for (index, request) in requests().take(1) {
                            dropped(subject, scenario, index, request).await;
                        }
                    }
                }
                sleep(SETTLE_TIME).await;
            }));
            runtime.shutdown_background();
        }
    }
    Ok(())
}

/// The time after a call in which tasks that it started but did not await can act.
const SETTLE_TIME: Duration = Duration::from_millis(1);

/// Makes one call on its own runtime.
fn alone(
    subject: &LearnerFunction,
    scenario: &Scenario,
    index: usize,
    request: Request,
) -> io::Result<()> {
    match subject {
        LearnerFunction::Blocking(function) => block(function, index, request),
        LearnerFunction::Number(_) | LearnerFunction::List(_) | LearnerFunction::Task(_) => {
            let runtime = runtime(scenario.runtime)?;
            runtime.block_on(unconstrained(async {
                call(subject, scenario, index, request).await;
                sleep(SETTLE_TIME).await;
            }));
            runtime.shutdown_background();
        }
    }
    Ok(())
}

fn runtime(runtime: Runtime) -> io::Result<runtime::Runtime> {
    match runtime {
        Runtime::Workers => Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build(),
        Runtime::CurrentThread => Builder::new_current_thread().enable_all().build(),
    }
}

/// Drives calls, and a heartbeat in the same task if the scenario wants one.
async fn with_heartbeat(scenario: &Scenario, calls: impl Future<Output = ()>) {
    // Without tokio's budget, because many waits may end at once.
    let calls = pin!(unconstrained(calls));
    if scenario.heartbeat {
        let heart = Heart::default();
        // The first beat is due before the first call begins.
        select(pin!(unconstrained(heart.beat())), calls).await;
        heart.check_beat();
    } else {
        calls.await;
    }
}

/// Beats in the same task as the calls.
#[derive(Default)]
struct Heart {
    due: Cell<u64>,
}

impl Heart {
    /// Sleeps some milliseconds at a time. It stops once the clock moves in steps because threads compute: beats then
    /// show nothing.
    async fn beat(&self) {
        const BEAT: Duration = Duration::from_millis(5);
        while record::steps() == 0 {
            self.due.set(record::now() + nanoseconds(BEAT));
            sleep(BEAT).await;
            self.check_beat();
        }
        pending().await
    }

    /// Records by how much a beat is late. Two milliseconds are allowed, because tokio's timer counts in milliseconds.
    fn check_beat(&self) {
        const TICKS: Duration = Duration::from_millis(2);
        let late = record::now().saturating_sub(self.due.get());
        if late > nanoseconds(TICKS) + READINGS {
            record::note(EventKind::HeartbeatLate(late));
        }
    }
}

/// The time that readings of the clock may add to a beat, in nanoseconds. Each reading adds one.
const READINGS: u64 = 100_000;

fn block(function: impl Fn(Request) -> f64, index: usize, request: Request) {
    record::note(EventKind::Called(index));
    let result = catch_unwind(AssertUnwindSafe(|| function(request)));
    record::note(result.map_or_else(
        |payload| panicked(index, payload),
        |number| EventKind::Returned(index, Value::Number(number)),
    ));
}

async fn call(subject: &LearnerFunction, scenario: &Scenario, index: usize, request: Request) {
    record::note(EventKind::Called(index));
    let outcome = match subject {
        LearnerFunction::Number(function) => {
            outcome(index, async { Value::Number(function(request).await) }).await
        }
        LearnerFunction::List(function) => {
            outcome(index, async { list(function(request).await) }).await
        }
        LearnerFunction::Task(function) => {
            match catch_unwind(AssertUnwindSafe(|| function(request))) {
                Err(payload) => panicked(index, payload),
                Ok(task) => {
                    record::note(EventKind::TaskReturned(index));
                    sleep(Duration::from_nanos(scenario.head_start)).await;
                    record::note(EventKind::TaskAwaited(index));
                    match task.await {
                        Ok(number) => EventKind::Returned(index, Value::Number(number)),
                        Err(error) => error
                            .try_into_panic()
                            .map_or(EventKind::Cancelled(index), |payload| {
                                panicked(index, payload)
                            }),
                    }
                }
            }
        }
        LearnerFunction::Blocking(function) => {
            EventKind::Returned(index, Value::Number(function(request)))
        }
    };
    record::note(outcome);
}

async fn outcome(index: usize, value: impl Future<Output = Value>) -> EventKind {
    match AssertUnwindSafe(value).catch_unwind().await {
        Ok(value) => EventKind::Returned(index, value),
        Err(payload) => panicked(index, payload),
    }
}

/// Makes a call, and drops it when all its waits have begun.
async fn dropped(subject: &LearnerFunction, scenario: &Scenario, index: usize, request: Request) {
    let all_begun = async {
        while record::begun() < request.n {
            sleep(SETTLE_TIME).await;
        }
    };
    let is_over = {
        let call = pin!(call(subject, scenario, index, request));
        matches!(select(call, pin!(all_begun)).await, Either::Left(_))
    };
    if !is_over {
        record::note(EventKind::CallDropped(index));
    }
}

/// The maximum number of reported numbers of a list.
const MOST_NUMBERS: usize = 100_000;
const _: () = assert!(MOST_NUMBERS * size_of::<f64>() < MAX_FRAME as usize / 2);

fn list(mut numbers: Vec<f64>) -> Value {
    let length = numbers.len();
    numbers.truncate(MOST_NUMBERS);
    Value::List { numbers, length }
}

fn panicked(index: usize, payload: Box<dyn Any + Send>) -> EventKind {
    let message = message_of(payload.as_ref());
    let location = record::location_of(&message);
    EventKind::Panicked(index, Panic { message, location })
}

/// The maximum length of a recorded panic message, in bytes.
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
