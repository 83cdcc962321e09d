//! The scenarios of each task: a few fixed ones from the statement, and others drawn from a seed. They vary the size
//! and parity of calls, the calls before and beside them, and the times from very short to very long.

mod draws;
mod real_time;
mod spawned;
mod timings;
mod waits;

use super::Purpose;
use crate::course::{Shape, Task};
use fastrand::Rng;
use protocol::{CallMode, Clock, Request, Runtime, Scenario};

/// A scenario with its purpose, its delays and its limits.
#[derive(Clone, Debug)]
pub struct PlannedRun {
    /// Its purpose.
    pub purpose: Purpose,
    /// The scenario.
    pub scenario: Scenario,
    /// The delays of its waits.
    pub script: Script,
    /// How long the function may continue while none of these waits is under way, in seconds.
    pub patience: f64,
    /// How often the clock may move in that time while the function computes.
    pub most_steps: u64,
}

/// The delays of the imported task's waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Script {
    /// For each call, the delays of its waits in seconds. They repeat if there are more waits.
    pub delays: Vec<Vec<f64>>,
    /// Waits end at multiples of this many nanoseconds.
    pub grain: u64,
}

impl Script {
    /// The delay of a wait, by the index of its call and of the wait in the call.
    pub(crate) fn delay(&self, call: usize, wait: usize) -> f64 {
        match self.delays.get(call).map(Vec::as_slice) {
            None | Some([]) => 0.0,
            Some(delays) => delays[wait % delays.len()],
        }
    }
}

/// The scenarios of a task, drawn from this seed.
pub fn plan(task: &Task, seed: u64, clock: Clock) -> Vec<PlannedRun> {
    let plan = Plan::new(task, seed);
    let mut planned = match task.shape {
        Shape::Number => plan.draws(),
        Shape::List => plan.waits(),
        Shape::Blocking => plan.timings(),
        Shape::Task => plan.spawned(),
    };
    if clock == Clock::Real {
        planned.retain(|planned| planned.purpose != Purpose::Long);
        planned.iter_mut().for_each(PlannedRun::make_real);
    }
    planned
}

/// The scenario for the timeline of a task.
pub fn timeline_run(task: &Task, clock: Clock) -> PlannedRun {
    const SEED: u64 = 1;
    let mut plan = Plan::new(task, SEED);
    let mut planned = match task.shape {
        Shape::Number => {
            let calls = [10; 6].map(|max_delay| Request { n: 0, max_delay });
            plan.planned(Purpose::Ordinary, CallMode::AtOnce, calls.to_vec(), vec![])
        }
        Shape::List => plan.single(6, 12, vec![6.1, 2.3, 11.2, 0.9, 7.9, 4.4]),
        Shape::Blocking => plan.single(5, 9, vec![6.4]),
        Shape::Task => {
            let mut planned = plan.single(0, 9, vec![6.2]);
            planned.scenario.head_start = 3_000_000_000;
            planned
        }
    };
    if clock == Clock::Real {
        planned.make_real();
    }
    planned
}

/// A plan for only the call with the index `call` of another plan.
pub(crate) fn solo(planned: &PlannedRun, call: usize) -> PlannedRun {
    let mut alone = planned.clone();
    alone.purpose = Purpose::Ordinary;
    alone.scenario.mode = CallMode::InTurn;
    alone.scenario.calls = vec![planned.scenario.calls[call]];
    alone.script.delays = planned
        .script
        .delays
        .get(call)
        .cloned()
        .into_iter()
        .collect();
    alone
}

struct Plan<'a> {
    task: &'a Task,
    rng: Rng,
}

impl<'a> Plan<'a> {
    fn new(task: &'a Task, seed: u64) -> Self {
        // Each task has its own random numbers.
        let seed = seed.wrapping_add(u64::from(task.number).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        Self {
            task,
            rng: Rng::with_seed(seed),
        }
    }

    /// One call whose waits have these delays.
    fn single(&mut self, n: usize, max_delay: u32, delays: Vec<f64>) -> PlannedRun {
        let calls = vec![Request { n, max_delay }];
        self.planned(Purpose::Ordinary, CallMode::InTurn, calls, vec![delays])
    }

    fn planned(
        &mut self,
        purpose: Purpose,
        mode: CallMode,
        calls: Vec<Request>,
        delays: Vec<Vec<f64>>,
    ) -> PlannedRun {
        /// In seconds. It separates functions that never end from slow ones.
        const MORE: f64 = 10.0;
        /// How far the clock moves in a step, in seconds.
        const STEP: f64 = 0.010;
        let own = |call: &Request| f64::from(call.max_delay) * call.n.max(1) as f64;
        let own = calls.iter().map(own).fold(0.0, f64::max);
        PlannedRun {
            purpose,
            scenario: Scenario {
                clock: Clock::Exact,
                seed: self.rng.u64(..),
                runtime: Runtime::Workers,
                mode,
                calls,
                heartbeat: false,
                head_start: 0,
            },
            script: Script {
                delays,
                // Each reading of the clock moves it by a nanosecond. So waits that begin together would end at
                // different instants, and each instant needs a message.
                grain: 1_000,
            },
            patience: 2.0 * own + MORE,
            most_steps: match self.task.shape {
                // A right function may poll the clock until its time has come.
                Shape::Number => ((2.0 * own + MORE) / STEP) as u64,
                Shape::List | Shape::Blocking | Shape::Task => 100,
            },
        }
    }

    /// A whole number of milliseconds, in seconds, because a function may read clocks in milliseconds.
    fn milliseconds(&mut self, range: std::ops::Range<u32>) -> f64 {
        f64::from(self.rng.u32(range)) / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::TASKS;

    #[test]
    fn a_seed_is_all_that_a_plan_depends_on() {
        for task in &TASKS {
            let planned = |seed| format!("{:?}", plan(task, seed, Clock::Exact));
            assert_eq!(planned(7), planned(7), "{}", task.name);
            assert_ne!(planned(7), planned(8), "{}", task.name);
        }
    }

    #[test]
    fn no_wait_is_longer_than_the_imported_task_allows() {
        // The time that `wait_n` itself takes is not a wait.
        let waits = |task: &&Task| task.shape != Shape::Blocking;
        for (seed, task) in
            (1..50).flat_map(|seed| TASKS.iter().filter(waits).map(move |task| (seed, task)))
        {
            for planned in plan(task, seed, Clock::Exact) {
                for (call, delays) in planned.scenario.calls.iter().zip(&planned.script.delays) {
                    let limit = f64::from(call.max_delay);
                    assert!(
                        delays.iter().all(|delay| (0.0..=limit).contains(delay)),
                        "{}, seed {seed}: {call:?} {delays:?}",
                        task.name
                    );
                }
            }
        }
    }
}
