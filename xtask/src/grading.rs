//! The pipeline for one task: compile, observe, judge.

mod examination;

use crate::{
    compile::{self, Built, Compiled, Gate, Prebuilt, Submitted},
    course::{Check, Task},
    judge::{self, File, Judge, Source, Verdict},
    observe::Observer,
    outcome::{CheckOutcome, CheckStatus, TaskOutcome},
    process::Stop,
    text,
};
use anyhow::{Context, Result};
use examination::{Examination, Examined};
use std::{fs, path::Path};

/// Grades tasks.
#[derive(Clone, Debug)]
pub struct Grader {
    prebuilt: Prebuilt,
    observer: Observer,
}

impl Grader {
    /// A grader that compiles against `prebuilt`.
    pub fn new(prebuilt: Prebuilt) -> Self {
        Self {
            observer: Observer::new(prebuilt.sandbox()),
            prebuilt,
        }
    }

    /// A grader that works like this one, and fails soon after `stop` is raised.
    pub fn until(&self, stop: &Stop) -> Self {
        Self {
            observer: self.observer.until(stop),
            ..self.clone()
        }
    }

    /// A grader that keeps so many cores busy at the same time, and no more.
    pub fn with_cores(prebuilt: Prebuilt, cores: usize) -> Self {
        Self {
            observer: Observer::with_cores(prebuilt.sandbox(), cores),
            prebuilt,
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
        let compiled = self
            .observer
            .on_a_core(|| compile::compile(submitted, &self.prebuilt, out))?;
        self.outcome(submitted, compiled)
    }

    /// Grades several tasks of a submission, in less time than one by one; `out` is the folder for what is built.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    #[cfg(feature = "teacher")]
    pub fn grade_all(&self, submitted: &[Submitted], out: &Path) -> Result<Vec<TaskOutcome>> {
        let compiled = self.observer.on_a_core(|| {
            self.observer.go_on()?;
            compile::compile_all(submitted, &self.prebuilt, out)
        })?;
        std::thread::scope(|scope| {
            let outcomes: Vec<_> = submitted
                .iter()
                .zip(compiled)
                .map(|(submitted, compiled)| {
                    crate::threads::spawn_scoped(scope, || self.outcome(submitted, compiled))
                })
                .collect::<Result<_>>()?;
            outcomes
                .into_iter()
                .map(|outcome| outcome.join().expect("grading does not panic"))
                .collect()
        })
    }

    fn outcome(&self, submitted: &Submitted, compiled: Compiled) -> Result<TaskOutcome> {
        let task = submitted.task;
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
        let mut examination = Examination::new(&self.observer, task, built, &source);
        let verdicts = match examination.run()? {
            Examined::NotStarted => {
                return Ok(TaskOutcome::not_started(task, not_started(task)));
            }
            Examined::Judged(verdicts) => verdicts,
        };
        let checks = task
            .checks
            .iter()
            .zip(verdicts)
            .map(|(check, (verdict, timeline))| {
                let verdict = match judge::of(check.id) {
                    Judge::Gate => Verdict::Passed,
                    Judge::Source(judge) => judge(&source),
                    Judge::Behaviour(_) => verdict,
                };
                CheckOutcome {
                    timeline,
                    ..outcome(check, verdict)
                }
            })
            .collect();
        Ok(TaskOutcome::of(task, checks))
    }
}

/// The checks of a task that holds its `todo!` still.
fn not_started(task: &Task) -> Vec<CheckOutcome> {
    task.checks
        .iter()
        .map(|check| {
            let verdict = match judge::of(check.id) {
                Judge::Gate => Verdict::Passed,
                _ if check.id == "finishes" => Verdict::Failed(text::not_started(task)),
                _ => Verdict::Skipped("not started".to_owned()),
            };
            outcome(check, verdict)
        })
        .collect()
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
    Ok(Source {
        files,
        warnings: built.warnings.clone(),
        formatting: built.formatting.clone(),
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

/// The outcome of a crate that is not compiled at all, for this reason.
pub fn refused(task: &Task, reason: String) -> TaskOutcome {
    TaskOutcome::of(task, stop_at(task, Gate::Compiles, reason))
}

/// The outcome of a task about which the grader can tell nothing, for this reason.
pub fn ungraded(task: &Task, reason: &str) -> TaskOutcome {
    let checks = task.checks.iter();
    let checks = checks.map(|check| outcome(check, Verdict::Error(reason.to_owned())));
    TaskOutcome::of(task, checks.collect())
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
        Verdict::Failed(message) | Verdict::Refuted(message) => (CheckStatus::Failed, message),
        Verdict::Skipped(message) => (CheckStatus::Skipped, message),
        Verdict::Error(message) => (CheckStatus::Error, message),
    };
    CheckOutcome {
        id: check.id,
        title: check.title,
        status,
        stretch: check.stretch,
        score: if status == CheckStatus::Passed {
            check.points
        } else {
            0
        },
        max_score: check.points,
        message,
        timeline: None,
    }
}
