//! `grade`: a classroom of submissions that nobody trusts, each graded as `check` does it.

mod batch;
mod entries;
mod files;
mod interrupt;
mod key;
mod listing;
mod marking;
mod names;
mod points;
mod progress;
mod rehearsal;
mod results;
mod room;
mod roster;
mod submission;
mod summary;

pub use crate::class::Shard;

use crate::{
    class::{self, Manifest},
    report,
};
use anyhow::{Context, Result, bail, ensure};
use batch::{Ended, News, Plan};
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

/// What to grade, and how.
#[derive(Debug)]
pub struct Options {
    /// The folder of submissions: in it folders, .zip or .tar.gz files, one for each submission.
    pub submissions: PathBuf,
    /// The folder to write results to; made if it is not there.
    pub out: PathBuf,
    /// Those who take part, as CSV: name and e-mail address or id.
    pub roster: Option<PathBuf>,
    /// The tasks to grade; all of them if none is given.
    pub tasks: Vec<&'static Task>,
    /// What checks are worth, as TOML, where that differs from the course.
    pub course: Option<PathBuf>,
    /// The share of the submissions to grade; all of them if none is given.
    pub shard: Option<Shard>,
    /// How many cores to use; all of them if none is given.
    pub jobs: Option<u16>,
    /// What the checks draw their scenarios from; as for the last time, if none is given.
    pub seed: Option<u64>,
    /// The submissions to grade again, even if nothing has changed.
    pub again: Vec<String>,
    /// Whether submissions are confined.
    pub sandbox: Sandbox,
}

/// Grades every submission in a folder.
///
/// # Errors
/// Fails if the arguments make no sense, or the grader as a whole cannot work. What it cannot grade is no error.
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
    let workers = cores * UNDER_WAY_PER_CORE;
    room::ensure(
        results.dir(),
        room::RESERVE + room::UNDER_WAY * workers as u64,
    )?;
    // Temporary files of every kind are removed with the scratch folder, even those of a run that was killed.
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
    // Of two shards that end at the same time, the second writes the reports of both.
    let turn = marking.results.take_turn()?;
    let class = class::collect::collect(std::slice::from_ref(&dir))?.class;
    report::write_class(&class, &dir).with_context(|| {
        format!(
            "the results are complete, but not their reports; `cargo xtask report {}` makes them again",
            dir.display()
        )
    })?;
    drop(turn);
    drop(marking);
    output::print_text(&summary.text(&dir))?;
    Ok(match ended {
        Ended::Interrupted => {
            output::say("Stopped. The same command goes on where it has stopped.");
            ExitCode::from(1)
        }
        Ended::Complete if summary.without_grade().next().is_some() => ExitCode::from(1),
        Ended::Complete => ExitCode::SUCCESS,
    })
}

/// How many submissions are under way for each core: while one waits for a disk or a process, another goes on.
const UNDER_WAY_PER_CORE: usize = 2;

/// How long the grader waits before it tries again what it failed on.
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
    let tell = |news| match news {
        News::Unchanged(brief) => {
            progress.step(false);
            summary.unchanged.push(brief);
        }
        News::Written(brief) => {
            progress.step(true);
            summary.written.push(brief);
        }
        News::Postponed(name, why) => {
            let name = output::visible_line(&name);
            let text = format!("{name}: {why}; it will be tried again");
            progress.say(&text);
        }
    };
    batch::run(marking, jobs, plan, stop, tell).with_context(|| {
        format!(
            "stopped; what was graded is in {}, and the same command goes on from there",
            marking.results.dir().display()
        )
    })
}

/// The tasks that were asked for, in order; all of them if none was.
fn tasks(asked: &[&'static Task]) -> Vec<&'static Task> {
    let all = TASKS.iter();
    all.filter(|task| asked.is_empty() || asked.iter().any(|asked| asked.number == task.number))
        .collect()
}

/// Fails if one of the folders lies in the other.
fn ensure_apart(submissions: &Path, out: &Path) -> Result<()> {
    let submissions = real(submissions)?;
    let out = real(out)?;
    ensure!(
        !out.starts_with(&submissions),
        "--out {} lies in the folder of submissions, where it would be taken for one; name a folder beside it",
        out.display()
    );
    ensure!(
        !submissions.starts_with(&out),
        "the folder of submissions lies in --out {}, and results must not mix with submissions; name another folder",
        out.display()
    );
    Ok(())
}

/// A path with no links in it, even if its end is not there yet.
fn real(path: &Path) -> Result<PathBuf> {
    let path =
        std::path::absolute(path).with_context(|| format!("{} is no path", path.display()))?;
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

/// Fails if there is no submission of one of these names, or it is not in this shard.
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
                    "there is no submission {name:?}; {:?} is what it is called here",
                    entry.name
                ),
                None => bail!("there is no submission {name:?} to grade again"),
            }
        }
    }
    Ok(())
}
