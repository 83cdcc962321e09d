//! Changes right solutions in one place each, and sees to it that the checks find every change that matters.
//!
//! The changes are derived from syntax ([`generate`]), and [`kind`] lists what the statement leaves open. A few mutants
//! are graded, picked by a hash of their names. `MUTANTS=<number>` grades that many, `MUTANTS=<text>` those whose
//! name has the text in it, and `MUTANTS=all` all. `MUTANTS_SHOW=1` prints what the checks say of each. What becomes of
//! them is printed as a table, with the names of those that pass.

#[path = "../entries/mod.rs"]
mod entries;
mod generate;
#[path = "../grading/mod.rs"]
mod grading;
mod kind;

use entries::entries;
use generate::changes;
use grader::{
    compile::Submitted,
    course::{Id, TASKS, Task},
    grading::Grader,
    judge::{self, Judge},
    outcome::{CheckStatus, TaskOutcome},
};
use grading::{grader, side_by_side};
use kind::{Kind, equivalent, left_open};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

/// How many are graded if nothing else is asked for: about fifteen seconds of processor time.
const SAMPLE: usize = 8;

/// A right solution with one change.
struct Mutant {
    task: &'static Task,
    kind: Kind,
    name: String,
    /// The folder of the solution, or its only file.
    solution: PathBuf,
    /// The file that is changed, relative to the solution if that is a folder.
    file: PathBuf,
    text: String,
}

impl Mutant {
    /// Why it may well pass all checks, if it may.
    fn may_survive(&self) -> Option<&'static str> {
        left_open(self.kind, self.task.number).or_else(|| equivalent(&self.name))
    }
}

/// What becomes of a mutant.
#[derive(Clone, Copy, Debug)]
enum Fate {
    DoesNotCompile,
    /// The first check that finds it.
    Found(&'static str),
    Survives,
}

#[test]
fn every_change_that_matters_is_found() {
    let all = mutants();
    let made: Vec<Kind> = all.iter().map(|mutant| mutant.kind).collect();
    let mutants = picked(all);
    assert!(!mutants.is_empty(), "there is no such mutant");
    let fates = fates(&grader(), &mutants);
    let judged: Vec<(&Mutant, Fate)> = mutants.iter().zip(fates).collect();
    println!("{}", table(&made, &judged));
    let missed = judged
        .iter()
        .filter(|(mutant, fate)| matches!(fate, Fate::Survives) && mutant.may_survive().is_none());
    let missed: Vec<&str> = missed.map(|(mutant, _)| mutant.name.as_str()).collect();
    assert!(missed.is_empty(), "no check finds:\n{}", missed.join("\n"));
}

/// All mutants of all right solutions.
fn mutants() -> Vec<Mutant> {
    let right = Path::new(env!("CARGO_MANIFEST_DIR")).join("submissions/right");
    let mut mutants = Vec::new();
    for task in &TASKS {
        for solution in entries(&right.join(task.name)) {
            let is_rust = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "rs");
            for file in files(&solution).into_iter().filter(is_rust) {
                let path = solution.join(&file);
                let path = if solution.is_dir() {
                    path
                } else {
                    solution.clone()
                };
                let text = fs::read_to_string(&path).expect("a solution can be read");
                let shown = path.strip_prefix(&right).expect("it lies below the folder");
                mutants.extend(changes(&text, task).into_iter().map(|change| Mutant {
                    task,
                    kind: change.kind,
                    name: format!("{}:{}", shown.display(), change.place),
                    solution: solution.clone(),
                    file: file.clone(),
                    text: change.text,
                }));
            }
        }
    }
    mutants
}

/// Those that are to be graded.
fn picked(mut mutants: Vec<Mutant>) -> Vec<Mutant> {
    let wanted = env::var("MUTANTS").unwrap_or_else(|_| SAMPLE.to_string());
    if let Ok(number) = wanted.parse() {
        // Those that keep asking for the time cost much of it.
        mutants.sort_by_cached_key(|mutant| {
            let asks = mutant.text.contains("yield_now") || mutant.kind == Kind::SpinFirst;
            (asks, hash(&mutant.name))
        });
        // One of each kind and task first, then another one of each.
        let mut turns: BTreeMap<(Kind, u32), usize> = BTreeMap::new();
        mutants.sort_by_cached_key(|mutant| {
            let turn = turns.entry((mutant.kind, mutant.task.number)).or_default();
            *turn += 1;
            *turn
        });
        mutants.truncate(number);
    } else if wanted != "all" {
        mutants.retain(|mutant| mutant.name.contains(&wanted) || mutant.kind.name() == wanted);
    }
    mutants
}

/// FNV-1a, which is the same everywhere.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

/// Grades mutants, several at the same time.
fn fates(grader: &Grader, mutants: &[Mutant]) -> Vec<Fate> {
    let scratch = tempfile::tempdir().expect("a temporary folder can be made");
    let fates = Mutex::new(BTreeMap::new());
    side_by_side(mutants.len(), |index| {
        let mutant = &mutants[index];
        let folder = scratch.path().join(index.to_string());
        let fate = fate(mutant, &grade(grader, mutant, &folder));
        fs::remove_dir_all(folder).expect("the folder was made here");
        fates.lock().unwrap().insert(index, fate);
    });
    fates.into_inner().unwrap().into_values().collect()
}

