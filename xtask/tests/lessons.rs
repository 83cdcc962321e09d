//! The lessons say nothing that is not there: their Rust code, their commands, the examples they list and the files
//! they link to.

use grader::course::{TASKS, Task};
use std::{collections::BTreeSet, fs, path::Path};

/// The root of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn lesson(task: &Task) -> String {
    read(&Path::new(ROOT).join(task.name).join("README.md"))
}

/// The names and texts of a crate's examples.
fn examples(task: &Task) -> Vec<(String, String)> {
    let folder = Path::new(ROOT).join(task.name).join("examples");
    let entries = fs::read_dir(folder).expect("each task has examples");
    let paths = entries.map(|entry| entry.expect("a folder can be read").path());
    paths
        .map(|path| {
            let name = path.file_stem().expect("an example has a name");
            let main = if path.is_dir() {
                path.join("main.rs")
            } else {
                path.clone()
            };
            (name.to_string_lossy().into_owned(), read(&main))
        })
        .collect()
}

/// The code in fences of this language.
fn fenced(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence)
        .skip(1)
        .map(|rest| {
            let (code, _) = rest.split_once("```").expect("a fence is closed");
            code.to_owned()
        })
        .collect()
}

/// Lines without indentation, empty ones, comments and `pub`, which only the tests of the examples need.
fn essence(code: &str) -> Vec<&str> {
    code.lines()
        .map(|line| line.trim().trim_start_matches("pub "))
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .collect()
}

/// Whether all lines of `part` are in `whole`, in this order.
fn is_taken_from(part: &[&str], whole: &[&str]) -> bool {
    let mut whole = whole.iter();
    part.iter().all(|line| whole.any(|other| other == line))
}

#[test]
fn the_rust_code_of_a_lesson_is_that_of_an_example() {
    for task in &TASKS {
        let (lesson, examples) = (lesson(task), examples(task));
        let rust = fenced(&lesson, "rust");
        assert!(!rust.is_empty(), "the lesson of {} has code", task.name);
        assert_eq!(
            fenced(&lesson, "python").len(),
            rust.len(),
            "{}: a Python form for each Rust form",
            task.name
        );
        for code in rust {
            assert!(
                examples
                    .iter()
                    .any(|(_, example)| is_taken_from(&essence(&code), &essence(example))),
                "no example of {} has this code:\n{code}",
                task.name
            );
        }
    }
}

#[test]
fn a_lesson_lists_the_examples_of_its_crate() {
    for task in &TASKS {
        let lesson = lesson(task);
        let listed: BTreeSet<String> = lesson
            .lines()
            .filter_map(|line| line.strip_prefix("| `cargo run -p "))
            .map(|line| {
                let (command, _) = line.split_once('`').expect("the command ends");
                let mut words = command.split(' ');
                assert_eq!(words.next(), Some(task.name), "{line}");
                words
                    .next_back()
                    .expect("the command has more words")
                    .to_owned()
            })
            .collect();
        let there = examples(task).into_iter().map(|(name, _)| name).collect();
        assert_eq!(listed, there, "{}", task.name);
    }
}

#[test]
fn what_is_linked_to_within_the_course_is_there() {
    let folders = TASKS.iter().map(|task| task.name).chain(["", "xtask"]);
    for folder in folders {
        let folder = Path::new(ROOT).join(folder);
        let text = read(&folder.join("README.md"));
        let links = text.split("](").skip(1);
        let links = links.map(|rest| rest.split_once(')').expect("a link ends").0);
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let path = link.split('#').next().expect("a text has a first part");
            assert!(
                folder.join(path).exists(),
                "{}/README.md links to {link}",
                folder.display()
            );
        }
    }
}

#[test]
fn the_workspace_and_its_readme_files_list_every_task() {
    let [manifest, course, handout] = ["Cargo.toml", "README.md", "xtask/stubs/README.md"]
        .map(|path| read(&Path::new(ROOT).join(path)));
    for Task { number, name, .. } in &TASKS {
        let member = format!("\n    \"{name}\",\n");
        assert!(manifest.contains(&member), "{name} is no member");
        let dependency = format!("\n{name} = {{ path = \"{name}\" }}\n");
        assert!(manifest.contains(&dependency), "{name} is no dependency");
        let row = format!("\n| {number} | [`{name}`]({name}) |");
        assert!(course.contains(&row), "README.md has no {name}");
        assert!(handout.contains(&row), "stubs/README.md has no {name}");
    }
}
