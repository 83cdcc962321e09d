//! The short way to a pass, which most right solutions take: few processes, and what holds in them is proved on the
//! real clock.

use super::Examination;
use crate::{
    judge::{self, Evidence, Judge},
    observe::{self, Exhibit, Part, Planned, Purpose},
};
use anyhow::Result;
use protocol::Clock;

/// What an overview shows.
pub(super) enum Overview {
    /// The function still holds a `todo!`.
    NotStarted,
    /// What holds, or that the function does not live on the paused clock.
    Clear,
    /// Nothing that counts.
    Unclear,
}

impl Examination<'_> {
    /// Runs what is asked, on the paused clock where that is possible, in as few processes as tell all. What holds there
    /// holds: a function has to do its work whatever was asked of it before. What does not is looked at closely.
    pub(super) fn look_over(&mut self) -> Result<Overview> {
        let mut planned = self.plan(Part::Counted, Clock::Paused);
        planned.extend(observe::plan(self.task, Part::Stretch, Clock::Paused));
        planned.retain(|planned| planned.purpose != Purpose::Rehearsal);
        let exhibits = self.observe_in_processes(self.in_processes(planned))?;
        if exhibits.iter().any(Exhibit::meets_todo) {
            return Ok(Overview::NotStarted);
        }
        match exhibits
            .iter()
            .position(|exhibit| !exhibit.suits_its_clock())
        {
            Some(0) => return Ok(Overview::Clear),
            Some(_) => return Ok(Overview::Unclear),
            None => {}
        }
        let evidence = self.evidence(exhibits);
        self.judge(Part::Counted, &evidence);
        if self.holds(Part::Counted) {
            self.prove(evidence)?;
            return Ok(Overview::Clear);
        }
        self.verdicts.fill(None);
        self.timelines.fill(None);
        Ok(Overview::Unclear)
    }

    /// How few processes tell all.
    fn in_processes(&self, mut planned: Vec<Planned>) -> Vec<Vec<Planned>> {
        let takes_time = |planned: &Planned| planned.scenario.clock == Clock::Real;
        if self.task.imports.is_none() {
            // It draws numbers, and those of one process may be drawn from one generator: two of its crowds are the first
            // thing in a process of their own.
            planned.sort_by_key(|planned| planned.purpose != Purpose::Crowd);
            let others = planned.split_off(1);
            vec![others, planned]
        } else if planned.iter().all(takes_time) {
            let second = planned.split_off(planned.len() / 2);
            vec![planned, second]
        } else {
            vec![planned]
        }
    }

    /// What holds on the paused clock has to hold on the real one, which mostly sleeps; meanwhile there is time
    /// for what goes beyond the statement.
    pub(super) fn prove(&mut self, mut evidence: Evidence) -> Result<()> {
        let mut planned = observe::plan(self.task, Part::Proof, Clock::Paused);
        planned.extend(self.beyond(&evidence));
        evidence.exhibits.extend(self.observe(planned)?);
        // One that ends without a result leaves a doubt too.
        let rehearsed = evidence
            .exhibits
            .iter()
            .any(|exhibit| exhibit.purpose == Purpose::Rehearsal);
        if rehearsed && !judge::promises_a_hundred_thousand(&evidence) {
            let hundred_thousand = vec![observe::hundred_thousand()];
            evidence.exhibits.extend(self.observe(hundred_thousand)?);
        }
        for (check, verdict) in self.task.checks.iter().zip(&mut self.verdicts) {
            if let Judge::Behaviour(judge) = judge::of(check.id) {
                *verdict = Some(judge(&evidence));
            }
        }
        self.illustrate(&evidence);
        Ok(())
    }

    /// What is asked beyond the statement, and was not yet.
    fn beyond(&self, evidence: &Evidence) -> Vec<Planned> {
        let seen = |purpose| evidence.of(purpose).count() > 0;
        let mut planned = observe::plan(self.task, Part::Stretch, Clock::Paused);
        planned.retain(|planned| !seen(planned.purpose));
        for planned in &mut planned {
            if planned.purpose == Purpose::Rehearsal
                && judge::can_name(observe::REHEARSED.into(), self.source)
            {
                *planned = observe::hundred_thousand();
            }
        }
        planned
    }
}
