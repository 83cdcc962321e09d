use super::Verdict;
use crate::{
    course::{Import, Task},
    observe::{Call, Outcome, Purpose, Run, Wait},
    text,
};
use protocol::{Clock, Manner, Value};

/// All that was observed of a learner's function.
#[derive(Debug)]
pub struct Evidence {
    /// The task that the function is for.
    pub task: &'static Task,
    /// What is wrong with the constant that the task asks for, if its value could not be had.
    pub constant_problem: Option<String>,
    /// The runs.
    pub runs: Vec<Run>,
    /// Calls of runs with several calls that were made once more, alone.
    pub solo_runs: Vec<SoloRun>,
}

/// A call of a run with several calls that was made once more, alone.
#[derive(Clone, Copy, Debug)]
pub struct SoloRun {
    /// The run with several calls.
    pub run_index: usize,
    /// The call.
    pub call: usize,
    /// The run in which it was alone.
    pub solo_index: usize,
}

/// A call that was made.
#[derive(Clone, Debug)]
pub struct ObservedCall<'a> {
    /// The task.
    pub task: &'static Task,
    /// The place of the run among those of the evidence.
    pub run_index: usize,
    /// The run.
    pub run: &'a Run,
    /// The place of the call in the run.
    pub index: usize,
    /// The call.
    pub(crate) call: &'a Call,
    /// The waits that it has asked for.
    pub waits: Vec<&'a Wait>,
}

/// What a call shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// That it is as it should be.
    Right,
    /// A mistake, to be read after the call: "wait_n(5, 20) panics".
    Wrong(String),
    /// Nothing, because of what is said, to be read after the call.
    Unseen(String),
    /// Nothing. It was made to show something else.
    Irrelevant,
}

impl Evidence {
    /// The runs that were made for a purpose, with their places.
    pub fn runs_for(&self, purposes: &[Purpose]) -> impl Iterator<Item = (usize, &Run)> {
        self.runs
            .iter()
            .enumerate()
            .filter(|(_, run)| purposes.contains(&run.purpose))
    }

    /// The calls that were made in such runs.
    pub fn calls(&self, purposes: &[Purpose]) -> Vec<ObservedCall<'_>> {
        self.runs_for(purposes)
            .flat_map(|(index, _)| self.calls_of(index))
            .collect()
    }

    /// The calls that were made in a run.
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

    /// Looks at the calls of such runs: each has to show that it is right, or nothing at all.
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
    /// What to call it: `wait_n(5, 20)`, or `wait_n(5, 20), call number 2 in a row,`.
    pub fn name(&self) -> String {
        let call = text::call(self.task, self.call.request);
        let count = self.run.scenario.calls.len();
        match self.run.scenario.manner {
            Manner::InTurn | Manner::Dropped | Manner::InThreads if count == 1 => call,
            Manner::Dropped => call,
            // Each of these calls would be the first of a run of its own.
            Manner::InTurn if self.run.purpose != Purpose::Several => call,
            Manner::InTurn => format!("{call}, call number {} in a row,", self.index + 1),
            Manner::AtOnce => format!("{call}, one of {count} calls at once,"),
            Manner::InThreads => format!("{call}, in a thread and a runtime of its own,"),
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

    /// Whether the clock moved while threads were busy, so that instants are late by up to a step.
    pub fn spins(&self) -> bool {
        let steps = |moment: Option<crate::observe::Moment>| moment.map(|moment| moment.steps);
        steps(self.call.begun) != steps(self.call.ended.or(self.call.begun))
    }

    /// How exact instants are on the clock of the run, in seconds.
    pub(crate) fn grain(&self) -> f64 {
        grain(self.run.scenario.clock)
    }
}

/// The runs that show what single calls do.
pub(super) const SINGLE: [Purpose; 2] = [Purpose::Ordinary, Purpose::Long];

/// The runs that are looked at for a function that waits once: what it does a second time has no check of its own.
pub(super) const ALL: [Purpose; 4] = [
    Purpose::Ordinary,
    Purpose::Long,
    Purpose::Several,
    Purpose::Crowd,
];

/// How exact instants are, in seconds. On the exact clock, each reading adds a nanosecond, and ten thousand waits are not
/// read more than ten times each. On the real one, a machine that is not busy wakes a thread within this.
pub(crate) fn grain(clock: Clock) -> f64 {
    match clock {
        Clock::Exact => 0.000_1,
        Clock::Real => 0.020,
    }
}

/// A tick of tokio's timer, in seconds. It wakes a sleeper at the first tick that is not too early.
pub(super) const TICK: f64 = 0.001;

/// How often a right solution may look whether something has ended, in seconds, with a tick for the sleep between.
pub(crate) const POLL_INTERVAL: f64 = 0.010 + 2.0 * TICK;

/// How far the clock moves in a step where threads are busy and nobody has a deadline, in seconds.
pub(crate) const STEP: f64 = 0.010;

/// What the task imports.
///
/// # Panics
/// Panics for the first task.
pub(super) fn import(task: &Task) -> Import {
    task.imports
        .expect("a task that is judged by its waits imports another")
}
