//! What was suspected counts when it is seen on the real clock too, in runs during which the machine kept time.

use super::Examination;
use crate::{
    judge::{self, Evidence, Judge, Verdict},
    observe::{Exhibit, Part, Planned, Purpose},
};
use anyhow::Result;
use protocol::Clock;
use std::{thread, time::Duration};

/// How often a scenario is tried on the real clock while the machine is too busy to be believed.
const MOST_TRIES: usize = 6;

/// How often it is tried while waits end late. If they do so each time, it may well be the function that makes them.
const MOST_LATE_TRIES: usize = 3;

/// How long a machine that is too busy is left alone before the second try; before each further one, twice as long.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);

/// How many waits on the real clock there is time for if they take turns.
const MOST_IN_TURN: usize = 10;

/// Whether a scenario takes little time even if its waits take turns.
fn is_simple(planned: &Planned) -> bool {
    planned.purpose == Purpose::Ordinary && planned.scenario.waits() <= 4
}

impl Examination<'_> {
    /// Looks at what is still open on the real clock.
    pub(super) fn confirm(&mut self, part: Part) -> Result<()> {
        if !self.is_doubtful(part) {
            return Ok(());
        }
        let mut simple = self.plan(part, Clock::Real);
        simple.retain(|planned| self.is_asked_for(part, planned.purpose));
        let count = simple.iter().take_while(|planned| is_simple(planned));
        let mut others = simple.split_off(count.count().max(1));
        let mut evidence = self.evidence(self.observe_in_time(simple)?);
        // Most mistakes show in the simplest cases too, and then the others would only take time.
        if evidence.is_punctual() && self.convict(part, &evidence) {
            return Ok(());
        }
        // What hangs or crashes in the simplest cases needs no further proof, which might take long; nor do many
        // waits where a few hold each other up.
        if self.hold_each_other_up(&evidence) {
            others.retain(|planned| {
                planned.purpose != Purpose::Crowd && planned.scenario.waits() <= MOST_IN_TURN
            });
        }
        if part == Part::Stretch || evidence.exhibits.iter().all(Exhibit::suits_its_clock) {
            evidence.exhibits.extend(self.observe_in_time(others)?);
        }
        self.judge(part, &evidence);
        if !evidence.is_punctual() {
            self.take_back_unsure(part, evidence);
        }
        Ok(())
    }

    /// Runs scenarios, and those during which the machine did not keep time again, until it does.
    fn observe_in_time(&self, planned: Vec<Planned>) -> Result<Vec<Exhibit>> {
        let mut kept = Vec::new();
        let mut open = planned;
        let mut pause = SHORTEST_PAUSE;
        for tries in 1..MOST_TRIES {
            let exhibits = self.observe(open.clone())?;
            let mut late = Vec::new();
            for (planned, exhibit) in open.into_iter().zip(exhibits) {
                let is_late = tries < MOST_LATE_TRIES && judge::wakes_late(&exhibit);
                if judge::is_punctual(&exhibit) && !is_late {
                    kept.push(exhibit);
                } else {
                    late.push(planned);
                }
            }
            if late.is_empty() {
                return Ok(kept);
            }
            open = late;
            thread::sleep(pause);
            pause *= 2;
        }
        kept.extend(self.observe(open)?);
        Ok(kept)
    }

    /// Takes back the failures of a part that show only in runs during which the machine did not keep time.
    fn take_back_unsure(&mut self, part: Part, mut evidence: Evidence) {
        evidence.exhibits.retain(judge::is_punctual);
        for (check, verdict) in self.task.checks.iter().zip(&mut self.verdicts) {
            if let Judge::Behaviour(judge) = judge::of(check.id)
                && part.has(check)
                && matches!(verdict, Some(Verdict::Failed(_)))
            {
                *verdict = Some(match judge(&evidence) {
                    sure @ Verdict::Failed(_) => sure,
                    _ => Verdict::Error(
                        "the machine is too busy to keep time; check again when it is not."
                            .to_owned(),
                    ),
                });
            }
        }
    }

    /// Whether all that is suspected shows in this evidence too, and nothing else is open; then that is the verdict.
    fn convict(&mut self, part: Part, evidence: &Evidence) -> bool {
        let mut convictions = Vec::new();
        for (index, check) in self.task.checks.iter().enumerate() {
            let Judge::Behaviour(judge) = judge::of(check.id) else {
                continue;
            };
            match &self.verdicts[index] {
                _ if !part.has(check) => {}
                None => return false,
                Some(Verdict::Failed(_)) => match judge(evidence) {
                    verdict @ Verdict::Failed(_) => convictions.push((index, verdict)),
                    _ => return false,
                },
                Some(_) => {}
            }
        }
        let any = !convictions.is_empty();
        for (index, verdict) in convictions {
            self.verdicts[index] = Some(verdict);
        }
        self.doubt(part, evidence);
        self.illustrate(evidence);
        any
    }

    /// Whether waits that should run at once take turns.
    fn hold_each_other_up(&self, evidence: &Evidence) -> bool {
        self.task.checks.iter().any(|check| {
            matches!(check.id, "leaves_thread_free" | "runs_concurrently")
                && matches!(judge::of(check.id), Judge::Behaviour(judge)
                    if matches!(judge(evidence), Verdict::Failed(_)))
        })
    }

    /// Whether a check that is still open looks at runs like this.
    fn is_asked_for(&self, part: Part, purpose: Purpose) -> bool {
        self.task
            .checks
            .iter()
            .zip(&self.verdicts)
            .any(|(check, verdict)| {
                part.has(check)
                    && *verdict != Some(Verdict::Passed)
                    && judge::purpose(check.id).is_none_or(|wanted| wanted == purpose)
                    && matches!(judge::of(check.id), Judge::Behaviour(_))
            })
    }

    /// Whether something is suspected, or could not be told without another check that says why.
    fn is_doubtful(&self, part: Part) -> bool {
        let any = |is: fn(&Option<Verdict>) -> bool| self.of(part).any(is);
        any(|verdict| matches!(verdict, None | Some(Verdict::Failed(_))))
            || any(|verdict| matches!(verdict, Some(Verdict::Skipped(_))))
                && !any(|verdict| matches!(verdict, Some(Verdict::Refuted(_))))
    }
}
