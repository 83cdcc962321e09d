//! Grades one submission, from its files to its result.

use super::{
    disk_space,
    entries::Entry,
    key::Settings,
    points::Points,
    results::Results,
    self_test::self_test,
    submission::{Crate, Submission},
    summary::Brief,
};
use crate::class::{Graded, GradedStatus, Person};
use anyhow::{Context, Result, anyhow};
use grader::{
    compile::Submitted,
    course::Task,
    grading::{self, Grader, MachineUse},
    outcome::{self, CheckStatus, GraderInfo, TaskOutcome, TaskStatus},
    process::Stop,
};
use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    slice,
};

/// A grader of submissions.
pub(super) trait Grade: Sync {
    /// Grades these tasks. `scratch` is the folder for build outputs.
    ///
    /// # Errors
    /// Fails if the grader itself fails.
    fn grade(
        &self,
        submission: &Submission,
        tasks: &[&'static Task],
        machine: MachineUse,
        scratch: &Path,
    ) -> Result<Vec<TaskOutcome>>;

    /// Grades a correct solution, to test the grader itself. `scratch` is the folder for build outputs.
    ///
    /// # Errors
    /// Fails if the solution cannot be graded, or does not pass.
    fn ensure_works(&self, scratch: &Path) -> Result<()>;
}

/// Grades as `check` does.
impl Grade for Grader {
    fn grade(
        &self,
        submission: &Submission,
        tasks: &[&'static Task],
        machine: MachineUse,
        scratch: &Path,
    ) -> Result<Vec<TaskOutcome>> {
        let base = scratch.join("submission");
        fs_err::create_dir(&base)?;
        submission.write(&base)?;
        let (mut outcomes, mut submitted) = (Vec::new(), Vec::new());
        for task in tasks {
            match submission.crates.get(&task.number) {
                Some(Crate::Refused(why)) => outcomes.push(grading::refused(task, why.clone())),
                Some(Crate::Files(_)) | None => submitted.push(Submitted::in_folder(&base, task)),
            }
        }
        let grader = match machine {
            MachineUse::Shared => self,
            MachineUse::Exclusive => &self.exclusive(),
        };
        outcomes.extend(grader.grade_all(&submitted, &scratch.join("built"))?);
        outcomes.sort_by_key(|outcome| outcome.number);
        Ok(outcomes)
    }

    fn ensure_works(&self, scratch: &Path) -> Result<()> {
        self_test(self, scratch)
    }
}

/// A submission that is to be graded.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// The submission.
    pub entry: Entry,
    /// The file name of its result.
    pub file: String,
    /// Its author.
    pub person: Option<Person>,
    /// Whether to grade it even if nothing has changed.
    pub again: bool,
    /// The verdicts of an earlier attempt that failed in part.
    pub partial: Option<PartialResult>,
}

/// The result of an attempt in which the grader failed on some task.
#[derive(Clone, Debug)]
pub(super) struct PartialResult {
    /// The key of the submission at that time.
    key: String,
    /// The outcomes of the tasks without a grader error.
    tasks: Vec<TaskOutcome>,
}

/// An attempt to grade a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    /// Together with other submissions.
    Shared,
    /// Alone, after a failure together with others.
    Alone,
    /// Alone, for the last time.
    Last,
}

impl Attempt {
    /// All attempts in order.
    pub(super) const ALL: [Self; 3] = [Self::Shared, Self::Alone, Self::Last];

    /// Whether other submissions use the machine at the same time.
    pub(super) fn machine(self) -> MachineUse {
        match self {
            Self::Shared => MachineUse::Shared,
            Self::Alone | Self::Last => MachineUse::Exclusive,
        }
    }
}

/// The result of an attempt.
#[derive(Clone, Debug)]
#[must_use]
pub(super) enum Step {
    /// The submission's result was up to date.
    Unchanged(Brief),
    /// The submission's result was written.
    Written(Brief),
    /// The grader failed for this reason, and should try again later. The partial result can be reused then.
    Postponed(String, Option<PartialResult>),
    /// A stop was requested, and nothing was written.
    Abandoned,
}

/// Everything that grading a submission needs.
pub(super) struct Marking<G> {
    /// The grader.
    pub grade: G,
    /// The folder of results.
    pub results: Results,
    /// What results depend on besides the submission.
    pub settings: Settings,
    /// The points of checks.
    pub points: Points,
    /// The tasks to grade.
    pub tasks: Vec<&'static Task>,
    /// The grader's description in each result.
    pub info: GraderInfo,
}

