//! What is asked of task 3, which starts tasks.

use super::{Plan, Planned};
use crate::observe::Purpose;
use protocol::{Manner, Request};

impl Plan<'_> {
    /// Tasks that are left alone for a while and then awaited.
    pub(super) fn spawned(mut self) -> Vec<Planned> {
        let short = self.milliseconds(900..4_000);
        let middle = self.milliseconds(200_000..400_000);
        let long = self.milliseconds(2_000_000..9_000_000);
        let mut long = self.one_task(9_000, long);
        long.purpose = Purpose::Long;
        let mut several = |purpose, manner, count: u32| {
            // Of many calls all are alike: what one has need not do for another.
            let differs = u32::from(purpose != Purpose::Crowd);
            let calls = (1..=count).map(|index| Request {
                n: 0,
                max_delay: 2 * index * differs + 3,
            });
            let mut delays: Vec<f64> = (0..count)
                .map(|index| 1.0 + 0.5 * f64::from(index % 24) + 0.1 * self.rng.f64())
                .collect();
            self.rng.shuffle(&mut delays);
            let delays = delays.into_iter().map(|delay| vec![delay]);
            let (calls, delays) = (calls.collect(), delays.collect());
            let mut planned = self.planned(purpose, manner, calls, delays);
            planned.scenario.head_start = 500_000_000;
            planned
        };
        let several = [
            several(Purpose::Several, Manner::AtOnce, 6),
            several(Purpose::Several, Manner::InTurn, 6),
            several(Purpose::Several, Manner::InThreads, 3),
            several(Purpose::Crowd, Manner::AtOnce, 70),
        ];
        let mut planned = vec![
            self.one_task(20, short),
            self.one_task(70_003, middle),
            self.one_task(0, 0.0),
            long,
        ];
        planned.extend(several);
        planned
    }

    /// One call for a task that waits for `delay` seconds, and is awaited after half of that.
    fn one_task(&mut self, max_delay: u32, delay: f64) -> Planned {
        const LEAST: f64 = 0.001;
        let mut planned = self.single(0, max_delay, vec![delay]);
        planned.scenario.head_start = ((delay / 2.0).max(LEAST) * 1e9) as u64;
        planned
    }
}
