//! Tests the grader itself with a correct solution.

use anyhow::{Context, Result, bail};
use grader::{
    compile::Submitted,
    course,
    grading::Grader,
    outcome::{CheckStatus, TaskStatus},
};
use std::{fs, path::Path};

/// A correct solution of task 1. The workspace's own solution may be in the middle of a change.
const CORRECT: &str =
    include_str!("../../../submissions/right/concurrent_coroutines/futures_unordered.rs");

/// Grades a correct solution, from source to verdicts, in a temporary folder inside `scratch`.
///
/// # Errors
/// Fails if it cannot be graded, or does not pass.
pub(super) fn self_test(grader: &Grader, scratch: &Path) -> Result<()> {
    let folder = tempfile::tempdir_in(scratch)
        .with_context(|| format!("cannot create a folder in {}", scratch.display()))?;
    let task = course::task("1").expect("the course has a task 1");
    let submitted = Submitted::in_folder(folder.path(), task);
    let lib = submitted.base.join(&submitted.lib);
    let src = lib.parent().expect("a source file lies in a folder");
    fs::create_dir_all(src)
        .and_then(|()| fs::write(&lib, CORRECT))
        .with_context(|| format!("cannot write {}", lib.display()))?;
    let outcome = grader
        .exclusive()
        .grade_uncached(&submitted, &folder.path().join("built"))?;
    if outcome.status == TaskStatus::Passed {
        return Ok(());
    }
    let passed = |status| matches!(status, CheckStatus::Passed | CheckStatus::Skipped);
    let checks = outcome.checks.iter();
    let failed = checks.filter(|check| !check.stretch && !passed(check.status));
    let failed: Vec<String> = failed
        .map(|check| format!("{}: {}", check.id, check.message))
        .collect();
    bail!(
        "a correct solution of {} does not pass on this machine ({})",
        task.name,
        failed.join("; ")
    )
}
