//! The world of an exam program, in the grader. It knows the delays, ends the waits, and records what happens.

use super::{
    Ending, PlannedRun,
    observation::{Call, Moment, Observation, Outcome, Wait, WaitOutcome},
    pace::Pace,
};
use protocol::{Answer, CallMode, Clock, Event, EventKind, Report, Request, Threads, WaitEnd};
use std::collections::BTreeSet;

/// The world of one scenario.
pub(super) struct World<'a> {
    planned: &'a PlannedRun,
    observation: Observation,
    /// The index of the last call.
    call: usize,
    /// The waits under way, ordered by when they end.
    due: BTreeSet<Due>,
    /// The entry of each wait in `due`.
    places: Vec<Option<Due>>,
    /// How many waits each call has requested.
    requested: Vec<usize>,
    /// When waits end next if nothing else happens first, and how many.
    next_ends: Option<(u64, usize)>,
    pace: Pace,
    is_over: bool,
}

/// The response to a report.
pub(super) enum Response {
    /// The program goes on with this answer.
    Answer(Answer),
    /// The scenario is over, for this reason.
    Over(Ending),
}

/// When a wait ends, its place among the waits that end then, and the index of the wait.
type Due = (u64, u64, usize);

/// Nanoseconds in a second.
const SECOND: f64 = 1e9;

impl<'a> World<'a> {
    pub(super) fn new(planned: &'a PlannedRun, constant: Option<u32>) -> Self {
        let calls = planned.scenario.calls.iter().map(|&request| Call {
            request,
            begun: None,
            handed_over: None,
            awaited: None,
            ended: None,
            outcome: Outcome::Open,
        });
        Self {
            planned,
            observation: Observation {
                constant,
                calls: calls.collect(),
                ..Observation::default()
            },
            call: 0,
            due: BTreeSet::new(),
            places: Vec::new(),
            requested: vec![0; planned.scenario.calls.len()],
            next_ends: None,
            pace: Pace::new(),
            is_over: false,
        }
    }

    /// Everything that was observed of a program that ended like this. A program that exits may not have reported its
    /// last call.
    pub(super) fn observation(mut self, ending: &Ending) -> Observation {
        let calls = &mut self.observation.calls;
        let is_open = |call: &Call| call.begun.is_some() && call.outcome == Outcome::Open;
        if *ending != Ending::Over
            && !calls.iter().any(is_open)
            && let Some(call) = calls.iter_mut().find(|call| call.begun.is_none())
        {
            call.begun = Some(self.pace.last_news());
        }
        self.observation
    }

    /// Handles a report, and decides what happens next.
    ///
    /// # Errors
    /// Fails if the report names a call or a wait that does not exist.
    pub(super) fn handle(&mut self, report: Report) -> Result<Response, String> {
        let exact = self.planned.scenario.clock == Clock::Exact;
        let now = Moment {
            at: report.now as f64 / SECOND,
            naps: report.naps,
            steps: report.steps,
        };
        if let Some((instant, ends)) = self.next_ends.take()
            && report.arrived
        {
            let at = if exact { instant } else { report.now };
            self.pace.waits_end(now);
            for _ in 0..ends {
                if let Some((_, _, wait)) = self.due.pop_first() {
                    self.observation.waits[wait].fate = WaitOutcome::Ended(at as f64 / SECOND);
                }
            }
        }
        self.pace.report(now, report.threads);
        self.observation.end = now.at;
        self.observation.steps = now.steps;
        for event in report.events {
            let moment = Moment {
                at: event.at as f64 / SECOND,
                naps: event.naps,
                steps: event.steps,
            };
            self.note(event, moment)?;
        }
        if self.is_over {
            return Ok(Response::Over(Ending::Over));
        }
        if let Some(ending) = self.pace.end(self.planned) {
            return Ok(Response::Over(ending));
        }
        if let Some(&(instant, ..)) = self.due.first() {
            let instant = if exact {
                instant.max(report.now)
            } else {
                instant
            };
            let due = self.due.iter().take_while(|(due, ..)| *due <= instant);
            let ends: Vec<WaitEnd> = due
                .map(|&(_, _, wait)| WaitEnd {
                    wait,
                    delay: self.observation.waits[wait].delay,
                })
                .collect();
            self.next_ends = Some((instant, ends.len()));
            return Ok(Response::Answer(Answer::At(instant, ends)));
        }
        let silence = self.pace.silence();
        Ok(match (report.threads, report.next) {
            (Threads::Wait, None) if exact => Response::Over(Ending::Deadlock),
            _ if self.pace.steps() > self.planned.most_steps => Response::Over(Ending::Busy),
            _ if silence > self.planned.patience => Response::Over(Ending::Endless(silence)),
            _ => {
                let until = self.pace.last_news().at + self.planned.patience;
                Response::Answer(Answer::Free((until * SECOND) as u64 + 1))
            }
        })
    }

