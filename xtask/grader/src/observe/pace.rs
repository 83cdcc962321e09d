//! How a program gets on, and when it is not followed any longer.

use super::{Ending, Planned, Purpose, observation::Moment};
use protocol::{Clock, Threads};

/// How far a program has come.
pub(super) struct Pace {
    /// When it last reported.
    now: Moment,
    /// When a call last began or ended, a wait was asked for, or waits ended.
    news: Moment,
    /// At how many instants waits have ended.
    ends: usize,
    /// How often it has begun to compute without waiting.
    spells: u64,
    /// How often all threads had waited when it last did.
    last_spell: Option<u64>,
}

impl Pace {
    /// At the start of a program.
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

    /// Takes in that the program reports.
    pub(super) fn report(&mut self, now: Moment, threads: Threads) {
        self.now = now;
        if threads == Threads::Spin && self.last_spell.replace(now.naps) != Some(now.naps) {
            self.spells += 1;
        }
    }

    /// Takes in that a call begins or ends, or that a wait is asked for.
    pub(super) fn news(&mut self, moment: Moment) {
        self.news = moment;
    }

    /// Takes in that waits end.
    pub(super) fn waits_end(&mut self, moment: Moment) {
        self.ends += 1;
        self.news = moment;
    }

    /// When there was last any news.
    pub(super) fn last_news(&self) -> Moment {
        self.news
    }

    /// For how many seconds there has been no news.
    pub(super) fn silence(&self) -> f64 {
        self.now.at - self.news.at
    }

    /// How often the clock has moved without news although threads were busy.
    pub(super) fn steps(&self) -> u64 {
        self.now.steps.saturating_sub(self.news.steps)
    }

    /// Whether the clock has moved since the program began.
    pub(super) fn has_moved(&self) -> bool {
        self.now.naps > 0 || self.now.steps > 0
    }

    /// Why the program is not followed any longer, whatever it does next.
    pub(super) fn end(&self, planned: &Planned) -> Option<Ending> {
        if self.ends > most_ends(planned) {
            Some(Ending::Insatiable)
        } else if planned.scenario.clock == Clock::Exact && self.is_slow(planned.purpose) {
            Some(Ending::Slow)
        } else {
            None
        }
    }

    /// Whether the program looks at the clock so often that it takes too long to follow it through a long wait.
    fn is_slow(&self, purpose: Purpose) -> bool {
        /// Each of them takes at least the examiner's patience, 20 ms of processor time.
        const MOST_SPELLS: u64 = 50;
        const MOST_SPELLS_OF_CROWD: u64 = 10;
        /// Each of them takes half a millisecond of processor time.
        const MOST_STEPS: u64 = 1_000;
        const MOST_STEPS_OF_CROWD: u64 = 200;
        const MOST_STEPS_OF_LONG: u64 = 100;
        /// Each of them takes some microseconds.
        const MOST_NAPS: u64 = 200_000;
        const MOST_NAPS_IN_ALL: u64 = 500_000;
        const MOST_NAPS_OF_LONG: u64 = 20_000;
        let naps = self.now.naps.saturating_sub(self.news.naps);
        let too_long = match purpose {
            Purpose::Long => naps > MOST_NAPS_OF_LONG || self.steps() > MOST_STEPS_OF_LONG,
            // Its calls should all wait at the same time.
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

/// At how many instants waits may end: far more than any right program needs.
fn most_ends(planned: &Planned) -> usize {
    const MORE: usize = 1_000;
    let calls = planned.scenario.calls.iter();
    MORE + 10 * calls.map(|call| call.n.max(1)).sum::<usize>()
}
