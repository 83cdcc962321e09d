//! The pipeline for one task: compile, observe, judge.

use crate::{
    compile::{self, Built, Compiled, Gate, Prebuilt, Submitted},
    course::{Check, Judge, Task},
    judge::{
        Evidence, Exhibit, Purpose, Source, Verdict,
        source::{File, Formatting},
    },
    observe::{self, Observer},
    outcome::{CheckOutcome, CheckStatus, TaskOutcome},
};
use anyhow::{Context, Result};
use protocol::Outcome;
use std::{fs, path::Path};

/// Grades tasks.
#[derive(Debug)]
pub struct Grader {
    prebuilt: Prebuilt,
    observer: Observer,
}

/// How often a failure on the real clock is tried again while the machine is too busy to be believed.
const MOST_TRIES: usize = 4;

impl Grader {
    /// A grader that compiles against `prebuilt`.
    pub fn new(prebuilt: Prebuilt) -> Self {
        Self {
            prebuilt,
            observer: Observer::new(),
        }
    }

    /// What this grader compiles against.
    pub fn prebuilt(&self) -> &Prebuilt {
        &self.prebuilt
    }

    /// The observer, which knows how many cores are free.
    pub fn observer(&self) -> &Observer {
        &self.observer
    }

    /// Grades one task; `out` is the folder for what is built.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade(&self, submitted: &Submitted, out: &Path) -> Result<TaskOutcome> {
        let task = submitted.task;
        let compiled = self
            .observer
            .on_a_core(|| compile::compile(submitted, &self.prebuilt, out))?;
        match compiled {
            Compiled::Missing => Ok(TaskOutcome::missing(
                task,
                skip_all(task, &format!("there is no crate `{}`.", task.name)),
            )),
            Compiled::Rejected { gate, message } => {
                Ok(TaskOutcome::of(task, stop_at(task, gate, message)))
            }
            Compiled::Built(built) => self.examine(submitted, &built),
        }
    }

    fn examine(&self, submitted: &Submitted, built: &Built) -> Result<TaskOutcome> {
        let task = submitted.task;
        let source = read_source(submitted, built)?;
        let mut evidence = self.first_look(task, built)?;
        if not_started(&evidence) {
            let checks = task
                .checks
                .iter()
                .map(|check| match check.judge {
                    Judge::Compiles | Judge::Signature => outcome(check, Verdict::Passed),
                    _ if check.id == "finishes" => outcome(
                        check,
                        Verdict::Failed(format!(
                            "not started: `{}` still holds a `todo!`.",
                            task.function
                        )),
                    ),
                    _ => outcome(check, Verdict::Skipped("not started".to_owned())),
                })
                .collect();
            return Ok(TaskOutcome::of(task, checks));
        }
        let mut verdicts: Vec<Verdict> = task
            .checks
            .iter()
            .map(|check| judge(check, &source, &evidence))
            .collect();

        // What fails on the paused clock is a suspicion. It counts when it is seen on the real clock too, in a
        // run that kept its time.
        for _ in 0..MOST_TRIES {
            let suspected = |stretch: bool| {
                task.checks.iter().zip(&verdicts).any(|(check, verdict)| {
                    matches!(check.judge, Judge::Behaviour(_))
                        && *verdict != Verdict::Passed
                        && check.stretch == stretch
                })
            };
            if !suspected(false) && !suspected(true) {
                break;
            }
            evidence = self.closer_look(task, built, suspected(true))?;
            for (check, verdict) in task.checks.iter().zip(&mut verdicts) {
                if matches!(check.judge, Judge::Behaviour(_)) && *verdict != Verdict::Passed {
                    *verdict = judge(check, &source, &evidence);
                }
            }
            if evidence.is_punctual() {
                break;
            }
        }
        let checks = task
            .checks
            .iter()
            .zip(verdicts)
            .map(|(check, verdict)| outcome(check, verdict))
            .collect();
        Ok(TaskOutcome::of(task, checks))
    }

    /// On the paused clock, as far as the function gets along with it.
    fn first_look(&self, task: &'static Task, built: &Built) -> Result<Evidence> {
        /// A run on the paused clock that takes longer than this, in seconds, does not use that clock.
        const LONGEST_PAUSED: f64 = 0.3;
        let mut planned = observe::on_paused_clock(task);
        let first = planned.remove(0);
        let mut exhibits = self.observer.observe(&built.program, vec![first])?;
        let gets_along = exhibits.iter().all(|exhibit| {
            exhibit.run.as_ref().is_ok_and(|observation| {
                observation.wall < LONGEST_PAUSED
                    && observation
                        .calls
                        .iter()
                        .all(|call| !matches!(call.outcome, Outcome::Stuck))
            })
        });
        if gets_along {
            exhibits.extend(self.observer.observe(&built.program, planned)?);
        }
        Ok(evidence(task, built, exhibits))
    }

    /// On the real clock.
    fn closer_look(&self, task: &'static Task, built: &Built, with_stretch: bool) -> Result<Evidence> {
        let mut planned = observe::on_real_clock(task, with_stretch);
        let first = planned.remove(0);
        let mut exhibits = self.observer.observe(&built.program, vec![first])?;
        // What hangs or crashes in the simplest case needs no further proof, which might take long.
        if exhibits.iter().all(|exhibit| exhibit.run.is_ok()) {
            exhibits.extend(self.observer.observe(&built.program, planned)?);
        }
        Ok(evidence(task, built, exhibits))
    }
}

