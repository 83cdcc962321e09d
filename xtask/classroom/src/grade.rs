//! `grade`: grades untrusted submissions of a whole class, in the same way as `check`.

mod batch;
mod disk_space;
mod entries;
mod files;
mod interrupt;
mod key;
mod listing;
mod marking;
mod names;
mod points;
mod progress;
mod results;
mod roster;
mod self_test;
mod submission;
mod summary;

pub use crate::class::Shard;

use crate::{
    class::{self, Manifest},
    report,
};
use anyhow::{Context, Result, bail, ensure};
use batch::{Ended, Event, Plan};
use entries::Entries;
use grader::{
    compile::{self, Progress as Built},
    course::{TASKS, Task},
    grading::{self, Grader},
    outcome::GraderInfo,
    output,
    process::{self, Stop},
    sandbox::Sandbox,
    threads,
    workspace::Workspace,
};
use key::Settings;
use listing::Listing;
use marking::{Job, Marking};
use points::Points;
use progress::Progress;
use results::Results;
use roster::Roster;
use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
    time::{Duration, Instant},
};
use summary::Summary;

/// The options of `grade`.
#[derive(Debug)]
pub struct Options {
    /// The folder of submissions. Each submission is a folder, a .zip or a .tar.gz file.
    pub submissions: PathBuf,
    /// The folder for the results; it is created if it does not exist.
    pub out: PathBuf,
    /// The roster, a CSV file with each person's name and e-mail address or id.
    pub roster: Option<PathBuf>,
    /// The tasks to grade; all if empty.
    pub tasks: Vec<&'static Task>,
    /// The course file, in TOML, with points that differ from the course's own.
    pub course: Option<PathBuf>,
    /// The shard to grade; the whole class if `None`.
    pub shard: Option<Shard>,
    /// The number of cores to use; all if `None`.
    pub jobs: Option<u16>,
    /// The seed of the checks' scenarios; if `None`, the seed of the last run.
    pub seed: Option<u64>,
    /// The names of submissions to grade again, even if nothing has changed.
    pub again: Vec<String>,
    /// Whether submissions run in a sandbox.
    pub sandbox: Sandbox,
}

/// Grades every submission in a folder.
///
/// # Errors
/// Fails if the arguments are wrong, or the grader does not work at all. A single ungraded submission is not an error.
pub fn run(options: &Options) -> Result<ExitCode> {
    let begun = Instant::now();
    let tasks = tasks(&options.tasks);
    let roster = options.roster.as_deref().map(Roster::read).transpose()?;
    let points = options.course.as_deref().map(Points::read).transpose()?;
    let points = points.unwrap_or_default();
    let entries = entries::list(&options.submissions)?;
    ensure_apart(&options.submissions, &options.out)?;
    ensure_known(&options.again, &entries, options.shard)?;
    options.sandbox.protections()?;
    threads::ensure_room()?;
    process::ensure_possible()?;

    let stop = interrupt::stop()?;
    let results = Results::open(&options.out, options.shard)?;
    let cores = options.jobs.map_or_else(
        || thread::available_parallelism().map_or(1, usize::from),
        usize::from,
    );
    let workers = cores * SUBMISSIONS_PER_CORE;
    disk_space::ensure(
        results.dir(),
        disk_space::RESERVE + disk_space::PER_SUBMISSION * workers as u64,
    )?;
    // All temporary files are inside the scratch folder, so they are removed with it, even after a killed run.
    let temporary = results.scratch().join("temporary");
    fs_err::create_dir_all(&temporary)?;
    let _ = tempfile::env::override_temp_dir(&temporary);

    let listing = Listing::new(entries, roster.as_ref(), options.shard);
    let before = Manifest::read(&options.out)?.and_then(|class| class.seed);
    let seed = options.seed.or(before).unwrap_or(grading::SEED);
    listing.write(&results, seed)?;
    let jobs = listing.jobs(&options.again);
    let mut summary = listing.summary(&results)?;

    let workspace = Workspace::find()?;
    let prebuilt = compile::prepare(&workspace, options.sandbox, Built::Stderr)?;
    let grader = Grader::with_cores(prebuilt, cores).with_seed(seed);
    let marking = prepare(grader.with_stop(&stop), tasks, points, results)?;
    marking.ensure_works(&stop)?;
    let ended = grade(&marking, jobs, workers, &stop, &mut summary)?;
    summary.took = begun.elapsed();
    let dir = marking.results.dir().to_owned();
    // If two shards end at the same time, the second one writes reports with the results of both.
    let turn = marking.results.take_turn()?;
    let class = class::collect::collect(std::slice::from_ref(&dir))?.class;
    report::write_class(&class, &dir).with_context(|| {
        format!(
            "the results are complete, but the reports could not be written; run `cargo xtask report {}` to write them",
            dir.display()
        )
    })?;
    drop(turn);
    drop(marking);
    output::print_text(&summary.text(&dir))?;
    Ok(match ended {
        Ended::Interrupted => {
            output::say("Stopped. Run the same command again to continue.");
            ExitCode::from(1)
        }
        Ended::Complete if summary.without_grade().next().is_some() => ExitCode::from(1),
        Ended::Complete => ExitCode::SUCCESS,
    })
}

