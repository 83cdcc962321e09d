//! The scenarios of task 0, which waits by itself.

use super::{Plan, PlannedRun};
use crate::observe::Purpose;
use protocol::{CallMode, Request};

impl Plan<'_> {
    /// Calls one after the other and many at once, with a `max_delay` from a second to a day.
    pub(super) fn draws(mut self) -> Vec<PlannedRun> {
        let mut in_turn = vec![1, 10, 5, 15, 1, 3];
        in_turn.extend((0..14).map(|_| self.rng.u32(1..=20)));
        let long = vec![
            90,
            self.rng.u32(500..4_000),
            self.rng.u32(4_000..20_000),
            70_000,
        ];
        let long_at_once = vec![self.rng.u32(4_000..80_000); LONG_CROWD];
        let crowd = self.rng.u32(2..100);
        let mut several =
            self.own_waits(Purpose::Several, CallMode::AtOnce, vec![2, 3, 2, 1, 2, 3]);
        several.scenario.heartbeat = true;
        let mut many = self.own_waits(Purpose::Several, CallMode::AtOnce, vec![1; MANY]);
        many.scenario.heartbeat = true;
        let mut beating = self.own_waits(Purpose::Several, CallMode::InTurn, vec![1, 2, 1]);
        beating.scenario.heartbeat = true;
        vec![
            self.own_waits(Purpose::Ordinary, CallMode::InTurn, in_turn),
            several,
            many,
            beating,
            self.own_waits(Purpose::Ordinary, CallMode::InThreads, vec![3, 7, 2]),
            self.own_waits(Purpose::Long, CallMode::InTurn, long),
            self.own_waits(Purpose::Long, CallMode::AtOnce, long_at_once),
            self.own_waits(Purpose::Crowd, CallMode::AtOnce, vec![10; CROWD]),
            self.own_waits(Purpose::Crowd, CallMode::AtOnce, vec![1; CROWD]),
            self.own_waits(Purpose::Crowd, CallMode::AtOnce, vec![1; CROWD]),
            self.own_waits(Purpose::Crowd, CallMode::AtOnce, vec![1; CROWD]),
            self.own_waits(Purpose::Crowd, CallMode::AtOnce, vec![crowd; CROWD]),
            self.own_waits(Purpose::Zero, CallMode::InTurn, vec![0; 3]),
        ]
    }

    fn own_waits(&mut self, purpose: Purpose, mode: CallMode, max_delays: Vec<u32>) -> PlannedRun {
        let calls = max_delays.into_iter();
        let calls = calls.map(|max_delay| Request { n: 0, max_delay });
        self.planned(purpose, mode, calls.collect(), Vec::new())
    }
}

/// Enough draws to judge their distribution. Three times as many, up to one second, show that a hundredth of the range
/// is left out.
const CROWD: usize = 1000;

/// Enough calls to see how long each blocks its thread, and how short waits end. A function may use a thread for each
/// call, so there are not more.
const MANY: usize = 300;

/// Enough draws to show that a part of the range is left out.
const LONG_CROWD: usize = 64;
