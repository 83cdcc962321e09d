//! What is asked of task 0, which waits by itself.

use super::{Plan, Planned};
use crate::observe::Purpose;
use protocol::{Clock, Manner, Request, Script};

impl Plan {
    /// Many draws at once.
    pub(super) fn draws(&self) -> Vec<Planned> {
        let paused = vec![
            (Purpose::Ordinary, 3, 5),
            (Purpose::Crowd, 1000, 10),
            (Purpose::Crowd, 1000, 10),
            (Purpose::Crowd, 1000, 3),
            (Purpose::Crowd, 200, 70_000),
            (Purpose::Zero, 3, 0),
        ];
        let real = vec![
            (Purpose::Ordinary, 4, 1),
            (Purpose::Ordinary, 4, 1),
            (Purpose::Ordinary, 4, 1),
            (Purpose::Crowd, 200, 1),
            (Purpose::Crowd, 200, 1),
            (Purpose::Zero, 3, 0),
        ];
        let (requests, arguments) = match self.clock {
            Clock::Paused => (paused, Vec::new()),
            // Of many long waits the shortest is short.
            Clock::Real => (
                real,
                vec![self.first_of(Purpose::Crowd, 400, 10), self.begun(70_000)],
            ),
        };
        requests
            .into_iter()
            .map(|(purpose, calls, max_delay)| self.own_waits(purpose, calls, max_delay))
            .chain(arguments)
            .collect()
    }

    /// Some waits at once.
    pub(super) fn own_waits(&self, purpose: Purpose, calls: usize, max_delay: u32) -> Planned {
        self.planned(
            purpose,
            Manner::AtOnce,
            vec![Request { n: 0, max_delay }; calls],
            Script::List(Vec::new()),
            f64::from(max_delay),
        )
    }

    /// One wait that begins, and is dropped.
    fn begun(&self, max_delay: u32) -> Planned {
        let requests = vec![Request { n: 0, max_delay }];
        let manner = Manner::Dropped { linger: 0.0 };
        self.planned(
            Purpose::Crowd,
            manner,
            requests,
            Script::List(Vec::new()),
            1.0,
        )
    }

    /// The shortest of some real waits.
    pub(super) fn first_of(&self, purpose: Purpose, calls: usize, max_delay: u32) -> Planned {
        let requests = vec![Request { n: 0, max_delay }; calls];
        let script = Script::List(Vec::new());
        let longest = f64::from(max_delay);
        self.planned(purpose, Manner::FirstOf, requests, script, longest)
    }
}
