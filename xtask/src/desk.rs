//! Checks a learner's crates, usually those of this workspace.

use anyhow::{Context, Result};
use grader::{
    compile::{self, Compiled, Progress, Snapshot, Submitted},
    course::Task,
    grading::Grader,
    outcome::TaskOutcome,
    output,
    process::{self, Stop},
    sandbox::Sandbox,
    threads,
    workspace::Workspace,
};
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

/// Checks the crates in one folder, and keeps build outputs in another.
#[derive(Clone, Debug)]
pub struct Desk {
    workspace: Workspace,
    grader: Grader,
    root: PathBuf,
    out: PathBuf,
}

/// A lock: while it is held, no other process checks at this desk.
#[must_use]
#[derive(Debug)]
pub struct Turn {
    /// `None` if the file system has no locks.
    _lock: Option<File>,
}

impl Desk {
    /// Prepares for checking this workspace, and builds what checks need.
    ///
    /// # Errors
    /// Fails if it cannot be built.
    pub fn open() -> Result<Self> {
        let workspace = Workspace::find()?;
        let (root, out) = (workspace.root().to_owned(), workspace.own_folder());
        Self::new(workspace, root, out)
    }

    /// Prepares for checking the crates in the folder `root`, with build outputs in `out`.
    ///
    /// # Errors
    /// Fails if `out` cannot be created, or what checks need cannot be built.
    pub fn at(root: &Path, out: &Path) -> Result<Self> {
        Self::new(Workspace::find()?, root.to_owned(), out.to_owned())
    }

    fn new(workspace: Workspace, root: PathBuf, out: PathBuf) -> Result<Self> {
        threads::ensure_room()?;
        process::ensure_possible()?;
        workspace.keep_temporary_files()?;
        let grader = grader(&workspace, Progress::Stderr)?;
        Ok(Self {
            workspace,
            grader,
            root,
            out,
        })
    }

    /// The same desk with this seed for scenarios.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self {
            grader: self.grader.with_seed(seed),
            ..self
        }
    }

    /// The same desk, whose work fails soon after `stop` is raised.
    #[must_use]
    pub fn with_stop(&self, stop: &Stop) -> Self {
        Self {
            grader: self.grader.with_stop(stop),
            ..self.clone()
        }
    }

    /// Builds what checks need again if it was removed, as by `cargo clean`. Calls `tell` with cargo's progress.
    ///
    /// # Errors
    /// Fails if that cannot be built.
    pub fn restore(&mut self, tell: &(dyn Fn(&str) + Sync)) -> Result<()> {
        if !self.grader.prebuilt().is_intact() {
            self.workspace.keep_temporary_files()?;
            self.grader = grader(&self.workspace, Progress::Lines(tell))?;
        }
        Ok(())
    }

    /// Waits until no other process checks this workspace, since two would write the same files.
    /// Calls `on_wait` first if it has to wait.
    ///
    /// # Errors
    /// Fails if the lock file cannot be created or locked.
    pub fn take_turn(&self, on_wait: impl FnOnce()) -> Result<Turn> {
        fs_err::create_dir_all(&self.out)?;
        let path = self.out.join("lock");
        let lock =
            File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        let locked = match lock.try_lock() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => {
                on_wait();
                lock.lock()
            }
            Err(TryLockError::Error(error)) => Err(error),
        };
        // Some network file systems have no locks. Two checks at the same time are rare, and only one of them fails.
        Ok(Turn {
            _lock: locked.is_ok().then_some(lock),
        })
    }

    /// Compiles one task.
    ///
    /// # Errors
    /// Fails if the checker itself cannot do its work.
    pub fn compile(&self, task: &'static Task, _: &Turn) -> Result<Compiled> {
        compile::compile(
            &self.submitted(task),
            self.grader.prebuilt(),
            &self.out_of(task),
        )
        .with_context(|| format!("cannot compile {}", task.name))
    }

    /// Checks one task.
    ///
    /// # Errors
    /// Fails if the checker itself cannot do its work.
    pub fn check(&self, task: &'static Task, _: &Turn) -> Result<TaskOutcome> {
        self.grader
            .grade(&self.submitted(task), &self.out_of(task))
            .with_context(|| format!("cannot check {}", task.name))
    }

    /// The current files that a check of this task reads.
    pub fn snapshot(&self, task: &'static Task) -> Snapshot {
        Snapshot::take(&self.submitted(task), &self.out_of(task))
    }

    fn submitted(&self, task: &'static Task) -> Submitted {
        Submitted::in_folder(&self.root, task)
    }

    fn out_of(&self, task: &Task) -> PathBuf {
        self.out.join(task.name)
    }

    /// The grader.
    pub fn grader(&self) -> &Grader {
        &self.grader
    }

    /// The folder that contains the crates.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of build outputs and of remembered outcomes and hints.
    pub fn out(&self) -> &Path {
        &self.out
    }
}

fn grader(workspace: &Workspace, progress: Progress) -> Result<Grader> {
    let prebuilt = compile::prepare(workspace, Sandbox::WherePossible, progress)?;
    Ok(Grader::new(prebuilt))
}

/// Says on standard error that the program is waiting: for [`Desk::take_turn`].
pub fn say_waiting() {
    output::say("Waiting for another check of this workspace to end.");
}
