//! Adapts scenarios to systems without an exact clock, where they really wait for some tens of milliseconds.

use super::PlannedRun;
use crate::observe::Purpose;
use protocol::{CallMode, Clock};

/// The distance between delays on the real clock, in seconds. A machine that is not busy keeps such delays in order.
const STEP: f64 = 0.025;

/// The shortest wait in seconds, long enough to start hundreds of waits before it ends.
const SHORTEST: f64 = 0.150;

impl PlannedRun {
    /// Moves a scenario to the real clock. Delays keep their order, equal delays stay equal, and zero stays zero.
    pub(super) fn make_real(&mut self) {
        self.scenario.clock = Clock::Real;
        let mut all: Vec<f64> = self.script.delays.concat();
        all.sort_by(f64::total_cmp);
        all.dedup();
        for delay in self.script.delays.iter_mut().flatten() {
            let place = all.partition_point(|other| *other < *delay);
            *delay = if *delay == 0.0 {
                0.0
            } else if self.purpose == Purpose::Ties {
                SHORTEST + *delay / 1000.0
            } else if self.purpose == Purpose::TenThousand {
                SHORTEST * 10.0 + *delay / 1000.0
            } else {
                SHORTEST + STEP * place as f64
            };
        }
        self.scenario.head_start = self.scenario.head_start.min(30_000_000);
        if self.script.delays.is_empty() {
            for call in &mut self.scenario.calls {
                call.max_delay = call.max_delay.min(1);
            }
            if self.scenario.mode != CallMode::AtOnce {
                self.scenario.calls.truncate(6);
            }
        }
        self.patience = 5.0;
    }
}
