//! What happens in a scenario, until it is reported, and the waits that are under way.

use crate::time::Time;
use protocol::{End, Event, Panic, Request, What};
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

/// Wakes who waits for an event on the real clock.
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

/// What becomes of a wait.
enum State {
    Asked,
    UnderWay(Waker),
    Ended(f64),
    Over,
}

/// Begins to record, by this time.
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

/// How often it has moved although threads were busy.
pub(crate) fn steps() -> u64 {
    lock().steps()
}

/// Notes that something happens now.
pub(crate) fn note(what: What) {
    lock().note(what);
}

/// What has happened since this was last asked.
pub(crate) fn take_events() -> Vec<Event> {
    std::mem::take(&mut lock().events)
}

/// Whether something has happened that may change which waits end next, or ends the scenario.
#[cfg(exact_clock)]
pub(crate) fn has_news() -> bool {
    let record = lock();
    let mut events = record.events.iter();
    events.any(|event| changes_what_is_next(&event.what))
}

fn changes_what_is_next(what: &What) -> bool {
    match what {
        What::Begun(_) | What::Dropped(_) | What::CallDropped(_) | What::Over => true,
        What::Called(_)
        | What::HandedOver(_)
        | What::Awaited(_)
        | What::Returned(..)
        | What::Panicked(..)
        | What::Cancelled(_)
        | What::Asked(_)
        | What::Late(_) => false,
    }
}

/// Waits on the real clock until something happens, for so long at most.
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
pub(crate) fn end(ends: Vec<End>) {
    for End { wait, delay } in ends {
        let ended = lock().end(wait, delay);
        if let Some(State::UnderWay(waker)) = ended {
            waker.wake();
        }
    }
}

/// Keeps a panic, which its thread may not survive.
pub(crate) fn panicked(panic: Panic) {
    let mut record = lock();
    if record.panics.len() < MAX_PANICS {
        record.panics.push(panic);
    }
}

/// Where the panic with this message was raised, if it was seen.
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

    fn note(&mut self, what: What) {
        let event = Event {
            at: self.now(),
            naps: self.time.map_or(0, Time::naps),
            steps: self.steps(),
            what,
        };
        if changes_what_is_next(&event.what)
            && let Some(time) = self.time
        {
            time.tell();
        }
        self.events.push(event);
        CHANGED.notify_all();
    }

    /// Has the clock be patient with a program that asks for more waits than it was known to.
    fn make_room(&self) {
        const AT_ONCE: usize = 1_000;
        if self.waits.len().is_multiple_of(AT_ONCE)
            && let Some(time) = self.time
        {
            time.expect(self.waits.len() + AT_ONCE);
        }
    }

    fn end(&mut self, wait: usize, delay: f64) -> Option<State> {
        let state = self.waits.get_mut(wait)?;
        match state {
            State::Asked | State::UnderWay(_) => {
                Some(std::mem::replace(state, State::Ended(delay)))
            }
            State::Ended(_) | State::Over => None,
        }
    }
}

/// A wait of a stand-in, from the call of its function to its end: a future that yields its delay in seconds.
pub struct Wait(usize);

impl Wait {
    /// Notes a call of the imported function.
    pub fn asked(request: Request) -> Self {
        let mut record = lock();
        record.waits.push(State::Asked);
        record.make_room();
        record.note(What::Asked(request));
        Self(record.waits.len() - 1)
    }
}

impl Future for Wait {
    type Output = f64;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<f64> {
        // Like the sleep that it stands for, it needs a runtime with timers, and panics without one.
        drop(tokio::time::sleep(Duration::ZERO));
        let mut record = lock();
        let state = std::mem::replace(&mut record.waits[self.0], State::Over);
        let next = match &state {
            State::Asked => {
                record.begun += 1;
                record.note(What::Begun(self.0));
                State::UnderWay(context.waker().clone())
            }
            State::UnderWay(_) => State::UnderWay(context.waker().clone()),
            State::Ended(delay) => return Poll::Ready(*delay),
            State::Over => panic!("the future of a wait is polled again after its end"),
        };
        record.waits[self.0] = next;
        drop(record);
        // To drop a waker may run code of others, which must not find the record locked.
        drop(state);
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut record = lock();
        let state = std::mem::replace(&mut record.waits[self.0], State::Over);
        match state {
            State::Asked | State::UnderWay(_) => record.note(What::Dropped(self.0)),
            State::Ended(_) | State::Over => {}
        }
        drop(record);
        drop(state);
    }
}
