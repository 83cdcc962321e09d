//! What learners start from says the same as the reference solutions.

use grader::course::{TASKS, Task};
use std::{fs, path::Path};

#[test]
fn a_stub_has_the_documentation_and_the_signatures_of_its_reference() {
    for task in &TASKS {
        let stub = read(&format!("xtask/stubs/{}.rs", task.name));
        let reference = read(&format!("{}/src/lib.rs", task.name));
        assert_eq!(public(&stub), public(&reference), "{}", task.name);
    }
}

#[test]
fn a_stub_holds_nothing_else_but_imports_and_a_todo_that_uses_each_parameter() {
    for task in &TASKS {
        let stub = read(&format!("xtask/stubs/{}.rs", task.name));
        let public = public(&stub);
        let is_public = |line: &&str| public.contains(line);
        let rest: Vec<&str> = stub
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("use ") && !is_public(line))
            .collect();
        let [todo, "}"] = rest[..] else {
            panic!("{}: {rest:#?}", task.name);
        };
        assert!(todo.starts_with("    todo!(\""), "{todo}");
        for parameter in parameters(task) {
            assert!(todo.contains(&format!("{{{parameter}}}")), "{todo}");
        }
    }
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.replace("\r\n", "\n")
}

/// The lines of the public interface: of each public item the documentation and what it begins with, and the
/// documentation of the crate.
fn public(source: &str) -> Vec<&str> {
    let mut public = Vec::new();
    let mut documentation = Vec::new();
    for line in source.lines() {
        if line.starts_with("//!") {
            public.push(line);
        } else if line.starts_with("///") {
            documentation.push(line);
        } else {
            if line.starts_with("pub ") {
                public.append(&mut documentation);
                public.push(line);
            }
            documentation.clear();
        }
    }
    public
}

/// The names of the parameters of a task's function.
fn parameters(task: &Task) -> Vec<&'static str> {
    let (_, parameters) = task.signature.split_once('(').expect("it has parameters");
    let (parameters, _) = parameters
        .split_once(')')
        .expect("they end with a parenthesis");
    parameters
        .split(',')
        .filter_map(|parameter| Some(parameter.split_once(':')?.0.trim()))
        .collect()
}
