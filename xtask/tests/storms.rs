//! A class with storms in it: submissions that keep processors, threads, memory and descriptors busy harm nobody else.

#![cfg(feature = "classroom")]
#![cfg(target_os = "linux")]

mod entries;

use entries::entries;
use grader::course::TASKS;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// Hostile submissions, each a storm of its own kind.
const STORMS: [&str; 5] = [
    "storm_of_spinners",
    "storm_of_sleepers_without_end",
    "storm_on_memory",
    "exhaust_error_output",
    "compile_constants_in_memory",
];

/// How many submissions are honest.
const HONEST: usize = 30;

#[test]
fn storms_change_no_result_of_others_and_cost_the_class_little() {
    let calm = Class::new();
    let stormy = Class::new();
    for storm in STORMS {
        stormy.add_storm(storm);
    }
    let cost_of_calm = calm.grade();
    let cost_of_stormy = stormy.grade();
    for number in 0..HONEST {
        let name = format!("{number:02}");
        let [before, after] = [&calm, &stormy].map(|class| class.result(&name));
        assert!(before == after, "{name} differs:\n{before}\n{after}");
    }
    for storm in STORMS {
        let result = stormy.result(&storm_name(storm));
        assert!(result.contains("\"status\": \"graded\""), "{result}");
    }
    let ratio = cost_of_stormy / cost_of_calm;
    eprintln!(
        "{HONEST} submissions: {cost_of_calm:.0} s of processor time without storms, {cost_of_stormy:.0} s with them, \
         {ratio:.1} times as much"
    );
    assert!(ratio < 3.0, "{ratio}");
}

/// A class, and the folder that it is graded to.
struct Class(TempDir);

impl Class {
    /// Honest submissions, right and wrong, made of the mistakes corpus.
    fn new() -> Self {
        let class = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        for task in &TASKS {
            let solutions = solutions(task.name);
            for number in 0..HONEST {
                let solution = &solutions[number * solutions.len() / HONEST];
                let src = class
                    .submissions()
                    .join(format!("{number:02}/{}/src", task.name));
                fs::create_dir_all(&src).unwrap();
                fs::copy(solution, src.join("lib.rs")).unwrap();
            }
        }
        class
    }

    fn submissions(&self) -> PathBuf {
        self.0.path().join("submissions")
    }

    /// Adds a hostile submission, which stands between others in the order of names.
    fn add_storm(&self, name: &str) {
        let file = Path::new("concurrent_coroutines/src/lib.rs");
        let from = corpus().join("hostile").join(name).join(file);
        let to = self.submissions().join(storm_name(name)).join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap();
    }

    /// Grades it; how many seconds of processor time that takes.
    fn grade(&self) -> f64 {
        let before = time_of_children();
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("grade")
            .arg(self.submissions())
            .arg("--out")
            .arg(self.0.path().join("out"))
            .output()
            .expect("the program can be started");
        assert!(output.status.success(), "{output:?}");
        time_of_children() - before
    }

    fn result(&self, name: &str) -> String {
        let path = self
            .0
            .path()
            .join("out/results")
            .join(format!("{name}.json"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

fn storm_name(storm: &str) -> String {
    let place = STORMS
        .iter()
        .position(|other| *other == storm)
        .unwrap_or_default();
    format!("{:02} {storm}", place * HONEST / STORMS.len())
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("submissions")
}

/// The solutions of a task that are a single file: right ones and wrong ones in turn.
fn solutions(task: &str) -> Vec<PathBuf> {
    let is_file = |path: &PathBuf| path.is_file();
    let right = entries(&corpus().join("right").join(task))
        .into_iter()
        .filter(is_file);
    let checks = entries(&corpus().join("wrong").join(task)).into_iter();
    let wrong = checks.flat_map(|check| entries(&check)).filter(is_file);
    right
        .zip(wrong)
        .flat_map(|(right, wrong)| [right, wrong])
        .collect()
}

/// The processor time of all processes that this one has waited for, and of those that they have
/// (<https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>), in seconds.
fn time_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("a process knows itself");
    let (_, rest) = stat.rsplit_once(") ").expect("the name is in brackets");
    let fields: Vec<u64> = rest
        .split(' ')
        .map(|field| field.parse().unwrap_or(0))
        .collect();
    let ticks = fields[16 - 3] + fields[17 - 3];
    ticks as f64 / rustix::param::clock_ticks_per_second() as f64
}
