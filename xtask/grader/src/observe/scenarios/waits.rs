//! The scenarios of tasks 1 and 4, which start a list of waits.

use super::{Plan, PlannedRun};
use crate::{course::Id, observe::Purpose};
use protocol::{CallMode, Request, Runtime};

/// The distance between close delays, in seconds. It is just large enough that a right function sees them end one after
/// the other.
const CLOSE: f64 = 0.015;

impl Plan<'_> {
    /// All scenarios.
    pub(super) fn waits(mut self) -> Vec<PlannedRun> {
        let mut planned = vec![
            self.list(5, 20, 3.0),
            self.single(10, 0, vec![0.0]),
            self.list(1, 4, 2.0),
        ];
        planned.push(self.single(2, 70_003, vec![41.0, 17.5]));
        // Both ends of the range, and values close to them.
        let longest = self.rng.u32(3..30);
        let ends = [0.97, 0.0, 1.0, 0.01].map(|part| part * f64::from(longest));
        planned.push(self.single(ends.len(), longest, ends.to_vec()));
        let odd = 2 * self.rng.usize(1..5) + 1;
        let even = 2 * self.rng.usize(2..6);
        planned.push(self.list(odd, 60, 5.5));
        planned.push(self.list(even, 1, CLOSE));
        let n = self.rng.usize(13..40);
        planned.push(self.list(n, 300, 1.4));
        let (n, delay) = (self.rng.usize(66..130), 0.5 + 4.0 * self.rng.f64());
        planned.push(self.single(n, 6, vec![delay; n]));
        let n = self.rng.usize(130..300);
        planned.push(self.clusters(n, 60, 0.0, 1.9));
        let n = self.rng.usize(300..500);
        planned.push(self.clusters(n, 1, 0.002, 0.0001));
        planned.extend(self.long());
        planned.extend(self.several());
        planned.extend(self.beyond());
        planned
    }

    /// Hours of waiting.
    fn long(&mut self) -> [PlannedRun; 2] {
        let n = self.rng.usize(200..400);
        let mut many = self.clusters(n, 9_000, 7.0, 300.0);
        let n = self.rng.usize(5..20);
        let mut few = self.list(n, 50_000, 900.0);
        many.purpose = Purpose::Long;
        few.purpose = Purpose::Long;
        [many, few]
    }

    /// Several calls in one program: repeated, larger and smaller, at once, and in other threads.
    fn several(&mut self) -> [PlannedRun; 4] {
        let n = self.rng.usize(6..30);
        let in_turn = [
            (5, 20),
            (5, 20),
            (3, 30),
            (5, 20),
            (n, 60),
            (4, 300),
            (1, 7),
        ];
        let at_once = [(4, 20), (3, 30), (self.rng.usize(2..20), 40)];
        let in_threads = [(3, 20), (4, 9), (3, 20)];
        // This is short enough to follow a function that reads the clock all the time.
        let short = [(2, 20), (3, 30), (2, 40)];
        let mut calls = |mode, calls: &[(usize, u32)], step| {
            let calls: Vec<Request> = calls
                .iter()
                .map(|&(n, max_delay)| Request { n, max_delay })
                .collect();
            let delays = calls
                .iter()
                .map(|call| self.shuffled(call.n, step / 3.0, step));
            let delays = delays.collect();
            self.planned(Purpose::Several, mode, calls, delays)
        };
        [
            calls(CallMode::InTurn, &in_turn, 1.7),
            calls(CallMode::AtOnce, &at_once, 1.7),
            calls(CallMode::InThreads, &in_threads, 1.7),
            calls(CallMode::AtOnce, &short, CLOSE),
        ]
    }

    /// The scenarios of the stretch checks.
    fn beyond(&mut self) -> Vec<PlannedRun> {
        let mut zero = self.single(0, 5, vec![1.0]);
        zero.purpose = Purpose::Zero;

        const TIED: usize = 200;
        let delays = (0..TIED).map(|_| 1.0 + 0.000_9 * self.rng.f64()).collect();
        let mut ties = self.single(TIED, 2, delays);
        ties.purpose = Purpose::Ties;
        ties.script.grain = 1_000_000;

        let mut one_thread = self.list(6, 4, 0.4);
        one_thread.purpose = Purpose::OneThread;
        one_thread.scenario.runtime = Runtime::CurrentThread;
        one_thread.scenario.heartbeat = true;

        const MANY: usize = 10_000;
        const INSTANTS: usize = 10;
        let delays = (0..INSTANTS).map(|index| 1.0 + index as f64 / 1000.0);
        let mut ten_thousand = self.single(MANY, 6, delays.collect());
        ten_thousand.purpose = Purpose::TenThousand;

        let mut planned = vec![zero, ties, one_thread, ten_thousand];
        if self.task.has(Id::StopsTasksWhenDropped) {
            let mut dropped = self.list(5, 20, 2.0);
            dropped.purpose = Purpose::Dropped;
            dropped.scenario.mode = CallMode::Dropped;
            planned.push(dropped);
        }
        planned
    }

    /// One call for `n` waits whose delays differ by at least `step` seconds.
    fn list(&mut self, n: usize, max_delay: u32, step: f64) -> PlannedRun {
        let delays = self.shuffled(n, step / 3.0, step);
        self.single(n, max_delay, delays)
    }

    /// One call for `n` waits, many of which end at the same instant.
    fn clusters(&mut self, n: usize, max_delay: u32, low: f64, step: f64) -> PlannedRun {
        const INSTANTS: usize = 24;
        let instants = self.shuffled(INSTANTS, low, step);
        let delays = (0..n).map(|_| instants[self.rng.usize(0..INSTANTS)]);
        let delays = delays.collect();
        self.single(n, max_delay, delays)
    }

    /// `n` delays that differ by at least `step`. Three or more are neither ascending nor descending.
    fn shuffled(&mut self, n: usize, low: f64, step: f64) -> Vec<f64> {
        let mut delays: Vec<f64> = (0..n)
            .map(|index| low + step * (index as f64 + 0.2 * self.rng.f64()))
            .collect();
        if n == 2 {
            delays.reverse();
        }
        while n > 2 && (delays.is_sorted() || delays.is_sorted_by(|a, b| a >= b)) {
            self.rng.shuffle(&mut delays);
        }
        delays
    }
}
