//! The place where a learner's crates are checked: as a rule, this workspace.

use crate::{
    compile::{self, Compiled, Prebuilt, Snapshot, Submitted},
    course::Task,
    grading::Grader,
    outcome::TaskOutcome,
    process::Stop,
    sandbox::Sandbox,
    workspace,
};
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// Checks the crates in a folder, and keeps what is built for that in another.
#[derive(Debug)]
pub struct Desk {
    grader: Grader,
    root: PathBuf,
    out: PathBuf,
}

/// While this is held, no other process checks at this desk.
#[must_use]
#[derive(Debug)]
pub struct Turn {
    _lock: File,
}

impl Desk {
    /// Prepares for checking this workspace; what checks need is built if it is not there yet.
    ///
    /// # Errors
    /// Fails if that cannot be built.
    pub fn open() -> Result<Self> {
        Self::at(workspace::root(), &workspace::target().join("check"))
    }

    /// Prepares for checking the crates in the folder `root`, with `out` for what is built.
    ///
    /// # Errors
    /// Fails if `out`, or what checks need, cannot be made.
    pub fn at(root: &Path, out: &Path) -> Result<Self> {
        fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
        Ok(Self {
            grader: Grader::new(Prebuilt::get(Sandbox::WherePossible)?),
            root: root.to_owned(),
            out: out.to_owned(),
        })
    }

    /// The same desk, where work fails soon after `stop` is raised.
    #[must_use]
    pub fn until(&self, stop: &Stop) -> Self {
        Self {
            grader: self.grader.until(stop),
            root: self.root.clone(),
            out: self.out.clone(),
        }
    }

    /// Waits until no other process checks this workspace: two at the same time would write the same files.
    /// Calls `on_wait` if there is another one.
    ///
    /// # Errors
    /// Fails if the file that tells cannot be made or locked.
    pub fn take_turn(&self, on_wait: impl FnOnce()) -> Result<Turn> {
        let path = self.out.join("lock");
        let lock =
            File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        if lock.try_lock().is_err() {
            on_wait();
            lock.lock()
                .with_context(|| format!("cannot lock {}", path.display()))?;
        }
        Ok(Turn { _lock: lock })
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

    /// What a check of this task reads, as it is now.
    pub fn snapshot(&self, task: &'static Task) -> Snapshot {
        Snapshot::take(&self.submitted(task), &self.out_of(task))
    }

    fn submitted(&self, task: &'static Task) -> Submitted {
        Submitted::in_folder(&self.root, task)
    }

    fn out_of(&self, task: &Task) -> PathBuf {
        self.out.join(task.name)
    }

    /// What grades.
    pub fn grader(&self) -> &Grader {
        &self.grader
    }

    /// The folder that holds the crates.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of what is built for checks, and of what they remember.
    pub fn out(&self) -> &Path {
        &self.out
    }
}

/// Tells on standard error why nothing happens: for [`Desk::take_turn`].
pub fn say_waiting() {
    eprintln!("Waiting for another check of this workspace to end.");
}
