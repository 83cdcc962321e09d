//! The command as a learner calls it, on this workspace.

use serde_json::Value;
use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .expect("the program can be started")
}

#[test]
fn the_reference_solutions_pass_every_check_stretch_checks_too() {
    let output = xtask(&["check", "--no-mains", "--format", "json"]);
    let result: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("no JSON alone on standard output ({error}): {output:?}"));
    assert_eq!(result["schema"], 1);
    assert_eq!(result["score"], result["max_score"]);
    let tasks = result["tasks"].as_array().expect("a list of tasks");
    let names: Vec<&Value> = tasks.iter().map(|task| &task["task"]).collect();
    assert_eq!(
        names,
        [
            "basic_async_syntax",
            "concurrent_coroutines",
            "measure_runtime",
            "tasks",
            "task_wait_n"
        ]
    );
    for task in tasks {
        assert_eq!(task["status"], "passed", "{task:#}");
        assert_eq!(task["main"], "skipped");
        for check in task["checks"].as_array().expect("a list of checks") {
            assert_eq!(check["status"], "passed", "{check:#}");
        }
    }
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn tasks_are_chosen_by_number_and_by_name() {
    let output = xtask(&["check", "3", "tasks", "0", "--no-mains"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("0 basic_async_syntax") && text.contains("3 tasks"),
        "{text}"
    );
    assert!(text.contains("2 of 2 tasks passed"), "{text}");
    assert!(!text.contains('\x1b'), "colour in a pipe: {text}");
}

#[test]
fn an_unknown_task_is_refused_with_the_known_ones() {
    let output = xtask(&["check", "wait_n"]);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.contains("there is no such task") && text.contains("4 task_wait_n"),
        "{text}"
    );
    assert_eq!(output.status.code(), Some(2));
}