/// The number of submissions in progress per core: while one waits for a disk or a process, another one can run.
const SUBMISSIONS_PER_CORE: usize = 2;

/// The pauses before the second and the third attempt.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(5)];

fn prepare(
    grader: Grader,
    tasks: Vec<&'static Task>,
    points: Points,
    results: Results,
) -> Result<Marking<Grader>> {
    let prebuilt = grader.prebuilt();
    let program = key::own_program()?;
    let settings = Settings::new(program, &grader, &tasks, &points)?;
    let info = GraderInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        checks: format!("{}-{program:016x}", prebuilt.key()),
        toolchain: prebuilt.toolchain().to_owned(),
        seed: grader.seed(),
        clock: grading::clock().into(),
        sandbox: prebuilt.sandbox().protections()?,
    };
    Ok(Marking {
        grade: grader,
        results,
        settings,
        points,
        tasks,
        info,
    })
}

fn grade(
    marking: &Marking<Grader>,
    jobs: Vec<Job>,
    workers: usize,
    stop: &Stop,
    summary: &mut Summary,
) -> Result<Ended> {
    let mut progress = Progress::new(jobs.len());
    let plan = Plan {
        workers,
        pauses: PAUSES,
    };
    let report = |event| match event {
        Event::Unchanged(brief) => {
            progress.step(false);
            summary.unchanged.push(brief);
        }
        Event::Written(brief) => {
            progress.step(true);
            summary.written.push(brief);
        }
        Event::Postponed(name, why) => {
            let name = output::visible_line(&name);
            let text = format!("{name}: {why}; it will be graded again later");
            progress.say(&text);
        }
    };
    batch::run(marking, jobs, plan, stop, report).with_context(|| {
        format!(
            "stopped; the results so far are in {}; run the same command again to continue",
            marking.results.dir().display()
        )
    })
}

/// The requested tasks in the course's order; all if none are requested.
fn tasks(asked: &[&'static Task]) -> Vec<&'static Task> {
    let all = TASKS.iter();
    all.filter(|task| asked.is_empty() || asked.iter().any(|asked| asked.number == task.number))
        .collect()
}

/// Fails if one folder is inside the other.
fn ensure_apart(submissions: &Path, out: &Path) -> Result<()> {
    let submissions = real(submissions)?;
    let out = real(out)?;
    ensure!(
        !out.starts_with(&submissions),
        "--out {} is inside the folder of submissions and would be graded as a submission; choose another folder",
        out.display()
    );
    ensure!(
        !submissions.starts_with(&out),
        "the folder of submissions is inside --out {}; choose another folder for the results",
        out.display()
    );
    Ok(())
}

/// The path without links. The last components may not exist yet.
fn real(path: &Path) -> Result<PathBuf> {
    let path =
        std::path::absolute(path).with_context(|| format!("{} is not a path", path.display()))?;
    for ancestor in path.ancestors() {
        if let Ok(real) = fs::canonicalize(ancestor) {
            let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
            return Ok(if rest.as_os_str().is_empty() {
                real
            } else {
                real.join(rest)
            });
        }
    }
    Ok(path)
}

/// Fails if a name is not a submission's name, or the submission is not in this shard.
fn ensure_known(names: &[String], entries: &Entries, shard: Option<Shard>) -> Result<()> {
    for name in names {
        if let Some(shard) = shard.filter(|shard| !shard.has(name)) {
            bail!("the submission {name:?} is not in shard {shard}");
        }
        if entries.submissions.iter().all(|entry| entry.name != *name) {
            let given = |entry: &&entries::Entry| {
                entry
                    .path
                    .file_name()
                    .is_some_and(|file| file == name.as_str())
            };
            match entries.submissions.iter().find(given) {
                Some(entry) => bail!(
                    "there is no submission {name:?}; did you mean {:?}?",
                    entry.name
                ),
                None => bail!("there is no submission {name:?} to grade again"),
            }
        }
    }
    Ok(())
}
