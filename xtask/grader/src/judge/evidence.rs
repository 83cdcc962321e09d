use super::Verdict;
use crate::{
    course::{Import, Task},
    observe::{Call, Outcome, Purpose, Run, Wait},
    text,
};
use protocol::{CallMode, Clock, Value};

/// Everything that was observed of a learner's function.
#[derive(Debug)]
pub struct Evidence {
    /// The task of the function.
    pub task: &'static Task,
    /// Why the value of the task's constant could not be read, if so.
    pub constant_problem: Option<String>,
    /// The runs.
    pub runs: Vec<Run>,
    /// The calls that were repeated in a run of their own.
    pub solo_runs: Vec<SoloRun>,
}

/// A call of a run with several calls that was repeated in a run of its own.
#[derive(Clone, Copy, Debug)]
pub struct SoloRun {
    /// The index of the run with several calls.
    pub run_index: usize,
    /// The index of the call in that run.
    pub call: usize,
    /// The index of the run of its own.
    pub solo_index: usize,
}

/// A call that was made.
#[derive(Clone, Debug)]
pub struct ObservedCall<'a> {
    /// The task.
    pub task: &'static Task,
    /// The index of the run in the evidence.
    pub run_index: usize,
    /// The run.
    pub run: &'a Run,
    /// The index of the call in the run.
    pub index: usize,
    /// The call.
    pub(crate) call: &'a Call,
    /// The waits that it requested.
    pub waits: Vec<&'a Wait>,
}

/// What a call shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// The call is right.
    Right,
    /// The call is wrong. The text follows the call's name: "wait_n(5, 20) panics".
    Wrong(String),
    /// The call could not be judged. The text, which follows the call's name, says why.
    Unseen(String),
    /// The call has nothing to do with the check.
    Irrelevant,
}

impl Evidence {
    /// The runs with one of these purposes, with their indices.
    pub fn runs_for(&self, purposes: &[Purpose]) -> impl Iterator<Item = (usize, &Run)> {
        self.runs
            .iter()
            .enumerate()
            .filter(|(_, run)| purposes.contains(&run.purpose))
    }

    /// The calls in runs with one of these purposes.
    pub fn calls(&self, purposes: &[Purpose]) -> Vec<ObservedCall<'_>> {
        self.runs_for(purposes)
            .flat_map(|(index, _)| self.calls_of(index))
            .collect()
    }

    /// The calls in a run.
    pub(crate) fn calls_of(&self, run_index: usize) -> Vec<ObservedCall<'_>> {
        let run = &self.runs[run_index];
        let observation = &run.observation;
        let calls = observation.calls.iter().enumerate();
        let mut seen: Vec<ObservedCall> = calls
            .map(|(index, call)| ObservedCall {
                task: self.task,
                run_index,
                run,
                index,
                call,
                waits: Vec::new(),
            })
            .collect();
        for wait in &observation.waits {
            if let Some(seen) = seen.get_mut(wait.call) {
                seen.waits.push(wait);
            }
        }
        seen.retain(|seen| seen.call.begun.is_some());
        seen
    }

    /// Judges all calls in runs with these purposes. One wrong call fails the check, and one that could not be judged
    /// leaves it unseen.
    pub(crate) fn each(
        &self,
        purposes: &[Purpose],
        look: impl Fn(&ObservedCall) -> Finding,
    ) -> Verdict {
        let calls = self.calls(purposes);
        let mut hidden = None;
        let mut shown = false;
        for seen in &calls {
            match look(seen) {
                Finding::Right => shown = true,
                Finding::Wrong(problem) => {
                    return Verdict::Failed {
                        message: format!("{} {problem}", seen.name()),
                        run: Some(seen.run_index),
                    };
                }
                Finding::Unseen(why) => {
                    hidden.get_or_insert_with(|| format!("{} {why}", seen.name()));
                }
                Finding::Irrelevant => {}
            }
        }
        match hidden {
            Some(hidden) => Verdict::Unseen(hidden),
            None if shown => Verdict::Passed,
            None => Verdict::Unseen("nothing was seen that shows it.".to_owned()),
        }
    }
}

impl ObservedCall<'_> {
    /// The call's name: `wait_n(5, 20)`, or `wait_n(5, 20), call number 2 in a row,`.
    pub fn name(&self) -> String {
        let call = text::call(self.task, self.call.request);
        let count = self.run.scenario.calls.len();
        match self.run.scenario.mode {
            CallMode::InTurn | CallMode::Dropped | CallMode::InThreads if count == 1 => call,
            CallMode::Dropped => call,
            // The learner can reproduce each of these calls by itself.
            CallMode::InTurn if self.run.purpose != Purpose::Several => call,
            CallMode::InTurn => format!("{call}, call number {} in a row,", self.index + 1),
            CallMode::AtOnce => format!("{call}, one of {count} calls at once,"),
            CallMode::InThreads => format!("{call}, in a thread and a runtime of its own,"),
        }
    }

    /// The list that it returned, and its length.
    pub fn list(&self) -> Option<(&[f64], usize)> {
        match &self.call.outcome {
            Outcome::Returned(Value::List { numbers, length }) => Some((numbers, *length)),
            Outcome::Returned(Value::Number(_))
            | Outcome::Open
            | Outcome::Panicked(_)
            | Outcome::Cancelled
            | Outcome::Dropped => None,
        }
    }

    /// The number that it returned.
    pub fn number(&self) -> Option<f64> {
        match &self.call.outcome {
            Outcome::Returned(Value::Number(number)) => Some(*number),
            Outcome::Returned(Value::List { .. })
            | Outcome::Open
            | Outcome::Panicked(_)
            | Outcome::Cancelled
            | Outcome::Dropped => None,
        }
    }

    /// Whether the clock moved while threads were busy. Instants are then late by up to a step.
    pub fn spins(&self) -> bool {
        let steps = |moment: Option<crate::observe::Moment>| moment.map(|moment| moment.steps);
        steps(self.call.begun) != steps(self.call.ended.or(self.call.begun))
    }

    /// How exact instants are on the clock of the run, in seconds.
    pub(crate) fn grain(&self) -> f64 {
        grain(self.run.scenario.clock)
    }
}

/// The purposes of runs with a single call.
pub(super) const SINGLE: [Purpose; 2] = [Purpose::Ordinary, Purpose::Long];

/// The purposes of all runs for a function that waits once. No other check looks at its repeated calls.
pub(super) const ALL: [Purpose; 4] = [
    Purpose::Ordinary,
    Purpose::Long,
    Purpose::Several,
    Purpose::Crowd,
];

/// How exact instants are, in seconds. On the exact clock, each reading adds a nanosecond, and each of ten thousand
/// waits reads it at most ten times. On the real clock, a machine that is not busy wakes a thread within this time.
pub(crate) fn grain(clock: Clock) -> f64 {
    match clock {
        Clock::Exact => 0.000_1,
        Clock::Real => 0.020,
    }
}

/// A tick of tokio's timer, in seconds. A sleep ends at the first tick that is not too early.
pub(super) const TICK: f64 = 0.001;

/// The longest polling interval of a right solution, in seconds, with ticks for the sleep.
pub(crate) const POLL_INTERVAL: f64 = 0.010 + 2.0 * TICK;

/// How far the clock moves in a step, in seconds: when threads are busy and no thread has a deadline.
pub(crate) const STEP: f64 = 0.010;

/// The import of a task.
///
/// # Panics
/// Panics for the first task.
pub(super) fn import(task: &Task) -> Import {
    task.imports
        .expect("a task that is judged by its waits imports another")
}
