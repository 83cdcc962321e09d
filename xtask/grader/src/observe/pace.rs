//! Tracks the progress of a program, and decides when to stop following it.

use super::{Ending, PlannedRun, Purpose, observation::Moment};
use protocol::{Clock, Threads};

/// The progress of a program.
pub(super) struct Pace {
    /// When its last report came.
    now: Moment,
    /// When a call last began or ended, a wait was last requested, or waits last ended.
    news: Moment,
    /// The number of instants at which waits have ended.
    ends: usize,
    /// How many times it has begun to compute without waiting.
    spells: u64,
    /// How often all threads had waited at the beginning of the last such time.
    last_spell: Option<u64>,
}

impl Pace {
    /// The progress at the start of a program.
    pub(super) fn new() -> Self {
        let start = Moment {
            at: 0.0,
            naps: 0,
            steps: 0,
        };
        Self {
            now: start,
            news: start,
            ends: 0,
            spells: 0,
            last_spell: None,
        }
    }

    /// Records a report of the program.
    pub(super) fn report(&mut self, now: Moment, threads: Threads) {
        self.now = now;
        if threads == Threads::Spin && self.last_spell.replace(now.naps) != Some(now.naps) {
            self.spells += 1;
        }
    }

    /// Records that a call begins or ends, or that a wait is requested.
    pub(super) fn news(&mut self, moment: Moment) {
        self.news = moment;
    }

    /// Records that waits end.
    pub(super) fn waits_end(&mut self, moment: Moment) {
        self.ends += 1;
        self.news = moment;
    }

    /// When the last news came.
    pub(super) fn last_news(&self) -> Moment {
        self.news
    }

    /// How many seconds have passed since the last news.
    pub(super) fn silence(&self) -> f64 {
        self.now.at - self.news.at
    }

    /// How often the clock has moved while threads were busy since the last news.
    pub(super) fn steps(&self) -> u64 {
        self.now.steps.saturating_sub(self.news.steps)
    }

    /// Whether the clock has moved since the program began.
    pub(super) fn has_moved(&self) -> bool {
        self.now.naps > 0 || self.now.steps > 0
    }

    /// Why the grader stops following the program, if it does.
    pub(super) fn end(&self, planned: &PlannedRun) -> Option<Ending> {
        if self.ends > most_ends(planned) {
            Some(Ending::TooManyWaits)
        } else if planned.scenario.clock == Clock::Exact && self.is_slow(planned.purpose) {
            Some(Ending::Slow)
        } else {
            None
        }
    }

    /// Whether the program reads the clock so often that it takes too long to follow it through a long wait.
    fn is_slow(&self, purpose: Purpose) -> bool {
        /// Each takes at least 20 ms of processor time, the examiner's patience.
        const MOST_SPELLS: u64 = 50;
        const MOST_SPELLS_OF_CROWD: u64 = 10;
        /// Each takes half a millisecond of processor time.
        const MOST_STEPS: u64 = 1_000;
        const MOST_STEPS_OF_CROWD: u64 = 200;
        const MOST_STEPS_OF_LONG: u64 = 100;
        /// Each takes some microseconds.
        const MOST_NAPS: u64 = 200_000;
        const MOST_NAPS_IN_ALL: u64 = 500_000;
        const MOST_NAPS_OF_LONG: u64 = 20_000;
        let naps = self.now.naps.saturating_sub(self.news.naps);
        let too_long = match purpose {
            Purpose::Long => naps > MOST_NAPS_OF_LONG || self.steps() > MOST_STEPS_OF_LONG,
            // All its calls should wait at the same time.
            Purpose::Crowd => {
                self.now.steps > MOST_STEPS_OF_CROWD || self.spells > MOST_SPELLS_OF_CROWD
            }
            Purpose::Ordinary
            | Purpose::Several
            | Purpose::Zero
            | Purpose::Ties
            | Purpose::Dropped
            | Purpose::OneThread
            | Purpose::TenThousand => self.now.steps > MOST_STEPS || self.spells > MOST_SPELLS,
        };
        too_long || naps > MOST_NAPS || self.now.naps > MOST_NAPS_IN_ALL
    }
}

/// The maximum number of instants at which waits may end, far more than any right program needs.
fn most_ends(planned: &PlannedRun) -> usize {
    const MORE: usize = 1_000;
    let calls = planned.scenario.calls.iter();
    MORE + 10 * calls.map(|call| call.n.max(1)).sum::<usize>()
}