impl<G: Grade> Marking<G> {
    /// Grades one submission, unless its result is up to date.
    ///
    /// # Errors
    /// Fails if the grader cannot grade any submission.
    pub(super) fn grade_job(&self, job: &Job, attempt: Attempt, stop: &Stop) -> Result<Step> {
        let read = Submission::read_steady(&job.entry);
        let key = self.settings.key(&read);
        let notes = match &read {
            Ok(submission) => submission.notes.clone(),
            Err(unreadable) => vec![unreadable.why().to_owned()],
        };
        if !job.again
            && let Some(there) = self.results.load(&job.file)
            && there.result.submission == job.entry.name
            && there.key == key
            && is_settled(&there)
        {
            return self.keep(job, there, notes);
        }
        let (status, tasks, notes) = match read {
            Err(unreadable) => {
                let message = format!("the submission cannot be read: {}.", unreadable.why());
                (GradedStatus::Unreadable, self.ungraded(&message), notes)
            }
            Ok(submission) => {
                let known = job.partial.iter().filter(|partial| partial.key == key);
                let known = known.flat_map(|partial| partial.tasks.clone()).collect();
                let graded = self.grade_guarded(&submission, attempt.machine(), known);
                if stop.is_raised() {
                    return Ok(Step::Abandoned);
                }
                match graded {
                    Ok(tasks) => match grader_error(&tasks) {
                        None => (GradedStatus::Graded, tasks, notes),
                        Some(why) if attempt != Attempt::Last => {
                            let mut tasks = tasks;
                            tasks.retain(|task| grader_error(slice::from_ref(task)).is_none());
                            return Ok(Step::Postponed(why, Some(PartialResult { key, tasks })));
                        }
                        Some(why) => {
                            let has_error =
                                tasks.iter().any(|task| task.status == TaskStatus::Error);
                            let status = if has_error {
                                GradedStatus::Error
                            } else {
                                GradedStatus::Graded
                            };
                            (status, tasks, with(notes, why))
                        }
                    },
                    Err(error) => {
                        self.ensure_room()?;
                        let why = format!("the grader failed: {error:#}");
                        if attempt != Attempt::Last {
                            return Ok(Step::Postponed(why, None));
                        }
                        (GradedStatus::Error, self.ungraded(&why), with(notes, why))
                    }
                }
            }
        };
        let graded = self.result(job, status, tasks, notes, key);
        self.results.store(&job.file, &graded)?;
        Ok(Step::Written(Brief::new(&graded)))
    }

    /// Tests the grader with a correct solution, unless a stop was requested.
    ///
    /// # Errors
    /// Fails if the grader does not work at all.
    pub(super) fn ensure_works(&self, stop: &Stop) -> Result<()> {
        if stop.is_raised() {
            return Ok(());
        }
        let works = self.grade.ensure_works(&self.results.scratch());
        if stop.is_raised() {
            return Ok(());
        }
        works.context("the grader does not work")
    }

    /// Keeps a result, but updates its person and notes.
    fn keep(&self, job: &Job, mut there: Graded, notes: Vec<String>) -> Result<Step> {
        if there.person != job.person || there.notes != notes {
            there.person.clone_from(&job.person);
            there.notes = notes;
            self.results.store(&job.file, &there)?;
        }
        Ok(Step::Unchanged(Brief::new(&there)))
    }

    /// Grades the tasks that are not in `known`, in a temporary folder. A panic is an error of this submission only.
    fn grade_guarded(
        &self,
        submission: &Submission,
        machine: MachineUse,
        mut known: Vec<TaskOutcome>,
    ) -> Result<Vec<TaskOutcome>> {
        self.ensure_room()?;
        let folder = tempfile::Builder::new()
            .prefix("submission-")
            .tempdir_in(self.results.scratch())
            .with_context(|| {
                format!(
                    "cannot create a folder in {}",
                    self.results.scratch().display()
                )
            })?;
        let open: Vec<&'static Task> = self
            .tasks
            .iter()
            .filter(|task| known.iter().all(|known| known.number != task.number))
            .copied()
            .collect();
        let grade = || self.grade.grade(submission, &open, machine, folder.path());
        let graded = catch_unwind(AssertUnwindSafe(grade)).unwrap_or_else(|panic| {
            Err(anyhow!("the grader panicked: {}", panic_message(&*panic)))
        })?;
        known.extend(graded.into_iter().map(|task| self.finished(task)));
        known.sort_by_key(|task| task.number);
        Ok(known)
    }

    /// Fails if the disk is nearly full. Compiler errors would then say nothing about the submission.
    fn ensure_room(&self) -> Result<()> {
        disk_space::ensure(self.results.dir(), disk_space::RESERVE)
    }

    fn ungraded(&self, message: &str) -> Vec<TaskOutcome> {
        self.tasks
            .iter()
            .map(|task| self.finished(grading::ungraded(task, message)))
            .collect()
    }

    fn finished(&self, outcome: TaskOutcome) -> TaskOutcome {
        shortened(self.points.apply(outcome))
    }

    fn result(
        &self,
        job: &Job,
        status: GradedStatus,
        tasks: Vec<TaskOutcome>,
        notes: Vec<String>,
        key: String,
    ) -> Graded {
        Graded {
            result: outcome::Submission::new(job.entry.name.clone(), tasks, self.info.clone()),
            status,
            person: job.person.clone(),
            notes,
            key,
        }
    }
}

/// Whether a result is final.
fn is_settled(graded: &Graded) -> bool {
    match graded.status {
        GradedStatus::Graded => grader_error(&graded.result.tasks).is_none(),
        GradedStatus::Unreadable => true,
        GradedStatus::Error => false,
    }
}

/// A message about a counted check with a grader error, if there is one.
fn grader_error(tasks: &[TaskOutcome]) -> Option<String> {
    tasks.iter().find_map(|task| {
        let check = task
            .checks
            .iter()
            .find(|check| !check.stretch && check.status == CheckStatus::Error)?;
        Some(format!(
            "the grader failed on the check `{}` of {}: {}",
            check.id, task.task, check.message
        ))
    })
}

/// Shortens very long messages.
fn shortened(mut outcome: TaskOutcome) -> TaskOutcome {
    const LONGEST: usize = 16 << 10;
    for check in &mut outcome.checks {
        if check.message.len() > LONGEST {
            let end = check.message.floor_char_boundary(LONGEST);
            check.message.truncate(end);
            check.message.push_str("\n... (cut)");
        }
    }
    outcome
}

fn with(mut notes: Vec<String>, note: String) -> Vec<String> {
    notes.push(note);
    notes
}

/// The message of a panic.
fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let string = panic.downcast_ref::<String>().map(String::as_str);
    string
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

#[cfg(test)]
pub(super) mod tests;
