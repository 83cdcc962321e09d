//! How long a check takes, as a ratio to the bare calls of the compiler that it makes; and how long it takes to examine
//! right and wrong solutions that are compiled already.
//!
//! `cargo bench -p xtask --bench check`. Every figure is the median of several rounds; what is compared is
//! measured in the same round. A file of the workspace gets a comment at its end meanwhile, and is put back.

use grader::{
    compile::{self, Compiled, Prebuilt, Progress, Submitted},
    course::{self, TASKS},
    grading::{self, Grader},
    observe::{self, Purpose},
    sandbox::Sandbox,
    workspace::Workspace,
};
use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::Instant,
};

const ROUNDS: usize = 11;

fn main() {
    let workspace = Workspace::find().expect("cargo finds the workspace");
    let prebuilt = compile::prepare(&workspace, Sandbox::WherePossible, Progress::Stderr)
        .expect("the dependencies can be built");
    check();
    let unchanged = median((0..ROUNDS).map(|_| check()).collect());
    println!("nothing changed                       {unchanged:6.3} s");
    for task in &TASKS {
        let submitted = Submitted::in_folder(workspace.root(), task);
        let edited = Edited::new(workspace.root().join(&submitted.lib));
        let out = workspace.own_folder().join(task.name);
        let (mut checks, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            edited.append(&format!("// {round}\n"));
            let check = check();
            let calls: f64 = compile::calls(&submitted, &prebuilt, &out)
                .iter_mut()
                .map(seconds)
                .sum();
            checks.push(check);
            bare.push(calls);
            ratios.push(check / calls);
        }
        println!(
            "{:37} {:6.3} s, bare rustc {:.3} s, ratio {:.2}",
            format!("{} changed", task.name),
            median(checks),
            median(bare),
            median(ratios)
        );
    }
    for solution in SOLUTIONS {
        examine(solution, &prebuilt);
    }
}

/// Solutions of task 1: a right one, and some that wait one after the other, or for ever.
const SOLUTIONS: [&str; 5] = [
    "right/concurrent_coroutines/futures_unordered.rs",
    "wrong/concurrent_coroutines/runs_concurrently/awaits_in_a_loop.rs",
    "wrong/concurrent_coroutines/ascending_order/join_all_order.rs",
    "wrong/concurrent_coroutines/finishes/sender_never_dropped.rs",
    "wrong/concurrent_coroutines/finishes/loop_without_break.rs",
];

/// Prints how long it takes to run all scenarios of a solution and judge them, and to run those with 1 and with the
/// most waits.
fn examine(solution: &str, prebuilt: &Prebuilt) {
    let task = course::task("concurrent_coroutines").expect("it is a task");
    let submitted = Submitted {
        task,
        base: [env!("CARGO_MANIFEST_DIR"), "submissions"].iter().collect(),
        lib: solution.into(),
    };
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    let compiled = compile::compile(&submitted, prebuilt, out.path());
    let Ok(Compiled::Built(built)) = compiled else {
        panic!("{solution} does not compile");
    };
    let grader = Grader::new(prebuilt.clone());
    // Each round has a seed of its own: what is known is not found out again.
    let seeds = 1..=ROUNDS as u64;
    let whole = seeds.clone().map(|seed| {
        let grader = grader.clone().with_seed(seed);
        timed(|| grader.grade(&submitted, out.path()).map(|_| ()))
    });
    let whole = median(whole.collect());
    let of_size = |is_wanted: &dyn Fn(usize) -> bool| {
        let runs = seeds.clone().map(|seed| {
            let planned = observe::plan(task, seed, grading::clock());
            let run = planned.into_iter().find(|planned| {
                planned.purpose == Purpose::Ordinary && is_wanted(planned.scenario.calls[0].n)
            });
            let run = [run.expect("such a run is always planned")];
            timed(|| grader.observer().observe(&built.program, &run).map(|_| ()))
        });
        median(runs.collect())
    };
    println!(
        "{solution:66} {whole:6.3} s; one run with 1 wait {:.4} s, with 300 waits or more {:.4} s",
        of_size(&|n| n == 1),
        of_size(&|n| n >= 300),
    );
}

fn timed(work: impl FnOnce() -> anyhow::Result<()>) -> f64 {
    let begun = Instant::now();
    work().expect("the checker works");
    begun.elapsed().as_secs_f64()
}

/// The seconds that `cargo xtask check --no-mains` takes.
fn check() -> f64 {
    let cargo = env::var_os("CARGO").expect("cargo runs benchmarks");
    seconds(
        Command::new(cargo)
            .args(["xtask", "check", "--no-mains"])
            .current_dir(env!("CARGO_MANIFEST_DIR")),
    )
}

fn seconds(command: &mut Command) -> f64 {
    let begun = Instant::now();
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the command can be started");
    assert!(status.success(), "{command:?} failed");
    begun.elapsed().as_secs_f64()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// A file that is put back as it was.
struct Edited {
    path: PathBuf,
    original: String,
}

impl Edited {
    fn new(path: PathBuf) -> Self {
        let original = fs::read_to_string(&path).expect("the file can be read");
        Self { path, original }
    }

    fn append(&self, text: &str) {
        fs::write(&self.path, format!("{}{text}", self.original)).expect("the file can be written");
    }
}

impl Drop for Edited {
    fn drop(&mut self) {
        self.append("");
    }
}
