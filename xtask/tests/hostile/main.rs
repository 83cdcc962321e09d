//! Grades the hostile corpus: none passes a check that it should not, none reaches or leaves anything outside, none
//! costs another task its grade, and all of it ends.
//!
//! Each is graded as `grade` does it, once with reference solutions of the other tasks beside what is hostile, which have to
//! pass, and once without them. What the grader cannot tell while others are under way is graded once more, alone.
//!
//! `submissions/hostile/<name>/` holds submissions like any other. Comments at the start of a `lib.rs` say what it tries
//! and what must become of it; [`expectation`] reads them. What cannot lie in a repository, such as pipes and names with
//! line ends, is [`made`] here. `HOSTILE_ONLY=<text>` grades only those whose name has the text in it, and
//! `HOSTILE_SHOW=1` prints what becomes of each.
//!
//! The test starts itself a second time, with a secret in its environment and a secret file open, because that is what
//! a grader may be started with.

#![cfg(feature = "classroom")]
#![cfg(target_os = "linux")]

mod canary;
mod expectation;
mod made;
mod processes;
mod snapshot;

use canary::Canary;
use expectation::Expectation;
use grader::{
    compile::{self, Progress, Submitted},
    course::TASKS,
    grading::Grader,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
    sandbox::Sandbox,
    workspace::Workspace,
};
use processes::Watch;
use snapshot::Snapshot;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// One submission to be graded.
struct Case {
    name: String,
    /// All tasks, in order.
    submitted: Vec<Submitted>,
    /// What must become of each; a reference has to pass.
    expectations: Vec<Option<Expectation>>,
}

/// How many submissions are under way at once: more than cores, because much of it sleeps.
const WORKERS: usize = 6;

/// More than all programs together may use at any time, in bytes.
const MOST_MEMORY: u64 = 8 << 30;

#[test]
fn no_hostile_submission_gains_or_harms_anything() {
    match env::var_os("HOSTILE_SCRATCH") {
        Some(scratch) => grade_all(Path::new(&scratch)),
        None => start_again(),
    }
}

/// Runs this very test with secrets at hand.
fn start_again() {
    let scratch = tempfile::tempdir().expect("a temporary folder can be made");
    let temporary = scratch.path().join("temporary");
    let secret = scratch.path().join("inherited");
    fs::create_dir(&temporary).unwrap();
    fs::write(&secret, canary::SECRET).unwrap();
    let status = Command::new("/bin/sh")
        .args(["-c", "exec 7<\"$0\" 8<>\"$0\"; exec \"$@\""])
        .arg(&secret)
        .arg(env::current_exe().expect("a test has a program"))
        .args([
            "--exact",
            "no_hostile_submission_gains_or_harms_anything",
            "--nocapture",
        ])
        .env("HOSTILE_SCRATCH", scratch.path())
        .env("HOSTILE_CANARY", canary::SECRET)
        .env("TMPDIR", &temporary)
        .status()
        .expect("a shell can be started");
    assert!(status.success(), "see above");
    assert_eq!(
        snapshot::names(&temporary),
        Vec::<String>::new(),
        "left behind"
    );
}

fn grade_all(scratch: &Path) {
    let begun = Instant::now();
    let workspace = Workspace::find().expect("cargo finds the workspace");
    let prebuilt = compile::prepare(&workspace, Sandbox::Required, Progress::Stderr)
        .expect("dependencies can be built");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let grader = Grader::with_cores(prebuilt, cores);
    let canary = Canary::lay_out(&scratch.join("canary"));
    let class = scratch.join("class");
    let cases = cases(&canary, &class);
    let before = Snapshot::of(&[
        &class,
        canary.folder(),
        &workspace.own_folder().join("exam"),
    ]);
    let watch = Watch::start(scratch);

    let next = AtomicUsize::new(0);
    let problems = Mutex::new(Vec::new());
    let unsure = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let out = scratch.join("out").join(&case.name);
                    match grade(&grader, case, &out) {
                        Ok(found) => problems.lock().unwrap().extend(found),
                        Err(_) => unsure.lock().unwrap().push(case),
                    }
                }
            });
        }
    });
    let unsure = unsure.into_inner().unwrap();
    let mut problems = problems.into_inner().unwrap();
    for case in &unsure {
        let out = scratch.join("out").join(&case.name);
        let found = grade(&grader.alone(), case, &out);
        problems.extend(found.unwrap_or_else(|why| vec![why]));
    }

    let (leaked, most_memory) = watch.stop();
    problems.extend(leaked);
    problems.extend(before.differences());
    problems.extend(canary.disturbances());
    problems.extend(left_behind());
    problems.extend(processes::left(scratch));
    if most_memory > MOST_MEMORY {
        problems.push(format!("{} MB were in use at once", most_memory >> 20));
    }
    eprintln!(
        "{} submissions in {:.0} s, at most {} MB of memory at once",
        cases.len(),
        begun.elapsed().as_secs_f64(),
        most_memory >> 20
    );
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The corpus, and what is made.
fn cases(canary: &Canary, class: &Path) -> Vec<Case> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("submissions/hostile");
    copy(&corpus, class, &|text| canary.fill_in(text));
    made::make(canary, class);
    let only = env::var("HOSTILE_ONLY").unwrap_or_default();
    let names = snapshot::names(class).into_iter();
    let cases: Vec<Case> = names
        .filter(|name| name.contains(&only))
        .map(|name| case(class, name))
        .collect();
    assert!(!cases.is_empty(), "there is no submission like {only:?}");
    cases
}

