//! The pipeline for one task: compile, observe, judge.

mod examination;
mod machine;
mod memory;

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
pub use machine::Machine;
use memory::Memory;
use protocol::Clock;
use std::path::{Path, PathBuf};

/// What scenarios are drawn from unless something else is asked for.
pub const SEED: u64 = 1;

/// Grades tasks.
#[derive(Clone, Debug)]
pub struct Grader {
    prebuilt: Prebuilt,
    observer: Observer,
    seed: u64,
    machine: Machine,
}

impl Grader {
    /// A grader that compiles against `prebuilt`.
    pub fn new(prebuilt: Prebuilt) -> Self {
        Self {
            observer: Observer::new(prebuilt.sandbox()),
            prebuilt,
            seed: SEED,
            machine: Machine::Own,
        }
    }

    /// A grader that works like this one, and fails soon after `stop` is raised.
    pub fn until(&self, stop: &Stop) -> Self {
        Self {
            observer: self.observer.until(stop),
            ..self.clone()
        }
    }

    /// A grader for several submissions at the same time, that keeps so many cores busy and no more.
    pub fn with_cores(prebuilt: Prebuilt, cores: usize) -> Self {
        Self {
            observer: Observer::with_cores(prebuilt.sandbox(), cores),
            prebuilt,
            seed: SEED,
            machine: Machine::Shared,
        }
    }

    /// A grader that works like this one while nothing else does, on one core.
    #[must_use]
    pub fn alone(&self) -> Self {
        Self {
            observer: self.observer.on_one_core(),
            machine: Machine::Own,
            ..self.clone()
        }
    }

    /// The same, with scenarios drawn from this seed.
    #[must_use]
    pub fn seeded(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// What scenarios are drawn from.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// What this grader compiles against.
    pub fn prebuilt(&self) -> &Prebuilt {
        &self.prebuilt
    }

    /// The observer, which knows how many cores are free.
    pub fn observer(&self) -> &Observer {
        &self.observer
    }

    /// Grades one task; `out` is the folder for what is built. What is known from the last time is not found out again.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade(&self, submitted: &Submitted, out: &Path) -> Result<TaskOutcome> {
        let compiled = self.compile(submitted, out)?;
        let memory = match &compiled {
            Compiled::Built(built) => Memory::of(self, built, out)?,
            Compiled::Missing | Compiled::Rejected { .. } => None,
        };
        if let Some(outcome) = memory.as_ref().and_then(Memory::recall) {
            return Ok(outcome);
        }
        let outcome = self.outcome(submitted, compiled)?;
        if let Some(memory) = memory {
            memory.keep(&outcome)?;
        }
        Ok(outcome)
    }

    fn compile(&self, submitted: &Submitted, out: &Path) -> Result<Compiled> {
        self.observer.on_a_core(|| {
            self.observer.go_on()?;
            compile::compile(submitted, &self.prebuilt, out)
        })
    }

    /// Grades one task, whatever is known of it; `out` is the folder for what is built.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade_anew(&self, submitted: &Submitted, out: &Path) -> Result<TaskOutcome> {
        self.outcome(submitted, self.compile(submitted, out)?)
    }

    /// Grades several tasks, side by side unless the machine is its own; `out` is the folder for what is built.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    pub fn grade_all(&self, submitted: &[Submitted], out: &Path) -> Result<Vec<TaskOutcome>> {
        let out = |submitted: &Submitted| out.join(submitted.task.name);
        if self.machine == Machine::Own {
            let grade = |submitted| self.grade_anew(submitted, &out(submitted));
            return submitted.iter().map(grade).collect();
        }
        std::thread::scope(|scope| {
            let outcomes: Vec<_> = submitted
                .iter()
                .map(|submitted| {
                    let out = out(submitted);
                    crate::threads::spawn_scoped(scope, move || self.grade_anew(submitted, &out))
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
                    self.machine.ensure_own(&message)?;
                }
                Ok(TaskOutcome::of(task, stop_at(task, gate, message)))
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
            let verdict = match judge::of(check.id) {
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
            Attempt::Seen => TaskOutcome::of(task, checks),
            Attempt::Nothing => {
                say_unattempted(task, &mut checks);
                TaskOutcome::of(task, checks).unattempted()
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

/// The clock that programs are examined on: the exact one, where there is one. `XTASK_CLOCK=real` runs the checks as where
/// there is none.
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

/// Says beside the first mistake why the task gets no points.
fn say_unattempted(task: &Task, checks: &mut [CheckOutcome]) {
    let failed = |check: &CheckOutcome| !check.stretch && check.status == CheckStatus::Failed;
    let finishes = |check: &CheckOutcome| check.id == Id::Finishes.name();
    let is_behaviour = |name: &str| {
        task.checks.iter().any(|check| {
            check.id.name() == name && matches!(judge::of(check.id), Judge::Behaviour(_))
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

/// The checks of a task that holds its `todo!` still.
fn not_started(task: &Task) -> Vec<CheckOutcome> {
    task.checks
        .iter()
        .map(|check| {
            let verdict = match judge::of(check.id) {
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

/// Reads the Rust files that the compiler has read. What is no text is no source, and was included as bytes.
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

/// The checks of a task that does not pass a gate.
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
    CheckOutcome::of(check, status, message)
}
