//! From a built crate to verdicts on what its function does.

use super::MachineUse;
use crate::{
    compile::Built,
    course::Task,
    judge::{self, Attempt, Evidence, HIDES, Judge, SoloRun, Verdict},
    observe::{self, Observer, PlannedRun, Purpose, Run},
    timeline::{self, Timeline},
};
use anyhow::Result;
use protocol::Clock;

pub(super) struct Examination<'a> {
    pub observer: &'a Observer,
    pub machine: MachineUse,
    pub task: &'static Task,
    pub built: &'a Built,
    pub seed: u64,
    pub clock: Clock,
}

/// The result of an examination.
pub(super) enum Examined {
    /// The function still contains a `todo!`.
    NotStarted,
    /// A verdict for each check, with a timeline if that explains a failure, and whether the task was attempted. Checks
    /// of the source are not judged here and count as passed.
    Judged(Vec<(Verdict, Option<Timeline>)>, Attempt),
}

impl Examination<'_> {
    pub(super) fn run(&self) -> Result<Examined> {
        let Some(evidence) = self.gather(is_counted)? else {
            return Ok(Examined::NotStarted);
        };
        let attempt = judge::attempt(&evidence);
        let mut verdicts = self.judge(&evidence);
        // On the real clock the machine may be late, so a check fails only if it fails twice.
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
        // The stretch checks run only if all counted checks pass.
        if all_pass(&verdicts)
            && let Some(evidence) = self.gather(|task, purpose| !is_counted(task, purpose))?
        {
            for (verdict, beyond) in verdicts.iter_mut().zip(self.judge_beyond(&evidence)) {
                *verdict = verdict.take().or(beyond);
            }
        }
        let unjudged = || Verdict::Unseen("looked into when what is asked for works.".to_owned());
        let judged = self.task.checks.iter().zip(verdicts);
        let judged = judged.map(|(check, verdict)| match judge::for_check(check.id) {
            Judge::Behaviour(_) => verdict.unwrap_or((unjudged(), None)),
            Judge::Gate | Judge::Source(_) => (Verdict::Passed, None),
        });
        Ok(Examined::Judged(judged.collect(), attempt))
    }

    /// Makes the runs whose purpose is wanted. Returns `None` if the function still contains a `todo!`.
    fn gather(&self, wanted: impl Fn(&Task, Purpose) -> bool) -> Result<Option<Evidence>> {
        let mut planned = observe::plan(self.task, self.seed, self.clock);
        planned.retain(|planned| wanted(self.task, planned.purpose));
        let runs = self.observe(&planned)?;
        if runs.iter().any(Run::has_todo) {
            return Ok(None);
        }
        let mut evidence = Evidence {
            task: self.task,
            constant_problem: self.built.constant_problem.clone(),
            runs,
            solo_runs: Vec::new(),
        };
        if self.task.has(crate::course::Id::IndependentCalls) {
            self.repeat_alone(&planned, &mut evidence)?;
        }
        Ok(Some(evidence))
    }

    /// Repeats each call that went wrong among other calls, in a run of its own.
    fn repeat_alone(&self, planned: &[PlannedRun], evidence: &mut Evidence) -> Result<()> {
        let suspects = judge::dependent(evidence);
        let alone = suspects
            .iter()
            .map(|&(run_index, call)| observe::solo(&planned[run_index], call));
        let alone: Vec<PlannedRun> = alone.collect();
        let first = evidence.runs.len();
        let runs = self.observe(&alone)?;
        let places = suspects.into_iter().enumerate();
        evidence.solo_runs = places
            .map(|(index, (run_index, call))| SoloRun {
                run_index,
                call,
                solo_index: first + index,
            })
            .collect();
        evidence.runs.extend(runs);
        Ok(())
    }

    fn observe(&self, planned: &[PlannedRun]) -> Result<Vec<Run>> {
        let runs = self.observer.observe(&self.built.program, planned)?;
        self.machine.ensure_resources(&runs)?;
        Ok(runs)
    }

    /// The verdicts of the counted checks.
    fn judge(&self, evidence: &Evidence) -> Vec<Option<(Verdict, Option<Timeline>)>> {
        self.judge_where(evidence, |stretch| !stretch)
    }

    fn judge_beyond(&self, evidence: &Evidence) -> Vec<Option<(Verdict, Option<Timeline>)>> {
        self.judge_where(evidence, |stretch| stretch)
    }

    fn judge_where(
        &self,
        evidence: &Evidence,
        is_such: impl Fn(bool) -> bool,
    ) -> Vec<Option<(Verdict, Option<Timeline>)>> {
        let checks = self.task.checks;
        let mut verdicts: Vec<Option<Verdict>> = checks
            .iter()
            .map(|check| match judge::for_check(check.id) {
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
                        Timeline::from_run(self.task, &evidence.runs[*run])
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
