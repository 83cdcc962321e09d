//! From a built crate to verdicts on what its function does.
//!
//! The paused clock is the fast path to a pass. What fails there is a suspicion, and counts when it is
//! [confirmed](confirmation).

mod confirmation;
mod overview;

use crate::{
    compile::Built,
    course::Task,
    judge::{self, Evidence, Judge, Source, Verdict},
    observe::{self, Ending, Exam, Exhibit, Observer, Part, Planned},
    timeline::{self, Timeline},
};
use anyhow::Result;
use overview::Overview;
use protocol::Clock;
use std::mem;

pub(super) struct Examination<'a> {
    observer: &'a Observer,
    task: &'static Task,
    built: &'a Built,
    /// One for each check of the task; `None` where nothing has been judged yet.
    verdicts: Vec<Option<Verdict>>,
    /// Pictures of the runs that failed checks are about, one for each check.
    timelines: Vec<Option<Timeline>>,
    source: &'a Source,
}

/// What comes of an examination.
pub(super) enum Examined {
    /// The function still holds a `todo!`.
    NotStarted,
    /// A verdict for each check, with the timeline that shows why; of those that look at the source, a pass.
    Judged(Vec<(Verdict, Option<Timeline>)>),
}

impl<'a> Examination<'a> {
    pub(super) fn new(
        observer: &'a Observer,
        task: &'static Task,
        built: &'a Built,
        source: &'a Source,
    ) -> Self {
        Self {
            observer,
            task,
            built,
            verdicts: vec![None; task.checks.len()],
            timelines: vec![None; task.checks.len()],
            source,
        }
    }

    pub(super) fn run(&mut self) -> Result<Examined> {
        let started = match self.look_over()? {
            Overview::NotStarted => false,
            Overview::Clear => true,
            Overview::Unclear => self.look_closely()?,
        };
        if !started {
            return Ok(Examined::NotStarted);
        }
        self.confirm(Part::Counted)?;
        // What goes beyond the statement is looked into when the statement is met.
        if self.holds(Part::Counted) {
            self.confirm(Part::Stretch)?;
        }
        let timelines = mem::take(&mut self.timelines);
        Ok(Examined::Judged(
            self.final_verdicts().into_iter().zip(timelines).collect(),
        ))
    }

    /// Runs what is asked on the paused clock, each scenario in a process of its own; `false` if the function is not
    /// started yet.
    fn look_closely(&mut self) -> Result<bool> {
        // The first scenario tells whether the others can be asked on the paused clock at all.
        let mut planned = self.plan(Part::Counted, Clock::Paused);
        let first = planned.remove(0);
        let mut exhibits = self.observe(vec![first])?;
        if exhibits.iter().any(Exhibit::meets_todo) {
            return Ok(false);
        }
        if exhibits.iter().all(Exhibit::suits_its_clock) {
            exhibits.extend(self.observe(planned)?);
            let evidence = self.evidence(exhibits);
            self.judge(Part::Counted, &evidence);
            if self.holds(Part::Counted) {
                self.prove(evidence)?;
            }
        }
        Ok(true)
    }

    /// What is asked of the task, and of this function in particular.
    fn plan(&self, part: Part, clock: Clock) -> Vec<Planned> {
        let mut planned = observe::plan(self.task, part, clock);
        if self.task.number == 2 && part == Part::Counted && judge::may_cut_time(self.source) {
            planned.push(observe::long_timing());
        }
        planned
    }

    /// Runs each scenario in a process of its own.
    fn observe(&self, planned: Vec<Planned>) -> Result<Vec<Exhibit>> {
        self.observe_in_processes(planned.into_iter().map(|planned| vec![planned]).collect())
    }

    fn observe_in_processes(&self, processes: Vec<Vec<Planned>>) -> Result<Vec<Exhibit>> {
        let exam = Exam {
            program: &self.built.program,
            task: self.task,
        };
        self.observer.observe(exam, processes)
    }

    fn final_verdicts(&self) -> Vec<Verdict> {
        let unjudged = Verdict::Skipped("looked into when what is asked for works.".to_owned());
        self.task
            .checks
            .iter()
            .zip(&self.verdicts)
            .map(|(check, verdict)| match (judge::of(check.id), verdict) {
                (_, Some(verdict)) => verdict.clone(),
                (Judge::Behaviour(_), None) => unjudged.clone(),
                (_, None) => Verdict::Passed,
            })
            .collect()
    }

    /// Judges the checks of a part that are still open.
    fn judge(&mut self, part: Part, evidence: &Evidence) {
        for (check, verdict) in self.task.checks.iter().zip(&mut self.verdicts) {
            // What returns on the paused clock may still end its program on the real one, or not return there.
            let open = check.id == "finishes"
                || matches!(
                    verdict,
                    None | Some(Verdict::Failed(_) | Verdict::Skipped(_))
                );
            if let Judge::Behaviour(judge) = judge::of(check.id)
                && part.has(check)
                && open
            {
                *verdict = Some(judge(evidence));
            }
        }
        self.doubt(part, evidence);
        self.illustrate(evidence);
    }

    /// What ends its program, or changes its clock, in a run on the real clock only is not believed on the other one.
    fn doubt(&mut self, part: Part, evidence: &Evidence) {
        let is_odd = |exhibit: &Exhibit| {
            exhibit.scenario.clock == Clock::Real
                && matches!(
                    exhibit.run,
                    Err(Ending::Exited(_) | Ending::Garbled(_) | Ending::Hurried { .. })
                )
        };
        if !evidence.exhibits.iter().any(is_odd) {
            return;
        }
        for (check, verdict) in self.task.checks.iter().zip(&mut self.verdicts) {
            let is_behaviour = matches!(judge::of(check.id), Judge::Behaviour(_));
            if part.has(check) && is_behaviour && *verdict == Some(Verdict::Passed) {
                *verdict = Some(Verdict::Skipped(
                    "could not be told: there is no result on the real clock.".to_owned(),
                ));
            }
        }
    }

    /// Keeps a picture of the run that each failed check is about.
    fn illustrate(&mut self, evidence: &Evidence) {
        let judged = self.task.checks.iter().zip(&self.verdicts);
        for ((check, verdict), timeline) in judged.zip(&mut self.timelines) {
            *timeline = match verdict {
                Some(verdict @ (Verdict::Failed(_) | Verdict::Refuted(_)))
                    if timeline::illustrates(check.id) =>
                {
                    judge::culprit(check.id, verdict, evidence)
                        .and_then(|exhibit| Timeline::of(self.task, exhibit))
                        .or(timeline.take())
                }
                _ => None,
            };
        }
    }

    fn holds(&self, part: Part) -> bool {
        self.of(part)
            .all(|verdict| *verdict == Some(Verdict::Passed))
    }

    /// The verdicts of the checks of a part that look at behaviour.
    fn of(&self, part: Part) -> impl Iterator<Item = &Option<Verdict>> {
        self.task
            .checks
            .iter()
            .zip(&self.verdicts)
            .filter(move |(check, _)| {
                part.has(check) && matches!(judge::of(check.id), Judge::Behaviour(_))
            })
            .map(|(_, verdict)| verdict)
    }

    fn evidence(&self, exhibits: Vec<Exhibit>) -> Evidence {
        Evidence {
            task: self.task,
            constant_problem: self.built.constant_problem.clone(),
            exhibits,
        }
    }
}
