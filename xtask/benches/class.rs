//! How many submissions are graded in a second, beside a plain `cargo test` for each, and what storms among them cost.
//!
//! `cargo bench -p xtask --bench class -- 1000` makes a class of so many submissions (100 if no number is given), all
//! different, from the solutions in `submissions/`: about as often right and wrong, and wrong in such ways, as
//! in 77 public repositories of the course that this one follows. `cargo test` runs the tests of the
//! reference's crates on a few of them, with one target folder for all and everything that they depend on built
//! beforehand; what that comes to for the whole class is computed. In the end the class is graded once more, with
//! hostile submissions among the others that keep processors, threads, memory and descriptors busy.

use grader::{course::TASKS, workspace::Workspace};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The root of the workspace.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// On how many submissions `cargo test` is measured.
const SAMPLE: usize = 2;

/// How often a solution occurs among 77, for each task. The rest is as the reference.
const OCCUR: [&[(&str, usize)]; TASKS.len()] = [
    &[
        ("right/basic_async_syntax/formula_of_random_uniform.rs", 12),
        ("right/basic_async_syntax/sleep_until_a_deadline.rs", 3),
        ("wrong/basic_async_syntax/both_ends/exclusive_range.rs", 5),
        (
            "wrong/basic_async_syntax/leaves_thread_free/thread_sleep.rs",
            2,
        ),
        ("wrong/basic_async_syntax/documented/constant_without.rs", 4),
        ("wrong/basic_async_syntax/compiles/missing_semicolon.rs", 1),
    ],
    &[
        ("right/concurrent_coroutines/futures_unordered.rs", 20),
        ("right/concurrent_coroutines/join_set.rs", 15),
        ("right/concurrent_coroutines/binary_insertion.rs", 4),
        ("wrong/concurrent_coroutines/no_sort/gather_and_sort.rs", 16),
        (
            "wrong/concurrent_coroutines/runs_concurrently/awaits_in_a_loop.rs",
            11,
        ),
        (
            "wrong/concurrent_coroutines/ascending_order/join_all_order.rs",
            1,
        ),
        ("wrong/concurrent_coroutines/compiles/missing_await.rs", 1),
    ],
    &[
        ("right/measure_runtime/tokio_instant.rs", 20),
        ("right/measure_runtime/new_runtime.rs", 10),
        (
            "wrong/measure_runtime/returns_total_over_n/not_divided.rs",
            3,
        ),
        (
            "wrong/measure_runtime/returns_total_over_n/mean_of_the_delays.rs",
            1,
        ),
        ("wrong/measure_runtime/finishes/nested_runtimes.rs", 1),
    ],
    &[
        ("wrong/tasks/passes_max_delay/literal_five.rs", 1),
        ("wrong/tasks/formatted/one_line.rs", 3),
    ],
    &[
        ("right/task_wait_n/futures_unordered.rs", 20),
        ("right/task_wait_n/join_set_of_handles.rs", 10),
        ("wrong/task_wait_n/no_sort/sort_by_partial_cmp.rs", 11),
        ("wrong/task_wait_n/runs_concurrently/awaits_each_task.rs", 6),
        (
            "wrong/task_wait_n/calls_task_wait_random/own_random_wait.rs",
            8,
        ),
        ("wrong/task_wait_n/signature/named_wait_n.rs", 1),
    ],
];

/// Hostile submissions, each a storm of its own kind.
const STORMS: [&str; 5] = [
    "storm_of_spinners",
    "storm_of_sleepers_without_end",
    "storm_on_memory",
    "exhaust_error_output",
    "compile_constants_in_memory",
];

fn main() {
    let size = env::args()
        .filter_map(|argument| argument.parse().ok())
        .next();
    let size: usize = size.unwrap_or(100);
    let workspace = Workspace::find().expect("cargo finds the workspace");
    let folder = tempfile::tempdir_in(workspace.target()).expect("a folder can be made");
    let class = folder.path().join("class");
    for number in 0..size {
        write_submission(&class.join(format!("student {number:04}")), number);
    }
    println!("{size} submissions; machine load {}", load());

    let begun = Instant::now();
    let mut grade = grader(&class, &folder.path().join("out"));
    let memory = peak_memory(&mut grade);
    let status = grade.wait().expect("the grader can be waited for");
    let seconds = begun.elapsed().as_secs_f64();
    let rate = size as f64 / seconds;
    println!(
        "grade: {rate:.2} submissions a second ({seconds:.1} s), exit code {:?}",
        status.code()
    );
    println!(
        "peak memory of the grader: {:.0} MB after a quarter of that time, {:.0} MB in the end",
        memory.after(seconds / 4.0),
        memory.after(seconds)
    );
    println!("machine load {}", load());

    let again = Instant::now();
    let mut grade = grader(&class, &folder.path().join("out"));
    grade.wait().expect("the grader can be waited for");
    println!(
        "grade, nothing changed: {:.1} s",
        again.elapsed().as_secs_f64()
    );

    let sample = SAMPLE.min(size);
    let target = folder.path().join("target");
    // What all share is built before.
    cargo_test(
        &class.join("student 0000"),
        &folder.path().join("first"),
        &target,
    );
    let begun = Instant::now();
    for number in 0..sample {
        // Spread over the class.
        let submission = class.join(format!("student {:04}", number * size / sample));
        cargo_test(
            &submission,
            &folder.path().join(format!("workspace {number}")),
            &target,
        );
    }
    let plain = sample as f64 / begun.elapsed().as_secs_f64();
    println!(
        "cargo test: {plain:.3} submissions a second (measured on {sample}, which makes {:.0} s for all)",
        size as f64 / plain
    );
    println!("ratio: {:.1}; machine load {}", rate / plain, load());

    for (index, storm) in STORMS.iter().enumerate() {
        let name = format!("student {:04} {storm}", index * size / STORMS.len());
        let hostile = Path::new(ROOT).join("xtask/submissions/hostile");
        copy(&hostile.join(storm), &class.join(name));
    }
    let begun = Instant::now();
    let mut grade = grader(&class, &folder.path().join("stormy"));
    grade.wait().expect("the grader can be waited for");
    let stormy = begun.elapsed().as_secs_f64();
    println!(
        "grade, with {} storms: {stormy:.1} s, {:.1} times as long",
        STORMS.len(),
        stormy / seconds
    );
}

