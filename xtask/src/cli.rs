//! The command line.

#[cfg(feature = "classroom")]
mod teacher;

use clap::{Args, Parser, Subcommand, ValueEnum};
use grader::course::{self, TASKS, Task};
use std::path::PathBuf;

/// Checks the tasks of the course.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
pub struct Cli {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the tasks' main programs and checks
    Check(CheckArguments),
    /// Draw the timeline of a task's waits
    Trace(TraceArguments),
    /// Give the next hint for the first failing check of a task
    Hint(HintArguments),
    /// Check again on every save
    Watch(WatchArguments),
    #[cfg(feature = "classroom")]
    /// The commands for teachers
    #[command(flatten)]
    Teacher(teacher::Command),
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The tasks to check, by number or crate name; all of them if none is given
    #[arg(value_name = "TASK", value_parser = task)]
    pub tasks: Vec<&'static Task>,
    /// Do not run the main programs, which wait in real time
    #[arg(long)]
    pub no_mains: bool,
    /// The seed of the checks' scenarios
    #[arg(long, value_name = "N", default_value_t = grader::grading::SEED)]
    pub seed: u64,
    /// The format of the result
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// The arguments of `trace`.
#[derive(Debug, Args)]
pub struct TraceArguments {
    /// The task, by number or crate name
    #[arg(value_name = "TASK", value_parser = task)]
    pub task: &'static Task,
    /// Also write the picture to this file
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

/// The arguments of `hint`.
#[derive(Debug, Args)]
pub struct HintArguments {
    /// The task, by number or crate name
    #[arg(value_name = "TASK", value_parser = task)]
    pub task: &'static Task,
}

/// The arguments of `watch`.
#[derive(Debug, Args)]
pub struct WatchArguments {
    /// The task to show, by number or crate name; the first unfinished one if none is given
    #[arg(value_name = "TASK", value_parser = task)]
    pub task: Option<&'static Task>,
}

/// The format of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs: one JSON object, alone on standard output
    Json,
}

/// A task, by its number or the name of its crate.
fn task(argument: &str) -> Result<&'static Task, String> {
    // Shells complete a folder's name with a slash.
    course::task(argument.trim_end_matches('/')).ok_or_else(|| {
        let known: Vec<String> = TASKS
            .iter()
            .map(|task| format!("{} {}", task.number, task.name))
            .collect();
        format!("there is no such task; the tasks are {}", known.join(", "))
    })
}
