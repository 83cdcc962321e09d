//! The timelines of this workspace's solutions.

use std::{
    fs,
    process::{Command, Output},
};

fn trace(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("trace")
        .args(arguments)
        .output()
        .expect("the program can be started")
}

#[test]
fn every_task_has_a_timeline() {
    for (task, call, waits) in [
        ("0", "wait_random(10), 6 times at once", 6),
        ("concurrent_coroutines", "wait_n(6, 12)", 6),
        ("2", "measure_time(5, 9)", 2),
        ("3", "task_wait_random(9)", 1),
        ("task_wait_n", "task_wait_n(6, 12)", 6),
    ] {
        let output = trace(&[task]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{task}: {output:?}");
        assert_eq!(text.lines().next(), Some(call), "{task}");
        let bars: Vec<&str> = text
            .lines()
            .filter(|line| line.contains(['█', '▌']))
            .collect();
        assert_eq!(bars.len(), waits, "{task}:\n{text}");
        assert!(!text.contains('\x1b'), "colour in a pipe: {text}");
        // On the simulated clock all begin at the very same time: a blank, and there is the bar.
        let at_once = |bar: &&str| {
            bar.trim_start()
                .split("s ")
                .nth(1)
                .is_some_and(|bar| bar.starts_with('█') || bar.starts_with('▌'))
        };
        // The bars of task 2 are named after calls.
        if text.contains("simulated") && task != "2" {
            assert!(bars.iter().all(at_once), "{task}:\n{text}");
        }
    }
}

#[test]
fn a_picture_is_written_where_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("waits.svg");
    let path = file.to_str().expect("a temporary path is UTF-8");
    assert_eq!(trace(&["1", "--svg", path]).status.code(), Some(0));
    let picture = fs::read_to_string(&file).expect("a picture was written");
    assert_eq!(picture.matches(r#"class="wait""#).count(), 6);

    let nowhere = folder.path().join("none/waits.svg");
    let output = trace(&["1", "--svg", nowhere.to_str().expect("as before")]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("none/waits.svg"), "{said}");
}
