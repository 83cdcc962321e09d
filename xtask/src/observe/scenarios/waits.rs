//! What is asked of tasks 1 and 4, which make lists of waits.

use super::{
    Plan, Planned,
    delays::{interleaved, shuffled, spread},
};
use crate::observe::Purpose;
use protocol::{Clock, Manner, Request, Script};
use std::iter;

impl Plan {
    /// Lists of waits.
    pub(super) fn waits(&self) -> Vec<Planned> {
        let (low, step) = self.shortest_and_step();
        let several = |purpose, manner, requests: [(usize, u32); 3]| {
            let requests = requests.map(|(n, max_delay)| Request { n, max_delay });
            // On the real clock, delays of a call that follow each other have to keep their distance too.
            let step = self.longest(step / 2.0, step);
            let delays = interleaved(&requests, low, step);
            let longest = low + step * delays.len() as f64;
            let script = Script::List(delays);
            self.planned(purpose, manner, requests.to_vec(), script, longest)
        };
        let crowd = match self.clock {
            Clock::Paused => spread(2.0, 10.0, 300),
            Clock::Real => spread(0.4, 0.5, 300),
        };
        // The first run is all that is made on the real clock of a mistake that shows in it.
        let few = match self.clock {
            Clock::Paused => 5,
            Clock::Real => 4,
        };
        vec![
            self.wait_list(few, self.at_most(20), low, step),
            self.wait_list(8, self.at_most(30), low, step),
            self.wait_list(2, self.at_most(70_003), low, step),
            self.wait_list(1, self.at_most(4), low, step),
            self.wait_list(40, self.at_most(100), low, step),
            self.single(Purpose::Ordinary, 10, 0, Script::List(vec![0.0]), 0.0),
            // Long enough for as many threads to start, on the real clock.
            self.all_equal(70, self.longest(2.5, 0.4)),
            several(
                Purpose::Repeated,
                Manner::InTurn,
                [(5, 20), (3, 30), (5, 20)],
            ),
            several(
                Purpose::Overlapping,
                Manner::AtOnce,
                [(4, 20), (3, 30), (2, 40)],
            ),
            self.single(Purpose::Crowd, 300, 500, crowd, self.longest(10.0, 0.5)),
        ]
    }

    /// One call for `n` waits that differ by `step` seconds at least.
    pub(super) fn wait_list(&self, n: usize, max_delay: u32, low: f64, step: f64) -> Planned {
        let script = Script::List(shuffled(n, low, step));
        let longest = low + step * n as f64;
        self.single(Purpose::Ordinary, n, max_delay, script, longest)
    }

    /// One call for `n` waits that all end at once. Further ones, which should not be, end one after the other.
    fn all_equal(&self, n: usize, delay: f64) -> Planned {
        let further = (1..=n).map(|index| delay + 0.01 * index as f64);
        let script = Script::List(iter::repeat_n(delay, n).chain(further).collect());
        self.single(Purpose::Ordinary, n, self.at_most(6), script, delay)
    }
}
