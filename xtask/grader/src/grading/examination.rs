//! From a built crate to verdicts on what its function does.

use super::Machine;
use crate::{
    compile::Built,
    course::Task,
    judge::{self, Alone, Attempt, Evidence, HIDES, Judge, Verdict},
    observe::{self, Exhibit, Observer, Planned, Purpose},
    timeline::{self, Timeline},
};
use anyhow::Result;
use protocol::Clock;

pub(super) struct Examination<'a> {
    pub observer: &'a Observer,
    pub machine: Machine,
    pub task: &'static Task,
    pub built: &'a Built,
    pub seed: u64,
    pub clock: Clock,
}

/// What comes of an examination.
pub(super) enum Examined {
    /// The function still holds a `todo!`.
    NotStarted,
    /// A verdict for each check, with the timeline that shows why; of those that look at the source, a pass. And whether
    /// the task was attempted.
    Judged(Vec<(Verdict, Option<Timeline>)>, Attempt),
}

impl Examination<'_> {
    pub(super) fn run(&self) -> Result<Examined> {
        let Some(evidence) = self.gather(is_counted)? else {
            return Ok(Examined::NotStarted);
        };
        let attempt = judge::attempt(&evidence);
        let mut verdicts = self.judge(&evidence);
        // On the real clock a machine may be late. A failure has to show twice.
        if self.clock == Clock::Real
            && !all_pass(&verdicts)
            && let Some(again) = self.gather(is_counted)?
        {
            let failed = |verdict: &Verdict| matches!(verdict, Verdict::Failed { .. });
            for (verdict, again) in verdicts.iter_mut().zip(self.judge(&again)) {
                if !matches!((&verdict, &again), (Some((first, _)), Some((second, _)))
                    if failed(first) && failed(second))
                {
                    *verdict = again;
                }
            }
        }
        // What goes beyond the statement is looked into when the statement is met.
        if all_pass(&verdicts)
            && let Some(evidence) = self.gather(|task, purpose| !is_counted(task, purpose))?
        {
            for (verdict, beyond) in verdicts.iter_mut().zip(self.judge_beyond(&evidence)) {
                *verdict = verdict.take().or(beyond);
            }
        }
        let unjudged = || Verdict::Unseen("looked into when what is asked for works.".to_owned());
        let judged = self.task.checks.iter().zip(verdicts);
        let judged = judged.map(|(check, verdict)| match judge::of(check.id) {
            Judge::Behaviour(_) => verdict.unwrap_or((unjudged(), None)),
            Judge::Gate | Judge::Source(_) => (Verdict::Passed, None),
        });
        Ok(Examined::Judged(judged.collect(), attempt))
    }

    /// Makes the runs of such purposes. `None` if the function still holds a `todo!`.
    fn gather(&self, wanted: impl Fn(&Task, Purpose) -> bool) -> Result<Option<Evidence>> {
        let mut planned = observe::plan(self.task, self.seed, self.clock);
        planned.retain(|planned| wanted(self.task, planned.purpose));
        let exhibits = self.observe(&planned)?;
        if exhibits.iter().any(Exhibit::has_todo) {
            return Ok(None);
        }
        let mut evidence = Evidence {
            task: self.task,
            constant_problem: self.built.constant_problem.clone(),
            exhibits,
            alone: Vec::new(),
        };
        if self.task.has(crate::course::Id::IndependentCalls) {
            self.cross_examine(&planned, &mut evidence)?;
        }
        Ok(Some(evidence))
    }

    /// Makes calls that went wrong among others once more, alone.
    fn cross_examine(&self, planned: &[Planned], evidence: &mut Evidence) -> Result<()> {
        let suspects = judge::dependent(evidence);
        let alone = suspects
            .iter()
            .map(|&(run, call)| observe::alone(&planned[run], call));
        let alone: Vec<Planned> = alone.collect();
        let first = evidence.exhibits.len();
        let exhibits = self.observe(&alone)?;
        let places = suspects.into_iter().enumerate();
        evidence.alone = places
            .map(|(index, (run, call))| Alone {
                run,
                call,
                alone: first + index,
            })
            .collect();
        evidence.exhibits.extend(exhibits);
        Ok(())
    }

    fn observe(&self, planned: &[Planned]) -> Result<Vec<Exhibit>> {
        let exhibits = self.observer.observe(&self.built.program, planned)?;
        self.machine.ensure_enough(&exhibits)?;
        Ok(exhibits)
    }

    /// The verdicts on what the statement asks for.
    fn judge(&self, evidence: &Evidence) -> Vec<Option<(Verdict, Option<Timeline>)>> {
        self.judge_such(evidence, |stretch| !stretch)
    }

    fn judge_beyond(&self, evidence: &Evidence) -> Vec<Option<(Verdict, Option<Timeline>)>> {
        self.judge_such(evidence, |stretch| stretch)
    }

    fn judge_such(
        &self,
        evidence: &Evidence,
        is_such: impl Fn(bool) -> bool,
    ) -> Vec<Option<(Verdict, Option<Timeline>)>> {
        let checks = self.task.checks;
        let mut verdicts: Vec<Option<Verdict>> = checks
            .iter()
            .map(|check| match judge::of(check.id) {
                Judge::Behaviour(judge) if is_such(check.stretch) => Some(judge(evidence)),
                Judge::Behaviour(_) | Judge::Gate | Judge::Source(_) => None,
            })
            .collect();
        let place = |id| checks.iter().position(|check| check.id == id);
        for (hider, hidden, why) in HIDES {
            if let (Some(hider), Some(hidden)) = (place(hider), place(hidden))
                && matches!(verdicts[hider], Some(Verdict::Failed { .. }))
                && matches!(verdicts[hidden], Some(Verdict::Failed { .. }))
            {
                verdicts[hidden] = Some(Verdict::Unseen(why.to_owned()));
            }
        }
        let judged = checks.iter().zip(verdicts);
        judged
            .map(|(check, verdict)| {
                let verdict = verdict?;
                let timeline = match &verdict {
                    Verdict::Failed { run: Some(run), .. } if timeline::illustrates(check.id) => {
                        Timeline::of(self.task, &evidence.exhibits[*run])
                    }
                    Verdict::Failed { .. }
                    | Verdict::Passed
                    | Verdict::Unseen(_)
                    | Verdict::Error(_) => None,
                };
                Some((verdict, timeline))
            })
            .collect()
    }
}

fn is_counted(task: &Task, purpose: Purpose) -> bool {
    !purpose.is_stretch(task)
}

fn all_pass(verdicts: &[Option<(Verdict, Option<Timeline>)>]) -> bool {
    let passes = |verdict: &Verdict| *verdict == Verdict::Passed;
    verdicts
        .iter()
        .flatten()
        .all(|(verdict, _)| passes(verdict))
}
