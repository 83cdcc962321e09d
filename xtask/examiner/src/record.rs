//! Records the events of a scenario until they are reported, and keeps the waits.

use crate::time::Time;
use protocol::{Event, EventKind, Panic, Request, WaitEnd};
use std::{
    pin::Pin,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

static RECORD: Mutex<Record> = Mutex::new(Record {
    time: None,
    events: Vec::new(),
    waits: Vec::new(),
    begun: 0,
    panics: Vec::new(),
});

/// Wakes the thread that waits for an event on the real clock.
static CHANGED: Condvar = Condvar::new();

/// How many panics are kept.
const MAX_PANICS: usize = 8;

struct Record {
    time: Option<Time>,
    events: Vec<Event>,
    waits: Vec<State>,
    begun: usize,
    panics: Vec<Panic>,
}

/// The state of a wait.
enum State {
    Requested,
    UnderWay(Waker),
    Ended(f64),
    Over,
}

/// Starts recording, with times from this clock.
pub(crate) fn start(time: Time) {
    lock().time = Some(time);
}

/// The time since the start of the scenario, in nanoseconds.
pub(crate) fn now() -> u64 {
    lock().now()
}

/// How often the clock has moved because all threads waited.
pub(crate) fn naps() -> u64 {
    lock().time.map_or(0, Time::naps)
}

/// How often it has moved while threads were busy.
pub(crate) fn steps() -> u64 {
    lock().steps()
}

/// Records an event that happens now.
pub(crate) fn note(kind: EventKind) {
    lock().note(kind);
}

/// Takes the events since the last call.
pub(crate) fn take_events() -> Vec<Event> {
    std::mem::take(&mut lock().events)
}

/// Whether there are events that may change which waits end next, or that end the scenario.
#[cfg(exact_clock)]
pub(crate) fn has_news() -> bool {
    let record = lock();
    let mut events = record.events.iter();
    events.any(|event| changes_what_is_next(&event.kind))
}

fn changes_what_is_next(kind: &EventKind) -> bool {
    match kind {
        EventKind::WaitBegun(_)
        | EventKind::WaitDropped(_)
        | EventKind::CallDropped(_)
        | EventKind::Over => true,
        EventKind::Called(_)
        | EventKind::TaskReturned(_)
        | EventKind::TaskAwaited(_)
        | EventKind::Returned(..)
        | EventKind::Panicked(..)
        | EventKind::Cancelled(_)
        | EventKind::WaitRequested(_)
        | EventKind::HeartbeatLate(_) => false,
    }
}

/// Waits on the real clock until there is an event, or until the time is up.
pub(crate) fn await_event(longest: Duration) {
    let record = lock();
    if record.events.is_empty() {
        drop(CHANGED.wait_timeout(record, longest));
    }
}

/// How many waits have begun.
pub(crate) fn begun() -> usize {
    lock().begun
}

/// Ends waits, in this order.
pub(crate) fn end(ends: Vec<WaitEnd>) {
    for WaitEnd { wait, delay } in ends {
        let ended = lock().end(wait, delay);
        if let Some(State::UnderWay(waker)) = ended {
            waker.wake();
        }
    }
}

/// Records a panic, because it may end its thread.
pub(crate) fn panicked(panic: Panic) {
    let mut record = lock();
    if record.panics.len() < MAX_PANICS {
        record.panics.push(panic);
    }
}

/// The location of the panic with this message, if it was recorded.
pub(crate) fn location_of(message: &str) -> String {
    let record = lock();
    let mut panics = record.panics.iter();
    panics
        .find(|panic| panic.message == message)
        .map_or_else(String::new, |panic| panic.location.clone())
}

fn lock() -> MutexGuard<'static, Record> {
    RECORD.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Record {
    fn now(&self) -> u64 {
        self.time.map_or(0, Time::now)
    }

    fn steps(&self) -> u64 {
        self.time.map_or(0, Time::steps)
    }

    fn note(&mut self, kind: EventKind) {
        let event = Event {
            at: self.now(),
            naps: self.time.map_or(0, Time::naps),
            steps: self.steps(),
            kind,
        };
        if changes_what_is_next(&event.kind)
            && let Some(time) = self.time
        {
            time.world_changed();
        }
        self.events.push(event);
        CHANGED.notify_all();
    }

    /// Raises the patience of the clock with the number of waits.
    fn raise_patience(&self) {
        const AT_ONCE: usize = 1_000;
        if self.waits.len().is_multiple_of(AT_ONCE)
            && let Some(time) = self.time
        {
            time.raise_patience(self.waits.len() + AT_ONCE);
        }
    }

    fn end(&mut self, wait: usize, delay: f64) -> Option<State> {
        let state = self.waits.get_mut(wait)?;
        match state {
            State::Requested | State::UnderWay(_) => {
                Some(std::mem::replace(state, State::Ended(delay)))
            }
            State::Ended(_) | State::Over => None,
        }
    }
}

/// A wait of a stand-in: a future that yields its delay in seconds.
pub struct Wait(usize);

impl Wait {
    /// Creates a wait, and records the call of the imported function.
    pub fn request(request: Request) -> Self {
        let mut record = lock();
        record.waits.push(State::Requested);
        record.raise_patience();
        record.note(EventKind::WaitRequested(request));
        Self(record.waits.len() - 1)
    }
}

impl Future for Wait {
    type Output = f64;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<f64> {
        // Like a real sleep, it panics without a runtime with timers.
        drop(tokio::time::sleep(Duration::ZERO));
        let mut record = lock();
        let state = std::mem::replace(&mut record.waits[self.0], State::Over);
        let next = match &state {
            State::Requested => {
                record.begun += 1;
                record.note(EventKind::WaitBegun(self.0));
                State::UnderWay(context.waker().clone())
            }
            State::UnderWay(_) => State::UnderWay(context.waker().clone()),
            State::Ended(delay) => return Poll::Ready(*delay),
            State::Over => panic!("the future of a wait is polled again after its end"),
        };
        record.waits[self.0] = next;
        drop(record);
        // Dropping a waker may run other code, which must not find the record locked.
        drop(state);
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut record = lock();
        let state = std::mem::replace(&mut record.waits[self.0], State::Over);
        match state {
            State::Requested | State::UnderWay(_) => record.note(EventKind::WaitDropped(self.0)),
            State::Ended(_) | State::Over => {}
        }
        drop(record);
        drop(state);
    }
}
