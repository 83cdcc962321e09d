//! Whatever a learner's crate is or does: a clear verdict within the limits, and nothing left behind.

use grader::{
    compile::{self, Progress, Submitted},
    course,
    grading::Grader,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
    sandbox::Sandbox,
    workspace::Workspace,
};
use std::{fs, path::Path, sync::OnceLock};

fn grader() -> &'static Grader {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| {
        Grader::new(
            Workspace::find()
                .and_then(|workspace| {
                    compile::prepare(&workspace, Sandbox::Required, Progress::Stderr)
                })
                .expect("the dependencies can be built"),
        )
    })
}

/// Grades task 1 of a submission with these files.
fn grade(files: &[(&str, &[u8])]) -> TaskOutcome {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).unwrap();
        fs::write(path, content).unwrap();
    }
    let task = course::task("1").expect("there is a task 1");
    let out = folder.path().join("out");
    let outcome = grader()
        .grade(&Submitted::in_folder(folder.path(), task), &out)
        .unwrap_or_else(|error| panic!("the grader failed: {error:#}"));
    assert_eq!(processes_of(&out), Vec::<String>::new(), "left behind");
    outcome
}

/// The programs in a folder that are running.
fn processes_of(folder: &Path) -> Vec<String> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.ok()?.path().join("exe")).ok())
        .filter(|program| program.starts_with(folder))
        .map(|program| program.display().to_string())
        .collect()
}

const LIB: &str = "concurrent_coroutines/src/lib.rs";

#[track_caller]
fn assert_fails(outcome: &TaskOutcome, check: &str, part: &str) {
    assert_eq!(outcome.status, TaskStatus::Failed);
    let found = outcome
        .checks
        .iter()
        .find(|found| found.id == check)
        .unwrap_or_else(|| panic!("there is no check {check}"));
    assert!(
        found.status == CheckStatus::Failed && found.message.contains(part),
        "{check} should fail with {part:?}: {found:#?}"
    );
}

#[track_caller]
fn assert_lib_fails(lib: &str, check: &str, part: &str) {
    assert_fails(&grade(&[(LIB, lib.as_bytes())]), check, part);
}

/// A `wait_n` with this body.
fn body(body: &str) -> String {
    format!(
        "//! Several waits at once.\n\n/// Waits several times at once.\n\
         pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {{\n    {body}\n}}\n"
    )
}

#[test]
fn a_crate_that_is_not_there_is_missing() {
    let outcome = grade(&[("tasks/src/lib.rs", b"")]);
    assert_eq!(outcome.status, TaskStatus::Missing);
    assert_eq!(outcome.score, 0);
}

#[test]
fn files_that_cannot_be_source_are_named() {
    let elsewhere = grade(&[("concurrent_coroutines/lib.rs", b"")]);
    assert_fails(
        &elsewhere,
        "compiles",
        "there is no concurrent_coroutines/src/lib.rs",
    );
    let folder = grade(&[("concurrent_coroutines/src/lib.rs/mod.rs", b"")]);
    assert_fails(&folder, "compiles", "lib.rs is not a file");
    let bytes = grade(&[(LIB, b"//! Waits.\n// \xff\xfe\n")]);
    assert_fails(&bytes, "compiles", "not UTF-8 text (line 2)");
    let large = grade(&[(LIB, "// ten megabytes\n".repeat(650_000).as_bytes())]);
    assert_fails(&large, "compiles", "11.1 MB large");
    let half = "// half a megabyte\n".repeat(30_000);
    let together = grade(&[
        (LIB, b"mod one;\nmod other;\n"),
        ("concurrent_coroutines/src/one.rs", half.as_bytes()),
        ("concurrent_coroutines/src/other.rs", half.as_bytes()),
    ]);
    assert_fails(&together, "compiles", "larger than 1 MB together");
    let elsewhere = grade(&[
        (LIB, b"mod one;\n#[path = \"../../other.rs\"] mod other;\n"),
        ("concurrent_coroutines/src/one.rs", half.as_bytes()),
        ("other.rs", half.as_bytes()),
    ]);
    assert_fails(&elsewhere, "compiles", "larger than 1 MB together");
    let module = grade(&[
        (LIB, b"mod waits;\n"),
        ("concurrent_coroutines/src/waits.rs", b"\xff"),
    ]);
    assert_fails(
        &module,
        "compiles",
        "src/waits.rs is not UTF-8 text (line 1)",
    );
}