fn grade(grader: &Grader, mutant: &Mutant, folder: &Path) -> TaskOutcome {
    let base = folder.join("source");
    let write = |file: &Path, text: &str| {
        let path = base.join(file);
        fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .and_then(|()| fs::write(&path, text))
            .expect("a file can be written");
    };
    for file in files(&mutant.solution) {
        if file != mutant.file {
            let text = fs::read_to_string(mutant.solution.join(&file)).expect("it can be read");
            write(&file, &text);
        }
    }
    write(&mutant.file, &mutant.text);
    let submitted = Submitted {
        task: mutant.task,
        base: base.clone(),
        lib: PathBuf::from("lib.rs"),
    };
    grader
        .grade(&submitted, &folder.join("built"))
        .unwrap_or_else(|error| panic!("{} cannot be graded: {error:#}", mutant.name))
}

/// Style does not count: no mutant is formatted.
fn fate(mutant: &Mutant, outcome: &TaskOutcome) -> Fate {
    let checks = mutant.task.checks.iter().zip(&outcome.checks);
    let counted = checks.filter(|(check, _)| !check.stretch);
    let mut found = None;
    for (check, judged) in counted {
        match (judge::for_check(check.id), judged.status) {
            (Judge::Gate, CheckStatus::Failed) => return Fate::DoesNotCompile,
            // A check that is worth points tells more than `finishes`, which comes first.
            (Judge::Behaviour(_), CheckStatus::Failed)
                if found.is_none_or(|id| id == Id::Finishes) =>
            {
                found = Some(check.id);
            }
            (Judge::Gate | Judge::Behaviour(_), CheckStatus::Error) => {
                panic!("{}: {}: {}", mutant.name, judged.id, judged.message)
            }
            (Judge::Gate | Judge::Source(_) | Judge::Behaviour(_), _) => {}
        }
    }
    if env::var_os("MUTANTS_SHOW").is_some() {
        eprintln!("{}\n    {}", mutant.name, told(outcome));
    }
    found.map_or(Fate::Survives, |id| Fate::Found(id.name()))
}

/// What the checks say about a mutant.
fn told(outcome: &TaskOutcome) -> String {
    let failed = |status| matches!(status, CheckStatus::Failed | CheckStatus::Skipped);
    let checks = outcome
        .checks
        .iter()
        .filter(|check| failed(check.status) && !check.stretch);
    let told = checks.map(|check| format!("{}: {}", check.id, check.message));
    told.collect::<Vec<_>>().join("\n    ")
}

/// A line for each kind: how many there are, how many were graded, and what became of those. Below it, the survivors.
fn table(made: &[Kind], judged: &[(&Mutant, Fate)]) -> String {
    let mut text = "  made  graded  do not compile  found  survive  kind (found by)\n".to_owned();
    for kind in Kind::ALL {
        let of_kind = judged.iter().filter(|(mutant, _)| mutant.kind == *kind);
        let of_kind: Vec<&(&Mutant, Fate)> = of_kind.collect();
        let made = made.iter().filter(|made| *made == kind).count();
        text += &line(kind.name(), made, of_kind.iter().map(|(_, fate)| *fate));
        for (mutant, fate) in of_kind {
            if let Fate::Survives = fate {
                let open = mutant.may_survive().unwrap_or("NOT FOUND");
                text += &format!("        {}: {open}\n", mutant.name);
            }
        }
    }
    text + &line("all", made.len(), judged.iter().map(|(_, fate)| *fate))
}

fn line(name: &str, made: usize, fates: impl Iterator<Item = Fate>) -> String {
    let (mut graded, mut broken, mut survive) = (0, 0, 0);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for fate in fates {
        graded += 1;
        match fate {
            Fate::DoesNotCompile => broken += 1,
            Fate::Found(check) => *found.entry(check).or_default() += 1,
            Fate::Survives => survive += 1,
        }
    }
    let total: usize = found.values().sum();
    let by = found
        .iter()
        .map(|(check, times)| format!("{check} {times}"));
    let by = by.collect::<Vec<_>>().join(", ");
    format!("{made:6}  {graded:6}  {broken:14}  {total:5}  {survive:7}  {name} ({by})\n")
}

/// The files of a solution: those in its folder, or `lib.rs` if it is a file itself.
fn files(solution: &Path) -> Vec<PathBuf> {
    if !solution.is_dir() {
        return vec![PathBuf::from("lib.rs")];
    }
    let mut files = Vec::new();
    for entry in entries(solution) {
        let name = PathBuf::from(entry.file_name().expect("an entry has a name"));
        if entry.is_dir() {
            files.extend(self::files(&entry).into_iter().map(|file| name.join(file)));
        } else {
            files.push(name);
        }
    }
    files
}
