//! Hints: the command as a learner calls it, and which hint comes next.

use grader::{
    course::{self, Task},
    outcome::{CheckOutcome, CheckStatus, TaskOutcome},
};
use std::{
    fs,
    process::{Command, Output},
};
use xtask::hints::{self, About, Advice, Hint, Memory, texts};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .expect("the program can be started")
}

#[test]
fn where_all_passes_there_is_no_hint_but_the_next_task() {
    let output = xtask(&["hint", "tasks"]);
    let text = String::from_utf8_lossy(&output.stdout);
    for part in [
        "✓ 3 tasks",
        "All checks pass; there is nothing to hint at.",
        "Task 4 comes next: task_wait_n/README.md says what to write.",
    ] {
        assert!(text.contains(part), "no {part:?} in: {output:?}");
    }
    assert!(!text.contains('\x1b'), "colour in a pipe: {text}");
    assert_eq!(output.status.code(), Some(0));

    let output = xtask(&["hint", "4"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("This is the last task."), "{output:?}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_task_has_to_be_named_and_known() {
    let output = xtask(&["hint", "5"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("there is no such task"), "{text}");
    assert_eq!(output.status.code(), Some(2));

    assert_eq!(xtask(&["hint"]).status.code(), Some(2));
}

/// An outcome of task 1 in which these checks have this status, and the others pass.
fn outcome(other_than_passed: &[(&str, CheckStatus)]) -> TaskOutcome {
    let task = task("1");
    let checks = checks(task, |id| {
        let found = other_than_passed.iter().find(|(other, _)| *other == id);
        found.map_or(CheckStatus::Passed, |(_, status)| *status)
    });
    TaskOutcome::new(task, checks)
}

fn checks(task: &Task, status: impl Fn(&str) -> CheckStatus) -> Vec<CheckOutcome> {
    task.checks
        .iter()
        .map(|check| CheckOutcome::new(check, status(check.id.name()), String::new()))
        .collect()
}

fn task(name: &str) -> &'static Task {
    course::task(name).expect("there is such a task")
}

/// The next hint, which is remembered as given.
#[track_caller]
fn give<'a>(memory: &mut Memory, outcome: &'a TaskOutcome) -> Hint<'a> {
    memory.forget_passed(outcome);
    match hints::next(memory, outcome) {
        Advice::Hint(hint) => {
            memory.remember(hint.task, hint.about.id(), hint.step);
            hint
        }
        other => panic!("a hint is due: {other:?}"),
    }
}

#[test]
fn hints_come_step_by_step_and_then_from_the_beginning() {
    let outcome = outcome(&[("ascending_order", CheckStatus::Failed)]);
    let steps = texts::steps(task("1"), "ascending_order");
    let mut memory = Memory::default();
    for (index, text) in steps.iter().enumerate() {
        let hint = give(&mut memory, &outcome);
        assert_eq!(hint.about.id(), "ascending_order");
        assert_eq!((hint.step, hint.count), (index + 1, steps.len()));
        assert_eq!((hint.text, hint.starts_again), (text.as_str(), false));
    }
    let first = give(&mut memory, &outcome);
    assert_eq!((first.step, first.starts_again), (1, true));
    assert_eq!(first.text, steps[0]);
    let second = give(&mut memory, &outcome);
    assert_eq!((second.step, second.starts_again), (2, false));
}

#[test]
fn to_ask_what_comes_next_changes_nothing() {
    let outcome = outcome(&[("no_sort", CheckStatus::Failed)]);
    let memory = Memory::default();
    for _ in 0..2 {
        assert!(matches!(
            hints::next(&memory, &outcome),
            Advice::Hint(Hint { step: 1, .. })
        ));
    }
}

#[test]
fn what_is_asked_for_comes_first_and_in_order() {
    use CheckStatus::{Error, Failed, Skipped};
    let about = |statuses: &[(&str, CheckStatus)]| {
        let outcome = outcome(statuses);
        match hints::next(&Memory::default(), &outcome) {
            Advice::Hint(hint) => format!("hint for {}", hint.about.id()),
            Advice::NoVerdict(check) => format!("untold {}", check.id),
            Advice::Complete { next } => {
                format!("complete, then {:?}", next.map(|task| task.number))
            }
        }
    };
    for (statuses, expected) in [
        (
            &[("no_sort", Failed), ("finishes", Failed)][..],
            "hint for finishes",
        ),
        // A check beyond the statement stands before the last ones of it.
        (
            &[("orders_ties", Failed), ("formatted", Failed)],
            "hint for formatted",
        ),
        (
            &[("orders_ties", Failed), ("empty_for_zero", Failed)],
            "hint for orders_ties",
        ),
        (
            &[("finishes", Error), ("no_sort", Failed)],
            "hint for no_sort",
        ),
        (
            &[("finishes", Error), ("orders_ties", Failed)],
            "untold finishes",
        ),
        (&[("ascending_order", Skipped)], "untold ascending_order"),
        (&[("ten_thousand", Error)], "untold ten_thousand"),
        (&[("ten_thousand", Skipped)], "complete, then Some(2)"),
        (&[], "complete, then Some(2)"),
    ] {
        assert_eq!(about(statuses), expected, "{statuses:?}");
    }
}

