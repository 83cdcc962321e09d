//! What is asked of task 2, which brings a runtime of its own: all of it on the real clock.

use super::{Plan, Planned, delays::jittered};
use crate::observe::Purpose;
use protocol::{Clock, Manner, Request, Script};

/// A call of task 2 that takes some seconds, more than its `max_delay`, for a function that may measure long times in
/// another way than short ones, or not wait for their end.
pub fn long_timing() -> Planned {
    let plan = Plan { clock: Clock::Real };
    let mut planned = plan.timing(Purpose::Ordinary, &[(3, 1)], &[2.6]);
    planned.scenario.patience += 3.0;
    planned
}

impl Plan {
    /// Calls that measure a real time. Their `max_delay` is small, so that functions that wait by
    /// themselves end soon.
    pub(super) fn timings(&self) -> Vec<Planned> {
        vec![
            self.timing(Purpose::Ordinary, &[(4, 1)], &[0.030]),
            self.timing(Purpose::Ordinary, &[(1, 0)], &[0.020]),
            self.timing(Purpose::Ordinary, &[(7, 2)], &[0.050]),
            self.timing(Purpose::Ordinary, &[(300, 3)], &[0.045]),
            self.timing(Purpose::Ordinary, &[(6, 4)], &[0.0002]),
            self.timing(Purpose::Repeated, &[(3, 70_002), (5, 300)], &[0.030, 0.020]),
        ]
    }

    pub(super) fn timing(
        &self,
        purpose: Purpose,
        requests: &[(usize, u32)],
        delays: &[f64],
    ) -> Planned {
        let requests = requests
            .iter()
            .map(|&(n, max_delay)| Request { n, max_delay })
            .collect();
        let mut delays: Vec<f64> = delays.iter().map(|&delay| jittered(delay)).collect();
        // Who calls `wait_n` for each wait need not take that many times as long to be found out.
        delays.resize(delays.len() + 300, 0.0);
        self.planned(purpose, Manner::InTurn, requests, Script::List(delays), 0.1)
    }
}
