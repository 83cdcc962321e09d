//! The pipeline for one task: compile, observe, judge.

mod examination;
mod machine_use;
mod outcome_cache;

use crate::{
    compile::{self, Built, Cause, Compiled, Gate, Prebuilt, Submitted},
    course::{Check, Id, Task},
    judge::{self, Attempt, File, Judge, Source, Verdict},
    observe::Observer,
    outcome::{CheckOutcome, CheckStatus, TaskOutcome},
    process::Stop,
    text,
};
use anyhow::Result;
use examination::{Examination, Examined};
pub use machine_use::MachineUse;
use outcome_cache::OutcomeCache;
use protocol::Clock;
use std::path::{Path, PathBuf};

/// The default seed of the scenarios.
pub const SEED: u64 = 1;

/// Grades tasks.
#[derive(Clone, Debug)]
pub struct Grader {
    prebuilt: Prebuilt,
    observer: Observer,
    seed: u64,
    machine: MachineUse,
}

impl Grader {
    /// A grader that compiles against `prebuilt`.
    pub fn new(prebuilt: Prebuilt) -> Self {
        Self {
            observer: Observer::new(prebuilt.sandbox()),
            prebuilt,
            seed: SEED,
            machine: MachineUse::Exclusive,
        }
    }

    /// Returns the same grader, but it fails soon after `stop` is raised.
    pub fn with_stop(&self, stop: &Stop) -> Self {
        Self {
            observer: self.observer.with_stop(stop),
            ..self.clone()
        }
    }

    /// A grader for several submissions at the same time. It uses at most this many cores.
    pub fn with_cores(prebuilt: Prebuilt, cores: usize) -> Self {
        Self {
            observer: Observer::with_cores(prebuilt.sandbox(), cores),
            prebuilt,
            seed: SEED,
            machine: MachineUse::Shared,
        }
    }

    /// Returns the same grader for a machine on which nothing else is graded. It uses one core.
    #[must_use]
    pub fn exclusive(&self) -> Self {
        Self {
            observer: self.observer.on_one_core(),
            machine: MachineUse::Exclusive,
            ..self.clone()
        }
    }

    /// Returns the same grader with another seed.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The seed of the scenarios.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The prebuilt crates that this grader compiles against.
    pub fn prebuilt(&self) -> &Prebuilt {
        &self.prebuilt
    }

    /// The observer, which limits how many cores are busy.
    pub fn observer(&self) -> &Observer {
        &self.observer
    }

    /// Grades one task, building in the folder `out`. If nothing has changed since the last time, it returns the cached
    /// outcome.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade(&self, submitted: &Submitted, out: &Path) -> Result<TaskOutcome> {
        let compiled = self.compile(submitted, out)?;
        let cache = match &compiled {
            Compiled::Built(built) => OutcomeCache::new(self, built, out)?,
            Compiled::Missing | Compiled::Rejected { .. } => None,
        };
        if let Some(outcome) = cache.as_ref().and_then(OutcomeCache::load) {
            return Ok(outcome);
        }
        let outcome = self.outcome(submitted, compiled)?;
        if let Some(cache) = cache {
            cache.store(&outcome)?;
        }
        Ok(outcome)
    }

    fn compile(&self, submitted: &Submitted, out: &Path) -> Result<Compiled> {
        self.observer.on_a_core(|| {
            self.observer.check_stop()?;
            compile::compile(submitted, &self.prebuilt, out)
        })
    }

    /// Grades one task without looking for a cached outcome. It builds in the folder `out`.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade_uncached(&self, submitted: &Submitted, out: &Path) -> Result<TaskOutcome> {
        self.outcome(submitted, self.compile(submitted, out)?)
    }

    /// Grades several tasks, building in the folder `out`. It grades them in parallel if the machine is shared.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade_all(&self, submitted: &[Submitted], out: &Path) -> Result<Vec<TaskOutcome>> {
        let out = |submitted: &Submitted| out.join(submitted.task.name);
        if self.machine == MachineUse::Exclusive {
            let grade = |submitted| self.grade_uncached(submitted, &out(submitted));
            return submitted.iter().map(grade).collect();
        }
        std::thread::scope(|scope| {
            let outcomes: Vec<_> = submitted
                .iter()
                .map(|submitted| {
                    let out = out(submitted);
                    crate::threads::spawn_scoped(scope, move || {
                        self.grade_uncached(submitted, &out)
                    })
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
            Compiled::Rejected {
                gate,
                message,
                cause,
            } => {
                if cause == Cause::Unclear {
                    self.machine.ensure_exclusive(&message)?;
                }
                Ok(TaskOutcome::new(task, stop_at(task, gate, message)))
            }
            Compiled::Built(built) => self.examine(submitted, &built),
        }
    }

    fn examine(&self, submitted: &Submitted, built: &Built) -> Result<TaskOutcome> {
        let task = submitted.task;
        let source = read_source(submitted, built)?;
        let examination = Examination {
            observer: &self.observer,
            machine: self.machine,
            task,
            built,
            seed: self.seed,
            clock: clock(),
        };
        let (verdicts, attempt) = match examination.run()? {
            Examined::NotStarted => {
                return Ok(TaskOutcome::not_started(task, not_started(task)));
            }
            Examined::Judged(verdicts, attempt) => (verdicts, attempt),
        };
        let checks = task.checks.iter().zip(verdicts);
        let checks = checks.map(|(check, (verdict, timeline))| {
            let verdict = match judge::for_check(check.id) {
                Judge::Gate => Verdict::Passed,
                Judge::Source(judge) => judge(&source),
                Judge::Behaviour(_) => without_points(check, verdict),
            };
            CheckOutcome {
                timeline,
                ..outcome(check, verdict)
            }
        });
        let mut checks: Vec<CheckOutcome> = checks.collect();
        Ok(match attempt {
            Attempt::Made => TaskOutcome::new(task, checks),
            Attempt::NotMade => {
                say_unattempted(task, &mut checks);
                TaskOutcome::new(task, checks).unattempted()
            }
        })
    }
}

/// Says that a check earns nothing because the runs did not show what it looks for.
fn without_points(check: &Check, verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::Unseen(why) if check.points > 0 => {
            Verdict::Unseen(format!("not seen, so it earns no points: {why}"))
        }
        verdict => verdict,
    }
}

