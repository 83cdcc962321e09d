//! The command line.

use crate::course::{self, TASKS, Task};
#[cfg(feature = "teacher")]
use crate::sandbox::Sandbox;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Checks the tasks of the course.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
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
    /// Grade a folder of submissions
    #[cfg(feature = "teacher")]
    Grade(GradeArguments),
    /// Build a class's reports again from its results, merge shards, export grades
    #[cfg(feature = "teacher")]
    Report(ReportArguments),
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
    /// What the checks draw their scenarios from
    #[arg(long, value_name = "N", default_value_t = crate::grading::SEED)]
    pub seed: u64,
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

/// The arguments of `grade`.
#[cfg(feature = "teacher")]
#[derive(Debug, Args)]
pub struct GradeArguments {
    /// The folder of submissions: in it folders, .zip or .tar.gz files, one for each submission
    pub submissions: PathBuf,
    /// The folder to write results to; made if it is not there
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Those who take part, as CSV: name and e-mail address or id
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// Grade these tasks only, by number or crate name, with commas between them
    #[arg(long, value_name = "LIST", value_parser = task, value_delimiter = ',')]
    pub tasks: Vec<&'static Task>,
    /// What checks are worth, as TOML, where that differs from the course
    #[arg(long, value_name = "FILE")]
    pub course: Option<PathBuf>,
    /// Grade one of N shares of the submissions: 1/4 is the first of four
    #[arg(long, value_name = "I/N")]
    pub shard: Option<crate::grade::Shard>,
    /// How many cores to use; all of them if it is not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
    /// What the checks draw their scenarios from; as for the last time, if it is not given
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Grade this submission again, even if nothing has changed; may be given several times
    #[arg(long, value_name = "NAME")]
    pub again: Vec<String>,
    /// Whether submissions are confined, or not at all
    #[arg(long, value_enum, default_value_t = Sandbox::Required)]
    pub sandbox: Sandbox,
}

/// The arguments of `report`.
#[cfg(feature = "teacher")]
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Folders that `grade` wrote to, or folders that hold such folders, one a shard
    #[arg(value_name = "DIR", required = true)]
    pub dirs: Vec<PathBuf>,
    /// Where to merge the results and write the reports to; the first DIR if it is not given
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write this format in place of the reports
    #[arg(long, value_enum, value_name = "NAME")]
    pub format: Option<crate::report::Export>,
    /// The file to fill in: a worksheet from Moodle or a gradebook from Canvas, as downloaded
    #[arg(long, value_name = "FILE", requires = "format")]
    pub template: Option<PathBuf>,
    /// The title of the column that takes the grade, for Canvas and Moodle
    #[arg(long, value_name = "TITLE", requires = "format")]
    pub column: Option<String>,
    /// Print the export of this submission only, on standard output
    #[arg(long, value_name = "NAME", requires = "format")]
    pub submission: Option<String>,
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
    // A shell completes the name of a folder with a slash.
    course::task(argument.trim_end_matches('/')).ok_or_else(|| {
        let known: Vec<String> = TASKS
            .iter()
            .map(|task| format!("{} {}", task.number, task.name))
            .collect();
        format!("there is no such task; the tasks are {}", known.join(", "))
    })
}