#[test]
fn what_does_not_compile_is_shown_as_the_compiler_shows_it() {
    assert_lib_fails("fn (", "compiles", "concurrent_coroutines/src/lib.rs:1:");
    assert_lib_fails(
        "mod waits;\n",
        "compiles",
        "file not found for module `waits`",
    );
    assert_lib_fails(
        "use itertools::Itertools;\n",
        "compiles",
        "`itertools` is not available here: task 1 can use tokio, rand, futures and `basic_async_syntax`.",
    );
    assert_lib_fails(
        "#![allow(long_running_const_eval)]\nconst _: () = loop {};\n",
        "compiles",
        "still busy after 10 s",
    );
}

#[test]
fn a_function_that_cannot_be_called_gets_a_sentence() {
    let signature = "pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64>";
    for (lib, part) in [
        ("", "has no function `wait_n`"),
        (
            "async fn wait_n(n: usize, m: u32) -> Vec<f64> { vec![] }",
            "is private",
        ),
        (
            "pub fn wait_n(n: usize, m: u32) -> Vec<f64> { vec![] }",
            "cannot be awaited",
        ),
        (
            "pub async fn wait_n(n: usize) -> Vec<f64> { vec![] }",
            "has the wrong arguments",
        ),
        (
            "pub async fn wait_n(n: i32, m: u32) -> Vec<f64> { vec![] }",
            "expected `usize`, found `i32`",
        ),
        (
            "pub async fn wait_n(n: usize, m: u32) -> Vec<f32> { vec![] }",
            "found `Vec<f32>`",
        ),
    ] {
        let outcome = grade(&[(LIB, lib.as_bytes())]);
        assert_fails(&outcome, "signature", part);
        assert_fails(&outcome, "signature", signature);
        assert_eq!(outcome.score, 0, "{lib}");
    }
}

#[test]
fn a_stub_is_not_started() {
    let outcome = grade(&[(LIB, body("todo!(\"start the waits\")").as_bytes())]);
    assert_fails(&outcome, "finishes", "still holds a `todo!`");
    assert_eq!(outcome.score, 0);
}

#[test]
fn a_function_that_does_not_return_fails_whatever_it_does_instead() {
    for (code, part) in [
        (
            "panic!(\"no idea\")",
            " panicked: no idea (concurrent_coroutines/src/lib.rs:5:",
        ),
        ("std::process::exit(0)", "(exit code 0)"),
        (
            "std::process::abort()",
            "crashed the whole program (signal 6)",
        ),
        (
            "fn deep(n: u64) -> u64 { if n == u64::MAX { 0 } else { deep(n + 1) + 1 } }\n    vec![deep(0) as f64]",
            "overflowed the stack",
        ),
        ("loop {}", "computes without end"),
        (
            "std::future::pending().await",
            "waits for something that never happens",
        ),
        ("loop { println!(\"again\") }", "computes without end"),
        (
            "loop { eprintln!(\"again and again and again\") }",
            "without end",
        ),
        (
            "let mut v: Vec<Vec<u8>> = vec![]; loop { v.push(vec![0; 1 << 26]) }",
            "ran out of memory",
        ),
        (
            "std::process::Command::new(\"sleep\").arg(\"600\").spawn().unwrap(); vec![]",
            "PermissionDenied",
        ),
    ] {
        assert_lib_fails(&body(code), "finishes", part);
    }
}

#[test]
fn a_forged_answer_is_no_answer() {
    assert_lib_fails(
        &body(
            "use std::io::Write; std::io::stdin().lines().for_each(drop); std::io::stdout().write_all(&[0; 64]).unwrap(); std::process::exit(0)",
        ),
        "finishes",
        "exit code 0",
    );
}
