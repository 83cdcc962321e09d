//! What is asked of tasks 1 and 4 beyond the statement.

use super::{
    Plan, Planned, REHEARSED, REHEARSED_SHARE,
    delays::{shuffled, spread},
};
use crate::{course::Task, observe::Purpose};
use protocol::{Clock, Manner, Request, Script};

impl Plan {
    /// Many waits, none, and some that are dropped.
    pub(super) fn many_waits(&self, task: &Task) -> Vec<Planned> {
        let (low, step) = self.shortest_and_step();
        let ties = match self.clock {
            Clock::Paused => spread(0.5, 0.7, 1000),
            Clock::Real => spread(0.3, 0.5, 1000),
        };
        let mut planned = vec![
            self.single(Purpose::Zero, 0, 5, Script::List(vec![low]), low),
            self.single(Purpose::Ties, 1000, 1, ties, self.longest(0.7, 0.5)),
            match self.clock {
                Clock::Paused => self.rehearsal(),
                Clock::Real => self.hundred_thousand(),
            },
        ];
        if task.number == 4 {
            let longest = low + 5.0 * step;
            planned.push(self.planned(
                Purpose::Dropped,
                Manner::Dropped { linger: longest },
                vec![Request { n: 5, max_delay: 7 }],
                Script::List(shuffled(5, low, step)),
                longest,
            ));
        }
        planned
    }

    /// A tenth of a hundred thousand waits, with a tenth of what they may take.
    fn rehearsal(&self) -> Planned {
        let mut planned = self.very_many(Purpose::Rehearsal, REHEARSED);
        planned.scenario.stack /= REHEARSED_SHARE;
        planned
    }

    pub(super) fn hundred_thousand(&self) -> Planned {
        self.very_many(Purpose::HundredThousand, 100_000)
    }

    /// Delays in ascending order take the least time, and nobody judges the order.
    fn very_many(&self, purpose: Purpose, n: u32) -> Planned {
        let (low, most) = match self.clock {
            Clock::Paused => (1.0, 5.0),
            Clock::Real => (1.5, 1.5),
        };
        // As many in a millisecond, however many there are.
        let high = low + most * f64::from(n) / 100_000.0;
        let script = Script::Spread {
            low,
            high,
            count: n,
            stride: 1,
        };
        self.single(purpose, n as usize, 6, script, high)
    }
}
