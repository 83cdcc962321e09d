//! The scenarios of task 3, which starts tasks.

use super::{Plan, PlannedRun};
use crate::observe::Purpose;
use protocol::{CallMode, Request};

impl Plan<'_> {
    /// Tasks that are awaited only after a while.
    pub(super) fn spawned(mut self) -> Vec<PlannedRun> {
        let (short, middle) = (self.rng.u32(2..20), self.rng.u32(20..400));
        let in_turn = [1, short, 1, middle, 2, short, 3];
        let at_once = [3, short, 1, 17, 2, middle];
        let in_threads = [4, short, 2];
        // Many calls are all alike, so a wait of one may count as that of another.
        let crowd = vec![13; self.rng.usize(120..300)];
        let mut long = self.one_task(9_000, 2_000_000..9_000_000);
        long.purpose = Purpose::Long;
        vec![
            self.one_task(20, 900..4_000),
            self.one_task(1, 300..1_000),
            self.one_task(5, 2..9),
            self.one_task(70_003, 200_000..400_000),
            self.one_task(0, 0..1),
            long,
            self.several_tasks(Purpose::Several, CallMode::AtOnce, &at_once),
            self.several_tasks(Purpose::Several, CallMode::InTurn, &in_turn),
            self.several_tasks(Purpose::Several, CallMode::InThreads, &in_threads),
            self.several_tasks(Purpose::Crowd, CallMode::AtOnce, &crowd),
        ]
    }

    /// One call for a task that waits this many milliseconds and is awaited after half of them.
    fn one_task(&mut self, max_delay: u32, milliseconds: std::ops::Range<u32>) -> PlannedRun {
        const LEAST: f64 = 0.001;
        let delay = self.milliseconds(milliseconds);
        let mut planned = self.single(0, max_delay, vec![delay]);
        planned.scenario.head_start = ((delay / 2.0).max(LEAST) * 1e9) as u64;
        planned
    }

    /// Several calls whose tasks end at only a few different instants.
    fn several_tasks(
        &mut self,
        purpose: Purpose,
        mode: CallMode,
        max_delays: &[u32],
    ) -> PlannedRun {
        const INSTANTS: u32 = 24;
        let calls = max_delays
            .iter()
            .map(|&max_delay| Request { n: 0, max_delay });
        let delays = max_delays.iter().map(|&max_delay| {
            let part = f64::from(self.rng.u32(INSTANTS / 4..INSTANTS)) / f64::from(INSTANTS);
            vec![f64::from(max_delay) * part]
        });
        let delays = delays.collect();
        let mut planned = self.planned(purpose, mode, calls.collect(), delays);
        planned.scenario.head_start = 200_000_000;
        planned
    }
}
