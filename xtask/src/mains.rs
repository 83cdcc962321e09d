//! Runs the tasks' main programs, which wait in real time, and checks their output.

use anyhow::Result;
use grader::{
    compile::{self, Crate, Prebuilt, Submitted},
    course::{Printed, TASKS, Task},
    outcome::MainStatus,
    process::{self, Stopped},
    threads,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc::Sender,
    thread,
    time::Duration,
};

/// The outcome of a main program.
#[derive(Clone, Debug)]
pub struct MainOutcome {
    /// Whether it passed.
    pub status: MainStatus,
    /// Its output, or why it failed.
    pub message: String,
}

/// The limits of a main program. The longest waits take 30 s in total.
const LIMITS: process::Limits = process::Limits {
    wall: Duration::from_secs(60),
    cpu_seconds: 30,
    memory: 4 << 30,
    data: 4 << 30,
    resident: 1 << 30,
    open_files: 4096,
    file_size: 1 << 20,
    nice: 0,
};

/// Builds the main programs of `tasks` in a submission folder and runs them in parallel. Sends each outcome as soon as
/// it is known. `out` is the folder for build outputs.
///
/// # Errors
/// Fails if the checker itself cannot do its work.
pub fn run(
    tasks: &[&'static Task],
    folder: &Path,
    prebuilt: &Prebuilt,
    out: &Path,
    outcomes: &Sender<(u32, MainOutcome)>,
) -> Result<()> {
    fs_err::create_dir_all(out)?;
    let mut libraries = Libraries {
        folder,
        prebuilt,
        out,
        built: BTreeMap::new(),
    };
    thread::scope(|scope| {
        let mut runs = Vec::new();
        for &task in tasks {
            match libraries.program(task)? {
                Err(message) => send(outcomes, task, failed(message)),
                Ok(program) => runs.push(threads::spawn_scoped(scope, move || {
                    send(outcomes, task, run_one(task, &program, folder, prebuilt)?);
                    anyhow::Ok(())
                })?),
            }
        }
        runs.into_iter()
            .try_for_each(|run| run.join().expect("running a program does not panic"))
    })
}

fn send(outcomes: &Sender<(u32, MainOutcome)>, task: &Task, outcome: MainOutcome) {
    // The receiver is gone only if the check as a whole has failed.
    let _ = outcomes.send((task.number, outcome));
}

fn failed(message: String) -> MainOutcome {
    MainOutcome {
        status: MainStatus::Failed,
        message,
    }
}

/// The learner's crates, each compiled against the learner's version of its imports.
struct Libraries<'a> {
    folder: &'a Path,
    prebuilt: &'a Prebuilt,
    out: &'a Path,
    built: BTreeMap<&'static str, Result<PathBuf, String>>,
}

impl Libraries<'_> {
    /// The main program of a task, or why it cannot be built.
    fn program(&mut self, task: &'static Task) -> Result<Result<PathBuf, String>> {
        let library = match self.library(task)? {
            Ok(library) => library,
            Err(message) => return Ok(Err(message)),
        };
        let root = Path::new(task.name).join("src").join("main.rs");
        if !self.folder.join(&root).is_file() {
            return Ok(Err(format!("there is no {}.", root.display())));
        }
        let main = Crate {
            name: "main",
            base: self.folder,
            root: &root,
            imports: vec![(task.name, library)],
            libraries: self.out,
        };
        let out = self.out_folder(task)?;
        Ok(compile::program(&main, self.prebuilt, &out)?.map_err(|failure| failure.explain(task)))
    }

    fn library(&mut self, task: &'static Task) -> Result<Result<PathBuf, String>> {
        if let Some(built) = self.built.get(task.name) {
            return Ok(built.clone());
        }
        let built = self.build(task)?;
        self.built.insert(task.name, built.clone());
        Ok(built)
    }

    fn build(&mut self, task: &'static Task) -> Result<Result<PathBuf, String>> {
        let mut imports = Vec::new();
        if let Some(import) = task.imports {
            let imported = TASKS
                .iter()
                .find(|other| other.name == import.name)
                .expect("a task imports another task of the course");
            match self.library(imported)? {
                Ok(library) => imports.push((import.name, library)),
                Err(_) => {
                    return Ok(Err(format!(
                        "it needs `{}`, which does not compile.",
                        import.name
                    )));
                }
            }
        }
        let submitted = Submitted::in_folder(self.folder, task);
        if !self.folder.join(&submitted.lib).is_file() {
            return Ok(Err(format!("there is no {}.", submitted.lib.display())));
        }
        let library = Crate {
            name: task.name,
            base: self.folder,
            root: &submitted.lib,
            imports,
            libraries: self.out,
        };
        // All libraries are in one folder, where `rustc` finds the dependencies.
        Ok(match compile::library(&library, self.prebuilt, self.out)? {
            Ok(library) => Ok(library.file),
            Err(failure) => Err(format!(
                "`{}` does not compile: {}",
                task.name,
                failure.explain(task)
            )),
        })
    }

    fn out_folder(&self, task: &Task) -> Result<PathBuf> {
        let folder = self.out.join(task.name);
        fs_err::create_dir_all(&folder)?;
        Ok(folder)
    }
}

