//! Makes the calls of a scenario.

use crate::{Subject, record, time::nanoseconds};
use futures::{
    FutureExt,
    future::{Either, join_all, pending, select},
};
use protocol::{MAX_FRAME, Manner, Panic, Request, Runtime, Scenario, Value, What};
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

/// Runs a scenario. What happens is noted.
///
/// # Errors
/// Fails if no runtime can be built.
pub(crate) fn run(subject: &Subject, scenario: &Scenario) -> io::Result<()> {
    set_hook(Box::new(|panic| {
        record::panicked(Panic {
            message: message_of(panic.payload()),
            location: panic
                .location()
                .map_or_else(String::new, ToString::to_string),
        });
    }));
    let requests = || scenario.calls.iter().copied().enumerate();
    match (scenario.manner, subject) {
        (Manner::InThreads, _) => {
            for (index, request) in requests() {
                thread::scope(|scope| {
                    scope
                        .spawn(|| alone(subject, scenario, index, request))
                        .join()
                })
                .unwrap_or_else(|_| Err(io::Error::other("a call ended its thread")))?;
            }
        }
        (Manner::InTurn | Manner::AtOnce | Manner::Dropped, Subject::Blocking(function)) => {
            for (index, request) in requests() {
                block(function, index, request);
            }
        }
        (Manner::InTurn | Manner::AtOnce | Manner::Dropped, _) => {
            let runtime = runtime(scenario.runtime)?;
            runtime.block_on(with_heartbeat(scenario, async {
                match scenario.manner {
                    Manner::InTurn | Manner::InThreads => {
                        for (index, request) in requests() {
                            call(subject, scenario, index, request).await;
                            sleep(MOMENT).await;
                        }
                    }
                    Manner::AtOnce => {
                        let calls = requests()
                            .map(|(index, request)| call(subject, scenario, index, request));
                        join_all(calls).await;
                    }
                    Manner::Dropped => {
                        for (index, request) in requests().take(1) {
                            dropped(subject, scenario, index, request).await;
                        }
                    }
                }
                sleep(MOMENT).await;
            }));
            runtime.shutdown_background();
        }
    }
    Ok(())
}

/// A moment after a call, in which what it has started and not waited for shows itself.
const MOMENT: Duration = Duration::from_millis(1);

/// Makes one call with a runtime of its own.
fn alone(subject: &Subject, scenario: &Scenario, index: usize, request: Request) -> io::Result<()> {
    match subject {
        Subject::Blocking(function) => block(function, index, request),
        Subject::Number(_) | Subject::List(_) | Subject::Task(_) => {
            let runtime = runtime(scenario.runtime)?;
            runtime.block_on(unconstrained(async {
                call(subject, scenario, index, request).await;
                sleep(MOMENT).await;
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
    // Without a budget: many waits may end at once, and each of them counts.
    let calls = pin!(unconstrained(calls));
    if scenario.heartbeat {
        let heart = Heart::default();
        // The first beat is due before the first call begins.
        select(pin!(unconstrained(heart.beat())), calls).await;
        heart.look();
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
    /// Sleeps some milliseconds at a time. Where threads compute all the time, the clock moves in steps, and a beat tells
    /// nothing.
    async fn beat(&self) {
        const BEAT: Duration = Duration::from_millis(5);
        while record::steps() == 0 {
            self.due.set(record::now() + nanoseconds(BEAT));
            sleep(BEAT).await;
            self.look();
        }
        pending().await
    }

    /// Notes by how much a beat is late. tokio's timer counts in milliseconds, so two more may be its own.
    fn look(&self) {
        const TICKS: Duration = Duration::from_millis(2);
        let late = record::now().saturating_sub(self.due.get());
        if late > nanoseconds(TICKS) + READINGS {
            record::note(What::Late(late));
        }
    }
}

/// What readings of the clock may add to a beat: each is a nanosecond.
const READINGS: u64 = 100_000;

fn block(function: impl Fn(Request) -> f64, index: usize, request: Request) {
    record::note(What::Called(index));
    let result = catch_unwind(AssertUnwindSafe(|| function(request)));
    record::note(result.map_or_else(
        |payload| panicked(index, payload),
        |number| What::Returned(index, Value::Number(number)),
    ));
}

async fn call(subject: &Subject, scenario: &Scenario, index: usize, request: Request) {
    record::note(What::Called(index));
    let outcome = match subject {
        Subject::Number(function) => {
            outcome(index, async { Value::Number(function(request).await) }).await
        }
        Subject::List(function) => outcome(index, async { list(function(request).await) }).await,
        Subject::Task(function) => match catch_unwind(AssertUnwindSafe(|| function(request))) {
            Err(payload) => panicked(index, payload),
            Ok(task) => {
                record::note(What::HandedOver(index));
                sleep(Duration::from_nanos(scenario.head_start)).await;
                record::note(What::Awaited(index));
                match task.await {
                    Ok(number) => What::Returned(index, Value::Number(number)),
                    Err(error) => error
                        .try_into_panic()
                        .map_or(What::Cancelled(index), |payload| panicked(index, payload)),
                }
            }
        },
        Subject::Blocking(function) => What::Returned(index, Value::Number(function(request))),
    };
    record::note(outcome);
}

async fn outcome(index: usize, value: impl Future<Output = Value>) -> What {
    match AssertUnwindSafe(value).catch_unwind().await {
        Ok(value) => What::Returned(index, value),
        Err(payload) => panicked(index, payload),
    }
}

/// Makes a call, and drops it when all its waits have begun.
async fn dropped(subject: &Subject, scenario: &Scenario, index: usize, request: Request) {
    let all_begun = async {
        while record::begun() < request.n {
            sleep(MOMENT).await;
        }
    };
    let is_over = {
        let call = pin!(call(subject, scenario, index, request));
        matches!(select(call, pin!(all_begun)).await, Either::Left(_))
    };
    if !is_over {
        record::note(What::CallDropped(index));
    }
}

/// Most numbers of a list that are reported.
const MOST_NUMBERS: usize = 100_000;
const _: () = assert!(MOST_NUMBERS * size_of::<f64>() < MAX_FRAME as usize / 2);

fn list(mut numbers: Vec<f64>) -> Value {
    let length = numbers.len();
    numbers.truncate(MOST_NUMBERS);
    Value::List { numbers, length }
}

fn panicked(index: usize, payload: Box<dyn Any + Send>) -> What {
    let message = message_of(payload.as_ref());
    let location = record::location_of(&message);
    What::Panicked(index, Panic { message, location })
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
