//! The command line.

use crate::course::{self, TASKS, Task};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks the tasks of the course.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What to do.
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
    /// Write the learners' workspace, with stubs in place of the solutions
    #[cfg(feature = "teacher")]
    Handout(HandoutArguments),
    /// Check again on every save
    Watch(WatchArguments),
}

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The tasks to check, by number or crate name; all of them if none is given
    #[arg(value_name = "TASK", value_parser = task)]
    pub tasks: Vec<&'static Task>,
    /// Leave out the main programs, which really wait
    #[arg(long)]
    pub no_mains: bool,
    /// How to show the result
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// The arguments of `trace`.
#[derive(Debug, Args)]
pub struct TraceArguments {
    /// The task, by number or crate name
    #[arg(value_name = "TASK", value_parser = task)]
    pub task: &'static Task,
    /// Write the picture into this file too
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

/// The arguments of `handout`.
#[cfg(feature = "teacher")]
#[derive(Debug, Args)]
pub struct HandoutArguments {
    /// The folder to write to; it has to be empty, or not there yet
    pub dir: PathBuf,
    /// Renew a handout: its checks and lessons become those of this course, what learners wrote stays
    #[arg(long)]
    pub update: bool,
}

/// The arguments of `watch`.
#[derive(Debug, Args)]
pub struct WatchArguments {
    /// The task to show, by number or crate name; the first unfinished one if none is given
    #[arg(value_name = "TASK", value_parser = task)]
    pub task: Option<&'static Task>,
}

/// How a result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Human,
    /// For programs: one JSON object, alone on standard output
    Json,
}

fn task(argument: &str) -> Result<&'static Task, String> {
    course::task(argument).ok_or_else(|| {
        let known: Vec<String> = TASKS
            .iter()
            .map(|task| format!("{} {}", task.number, task.name))
            .collect();
        format!("there is no such task; the tasks are {}", known.join(", "))
    })
}