/// The root of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

fn case(class: &Path, name: String) -> Case {
    let folder = class.join(&name);
    let (submitted, expectations) = TASKS
        .iter()
        .map(|task| {
            if fs::symlink_metadata(folder.join(task.name)).is_ok() {
                let submitted = Submitted::in_folder(&folder, task);
                let expectation = Expectation::read(&folder, &submitted);
                (submitted, Some(expectation))
            } else {
                (Submitted::in_folder(Path::new(ROOT), task), None)
            }
        })
        .unzip();
    Case {
        name,
        submitted,
        expectations,
    }
}

/// What is wrong with what becomes of a submission, among references and without them.
///
/// # Errors
/// Fails if the grader cannot tell what becomes of it.
fn grade(grader: &Grader, case: &Case, out: &Path) -> Result<Vec<String>, String> {
    let begun = Instant::now();
    let alone: Vec<Submitted> = case
        .submitted
        .iter()
        .zip(&case.expectations)
        .filter_map(|(submitted, expectation)| expectation.as_ref().map(|_| submitted.clone()))
        .collect();
    let graded = grader.grade_all(&case.submitted, &out.join("among_references"));
    let graded = graded.and_then(|among| {
        let alone = grader.grade_all(&alone, &out.join("alone"))?;
        Ok((among, alone))
    });
    fs::remove_dir_all(out).ok();
    let (among, alone) =
        graded.map_err(|error| format!("{} cannot be graded: {error:#}", case.name))?;
    let mut problems = Vec::new();
    let mut alone = alone.iter();
    for (outcome, expectation) in among.iter().zip(&case.expectations) {
        let description = describe(case, outcome, begun.elapsed());
        if outcome.status == TaskStatus::Error {
            return Err(description);
        }
        if expectation.is_some() && env::var_os("HOSTILE_SHOW").is_some() {
            eprint!("{description}");
        }
        let text = |outcome| serde_json::to_string(outcome).expect("an outcome can be written");
        let mut wrong = match expectation {
            Some(expectation) => {
                let alone = alone
                    .next()
                    .expect("each hostile crate is graded alone, too");
                let mut wrong = expectation.problems(outcome);
                if alone.score != outcome.score || alone.status != outcome.status {
                    let alone = describe(case, alone, begun.elapsed());
                    wrong.push(format!("without references beside it it differs:\n{alone}"));
                }
                wrong
            }
            None if outcome.status == TaskStatus::Passed => Vec::new(),
            None => vec!["the reference loses its grade".to_owned()],
        };
        if text(outcome).contains(canary::SECRET) {
            wrong.push("a secret is in its result".to_owned());
        }
        if !wrong.is_empty() {
            problems.push(format!("{description}{}", wrong.join("\n")));
        }
    }
    Ok(problems)
}

fn describe(case: &Case, outcome: &TaskOutcome, took: Duration) -> String {
    let mut text = format!(
        "{}, task {}: {:?}, {} of {} points, {:.1} s\n",
        case.name,
        outcome.number,
        outcome.status,
        outcome.score,
        outcome.max_score,
        took.as_secs_f64()
    );
    for check in &outcome.checks {
        if matches!(check.status, CheckStatus::Failed | CheckStatus::Error) {
            let message: String = check.message.chars().take(400).collect();
            let message = grader::output::visible(&message).replace('\n', "\n        ");
            text += &format!("    {}: {:?} {message}\n", check.id, check.status);
        }
    }
    text
}

/// Files that one of the submissions tries to leave in places that are not looked through.
fn left_behind() -> Vec<String> {
    let folders = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/"].map(PathBuf::from);
    let files = folders
        .into_iter()
        .chain(env::home_dir())
        .map(|folder| folder.join("hostile-was-here"));
    files
        .filter(|file| file.exists())
        .map(|file| format!("{} was left behind", file.display()))
        .collect()
}

/// Copies a folder; the text of sources is filled in.
fn copy(from: &Path, to: &Path, fill_in: &dyn Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for name in snapshot::names(from) {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            copy(&from, &to, fill_in);
        } else {
            let text = fs::read_to_string(&from).expect("the corpus is text");
            fs::write(to, fill_in(&text)).unwrap();
        }
    }
}
