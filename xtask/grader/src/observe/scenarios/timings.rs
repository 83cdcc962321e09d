//! The scenarios of task 2, which measures how long its one wait takes.

use super::{Plan, PlannedRun};
use crate::observe::Purpose;
use protocol::{CallMode, Request};

impl Plan<'_> {
    /// Times from milliseconds to most of an hour. With a `max_delay` of 0, the time is what `wait_n` itself takes.
    pub(super) fn timings(mut self) -> Vec<PlannedRun> {
        let n = self.rng.usize(2..60);
        let total = self.milliseconds(1_000_000..3_000_000);
        let mut long = self.single(n, 3_600, vec![total]);
        long.purpose = Purpose::Long;
        let total = self.milliseconds(1_000_000..3_000_000);
        let mut long_undivided = self.single(1, 3_600, vec![total]);
        long_undivided.purpose = Purpose::Long;
        let mut zero = self.single(0, 3, vec![0.010]);
        zero.purpose = Purpose::Zero;
        let mut planned = vec![long, long_undivided, zero];
        let many = self.rng.usize(2_000..60_000);
        for (n, max_delay, range) in [
            (4, 1, 800..1_000),
            (1, 0, 3..5),
            (7, 0, 15..30),
            (7, 4, 2_100..3_900),
            (300, 60, 40_000..59_000),
            (many, 60, 40_000..59_000),
        ] {
            let total = self.milliseconds(range);
            planned.push(self.single(n, max_delay, vec![total]));
        }
        let again = self.rng.usize(2..20);
        let in_turn = [(3, 70_002), (5, 300), (5, 300), (again, 9), (1, 2), (3, 4)];
        let in_threads = [(2, 5), (again, 12), (2, 5)];
        planned.push(self.several_timings(CallMode::InTurn, &in_turn));
        planned.push(self.several_timings(CallMode::InThreads, &in_threads));
        planned
    }

    fn several_timings(&mut self, mode: CallMode, calls: &[(usize, u32)]) -> PlannedRun {
        let calls = calls.iter().map(|&(n, max_delay)| Request { n, max_delay });
        let calls: Vec<Request> = calls.collect();
        let delays = calls
            .iter()
            .map(|call| vec![self.milliseconds(30..1_000 * call.max_delay.min(9))]);
        let delays = delays.collect();
        self.planned(Purpose::Several, mode, calls, delays)
    }
}
