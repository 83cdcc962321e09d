//! What is asked of each task. Numbers are drawn anew for each check, so that none can be known beforehand.

mod beyond;
mod delays;
mod draws;
mod spawned;
mod timings;
mod waits;

use super::Purpose;
use crate::course::{Check, Task};
use protocol::{Clock, Manner, Request, Scenario, Script};
pub use timings::long_timing;

/// A scenario and what it is for.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it is for.
    pub purpose: Purpose,
    /// What is asked.
    pub scenario: Scenario,
}

/// The part of a task's checks that scenarios are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the statement asks for.
    Counted,
    /// The same in short, on the real clock, so that no trick with the paused one can deceive.
    Proof,
    /// What goes beyond the statement.
    Stretch,
}

impl Part {
    /// Whether a check belongs to this part.
    pub fn has(self, check: &Check) -> bool {
        check.stretch == (self == Self::Stretch)
    }
}

/// What is asked of a task. On the real clock waits are short.
pub fn plan(task: &Task, part: Part, clock: Clock) -> Vec<Planned> {
    let plan = Plan { clock };
    let real = Plan { clock: Clock::Real };
    match (task.number, part) {
        (0, Part::Counted) => plan.draws(),
        (0 | 3, Part::Stretch) => Vec::new(),
        // It brings a runtime of its own, so only the real clock will do.
        (2, Part::Counted) => real.timings(),
        (2, Part::Stretch) => vec![real.timing(Purpose::Zero, &[(0, 3)], &[0.010])],
        (3, Part::Counted) => plan.spawned(),
        (_, Part::Counted) => plan.waits(),
        (_, Part::Stretch) => plan.many_waits(task),
        (0, Part::Proof) => vec![real.first_of(Purpose::Ordinary, 48, 1)],
        // All that is asked of it is on the real clock.
        (2, Part::Proof) => Vec::new(),
        (3, Part::Proof) => vec![real.one_task(9, 0.030)],
        (_, Part::Proof) => vec![real.wait_list(4, 9, 0.010, 0.008)],
    }
}

/// A hundred thousand waits at once on the paused clock, for a function whose rehearsal leaves a doubt.
pub fn hundred_thousand() -> Planned {
    let plan = Plan {
        clock: Clock::Paused,
    };
    plan.hundred_thousand()
}

/// How many waits are rehearsed before a hundred thousand.
pub const REHEARSED: u32 = 100_000 / REHEARSED_SHARE as u32;

/// The share of what a hundred thousand waits may take that is there for the rehearsal.
pub(super) const REHEARSED_SHARE: u64 = 10;

/// The stack of the thread that learners' functions are called on, in bytes: as large as that of main threads.
const STACK: u64 = 8 << 20;

/// What shows best how a task's function goes about its waits.
pub fn picture(task: &Task, clock: Clock) -> Planned {
    let plan = Plan { clock };
    let (low, step) = plan.shortest_and_step();
    match task.number {
        0 => plan.own_waits(Purpose::Ordinary, 6, plan.at_most(10)),
        2 => Plan { clock: Clock::Real }.timing(Purpose::Ordinary, &[(5, 9)], &[0.4]),
        3 => plan.one_task(9, plan.longest(6.0, 0.3)),
        _ => plan.wait_list(6, plan.at_most(12), low, step),
    }
}

struct Plan {
    clock: Clock,
}

impl Plan {
    /// The shortest delay and the distance of two delays, in seconds. On the real clock, timers that are some
    /// milliseconds late must not change the order.
    fn shortest_and_step(&self) -> (f64, f64) {
        match self.clock {
            Clock::Paused => (0.3, 1.7),
            Clock::Real => (0.030, 0.030),
        }
    }

    /// A `max_delay`. On the real clock it is short, for the sake of functions that wait for it.
    fn at_most(&self, paused: u32) -> u32 {
        match self.clock {
            Clock::Paused => paused,
            Clock::Real => 2,
        }
    }

    fn longest(&self, paused: f64, real: f64) -> f64 {
        match self.clock {
            Clock::Paused => paused,
            Clock::Real => real,
        }
    }

    fn single(
        &self,
        purpose: Purpose,
        n: usize,
        max_delay: u32,
        script: Script,
        longest: f64,
    ) -> Planned {
        let request = Request { n, max_delay };
        self.planned(purpose, Manner::InTurn, vec![request], script, longest)
    }

    fn planned(
        &self,
        purpose: Purpose,
        manner: Manner,
        calls: Vec<Request>,
        script: Script,
        longest: f64,
    ) -> Planned {
        let n = calls.iter().map(|call| call.n).max().unwrap_or(0).max(1) as f64;
        let max_delay = calls.iter().map(|call| call.max_delay).max().unwrap_or(0);
        // Waits that run one after the other are slow, not stuck, nor are a function's own that take up to
        // `max_delay`; a crowd of them would take too long.
        let patience = match (self.clock, purpose) {
            (Clock::Paused, _) => 10.0 * n * longest + f64::from(max_delay) + 100.0,
            (Clock::Real, Purpose::HundredThousand) => longest + 3.0,
            (Clock::Real, Purpose::Crowd | Purpose::Ties) => {
                (3.0 * longest).min(longest + 2.0) + 0.5
            }
            (Clock::Real, _) => n.min(8.0) * longest + 2.5,
        };
        Planned {
            purpose,
            scenario: Scenario {
                nonce: fastrand::u64(..),
                clock: self.clock,
                manner,
                calls,
                script,
                patience,
                head_start: 0.0,
                record: MOST_RECORDED,
                stack: STACK,
            },
        }
    }
}

/// How many waits and numbers of a run are looked at one by one.
const MOST_RECORDED: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::TASKS;

    #[test]
    fn every_task_is_tried_on_both_clocks() {
        for task in &TASKS {
            let real = |planned: &Planned| planned.scenario.clock == Clock::Real;
            let mut first_look = plan(task, Part::Counted, Clock::Paused);
            first_look.extend(plan(task, Part::Proof, Clock::Paused));
            assert!(first_look.iter().any(real), "{}", task.name);
            let on_real = plan(task, Part::Counted, Clock::Real);
            assert!(
                !on_real.is_empty() && on_real.iter().all(real),
                "{}",
                task.name
            );
        }
    }
}
