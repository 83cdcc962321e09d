//! What is asked of each task. Numbers are drawn anew for each check, so that none can be known beforehand.

use crate::{course::Task, judge::Purpose};
use protocol::{Clock, Manner, Request, Scenario, Script};

/// A scenario and what it is for.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it is for.
    pub purpose: Purpose,
    /// What is asked.
    pub scenario: Scenario,
}

/// What is asked first. The first scenario tells whether the others can be asked on the paused clock at all;
/// one at least is on the real clock, which no trick with the paused one can deceive.
pub fn on_paused_clock(task: &Task) -> Vec<Planned> {
    let plan = Plan { clock: Clock::Paused };
    let proof = Plan { clock: Clock::Real };
    let mut planned = match task.number {
        0 => plan.draws(),
        2 => return proof.timings(),
        3 => plan.spawned(),
        _ => plan.waits(task),
    };
    planned.push(match task.number {
        0 => proof.first_of(48),
        3 => proof.one_task(&[0.050]),
        _ => proof.wait_list(Purpose::Ordinary, 4, 9, 0.015, 0.015),
    });
    planned
}

/// The same questions on the real clock, with short waits, for the functions that fail on the paused one.
pub fn on_real_clock(task: &Task, with_stretch: bool) -> Vec<Planned> {
    let plan = Plan { clock: Clock::Real };
    let mut planned = match task.number {
        0 => plan.draws(),
        2 => plan.timings(),
        3 => plan.spawned(),
        _ => plan.waits(task),
    };
    planned.retain(|planned| with_stretch || !planned.purpose.is_stretch(task));
    planned
}

struct Plan {
    clock: Clock,
}

impl Plan {
    /// Task 0: many draws at once.
    fn draws(&self) -> Vec<Planned> {
        let paused = [
            (Purpose::Ordinary, 3, 5),
            (Purpose::Crowd, 1000, 10),
            (Purpose::Crowd, 1000, 10),
            (Purpose::Crowd, 200, 70_000),
            (Purpose::Zero, 3, 0),
        ];
        let real = [
            (Purpose::Ordinary, 6, 1),
            (Purpose::Ordinary, 6, 1),
            (Purpose::Crowd, 200, 1),
            (Purpose::Crowd, 200, 1),
            (Purpose::Zero, 3, 0),
        ];
        match self.clock {
            Clock::Paused => paused,
            Clock::Real => real,
        }
        .into_iter()
        .map(|(purpose, calls, max_delay)| {
            self.planned(
                purpose,
                Manner::AtOnce,
                vec![Request { n: 0, max_delay }; calls],
                Script::List(Vec::new()),
                f64::from(max_delay),
            )
        })
        .collect()
    }

    /// Task 0: the shortest of some real waits.
    fn first_of(&self, calls: usize) -> Planned {
        let requests = vec![Request { n: 0, max_delay: 1 }; calls];
        self.planned(
            Purpose::Ordinary,
            Manner::FirstOf,
            requests,
            Script::List(Vec::new()),
            1.0,
        )
    }

    /// Tasks 1 and 4: lists of waits.
    fn waits(&self, task: &Task) -> Vec<Planned> {
        // The shortest delay and the distance of two delays. On the real clock, timers that are some
        // milliseconds late must not change the order.
        let (low, step) = match self.clock {
            Clock::Paused => (0.3, 0.4),
            Clock::Real => (0.030, 0.030),
        };
        let spread = |from: f64, to: f64, count: u32| Script::Spread {
            low: from,
            high: to,
            count,
        };
        let single = |purpose, n: usize, max_delay, script, longest| {
            let request = Request { n, max_delay };
            self.planned(purpose, Manner::InTurn, vec![request], script, longest)
        };
        let several = |purpose, manner, requests: [(usize, u32); 3]| {
            let requests: Vec<Request> = requests
                .iter()
                .map(|&(n, max_delay)| Request { n, max_delay })
                .collect();
            let count = requests.iter().map(|request| request.n).sum();
            let delays = shuffled(count, low, step / 2.0);
            self.planned(purpose, manner, requests, Script::List(delays), low + step * 6.0)
        };
        let mut planned = vec![
            self.wait_list(Purpose::Ordinary, 5, 7, low, step),
            self.wait_list(Purpose::Ordinary, 8, 12, low, step),
            self.wait_list(Purpose::Ordinary, 2, 3, low, step),
            self.wait_list(Purpose::Ordinary, 1, 4, low, step),
            single(Purpose::Ordinary, 10, 0, Script::List(vec![0.0]), 0.0),
            several(Purpose::Repeated, Manner::InTurn, [(5, 7), (3, 2), (4, 9)]),
            several(Purpose::Overlapping, Manner::AtOnce, [(4, 7), (3, 3), (2, 5)]),
            single(Purpose::Zero, 0, 5, Script::List(vec![low]), low),
        ];
        match self.clock {
            Clock::Paused => planned.extend([
                single(Purpose::Crowd, 300, 10, spread(2.0, 10.0, 300), 10.0),
                single(Purpose::Ties, 1000, 1, spread(0.5, 0.7, 1000), 1.0),
                single(Purpose::HundredThousand, 100_000, 6, spread(1.0, 6.0, 100_000), 6.0),
            ]),
            Clock::Real => planned.extend([
                single(Purpose::Crowd, 300, 10, spread(0.2, 0.3, 300), 0.3),
                single(Purpose::Ties, 1000, 1, spread(0.3, 0.5, 1000), 0.5),
                single(Purpose::HundredThousand, 100_000, 6, spread(2.0, 5.0, 100_000), 5.0),
            ]),
        }
        if task.number == 4 {
            let delays = shuffled(5, low, step);
            let longest = low + 5.0 * step;
            let request = Request { n: 5, max_delay: 7 };
            planned.push(self.planned(
                Purpose::Dropped,
                Manner::Dropped { linger: longest },
                vec![request],
                Script::List(delays),
                longest,
            ));
        }
        planned
    }

