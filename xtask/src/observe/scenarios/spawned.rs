//! What is asked of task 3, which starts tasks.

use super::{
    Plan, Planned,
    delays::{jittered, shuffled},
};
use crate::observe::Purpose;
use protocol::{Manner, Request, Script};

impl Plan {
    /// Tasks that are left alone for a while and then awaited.
    pub(super) fn spawned(&self) -> Vec<Planned> {
        let unit = self.longest(1.0, 0.060);
        let several = |purpose, manner| {
            let requests = [5, 7, 9, 11, 13, 15].map(|max_delay| Request { n: 0, max_delay });
            let delays = Script::List(shuffled(6, unit, unit / 2.0));
            let longest = 4.0 * unit;
            let mut planned = self.planned(purpose, manner, requests.to_vec(), delays, longest);
            planned.scenario.head_start = unit / 2.0;
            planned
        };
        vec![
            self.one_task(20, jittered(unit)),
            self.one_task(70_003, jittered(self.longest(400.0, 0.120))),
            self.one_task(0, 0.0),
            several(Purpose::Overlapping, Manner::AtOnce),
            several(Purpose::Repeated, Manner::InTurn),
            self.crowd_of_tasks(jittered(unit)),
        ]
    }

    /// Many tasks at once that wait for `delay` seconds each.
    fn crowd_of_tasks(&self, delay: f64) -> Planned {
        let request = Request { n: 0, max_delay: 8 };
        let script = Script::List(vec![delay]);
        self.planned(
            Purpose::Crowd,
            Manner::AtOnce,
            vec![request; 60],
            script,
            delay,
        )
    }

    /// One call for a task that waits for `delay` seconds.
    pub(super) fn one_task(&self, max_delay: u32, delay: f64) -> Planned {
        let request = Request { n: 0, max_delay };
        let script = Script::List(vec![delay]);
        let mut planned = self.planned(
            Purpose::Ordinary,
            Manner::InTurn,
            vec![request],
            script,
            delay,
        );
        planned.scenario.head_start = (delay / 2.0).max(0.01);
        planned
    }
}
