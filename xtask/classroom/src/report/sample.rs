//! A sample class for tests.

use crate::class::{Class, Contradiction, Graded, GradedStatus, Person};
use grader::{
    course::{TASKS, Task},
    outcome::{CheckOutcome, CheckStatus, GraderInfo, Submission, TaskOutcome},
    sandbox::Protections,
};
use std::{env, fs, path::Path};

/// A correct submission, one with mistakes and a person, two without a grade, and all kinds of missing ones.
pub(crate) fn class() -> Class {
    let mut good = graded("Ada", |_, _| CheckStatus::Passed);
    good.notes.push("target/ was left out".to_owned());
    let mut hostile = graded("=cmd|' /C calc'!A0", |task, id| match (task, id) {
        (1, "runs_concurrently") => CheckStatus::Failed,
        (1, "ascending_order") => CheckStatus::Skipped,
        (4, "ten_thousand") => CheckStatus::Failed,
        _ => CheckStatus::Passed,
    });
    hostile.person = Some(Person {
        name: "Doe, \"Jane\"".to_owned(),
        id: "@jane".to_owned(),
    });
    let mut unreadable = graded("broken.zip", |_, _| CheckStatus::Passed);
    unreadable.status = GradedStatus::Unreadable;
    unreadable.result.tasks.clear();
    unreadable.result.score = 0;
    unreadable.result.max_score = 0;
    unreadable.notes.push("the archive is damaged".to_owned());
    let with_error = graded("unlucky", |task, id| match (task, id) {
        (2, "calls_wait_n") => CheckStatus::Error,
        _ => CheckStatus::Passed,
    });
    Class {
        graded: vec![hostile, good, unreadable, with_error],
        not_submitted: vec![Person {
            name: "Nemo".to_owned(),
            id: "nemo@x.org".to_owned(),
        }],
        unexpected: vec!["Ada".to_owned()],
        skipped: vec!["notes.txt: neither a folder nor an archive".to_owned()],
        missing: vec!["later".to_owned()],
        contradicting: vec![Contradiction {
            name: "twice".to_owned(),
            results: vec![
                "3 of 54 points in a/twice.json".to_owned(),
                "4 of 54 points in b/twice.json".to_owned(),
            ],
        }],
        troubles: vec!["x.json is no result".to_owned()],
    }
}

/// Submissions with these names, in which one check fails.
pub(crate) fn named(names: &[&str]) -> Class {
    let mistaken = |task, id: &str| {
        if (task, id) == (0, "both_ends") {
            CheckStatus::Failed
        } else {
            CheckStatus::Passed
        }
    };
    Class {
        graded: names.iter().map(|name| graded(name, mistaken)).collect(),
        ..Class::default()
    }
}

/// A submission. `status` gives the status of each check, by task number and id.
pub(crate) fn graded(name: &str, status: impl Fn(u32, &str) -> CheckStatus) -> Graded {
    let check = |task: &Task, check: &'static grader::course::Check| {
        let status = status(task.number, check.id.name());
        let message = match status {
            CheckStatus::Passed => String::new(),
            CheckStatus::Failed => {
                format!("{} <b>&amp; \u{1b}[31m]]>\nsecond line", check.id.name())
            }
            CheckStatus::Skipped => "another mistake hides it".to_owned(),
            CheckStatus::Error => "the machine was too busy".to_owned(),
        };
        CheckOutcome::new(check, status, message)
    };
    let tasks: Vec<TaskOutcome> = TASKS
        .iter()
        .map(|task| {
            TaskOutcome::new(
                task,
                task.checks.iter().map(|one| check(task, one)).collect(),
            )
        })
        .collect();
    Graded {
        result: Submission::new(
            name.to_owned(),
            tasks,
            GraderInfo {
                version: "1".to_owned(),
                checks: "c0ffee".to_owned(),
                toolchain: "rustc 1.0.0".to_owned(),
                seed: 1,
                clock: grader::outcome::ClockUsed::Exact,
                sandbox: Protections {
                    resource_limits: true,
                    system_calls: true,
                    landlock: 5,
                },
            },
        ),
        status: GradedStatus::Graded,
        person: None,
        notes: Vec::new(),
        key: "key".to_owned(),
    }
}

/// Compares a text with a file below `src/report/`. With `BLESS=1` in the environment, the file is overwritten.
pub(crate) fn assert_expected(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/report")
        .join(file);
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a file is in a folder")).unwrap();
        fs::write(&path, text).unwrap();
    }
    // A format that is new has no such file yet.
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        text == expected,
        "{file} differs; BLESS=1 overwrites it with:\n{text}"
    );
}