/// The clock of exam programs: the exact one on systems that support it. The variable `XTASK_CLOCK=real` selects the
/// real clock.
pub fn clock() -> Clock {
    const EXACT: bool = cfg!(all(
        target_os = "linux",
        target_env = "gnu",
        any(target_arch = "x86_64", target_arch = "aarch64")
    ));
    if EXACT && std::env::var_os("XTASK_CLOCK").is_none_or(|clock| clock != "real") {
        Clock::Exact
    } else {
        Clock::Real
    }
}

/// Adds to the message of the first failed check why the task gets no points.
fn say_unattempted(task: &Task, checks: &mut [CheckOutcome]) {
    let failed = |check: &CheckOutcome| !check.stretch && check.status == CheckStatus::Failed;
    let finishes = |check: &CheckOutcome| check.id == Id::Finishes.name();
    let is_behaviour = |name: &str| {
        task.checks.iter().any(|check| {
            check.id.name() == name && matches!(judge::for_check(check.id), Judge::Behaviour(_))
        })
    };
    let place = checks
        .iter()
        .position(|check| failed(check) && is_behaviour(&check.id))
        .or_else(|| checks.iter().position(finishes));
    if let Some(check) = place.and_then(|place| checks.get_mut(place)) {
        check.status = CheckStatus::Failed;
        let sentence = judge::unattempted(task);
        check.message = format!("{} {sentence}", check.message)
            .trim_start()
            .to_owned();
    }
}

/// The checks of a task whose function still contains its `todo!`.
fn not_started(task: &Task) -> Vec<CheckOutcome> {
    task.checks
        .iter()
        .map(|check| {
            let verdict = match judge::for_check(check.id) {
                Judge::Gate => Verdict::Passed,
                Judge::Behaviour(_) if check.id == Id::Finishes => {
                    Verdict::failed(text::not_started(task))
                }
                Judge::Behaviour(_) | Judge::Source(_) => Verdict::Unseen("not started".to_owned()),
            };
            outcome(check, verdict)
        })
        .collect()
}

/// Reads the Rust files that the compiler has read. It skips files that are not UTF-8: they were included as bytes.
fn read_source(submitted: &Submitted, built: &Built) -> Result<Source> {
    let mut source = Source {
        task: submitted.task,
        files: Vec::new(),
        warnings: built.warnings.clone(),
        formatting: built.formatting.clone(),
        sorts: built.sorts.clone(),
    };
    let is_rust = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "rs");
    for path in built.files.iter().filter(is_rust) {
        let bytes = fs_err::read(submitted.base.join(path))?;
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        source.files.push(File {
            path: path.clone(),
            text,
        });
    }
    Ok(source)
}

/// The checks of a task that fails a gate.
fn stop_at(task: &Task, gate: Gate, message: String) -> Vec<CheckOutcome> {
    let mut reason = Some(message);
    let (stop, why) = match gate {
        Gate::Compiles => (Id::Compiles, "the crate does not compile."),
        Gate::Signature => (Id::Signature, "the function cannot be called."),
    };
    task.checks
        .iter()
        .map(|check| {
            let verdict = if check.id == stop {
                Verdict::failed(reason.take().unwrap_or_default())
            } else if reason.is_some() {
                Verdict::Passed
            } else {
                Verdict::Unseen(why.to_owned())
            };
            outcome(check, verdict)
        })
        .collect()
}

/// The outcome of a crate that was refused before it was compiled.
pub fn refused(task: &Task, reason: String) -> TaskOutcome {
    TaskOutcome::new(task, stop_at(task, Gate::Compiles, reason))
}

/// The outcome of a task that the grader could not grade.
pub fn ungraded(task: &Task, reason: &str) -> TaskOutcome {
    let checks = task.checks.iter();
    let checks = checks.map(|check| outcome(check, Verdict::Error(reason.to_owned())));
    TaskOutcome::new(task, checks.collect())
}

fn skip_all(task: &Task, why: &str) -> Vec<CheckOutcome> {
    task.checks
        .iter()
        .map(|check| outcome(check, Verdict::Unseen(why.to_owned())))
        .collect()
}

fn outcome(check: &Check, verdict: Verdict) -> CheckOutcome {
    let (status, message) = match verdict {
        Verdict::Passed => (CheckStatus::Passed, String::new()),
        Verdict::Failed { message, .. } => (CheckStatus::Failed, message),
        Verdict::Unseen(why) => (CheckStatus::Skipped, why),
        Verdict::Error(message) => (CheckStatus::Error, message),
    };
    CheckOutcome::new(check, status, message)
}