#[test]
fn hints_go_on_after_a_failure_and_start_again_after_a_pass() {
    let both = outcome(&[
        ("finishes", CheckStatus::Failed),
        ("no_sort", CheckStatus::Failed),
    ]);
    let one = outcome(&[("no_sort", CheckStatus::Failed)]);
    let mut memory = Memory::default();
    give(&mut memory, &one);
    assert_eq!(give(&mut memory, &one).step, 2);
    assert_eq!(give(&mut memory, &both).about.id(), "finishes");
    assert_eq!(give(&mut memory, &both).step, 2);
    let hint = give(&mut memory, &one);
    assert_eq!((hint.about.id(), hint.step), ("no_sort", 3));
    let hint = give(&mut memory, &both);
    assert_eq!((hint.about.id(), hint.step), ("finishes", 1));

    // A check without a verdict is not forgotten.
    let skipped = outcome(&[
        ("finishes", CheckStatus::Failed),
        ("no_sort", CheckStatus::Skipped),
    ]);
    give(&mut memory, &skipped);
    assert!(give(&mut memory, &one).starts_again);
}

#[test]
fn a_task_that_is_not_started_or_not_there_has_hints_of_its_own() {
    let mut memory = Memory::default();
    let task = task("2");
    let unstarted = TaskOutcome::not_started(task, checks(task, |_| CheckStatus::Skipped));
    let hint = give(&mut memory, &unstarted);
    assert!(matches!(hint.about, About::NotStarted), "{hint:?}");
    assert_eq!(give(&mut memory, &unstarted).step, 2);

    let missing = TaskOutcome::missing(task, checks(task, |_| CheckStatus::Skipped));
    let hint = give(&mut memory, &missing);
    assert!(matches!(hint.about, About::Missing), "{hint:?}");
    assert_eq!(hint.step, 1);

    let started = TaskOutcome::new(task, checks(task, |_| CheckStatus::Failed));
    give(&mut memory, &started);
    assert_eq!(give(&mut memory, &unstarted).step, 1);
}

#[test]
fn the_memory_is_kept_in_a_file_and_a_damaged_file_starts_again() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let outcome = outcome(&[("finishes", CheckStatus::Failed)]);
    let mut memory = Memory::load(folder.path()).expect("where nothing is, nothing is damaged");
    give(&mut memory, &outcome);
    memory.store(folder.path()).unwrap();
    assert_eq!(Memory::load(folder.path()).unwrap(), memory);

    // A check that passes meanwhile, without a hint being asked for.
    let passing = self::outcome(&[]);
    hints::forget_passed(folder.path(), &[passing]).unwrap();
    assert_eq!(Memory::load(folder.path()).unwrap(), Memory::default());

    for damage in [
        "",
        "{\"concurrent_coroutines\": {\"fini",
        "[1, 2]",
        "{\"a\": {\"b\": -1}}",
        "\u{0}",
    ] {
        fs::write(folder.path().join("hints.json"), damage).unwrap();
        let damaged = Memory::load(folder.path()).expect_err(damage).to_string();
        assert!(
            damaged.contains("start again") && damaged.contains("hints.json"),
            "{damaged}"
        );
        hints::forget_passed(folder.path(), &[self::outcome(&[])]).unwrap();
    }

    // One that is well formed and makes no sense.
    let most = format!(
        "{{\"concurrent_coroutines\": {{\"finishes\": {}}}}}",
        usize::MAX
    );
    fs::write(folder.path().join("hints.json"), most).unwrap();
    let mut memory = Memory::load(folder.path()).unwrap();
    assert!(give(&mut memory, &outcome).starts_again);
    memory.store(folder.path()).unwrap();
    assert!(Memory::load(folder.path()).is_ok());
}
