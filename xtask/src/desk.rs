//! This workspace as the place where a learner's crates are checked.

use crate::{
    compile::{self, Compiled, Prebuilt, Submitted},
    course::Task,
    grading::Grader,
    outcome::TaskOutcome,
    workspace,
};
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// Checks the crates of this workspace, and keeps what is built for that in its target folder.
#[derive(Debug)]
pub struct Desk {
    grader: Grader,
    out: PathBuf,
}

/// While this is held, no other process checks this workspace.
#[must_use]
#[derive(Debug)]
pub struct Turn {
    _lock: File,
}

impl Desk {
    /// Prepares for checking; what checks need is built if it is not there yet.
    ///
    /// # Errors
    /// Fails if that cannot be built.
    pub fn open() -> Result<Self> {
        let out = workspace::target().join("check");
        fs::create_dir_all(&out).with_context(|| format!("cannot create {}", out.display()))?;
        Ok(Self {
            grader: Grader::new(Prebuilt::get()?),
            out,
        })
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
        let submitted = Submitted::in_folder(workspace::root(), task);
        let out = self.out.join(task.name);
        compile::compile(&submitted, self.grader.prebuilt(), &out)
            .with_context(|| format!("cannot compile {}", task.name))
    }

    /// Checks one task.
    ///
    /// # Errors
    /// Fails if the checker itself cannot do its work.
    pub fn check(&self, task: &'static Task, _: &Turn) -> Result<TaskOutcome> {
        let submitted = Submitted::in_folder(workspace::root(), task);
        self.grader
            .grade(&submitted, &self.out.join(task.name))
            .with_context(|| format!("cannot check {}", task.name))
    }

    /// What grades.
    pub fn grader(&self) -> &Grader {
        &self.grader
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