fn run_one(task: &Task, program: &Path, folder: &Path, prebuilt: &Prebuilt) -> Result<MainOutcome> {
    let mut command = Command::new(program);
    // Only the message of a panic is needed.
    command.current_dir(folder).env("RUST_BACKTRACE", "0");
    let finished = process::run(
        command,
        Stdio::null(),
        &LIMITS,
        &prebuilt.confinement(&[program, folder], &[]),
    )?;
    let printed = String::from_utf8_lossy(&finished.stdout).into_owned();
    let status = match finished.status {
        Ok(status) => status,
        Err(Stopped::OutOfTime) => {
            return Ok(failed(format!(
                "it was still running after {} s and was stopped.",
                LIMITS.wall.as_secs()
            )));
        }
        Err(Stopped::OutOfMemory) => {
            return Ok(failed(
                "it used too much memory and was stopped.".to_owned(),
            ));
        }
    };
    if !status.success() {
        return Ok(failed(format!(
            "it ended with {}:\n{}",
            process::describe(status),
            last_lines(&String::from_utf8_lossy(&finished.stderr))
        )));
    }
    Ok(match problem(task.main, &printed) {
        None => MainOutcome {
            status: MainStatus::Passed,
            message: printed.trim_end().to_owned(),
        },
        Some(problem) => failed(format!("{problem} It printed:\n{}", first_lines(&printed))),
    })
}

fn first_lines(text: &str) -> String {
    text.lines().take(8).collect::<Vec<_>>().join("\n")
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(8)..].join("\n")
}

/// The problem with a main program's output, if there is one.
fn problem(expected: &[Printed], printed: &str) -> Option<String> {
    let lines: Vec<&str> = printed.lines().collect();
    if lines.len() != expected.len() {
        return Some(format!(
            "it should print {} line{}, not {}.",
            expected.len(),
            if expected.len() == 1 { "" } else { "s" },
            lines.len()
        ));
    }
    lines
        .iter()
        .zip(expected)
        .enumerate()
        .find_map(|(index, (line, expected))| {
            wrong_line(*expected, line).map(|problem| format!("line {} {problem}", index + 1))
        })
}

fn wrong_line(expected: Printed, line: &str) -> Option<String> {
    match expected {
        Printed::Number { most } => match line.parse::<f64>() {
            Ok(number) if number.to_string() != line => {
                Some("is not printed with `{}`.".to_owned())
            }
            Ok(number) if (0.0..=most).contains(&number) => None,
            Ok(_) => Some(format!("should be a number from 0 to {most}.")),
            Err(_) => Some("should be a number.".to_owned()),
        },
        Printed::List { length, most } => {
            let numbers: Option<Vec<f64>> = line
                .strip_prefix('[')
                .and_then(|line| line.strip_suffix(']'))
                .and_then(|line| line.split(", ").map(|number| number.parse().ok()).collect());
            match numbers {
                None => Some("should be a list of numbers.".to_owned()),
                Some(numbers) if format!("{numbers:?}") != line => {
                    Some("is not printed with `{:?}`.".to_owned())
                }
                Some(numbers) if numbers.len() != length => Some(format!(
                    "should be a list of {length} numbers, not {}.",
                    numbers.len()
                )),
                Some(numbers) if !numbers.iter().all(|number| (0.0..=most).contains(number)) => {
                    Some(format!("should have numbers from 0 to {most} only."))
                }
                Some(numbers) if !numbers.is_sorted() => {
                    Some("should be in ascending order.".to_owned())
                }
                Some(_) => None,
            }
        }
        Printed::Type(name) => (!line.ends_with(name))
            .then(|| format!("should be the type of what the function returned, a `{name}`.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_is_judged_by_form_and_range() {
        let number = Printed::Number { most: 5.0 };
        let list = Printed::List {
            length: 2,
            most: 0.0,
        };
        for (expected, line, right) in [
            (number, "4.25", true),
            (number, "0", true),
            (number, "4.250", false),
            (number, "5.1", false),
            (number, "-1", false),
            (number, "[4.25]", false),
            (list, "[0.0, 0.0]", true),
            (list, "[0, 0]", false),
            (list, "[0.0]", false),
            (list, "[0.0, 1.0]", false),
            (
                Printed::List {
                    length: 2,
                    most: 9.0,
                },
                "[2.0, 1.0]",
                false,
            ),
            (
                Printed::Type("JoinHandle<f64>"),
                "tokio::task::JoinHandle<f64>",
                true,
            ),
            (Printed::Type("JoinHandle<f64>"), "f64", false),
        ] {
            assert_eq!(wrong_line(expected, line).is_none(), right, "{line}");
        }
        assert!(problem(&[number], "1.5\n2.5\n").is_some());
    }
}
