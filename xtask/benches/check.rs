//! How long a check takes, as a ratio to the bare calls of the compiler that it makes.
//!
//! `cargo bench -p xtask --bench check`. Every figure is the median of several rounds; what is compared is
//! measured in the same round. A file of the workspace gets a comment at its end meanwhile, and is put back.

use std::{
    env, fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::Instant,
};
use xtask::{
    compile::{self, Progress, Submitted},
    course::TASKS,
    sandbox::Sandbox,
    workspace::Workspace,
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