fn evidence(task: &'static Task, built: &Built, exhibits: Vec<Exhibit>) -> Evidence {
    Evidence {
        task,
        constant_problem: built.constant_problem.clone(),
        exhibits,
    }
}

fn judge(check: &Check, source: &Source, evidence: &Evidence) -> Verdict {
    match check.judge {
        Judge::Compiles | Judge::Signature => Verdict::Passed,
        Judge::Source(judge) => judge(source),
        Judge::Behaviour(judge) => judge(evidence),
    }
}

/// Whether every call came upon a `todo!`.
fn not_started(evidence: &Evidence) -> bool {
    let mut calls = evidence
        .of(Purpose::Ordinary)
        .flat_map(|(_, observation)| &observation.calls)
        .peekable();
    calls.peek().is_some()
        && calls.all(|call| {
            matches!(&call.outcome, Outcome::Panicked(panic) if panic.message.starts_with("not yet implemented"))
        })
}

fn read_source(submitted: &Submitted, built: &Built) -> Result<Source> {
    let files = built
        .files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let text = fs::read_to_string(submitted.base.join(path))
                .with_context(|| format!("cannot read {}", path.display()))?;
            Ok(File {
                path: path.clone(),
                text,
            })
        })
        .collect::<Result<_>>()?;
    let formatting = match &built.formatting {
        Formatting::Clean => Formatting::Clean,
        other => other.clone(),
    };
    Ok(Source {
        files,
        warnings: built.warnings.clone(),
        formatting,
    })
}

/// The checks of a task that does not pass a gate.
fn stop_at(task: &Task, gate: Gate, message: String) -> Vec<CheckOutcome> {
    let mut reason = Some(message);
    let (stop, why) = match gate {
        Gate::Compiles => ("compiles", "the crate does not compile."),
        Gate::Signature => ("signature", "the function cannot be called."),
    };
    task.checks
        .iter()
        .map(|check| {
            let verdict = if check.id == stop {
                Verdict::Failed(reason.take().unwrap_or_default())
            } else if reason.is_some() {
                Verdict::Passed
            } else {
                Verdict::Skipped(why.to_owned())
            };
            outcome(check, verdict)
        })
        .collect()
}

fn skip_all(task: &Task, why: &str) -> Vec<CheckOutcome> {
    task.checks
        .iter()
        .map(|check| outcome(check, Verdict::Skipped(why.to_owned())))
        .collect()
}

fn outcome(check: &Check, verdict: Verdict) -> CheckOutcome {
    let (status, message) = match verdict {
        Verdict::Passed => (CheckStatus::Passed, String::new()),
        Verdict::Failed(message) => (CheckStatus::Failed, message),
        Verdict::Skipped(message) => (CheckStatus::Skipped, message),
        Verdict::Error(message) => (CheckStatus::Error, message),
    };
    CheckOutcome {
        id: check.id,
        title: check.title,
        status,
        stretch: check.stretch,
        score: if status == CheckStatus::Passed { check.points } else { 0 },
        max_score: check.points,
        message,
    }
}
