//! The texts of the hints: none gives the solution away, and what they send a learner to is there.

use clap::CommandFactory;
use grader::course::{TASKS, Task};
use std::{fs, path::Path};
use xtask::{cli::Cli, hints::texts};

/// The root of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The hints of a task, with what they are about.
fn hints_of(task: &'static Task) -> impl Iterator<Item = (&'static str, &'static [String])> {
    task.checks
        .iter()
        .map(|check| check.id.name())
        .chain([texts::NOT_STARTED, texts::MISSING])
        .map(|about| (about, texts::steps(task, about)))
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The statements of the function that a reference solution consists of, without blanks.
fn reference(task: &Task) -> Vec<String> {
    let path = Path::new(ROOT).join(task.name).join("src/lib.rs");
    let text = fs::read_to_string(path).unwrap();
    let body = syn::parse_file(&text)
        .unwrap()
        .items
        .iter()
        .find_map(|item| match item {
            syn::Item::Fn(function) if function.sig.ident == task.function => {
                let braces = function.block.brace_token.span;
                Some(braces.open().end().line..braces.close().start().line - 1)
            }
            _ => None,
        })
        .unwrap_or_else(|| panic!("there is no {} in the reference", task.function));
    let lines: Vec<&str> = text
        .lines()
        .take(body.end)
        .skip(body.start)
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    lines
        .concat()
        .split_inclusive(';')
        .map(without_blanks)
        .collect()
}

#[test]
fn no_hint_gives_the_solution_away() {
    for task in &TASKS {
        let statements = reference(task);
        let body: String = statements.concat();
        let mut all = String::new();
        for (about, steps) in hints_of(task) {
            for step in steps {
                let text = without_blanks(step);
                assert!(!text.contains(&body), "{} {about}: {step}", task.name);
            }
            all += &without_blanks(&steps.concat());
        }
        assert!(!all.contains(&body), "{}: all hints together", task.name);
        // Nor can it be put together from lines without a hole. A name alone is no line.
        let given = statements
            .iter()
            .filter(|statement| statement.contains('(') && all.contains(statement.as_str()));
        let lines = statements
            .iter()
            .filter(|statement| statement.contains('('));
        assert!(
            given.clone().count() * 2 <= lines.count(),
            "{}: {given:?}",
            task.name
        );
    }
}

#[test]
fn what_hints_send_a_learner_to_is_there() {
    let cli = Cli::command();
    for task in &TASKS {
        let manifest =
            fs::read_to_string(Path::new(ROOT).join(task.name).join("Cargo.toml")).unwrap();
        for (about, steps) in hints_of(task) {
            for step in steps {
                let place = format!("{} {about}: {step}", task.name);
                for code in step.split('`').skip(1).step_by(2) {
                    if let Some(rest) = code.strip_prefix("cargo xtask ") {
                        let name = rest.split(' ').next().unwrap_or_default();
                        assert!(cli.find_subcommand(name).is_some(), "no command: {place}");
                    }
                    if let Some((_, example)) = code.split_once("--example ") {
                        let path = format!("{}/examples/{example}.rs", task.name);
                        assert!(Path::new(ROOT).join(&path).exists(), "no {path}: {place}");
                    }
                    if let Some((_, rest)) = code.split_once(" -p ") {
                        let name = rest.split(' ').next().unwrap_or_default();
                        assert_eq!(name, task.name, "{place}");
                    }
                    if code.contains('/') && !code.contains(' ') && !code.starts_with("//") {
                        let is_there = Path::new(ROOT).join(code).exists()
                            || Path::new(ROOT).join(task.name).join(code).exists();
                        assert!(is_there, "no {code}: {place}");
                    }
                    for other in &TASKS {
                        let foreign = format!("{}::", other.name);
                        if code.contains(&foreign) {
                            assert!(
                                manifest.contains(&format!("\n{}.workspace", other.name)),
                                "{place}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_lessons_have_the_part_that_the_last_hints_name() {
    for task in &TASKS {
        let lesson = fs::read_to_string(Path::new(ROOT).join(task.name).join("README.md")).unwrap();
        assert!(lesson.contains("\n## Common mistakes\n"), "{}", task.name);
    }
}
