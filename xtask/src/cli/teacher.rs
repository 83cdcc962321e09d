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
    /// Build a class's reports again from its results, merge shards, export grades
    Report(ReportArguments),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Fails if the arguments make no sense, or the command cannot do its work.
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
    /// The folder to write to; it has to be empty, or not there yet
    dir: PathBuf,
    /// Renew a handout: its checks and lessons become those of this course, what learners wrote stays
    #[arg(long)]
    update: bool,
}

/// The arguments of `grade`.
#[derive(Debug, Args)]
pub struct GradeArguments {
    /// The folder of submissions: in it folders, .zip or .tar.gz files, one for each submission
    submissions: PathBuf,
    /// The folder to write results to; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Those who take part, as CSV: name and e-mail address or id
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Grade these tasks only, by number or crate name, with commas between them
    #[arg(long, value_name = "LIST", value_parser = task, value_delimiter = ',')]
    tasks: Vec<&'static Task>,
    /// What checks are worth, as TOML, where that differs from the course
    #[arg(long, value_name = "FILE")]
    course: Option<PathBuf>,
    /// Grade one of N shares of the submissions: 1/4 is the first of four
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// How many cores to use; all of them if it is not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// What the checks draw their scenarios from; as for the last time, if it is not given
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Grade this submission again, even if nothing has changed; may be given several times
    #[arg(long, value_name = "NAME")]
    again: Vec<String>,
    /// Whether submissions are confined, or not at all
    #[arg(long, value_enum, default_value_t = Confinement::Required)]
    sandbox: Confinement,
}

/// The arguments of `report`.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// Folders that `grade` wrote to, or folders that hold such folders, one a shard
    #[arg(value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
    /// Where to merge the results and write the reports to; the first DIR if it is not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write this format in place of the reports
    #[arg(long, value_enum, value_name = "NAME")]
    format: Option<ExportFormat>,
    /// The file to fill in: a worksheet from Moodle or a gradebook from Canvas, as downloaded
    #[arg(long, value_name = "FILE", requires = "format")]
    template: Option<PathBuf>,
    /// The title of the column that takes the grade, for Canvas and Moodle
    #[arg(long, value_name = "TITLE", requires = "format")]
    column: Option<String>,
    /// Print the export of this submission only, on standard output
    #[arg(long, value_name = "NAME", requires = "format")]
    submission: Option<String>,
}

/// Whether submissions are confined.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Confinement {
    /// With every protection there is; where the system lacks one, nothing is graded
    Required,
    /// Not at all, and every result says so: only for code that you trust
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
    /// A gradebook to upload; fills in one that was downloaded if --template names it
    Canvas,
    /// Fills in the grading worksheet that --template names
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