    /// Whether the clock has moved since the program began.
    pub(super) fn has_moved(&self) -> bool {
        self.pace.has_moved()
    }

    fn note(&mut self, event: Event, moment: Moment) -> Result<(), String> {
        let index = match event.kind {
            EventKind::Called(call)
            | EventKind::TaskReturned(call)
            | EventKind::TaskAwaited(call)
            | EventKind::Returned(call, _)
            | EventKind::Panicked(call, _)
            | EventKind::Cancelled(call)
            | EventKind::CallDropped(call) => call,
            EventKind::WaitBegun(wait) | EventKind::WaitDropped(wait) => {
                return self.note_wait(wait, &event);
            }
            EventKind::WaitRequested(request) => {
                self.pace.news(moment);
                self.request_wait(request, moment.at);
                return Ok(());
            }
            EventKind::HeartbeatLate(by) => {
                let late = (moment.at, by as f64 / SECOND);
                self.observation.late.push(late);
                return Ok(());
            }
            EventKind::Over => {
                self.is_over = true;
                return Ok(());
            }
        };
        self.pace.news(moment);
        let call = self.observation.calls.get_mut(index);
        let call = call.ok_or("it reports a call that was not asked for")?;
        let outcome = match event.kind {
            EventKind::Called(_) => {
                call.begun = Some(moment);
                self.call = index;
                return Ok(());
            }
            EventKind::TaskReturned(_) => {
                call.handed_over = Some(moment);
                return Ok(());
            }
            EventKind::TaskAwaited(_) => {
                call.awaited = Some(moment);
                return Ok(());
            }
            EventKind::Returned(_, value) => Outcome::Returned(value),
            EventKind::Panicked(_, panic) => Outcome::Panicked(panic),
            EventKind::Cancelled(_) => Outcome::Cancelled,
            EventKind::CallDropped(_) => Outcome::Dropped,
            EventKind::WaitRequested(_)
            | EventKind::WaitBegun(_)
            | EventKind::WaitDropped(_)
            | EventKind::HeartbeatLate(_)
            | EventKind::Over => {
                return Ok(());
            }
        };
        call.ended = Some(moment);
        call.outcome = outcome;
        Ok(())
    }

    fn note_wait(&mut self, index: usize, event: &Event) -> Result<(), String> {
        let at = event.at as f64 / SECOND;
        let wait = self.observation.waits.get_mut(index);
        let wait = wait.ok_or("it reports a wait that was not asked for")?;
        match event.kind {
            EventKind::WaitDropped(_) => {
                if let Some(place) = self.places[index].take() {
                    self.due.remove(&place);
                }
                if wait.fate == WaitOutcome::Open {
                    wait.fate = WaitOutcome::Dropped(at);
                }
            }
            _ if wait.begun.is_none() => {
                wait.begun = Some(at);
                let due = event.at + (wait.delay * SECOND).round() as u64;
                let due = due.next_multiple_of(self.planned.script.grain);
                // Waits that end at the same instant end in random order.
                let place = (index as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                self.due.insert((due, place, index));
                self.places[index] = Some((due, place, index));
            }
            _ => return Err("it reports that a wait began twice".to_owned()),
        }
        Ok(())
    }

    fn request_wait(&mut self, request: Request, at: f64) {
        let call = self.requesting_call(request);
        let delay = self.planned.script.delay(call, self.requested[call]);
        self.requested[call] += 1;
        self.places.push(None);
        self.observation.waits.push(Wait {
            call,
            request,
            delay,
            asked: at,
            begun: None,
            fate: WaitOutcome::Open,
        });
    }

    /// The index of the call that requests a wait. Calls at once either differ in `max_delay` or are all alike.
    fn requesting_call(&self, request: Request) -> usize {
        match self.planned.scenario.mode {
            CallMode::InTurn | CallMode::InThreads | CallMode::Dropped => self.call,
            CallMode::AtOnce => {
                let calls = &self.observation.calls;
                let own = |call: &Call| call.request.max_delay == request.max_delay;
                let lacks =
                    |index: usize, call: &Call| self.requested[index] < call.request.n.max(1);
                let find = |is: &dyn Fn(usize, &Call) -> bool| {
                    calls.iter().enumerate().position(|(i, call)| is(i, call))
                };
                find(&|index, call| own(call) && lacks(index, call))
                    // A call for a list may request too many waits.
                    .or_else(|| find(&|_, call| own(call) && call.request.n > 0))
                    .or_else(|| find(&lacks))
                    .unwrap_or(0)
            }
        }
    }
}
