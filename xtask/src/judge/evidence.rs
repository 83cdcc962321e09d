use crate::course::Task;
use protocol::{Call, Fate, Observation, Outcome, Scenario, Value, Wait};
use std::time::Duration;

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

/// One run of a learner's function.
#[derive(Debug)]
pub struct Exhibit {
    /// What the run was made for.
    pub purpose: Purpose,
    /// What was asked for.
    pub scenario: Scenario,
    /// What was observed, or how the process ended without an observation.
    pub run: Result<Observation, Ending>,
}

/// What a run is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Everyday arguments.
    Ordinary,
    /// Hundreds of waits at once.
    Crowd,
    /// Several calls, one after the other.
    Repeated,
    /// Several calls at once.
    Overlapping,
    /// The smallest argument: a `max_delay` of 0, or an `n` of 0.
    Zero,
    /// Many waits that end within the same millisecond.
    Ties,
    /// The call is dropped while its waits are under way.
    Dropped,
    /// A hundred thousand waits at once.
    HundredThousand,
}

impl Purpose {
    /// Whether only stretch checks look at such a run.
    pub fn is_stretch(self, task: &Task) -> bool {
        match self {
            Self::Ordinary | Self::Crowd | Self::Repeated | Self::Overlapping => false,
            Self::Zero => task.number != 0,
            Self::Ties | Self::Dropped | Self::HundredThousand => true,
        }
    }
}

/// How an exam program ended without an observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It was still running when its time was up, and was stopped.
    TimedOut(Duration),
    /// It ended itself with this exit code.
    Exited(i32),
    /// It was ended by this signal; the text is what it wrote to standard error.
    Signalled(i32, String),
    /// Its answer could not be read.
    Garbled(String),
}

impl Evidence {
    /// The observations of the runs that were made for `purpose`, with their scenarios.
    pub fn of(&self, purpose: Purpose) -> impl Iterator<Item = (&Scenario, &Observation)> {
        self.exhibits
            .iter()
            .filter(move |exhibit| exhibit.purpose == purpose)
            .filter_map(|exhibit| Some((&exhibit.scenario, exhibit.run.as_ref().ok()?)))
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

    /// Whether the machine kept time well enough for runs on the real clock to be believed. Where timers fire
    /// late because it is too busy, a right solution may look wrong.
    pub fn is_punctual(&self) -> bool {
        self.exhibits.iter().all(|exhibit| {
            exhibit.run.as_ref().map_or(true, |observation| {
                observation.lateness < TOLERABLE_LATENESS
            })
        })
    }
}

/// How late a timer may fire for a run to be believed, in seconds: well under the distance of scripted delays.
const TOLERABLE_LATENESS: f64 = 0.010;

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
