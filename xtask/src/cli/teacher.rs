//! The command line of the teachers' commands.

use super::task;
use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use classroom::{
    export::Export,
    grade::{self, Shard},
    handout, report,
};
use grader::{course::Task, sandbox::Sandbox};
use std::{path::PathBuf, process::ExitCode};

/// The teachers' commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the learners' workspace, with stubs in place of the solutions
    Handout(HandoutArguments),
    /// Grade a folder of submissions
    Grade(GradeArguments),
    /// Write a class's reports again from its results, merge shards, export grades
    Report(ReportArguments),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Fails if the arguments are wrong, or the command fails.
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Handout(arguments) => handout::run(&arguments.into()),
            Self::Grade(arguments) => grade::run(&arguments.into()),
            Self::Report(arguments) => report::run(&arguments.into()),
        }
    }
}

/// The arguments of `handout`.
#[derive(Debug, Args)]
pub struct HandoutArguments {
    /// The folder to write to; it must be empty or not exist
    dir: PathBuf,
    /// Update a handout: its checks and lessons are replaced, and the learners' own files stay
    #[arg(long)]
    update: bool,
}

/// The arguments of `grade`.
#[derive(Debug, Args)]
pub struct GradeArguments {
    /// The folder of submissions; each is a folder, a .zip or a .tar.gz file
    submissions: PathBuf,
    /// The folder for the results; it is created if it does not exist
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The roster, a CSV file with each person's name and e-mail address or id
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Grade only these tasks, by number or crate name, separated by commas
    #[arg(long, value_name = "LIST", value_parser = task, value_delimiter = ',')]
    tasks: Vec<&'static Task>,
    /// A TOML file with points that differ from the course's own
    #[arg(long, value_name = "FILE")]
    course: Option<PathBuf>,
    /// Grade one of N shards of the class: 1/4 is the first of four
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// The number of cores to use; all by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// The seed of the checks' scenarios; by default that of the last run
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Grade this submission again, even if nothing has changed; may be given several times
    #[arg(long, value_name = "NAME")]
    again: Vec<String>,
    /// Whether submissions run in a sandbox
    #[arg(long, value_enum, default_value_t = Confinement::Required)]
    sandbox: Confinement,
}

/// The arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Folders written by `grade`, or folders that contain such folders, one per shard
    #[arg(value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
    /// The folder for the merged results and the reports; by default the first DIR
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Export to this format instead of writing the reports
    #[arg(long, value_enum, value_name = "NAME")]
    format: Option<ExportFormat>,
    /// The file to fill in: a downloaded worksheet from Moodle or gradebook from Canvas
    #[arg(long, value_name = "FILE", requires = "format")]
    template: Option<PathBuf>,
    /// The title of the grade's column, for Canvas and Moodle
    #[arg(long, value_name = "TITLE", requires = "format")]
    column: Option<String>,
    /// Export only this submission, to standard output
    #[arg(long, value_name = "NAME", requires = "format")]
    submission: Option<String>,
}

/// Whether submissions run in a sandbox.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Confinement {
    /// Use every protection; fail if the system lacks one
    Required,
    /// No sandbox, only for code that you trust; every result says so
    Off,
}

/// The formats of other programs.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ExportFormat {
    /// A results.json for each submission
    Gradescope,
    /// A runner's result for each submission, in base64
    GithubClassroom,
    /// A result.json for each submission
    Classroom50,
    /// A results.json of version 3 for each submission
    Exercism,
    /// A gradebook to upload, or a downloaded one filled in with --template
    Canvas,
    /// The grading worksheet given with --template, filled in
    Moodle,
}

impl From<HandoutArguments> for handout::Options {
    fn from(arguments: HandoutArguments) -> Self {
        let HandoutArguments { dir, update } = arguments;
        Self { dir, update }
    }
}

impl From<GradeArguments> for grade::Options {
    fn from(arguments: GradeArguments) -> Self {
        Self {
            submissions: arguments.submissions,
            out: arguments.out,
            roster: arguments.roster,
            tasks: arguments.tasks,
            course: arguments.course,
            shard: arguments.shard,
            jobs: arguments.jobs,
            seed: arguments.seed,
            again: arguments.again,
            sandbox: match arguments.sandbox {
                Confinement::Required => Sandbox::Required,
                Confinement::Off => Sandbox::Off,
            },
        }
    }
}

impl From<ReportArguments> for report::Options {
    fn from(arguments: ReportArguments) -> Self {
        Self {
            dirs: arguments.dirs,
            out: arguments.out,
            format: arguments.format.map(Export::from),
            template: arguments.template,
            column: arguments.column,
            submission: arguments.submission,
        }
    }
}

impl From<ExportFormat> for Export {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Gradescope => Self::Gradescope,
            ExportFormat::GithubClassroom => Self::GithubClassroom,
            ExportFormat::Classroom50 => Self::Classroom50,
            ExportFormat::Exercism => Self::Exercism,
            ExportFormat::Canvas => Self::Canvas,
            ExportFormat::Moodle => Self::Moodle,
        }
    }
}
