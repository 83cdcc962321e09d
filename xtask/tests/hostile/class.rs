//! A class of hostile submissions with honest ones among them, and what becomes of it.

use crate::{
    canary::{self, Canary},
    expectation::Expectation,
    honest::{APART, Honest},
    made,
    processes::{self, Watch},
    snapshot::{self, Snapshot},
};
use classroom::class::{Graded, GradedStatus};
use grader::{
    course::{TASKS, Task},
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
    workspace::Workspace,
};
use std::{
    cell::RefCell,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// More than all programs together may use at any time, in bytes.
const MOST_MEMORY: u64 = 8 << 30;

/// A class that is graded under observation.
pub struct Class {
    scratch: TempDir,
    canary: Canary,
    cases: Vec<Case>,
    before: Snapshot,
    /// What the graders' processes did that they should not have done.
    seen: RefCell<Vec<String>>,
}

/// One submission.
struct Case {
    name: String,
    content: Content,
}

enum Content {
    /// What must become of each task.
    Hostile(Vec<Expected>),
    Honest(Honest),
}

/// What must become of a task in a hostile submission.
enum Expected {
    /// What its source says.
    AsItSays(Expectation),
    /// All points: it is a reference solution.
    Passes,
    /// Nothing: it was not handed in.
    IsMissing,
}

impl Class {
    /// Lays out the hostile submissions with such names, and honest ones.
    pub fn lay_out(is_wanted: impl Fn(&str) -> bool) -> Self {
        let scratch = tempfile::tempdir().expect("a temporary folder can be made");
        let canary = Canary::lay_out(&scratch.path().join("canary"));
        let all = scratch.path().join("all");
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("submissions/hostile");
        copy(&corpus, &all, &|text| canary.fill_in(text));
        made::make(&canary, &all);
        let class = scratch.path().join("class");
        fs::create_dir(&class).unwrap();
        let mut cases = Vec::new();
        let names = snapshot::names(&all).into_iter();
        for (number, name) in names.filter(|name| is_wanted(name)).enumerate() {
            fs::rename(all.join(&name), class.join(&name)).unwrap();
            if number % APART == APART - 1 {
                let content = Honest::ALL[number / APART % Honest::ALL.len()];
                cases.push(Case::honest(content, &class, format!("{name} and honest")));
            }
            cases.push(Case::hostile(&class, name));
        }
        assert!(!cases.is_empty(), "there is no such submission");
        let workspace = Workspace::find().expect("cargo finds the workspace");
        let exam = workspace.own_folder().join("exam");
        Self {
            before: Snapshot::of(&[&class, canary.folder(), &exam]),
            seen: RefCell::default(),
            scratch,
            canary,
            cases,
        }
    }

    /// The names of the hostile submissions.
    pub fn names(&self) -> Vec<String> {
        let hostile = |case: &&Case| matches!(case.content, Content::Hostile(_));
        let names = self.cases.iter().filter(hostile);
        names.map(|case| case.name.clone()).collect()
    }

    /// Grades the class, and the honest submissions in a class of their own; what is wrong with the results.
    pub fn grade(&self) -> Vec<String> {
        let is_honest = |case: &Case| matches!(case.content, Content::Honest(_));
        if self.cases.iter().any(is_honest) {
            let calm = self.scratch.path().join("calm");
            for honest in Honest::ALL {
                honest.write(&calm.join(format!("{honest:?}")));
            }
            self.run("calm");
        }
        let watch = Watch::start(self.scratch.path());
        self.run("class");
        let (leaked, most_memory) = watch.stop();
        self.seen.borrow_mut().extend(leaked);
        if most_memory > MOST_MEMORY {
            let problem = format!("{} MB were in use at once", most_memory >> 20);
            self.seen.borrow_mut().push(problem);
        }
        let problems = self.cases.iter().flat_map(|case| self.problems(case));
        problems.collect()
    }

    /// Runs `grade` on one of the folders, with secrets at hand.
    fn run(&self, folder: &str) {
        let path = |name: &str| self.scratch.path().join(name);
        let (temporary, inherited) = (path("temporary"), path("inherited"));
        fs::create_dir_all(&temporary).unwrap();
        fs::write(&inherited, canary::SECRET).unwrap();
        let status = Command::new("/bin/sh")
            .args(["-c", "exec 7<\"$0\" 8<>\"$0\"; exec \"$@\""])
            .arg(&inherited)
            .args([env!("CARGO_BIN_EXE_xtask"), "grade"])
            .arg(path(folder))
            .arg("--out")
            .arg(self.out(folder))
            .env("HOSTILE_CANARY", canary::SECRET)
            .env("TMPDIR", &temporary)
            .status()
            .expect("a shell can be started");
        // 1: some could not be graded. Their results say so.
        let code = status.code();
        assert!(matches!(code, Some(0 | 1)), "{folder}: {status}, see above");
    }

    fn out(&self, folder: &str) -> PathBuf {
        self.scratch.path().join("graded").join(folder)
    }

    fn result(&self, folder: &str, name: &str) -> Graded {
        let path = self.out(folder).join(format!("results/{name}.json"));
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// What is wrong with the result of a submission.
    fn problems(&self, case: &Case) -> Vec<String> {
        let graded = self.result("class", &case.name);
        let tasks = &graded.result.tasks;
        let text = |graded: &Graded| serde_json::to_string_pretty(&graded.result.tasks).unwrap();
        let told = text(&graded);
        let mut problems = match &case.content {
            Content::Hostile(expected) => tasks
                .iter()
                .zip(expected)
                .flat_map(|(outcome, expected)| {
                    let problems = expected.problems(outcome);
                    let show = env::var_os("HOSTILE_SHOW").is_some();
                    if show && matches!(expected, Expected::AsItSays(_)) {
                        eprint!("{}", describe(&case.name, outcome));
                    }
                    let with = |problem| format!("{}{problem}", describe(&case.name, outcome));
                    problems.into_iter().map(with).collect::<Vec<_>>()
                })
                .collect(),
            Content::Honest(honest) => {
                let calm = text(&self.result("calm", &format!("{honest:?}")));
                let differs = calm != told;
                Vec::from_iter(differs.then(|| format!("{} differs:\n{calm}\n{told}", case.name)))
            }
        };
        if graded.status != GradedStatus::Graded {
            problems.push(format!("{} is {:?}", case.name, graded.status));
        }
        if told.contains(canary::SECRET) {
            problems.push(format!("a secret is in the result of {}", case.name));
        }
        problems
    }

    /// What the submissions have reached, changed or left behind.
    pub fn traces(&self) -> Vec<String> {
        let mut traces = self.seen.take();
        traces.extend(self.before.differences());
        traces.extend(self.canary.disturbances());
        traces.extend(left_behind());
        traces.extend(processes::left(self.scratch.path()));
        let temporary = snapshot::names(&self.scratch.path().join("temporary"));
        traces.extend(
            temporary
                .iter()
                .map(|name| format!("{name} was left behind")),
        );
        traces
    }
}

impl Case {
    fn honest(content: Honest, class: &Path, name: String) -> Self {
        content.write(&class.join(&name));
        Self {
            name,
            content: Content::Honest(content),
        }
    }

    /// Reads what must become of a hostile submission, and puts references beside it if it wants them.
    fn hostile(class: &Path, name: String) -> Self {
        let folder = class.join(&name);
        let is_there = |task: &Task| fs::symlink_metadata(folder.join(task.name)).is_ok();
        let expected = TASKS
            .each_ref()
            .map(|task| is_there(task).then(|| Expectation::read(&folder, task)));
        let beside = expected.iter().flatten().any(|own| own.wants_references);
        if beside {
            Honest::Right.write(&folder);
        }
        let of = |own| match own {
            Some(expectation) => Expected::AsItSays(expectation),
            None if beside => Expected::Passes,
            None => Expected::IsMissing,
        };
        Self {
            name,
            content: Content::Hostile(expected.into_iter().map(of).collect()),
        }
    }
}

impl Expected {
    /// What is not as it must be.
    fn problems(&self, outcome: &TaskOutcome) -> Vec<String> {
        let must = match self {
            Self::AsItSays(expectation) => return expectation.problems(outcome),
            Self::Passes => TaskStatus::Passed,
            Self::IsMissing => TaskStatus::Missing,
        };
        let is_wrong = outcome.status != must;
        Vec::from_iter(is_wrong.then(|| format!("it should be {must:?}")))
    }
}

fn describe(name: &str, outcome: &TaskOutcome) -> String {
    let mut text = format!(
        "{name}, task {}: {:?}, {} of {} points\n",
        outcome.number, outcome.status, outcome.score, outcome.max_score
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
