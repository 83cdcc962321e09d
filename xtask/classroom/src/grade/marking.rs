//! One submission, from its files to its result.

use super::{
    entries::Entry,
    key::Settings,
    points::Points,
    rehearsal::rehearse,
    results::Results,
    room,
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

/// Grades what was submitted.
pub(super) trait Grade: Sync {
    /// Grades these tasks on this machine, with `scratch` as the folder for what is built.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work.
    fn grade(
        &self,
        submission: &Submission,
        tasks: &[&'static Task],
        machine: MachineUse,
        scratch: &Path,
    ) -> Result<Vec<TaskOutcome>>;

    /// Fails if not even what is known to be right can be graded, with `scratch` as the folder for what is built.
    ///
    /// # Errors
    /// Fails if so.
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
        rehearse(self, scratch)
    }
}

/// A submission that is to be graded.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Where it is.
    pub entry: Entry,
    /// The name of its result's file.
    pub file: String,
    /// Whose it is.
    pub person: Option<Person>,
    /// Whether it is graded even if nothing has changed.
    pub again: bool,
    /// What an earlier try came to, if the grader failed on a part of it.
    pub partly: Option<Partly>,
}

/// What a try came to in which the grader failed on some task.
#[derive(Clone, Debug)]
pub(super) struct Partly {
    /// Of what was submitted then.
    key: String,
    /// The outcomes of the tasks that it did not fail on.
    tasks: Vec<TaskOutcome>,
}

/// How a submission is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Try {
    /// Beside others.
    Shared,
    /// Alone, after it has failed beside others.
    Alone,
    /// Alone, and for the last time.
    Last,
}

impl Try {
    /// All, in order.
    pub(super) const ALL: [Self; 3] = [Self::Shared, Self::Alone, Self::Last];

    /// Who uses the machine meanwhile.
    pub(super) fn machine(self) -> MachineUse {
        match self {
            Self::Shared => MachineUse::Shared,
            Self::Alone | Self::Last => MachineUse::Exclusive,
        }
    }
}

/// What came of looking at a submission once.
#[derive(Clone, Debug)]
#[must_use]
pub(super) enum Step {
    /// Its result was there already.
    Unchanged(Brief),
    /// Its result has been written.
    Written(Brief),
    /// The grader failed, and should try again later; this is why, and what need not be done again then.
    Postponed(String, Option<Partly>),
    /// The grader has been told to stop. Nothing was written.
    Abandoned,
}

/// What does the work.
pub(super) struct Marking<G> {
    /// What grades.
    pub grade: G,
    /// Where results go.
    pub results: Results,
    /// What results depend on beside the submission.
    pub settings: Settings,
    /// What checks are worth.
    pub points: Points,
    /// The tasks.
    pub tasks: Vec<&'static Task>,
    /// What every result says about the grader.
    pub info: GraderInfo,
}

impl<G: Grade> Marking<G> {
    /// Sees to one submission.
    ///
    /// # Errors
    /// Fails if the grader cannot go on with any submission.
    pub(super) fn see_to(&self, job: &Job, this: Try, stop: &Stop) -> Result<Step> {
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
                let message = format!("the submission could not be read: {}.", unreadable.why());
                (GradedStatus::Unreadable, self.ungraded(&message), notes)
            }
            Ok(submission) => {
                let known = job.partly.iter().filter(|partly| partly.key == key);
                let known = known.flat_map(|partly| partly.tasks.clone()).collect();
                let graded = self.grade_guarded(&submission, this.machine(), known);
                if stop.is_raised() {
                    return Ok(Step::Abandoned);
                }
                match graded {
                    Ok(tasks) => match trouble(&tasks) {
                        None => (GradedStatus::Graded, tasks, notes),
                        Some(why) if this != Try::Last => {
                            let mut tasks = tasks;
                            tasks.retain(|task| trouble(slice::from_ref(task)).is_none());
                            return Ok(Step::Postponed(why, Some(Partly { key, tasks })));
                        }
                        Some(why) => {
                            let untold = tasks.iter().any(|task| task.status == TaskStatus::Error);
                            let status = if untold {
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
                        if this != Try::Last {
                            return Ok(Step::Postponed(why, None));
                        }
                        (GradedStatus::Error, self.ungraded(&why), with(notes, why))
                    }
                }
            }
        };
        let graded = self.result(job, status, tasks, notes, key);
        self.results.store(&job.file, &graded)?;
        Ok(Step::Written(Brief::of(&graded)))
    }

    /// Fails if the grader does not work at all, unless it was told to stop.
    ///
    /// # Errors
    /// Fails if so.
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

    /// Keeps a result, with what is known beside it now.
    fn keep(&self, job: &Job, mut there: Graded, notes: Vec<String>) -> Result<Step> {
        if there.person != job.person || there.notes != notes {
            there.person.clone_from(&job.person);
            there.notes = notes;
            self.results.store(&job.file, &there)?;
        }
        Ok(Step::Unchanged(Brief::of(&there)))
    }

    /// Grades in a folder of its own what is not known yet. Whatever goes wrong, it goes wrong for this submission
    /// only.
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
        let graded = catch_unwind(AssertUnwindSafe(grade))
            .unwrap_or_else(|panic| Err(anyhow!("it has panicked: {}", words(&*panic))))?;
        known.extend(graded.into_iter().map(|task| self.finished(task)));
        known.sort_by_key(|task| task.number);
        Ok(known)
    }

    /// Fails if the disk is nearly full: then what the compiler says is no verdict on anybody.
    fn ensure_room(&self) -> Result<()> {
        room::ensure(self.results.dir(), room::RESERVE)
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

/// Whether a result need not be looked into again.
fn is_settled(graded: &Graded) -> bool {
    match graded.status {
        GradedStatus::Graded => trouble(&graded.result.tasks).is_none(),
        GradedStatus::Unreadable => true,
        GradedStatus::Error => false,
    }
}

/// What that counts the grader could not tell, if anything.
fn trouble(tasks: &[TaskOutcome]) -> Option<String> {
    tasks.iter().find_map(|task| {
        let check = task
            .checks
            .iter()
            .find(|check| !check.stretch && check.status == CheckStatus::Error)?;
        Some(format!(
            "the grader could not tell `{}` of {}: {}",
            check.id, task.task, check.message
        ))
    })
}

/// Cuts messages that nobody would read to their end.
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

/// What a panic said.
fn words(panic: &(dyn Any + Send)) -> &str {
    let string = panic.downcast_ref::<String>().map(String::as_str);
    string
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("nothing is known")
}

#[cfg(test)]
pub(super) mod tests;