fn grader(class: &Path, out: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("grade")
        .arg(class)
        .arg("--out")
        .arg(out)
        .stdout(Stdio::null())
        .spawn()
        .expect("the grader can be started")
}

/// Writes a submission that no other is like.
fn write_submission(folder: &Path, number: usize) {
    /// Prime to 77 and different for each task, so that everything is combined with everything.
    const STEPS: [usize; TASKS.len()] = [1, 5, 13, 19, 31];
    for ((task, occur), step) in TASKS.iter().zip(OCCUR).zip(STEPS) {
        let mut place = (number * step) % 77;
        let chosen = occur.iter().find(|(_, times)| {
            let here = place < *times;
            place = place.saturating_sub(*times);
            here
        });
        let source = match chosen {
            Some((path, _)) => Path::new(ROOT).join("xtask/submissions").join(path),
            None => Path::new(ROOT).join(task.name).join("src/lib.rs"),
        };
        let text = fs::read_to_string(&source)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", source.display()));
        let src = folder.join(task.name).join("src");
        fs::create_dir_all(&src).expect("a folder can be made");
        fs::write(src.join("lib.rs"), format!("{text}// {number}\n"))
            .expect("a file can be written");
    }
}

/// Tests a submission as anybody would: its sources in the course's workspace, and `cargo test`.
fn cargo_test(submission: &Path, folder: &Path, target: &Path) {
    let root = Path::new(ROOT);
    fs::create_dir_all(folder).expect("a folder can be made");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest can be read");
    let mut manifest: toml_edit::DocumentMut = manifest.parse().expect("the manifest is TOML");
    let members: toml_edit::Array = TASKS.iter().map(|task| task.name).collect();
    manifest["workspace"]["members"] = toml_edit::value(members);
    fs::write(folder.join("Cargo.toml"), manifest.to_string()).expect("a file can be written");
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a file can be copied");
    for task in &TASKS {
        copy(&root.join(task.name), &folder.join(task.name));
        copy(&submission.join(task.name), &folder.join(task.name));
    }
    // Wrong solutions may not compile, and may fail; what is measured is the time until that is known.
    let mut cargo = Command::new(env::var_os("CARGO").expect("cargo runs benchmarks"));
    let mut cargo = cargo
        .args([
            "test",
            "--workspace",
            "--no-fail-fast",
            "--offline",
            "--target-dir",
        ])
        .arg(target)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("cargo can be started");
    cargo.wait().expect("cargo can be waited for");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path: PathBuf = entry.expect("a folder can be read").path();
        let target = to.join(path.file_name().expect("a file has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

/// The most memory a process has used until certain moments, in megabytes.
struct Memory(Vec<(f64, f64)>);

impl Memory {
    fn after(&self, seconds: f64) -> f64 {
        let until = self.0.iter().rev().find(|(moment, _)| *moment <= seconds);
        until.map_or(0.0, |(_, peak)| *peak)
    }
}

/// Watches a process until it ends.
fn peak_memory(process: &mut Child) -> Memory {
    let status = format!("/proc/{}/status", process.id());
    let begun = Instant::now();
    let mut memory = Vec::new();
    while process
        .try_wait()
        .expect("a process can be asked for")
        .is_none()
    {
        let peak = fs::read_to_string(&status).ok().and_then(|text| {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
            line.split_whitespace().next()?.parse::<f64>().ok()
        });
        memory.extend(peak.map(|peak| (begun.elapsed().as_secs_f64(), peak / 1024.0)));
        thread::sleep(Duration::from_millis(100));
    }
    Memory(memory)
}

/// How many processes compete, on average over the last minute.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("unknown").to_owned()
}
