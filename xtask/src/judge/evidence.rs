use crate::{
    course::Task,
    observe::{Exhibit, Purpose},
};
use protocol::{Call, Clock, Fate, Observation, Outcome, Scenario, Value, Wait};

/// All that was observed of a learner's function.
#[derive(Debug)]
pub struct Evidence {
    /// The task that the function is for.
    pub task: &'static Task,
    /// What is wrong with the constant that the task asks for, if its value could not be had.
    pub constant_problem: Option<String>,
    /// The runs.
    pub exhibits: Vec<Exhibit>,
}

impl Evidence {
    /// The observations of the runs that were made for `purpose`, with their scenarios.
    pub fn of(&self, purpose: Purpose) -> impl Iterator<Item = (&Scenario, &Observation)> {
        self.exhibits
            .iter()
            .filter(move |exhibit| exhibit.purpose == purpose)
            .filter_map(|exhibit| Some((&exhibit.scenario, exhibit.run.as_ref().ok()?)))
    }

    /// The same of the runs that make few calls or waits, and of those that make many.
    pub fn few_and_many(&self) -> impl Iterator<Item = (&Scenario, &Observation)> {
        self.of(Purpose::Ordinary).chain(self.of(Purpose::Crowd))
    }

    /// The single calls that were made for `purpose` and returned, with all that happened around them.
    pub fn single_calls(&self, purpose: Purpose) -> impl Iterator<Item = SingleCall<'_>> {
        self.of(purpose).filter_map(|(scenario, observation)| {
            let [call] = observation.calls.as_slice() else {
                return None;
            };
            matches!(call.outcome, Outcome::Returned(_)).then_some(SingleCall {
                scenario,
                observation,
                call,
            })
        })
    }

    /// Whether [the machine kept time](is_punctual) in all runs.
    pub fn is_punctual(&self) -> bool {
        self.exhibits.iter().all(is_punctual)
    }
}

/// Whether the machine kept time well enough for a run on the real clock to be believed. Where timers fire late
/// because it is too busy, a right solution may look wrong.
pub fn is_punctual(exhibit: &Exhibit) -> bool {
    exhibit.run.as_ref().map_or(true, |observation| {
        let returned = |call: &Call| matches!(call.outcome, Outcome::Returned(_));
        let tolerable = if observation.calls.iter().any(returned) {
            TOLERABLE_LATENESS
        } else {
            TOLERABLE_WITHOUT_RESULT
        };
        observation.lateness < tolerable
    })
}

/// Whether a wait ended late in a run on the real clock although no call kept its thread: another program was let go
/// first, or the function keeps the runtime busy in a way that does not show in its polls.
pub fn wakes_late(exhibit: &Exhibit) -> bool {
    let is_late = |wait: &Wait| {
        span(wait).is_some_and(|(begun, ended)| ended - begun - wait.delay > TOLERABLE_LATENESS)
    };
    exhibit.scenario.clock == Clock::Real
        && exhibit.run.as_ref().is_ok_and(|observation| {
            observation.calls.iter().all(|call| call.blocked == 0.0)
                && observation.waits.iter().any(is_late)
        })
}

/// How late a timer may fire for a run to be believed, in seconds: well under the distance of scripted delays.
const TOLERABLE_LATENESS: f64 = 0.010;

/// The same for a run in which nothing returns, so that no time is looked at but that which is far too long.
const TOLERABLE_WITHOUT_RESULT: f64 = 0.250;

/// A call that returned, alone in its run.
#[derive(Clone, Copy, Debug)]
pub struct SingleCall<'a> {
    /// What was asked for.
    pub scenario: &'a Scenario,
    /// All that happened.
    pub observation: &'a Observation,
    /// The call.
    pub call: &'a Call,
}

impl<'a> SingleCall<'a> {
    /// The numbers that the call returned.
    pub fn returned(&self) -> &'a [f64] {
        returned(self.call)
    }

    /// When each wait began and ended, of those that did both, in seconds.
    pub fn spans(&self) -> Vec<(f64, f64)> {
        self.observation.waits.iter().filter_map(span).collect()
    }
}

/// The numbers that a call returned.
pub fn returned(call: &Call) -> &[f64] {
    match &call.outcome {
        Outcome::Returned(Value::Number(number)) => std::slice::from_ref(number),
        Outcome::Returned(Value::List { numbers, .. }) => numbers,
        _ => &[],
    }
}

/// When a wait began and ended, in seconds.
pub fn span(wait: &Wait) -> Option<(f64, f64)> {
    match (wait.begun, wait.fate) {
        (Some(begun), Fate::Ended(ended)) => Some((begun, ended)),
        _ => None,
    }
}
