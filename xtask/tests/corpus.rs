//! Grades the mistakes corpus: every wrong solution is caught by the check that must reveal it, and no right one
//! fails a counted check.
//!
//! The path of a solution says what must become of it: `wrong/<crate>/<check>/<name>.rs` and
//! `right/<crate>/<name>.rs`, or a folder `<name>/` with a `lib.rs`. `CORPUS_REPEATS=10` grades everything ten
//! times, and then no verdict, no point and no message may change; `CORPUS_SEED=<number>` draws other scenarios;
//! `CORPUS_ONLY=<text>` takes only the solutions whose path has the text in it, `CORPUS_FOLDER=<path>` another corpus,
//! and
//! `CORPUS_SHOW=1` prints what becomes of each.

mod entries;
mod grading;

use entries::entries;
use grader::{
    compile::Submitted,
    course::{self, TASKS},
    grading::Grader,
    outcome::{CheckStatus, TaskOutcome},
};
use grading::{grader, side_by_side};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

struct Case {
    submitted: Submitted,
    /// The check that must fail; none may for a right solution.
    reveals: Option<String>,
    path: String,
}

#[test]
fn every_wrong_solution_is_caught_and_no_right_one_fails() {
    let folder = env::var_os("CORPUS_FOLDER").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("submissions"),
        PathBuf::from,
    );
    let only = env::var("CORPUS_ONLY").unwrap_or_default();
    let mut cases = cases(&folder);
    cases.retain(|case| case.path.contains(&only));
    assert!(!cases.is_empty(), "there is no solution like {only:?}");

    let seed = env::var("CORPUS_SEED").map_or(grader::grading::SEED, |seed| {
        seed.parse().expect("CORPUS_SEED is a number")
    });
    let grader = grader().with_seed(seed);
    let misses = misses(&grader, &cases);
    eprintln!("{}", table(&cases, &misses));
    let misses: Vec<&str> = misses.iter().map(|(_, miss)| miss.as_str()).collect();
    assert!(misses.is_empty(), "misses:\n{}", misses.join("\n"));
}

/// How many solutions of each task are judged rightly, for the grader's README.
fn table(cases: &[Case], misses: &[(String, String)]) -> String {
    let mut table = String::from(
        "| task | right solutions | that pass | wrong solutions | that fail the check named |\n|---|---|---|---|---|\n",
    );
    for task in &TASKS {
        let counts = |is_wrong: bool| {
            let of_kind = cases.iter().filter(|case| {
                case.submitted.task.number == task.number && case.reveals.is_some() == is_wrong
            });
            let paths: BTreeSet<&str> = of_kind.map(|case| case.path.as_str()).collect();
            let missed: BTreeSet<&str> = misses.iter().map(|(path, _)| path.as_str()).collect();
            (paths.len(), paths.difference(&missed).count())
        };
        let ((right, pass), (wrong, fail)) = (counts(false), counts(true));
        table += &format!("| {} | {right} | {pass} | {wrong} | {fail} |\n", task.name);
    }
    table
}

/// Grades solutions, and describes what does not become of them what must, each with its path.
fn misses(grader: &Grader, cases: &[Case]) -> Vec<(String, String)> {
    let repeats: usize = env::var("CORPUS_REPEATS").map_or(1, |repeats| {
        repeats.parse().expect("CORPUS_REPEATS is a number")
    });
    let scratch = tempfile::tempdir().expect("a temporary folder can be made");
    let verdicts = Mutex::new(BTreeMap::new());
    let misses = Mutex::new(Vec::new());
    side_by_side(cases.len() * repeats, |index| {
        let case = &cases[index / repeats];
        let out = scratch.path().join(index.to_string());
        let outcome = grader
            .grade(&case.submitted, &out)
            .unwrap_or_else(|error| panic!("{} cannot be graded: {error:#}", case.path));
        if env::var_os("CORPUS_SHOW").is_some() {
            eprint!("{}", describe(case, &outcome));
        }
        let miss = miss(case, &outcome).map(|miss| (case.path.clone(), miss));
        misses.lock().unwrap().extend(miss);
        let told = text(&outcome);
        let mut verdicts = verdicts.lock().unwrap();
        let first = verdicts
            .entry(case.path.clone())
            .or_insert_with(|| told.clone());
        if *first != told {
            let miss = format!("{} differs:\n{first}\n{told}", case.path);
            misses.lock().unwrap().push((case.path.clone(), miss));
        }
        drop(verdicts);
        fs::remove_dir_all(out).expect("the folder was made by the grader");
    });
    let mut misses = misses.into_inner().unwrap();
    misses.sort();
    misses
}

fn cases(folder: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for kind in ["right", "wrong"] {
        for crate_folder in entries(&folder.join(kind)) {
            let name = name(&crate_folder);
            let task = course::task(&name).unwrap_or_else(|| panic!("{name} is no task"));
            for entry in entries(&crate_folder) {
                let (check, solutions) = if kind == "wrong" {
                    let check = self::name(&entry);
                    assert!(
                        task.checks.iter().any(|other| other.id.name() == check),
                        "{check} is no check of {name}"
                    );
                    (Some(check), entries(&entry))
                } else {
                    (None, vec![entry])
                };
                for solution in solutions {
                    let lib = if solution.is_dir() {
                        solution.join("lib.rs")
                    } else {
                        solution
                    };
                    let lib = lib.strip_prefix(folder).expect("it lies below the folder");
                    cases.push(Case {
                        path: lib.display().to_string(),
                        reveals: check.clone(),
                        submitted: Submitted {
                            task,
                            base: folder.to_owned(),
                            lib: lib.to_owned(),
                        },
                    });
                }
            }
        }
    }
    cases
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("an entry has a name")
        .to_string_lossy()
        .into_owned()
}

fn miss(case: &Case, outcome: &TaskOutcome) -> Option<String> {
    let failed = |id: &str| {
        outcome
            .checks
            .iter()
            .any(|check| check.id == id && check.status == CheckStatus::Failed)
    };
    let as_it_should = match &case.reveals {
        Some(check) => failed(check),
        None => outcome
            .checks
            .iter()
            .all(|check| check.stretch || check.status == CheckStatus::Passed),
    };
    (!as_it_should).then(|| describe(case, outcome))
}

/// All that is told of a task: no repeat may tell anything else.
fn text(outcome: &TaskOutcome) -> String {
    serde_json::to_string_pretty(outcome).expect("an outcome can be written")
}

fn describe(case: &Case, outcome: &TaskOutcome) -> String {
    let mut text = format!("{}\n", case.path);
    for check in &outcome.checks {
        let expected = case.reveals.as_deref() == Some(check.id.as_str());
        let remarkable = match check.status {
            CheckStatus::Passed => expected,
            CheckStatus::Skipped => expected || case.reveals.is_none() && !check.stretch,
            CheckStatus::Failed => !check.stretch,
            CheckStatus::Error => true,
        };
        if remarkable {
            text += &format!("    {}: {:?} {}\n", check.id, check.status, check.message);
        }
    }
    text
}