    /// One call for `n` waits that differ by `step` seconds at least.
    fn wait_list(&self, purpose: Purpose, n: usize, max_delay: u32, low: f64, step: f64) -> Planned {
        self.planned(
            purpose,
            Manner::InTurn,
            vec![Request { n, max_delay }],
            Script::List(shuffled(n, low, step)),
            low + step * n as f64,
        )
    }

    /// Task 2: it brings a runtime of its own, so only the real clock will do.
    fn timings(&self) -> Vec<Planned> {
        let planned = |purpose, requests: &[(usize, u32)], delays: &[f64]| {
            let requests = requests
                .iter()
                .map(|&(n, max_delay)| Request { n, max_delay })
                .collect();
            let delays = delays.iter().map(|delay| jittered(*delay)).collect();
            self.planned(purpose, Manner::InTurn, requests, Script::List(delays), 0.1)
        };
        vec![
            planned(Purpose::Ordinary, &[(4, 9)], &[0.060]),
            planned(Purpose::Ordinary, &[(7, 2)], &[0.090]),
            planned(Purpose::Repeated, &[(3, 5), (5, 3)], &[0.050, 0.030]),
            planned(Purpose::Zero, &[(0, 3)], &[0.020]),
        ]
    }

    /// Task 3: tasks that are left alone for a while and then awaited.
    fn spawned(&self) -> Vec<Planned> {
        let unit = match self.clock {
            Clock::Paused => 1.0,
            Clock::Real => 0.060,
        };
        let several = |purpose, manner| {
            let delays = shuffled(3, unit, unit / 2.0);
            let requests = [5, 7, 9]
                .map(|max_delay| Request { n: 0, max_delay })
                .to_vec();
            let mut planned =
                self.planned(purpose, manner, requests, Script::List(delays), 3.0 * unit);
            planned.scenario.head_start = unit / 2.0;
            planned
        };
        vec![
            self.one_task(&[jittered(unit)]),
            self.one_task(&[jittered(2.0 * unit)]),
            several(Purpose::Overlapping, Manner::AtOnce),
            several(Purpose::Repeated, Manner::InTurn),
        ]
    }

    fn one_task(&self, delays: &[f64]) -> Planned {
        let request = Request {
            n: 0,
            max_delay: fastrand::u32(3..20),
        };
        let longest = delays.iter().copied().fold(0.0, f64::max);
        let mut planned = self.planned(
            Purpose::Ordinary,
            Manner::InTurn,
            vec![request],
            Script::List(delays.to_vec()),
            longest,
        );
        planned.scenario.head_start = longest / 2.0;
        planned
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
        // Waits that run one after the other are slow, not stuck; a crowd of them would take too long.
        let patience = match (self.clock, purpose) {
            (Clock::Paused, _) => 10.0 * n * longest + 100.0,
            (Clock::Real, Purpose::HundredThousand) => 2.0 * longest + 5.0,
            (Clock::Real, Purpose::Crowd | Purpose::Ties) => 3.0 * longest + 0.5,
            (Clock::Real, _) => n * longest + 2.0,
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
            },
        }
    }
}

/// How many waits and numbers of a run are looked at one by one.
const MOST_RECORDED: usize = 1000;

/// `count` delays that differ by `step` at least, neither ascending nor descending if there are three or more.
fn shuffled(count: usize, low: f64, step: f64) -> Vec<f64> {
    let mut delays: Vec<f64> = (0..count)
        .map(|index| low + step * (index as f64 + 0.2 * fastrand::f64()))
        .collect();
    if count == 2 {
        delays.reverse();
    }
    while count > 2 && (delays.is_sorted() || delays.is_sorted_by(|a, b| a >= b)) {
        fastrand::shuffle(&mut delays);
    }
    delays
}

/// A delay up to a tenth longer.
fn jittered(delay: f64) -> f64 {
    delay * (1.0 + 0.1 * fastrand::f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::TASKS;

    #[test]
    fn every_task_is_tried_on_both_clocks() {
        for task in &TASKS {
            let real = |planned: &Planned| planned.scenario.clock == Clock::Real;
            assert!(on_paused_clock(task).iter().any(real), "{}", task.name);
            assert!(on_real_clock(task, true).iter().all(real), "{}", task.name);
            assert!(!on_real_clock(task, false).is_empty(), "{}", task.name);
        }
    }

    #[test]
    fn delays_are_far_apart_and_unsorted() {
        for _ in 0..200 {
            let delays = shuffled(5, 0.03, 0.03);
            assert!(!delays.is_sorted());
            let mut ordered = delays;
            ordered.sort_by(f64::total_cmp);
            assert!(ordered.windows(2).all(|pair| pair[1] - pair[0] >= 0.024));
        }
    }
}
