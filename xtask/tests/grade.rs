//! Grades small classes with the real program.

#![cfg(feature = "classroom")]

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};
use tempfile::TempDir;

/// Task 3 is the cheapest.
const CRATE: &str = "tasks";

/// A class, and the folder it is graded to.
struct Class {
    folder: TempDir,
}

impl Class {
    fn new() -> Self {
        let class = Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        };
        fs::create_dir(class.submissions()).unwrap();
        class
    }

    fn submissions(&self) -> PathBuf {
        self.folder.path().join("submissions")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Adds a submission that is a folder.
    fn add(&self, name: &str, source: &str) {
        let src = self.submissions().join(name).join(CRATE).join("src");
        fs::create_dir_all(&src).unwrap();
        fs::write(src.join("lib.rs"), source).unwrap();
    }

    fn grade(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .output()
            .expect("the program can be started")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .arg("grade")
            .arg(self.submissions())
            .arg("--out")
            .arg(self.out())
            .args(["--tasks", "3"])
            .args(arguments);
        command
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started")
    }

    /// The results by name.
    fn results(&self) -> BTreeMap<String, Value> {
        let entries = fs::read_dir(self.out().join("results")).unwrap();
        let results = entries.map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let result: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{} is torn: {error}", path.display()));
            (result["submission"].as_str().unwrap().to_owned(), result)
        });
        results.collect()
    }

    fn result(&self, name: &str) -> Value {
        self.results()
            .remove(name)
            .unwrap_or_else(|| panic!("there is no result of {name}"))
    }

    fn files(&self) -> BTreeMap<String, SystemTime> {
        let entries = fs::read_dir(self.out().join("results")).unwrap();
        entries
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                (name, entry.metadata().unwrap().modified().unwrap())
            })
            .collect()
    }

    /// Waits until so many results are there.
    fn wait_for(&self, count: usize) {
        let begun = Instant::now();
        let results = self.out().join("results");
        let there = || {
            fs::read_dir(&results).map_or(0, |entries| {
                let names = entries.flatten().map(|entry| entry.file_name());
                names
                    .filter(|name| name.to_string_lossy().ends_with(".json"))
                    .count()
            })
        };
        while there() < count {
            assert!(
                begun.elapsed() < Duration::from_secs(120),
                "nothing happens"
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Nothing is left but results, reports and locks.
    fn assert_tidy(&self) {
        assert!(
            !self.out().join(".scratch").exists(),
            "scratch files are left"
        );
        let left: Vec<String> = self
            .files()
            .into_keys()
            .filter(|name| !name.ends_with(".json"))
            .collect();
        assert_eq!(left, Vec::<String>::new());
    }
}

fn right() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tasks/src/lib.rs")).unwrap()
}

fn different(number: usize) -> String {
    format!("{}// {number}\n", right())
}

const WRONG: &str = "fn nothing() {}\n";

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn assert_ends(output: &Output, code: i32, part: &str) {
    let text = stdout(output) + &stderr(output);
    assert_eq!(output.status.code(), Some(code), "{text}");
    assert!(text.contains(part), "{part:?} is missing:\n{text}");
}

fn tar_gz(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (path, text) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        archive
            .append_data(&mut header, path, text.as_bytes())
            .unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (path, text) in files {
        let (mut entry, config) = archive.new_file(*path).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        writer.write_all(text.as_bytes()).unwrap();
        let (_, descriptor) = writer.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

#[test]
fn a_class_of_all_kinds_is_graded() {
    let class = Class::new();
    let submissions = class.submissions();
    let lib = format!("{CRATE}/src/lib.rs");
    class.add("Zoë \"Z\" Müller", &right());
    class.add("-rf", &right());
    class.add("=1+1", WRONG);
    class.add("line\nbreak", &different(1));
    class.add("Anna", &different(2));
    class.add("anna", &different(3));
    class.add(&"long".repeat(60), &different(4));
    fs::create_dir(submissions.join("empty")).unwrap();
    fs::write(submissions.join("zipped.zip"), zip(&[(&lib, &right())])).unwrap();
    let wrapped = format!("course/{lib}");
    fs::write(
        submissions.join("tarred.tar.gz"),
        tar_gz(&[(&wrapped, &right())]),
    )
    .unwrap();
    fs::create_dir(submissions.join("Bob Li_12_assignsubmission_file_")).unwrap();
    fs::write(
        submissions.join("Bob Li_12_assignsubmission_file_/work.tgz"),
        tar_gz(&[(&lib, &right())]),
    )
    .unwrap();
    fs::write(submissions.join("damaged.zip"), "PK").unwrap();
    fs::write(submissions.join("notes.txt"), "").unwrap();
    fs::write(submissions.join(".DS_Store"), "").unwrap();
    let roster = class.folder.path().join("roster.csv");
    fs::write(&roster, "Zoë \"Z\" Müller,z@x\nBob Li,b@x\nCarl,c@x\n").unwrap();

    let output = class.grade(&["--roster", roster.to_str().unwrap()]);
    assert_ends(&output, 1, "1 could not be graded");
    let text = stdout(&output);
    for part in [
        "11 graded in",
        "damaged: it is not a .zip",
        "Not submitted: 1\n  Carl (c@x)",
        "Not on the roster: 10",
        ".DS_Store: hidden",
        "notes.txt: not a folder, .zip or .tar.gz",
        "empty: it contains none of the crates",
        "line\n",
    ] {
        assert!(text.contains(part), "{part:?} is missing:\n{text}");
    }
    assert_eq!(class.files().len(), 12);
    class.assert_tidy();
    for (name, file) in [
        ("Zoë \"Z\" Müller", "Zoë \"Z\" Müller.json"),
        ("-rf", "-rf.json"),
        ("zipped", "zipped.json"),
        ("tarred", "tarred.json"),
        ("line\nbreak", "line%0Abreak.json"),
    ] {
        let result = class.result(name);
        assert_eq!(result["status"], "graded", "{name}");
        assert_eq!(result["tasks"][0]["status"], "passed", "{name}: {result:#}");
        assert_eq!(result["score"], result["max_score"], "{name}");
        assert_eq!(result["grader"]["sandbox"]["system_calls"], true);
        assert!(class.out().join("results").join(file).exists(), "{file}");
    }
    let bob = class.result("Bob Li_12_assignsubmission_file_");
    assert_eq!(bob["person"]["id"], "b@x");
    let wrong = class.result("=1+1");
    assert_eq!(wrong["tasks"][0]["status"], "failed");
    let empty = class.result("empty");
    assert_eq!(empty["tasks"][0]["status"], "missing");
    assert_eq!(empty["score"], 0);
    let damaged = class.result("damaged");
    assert_eq!(damaged["status"], "unreadable");
    assert_eq!(damaged["tasks"][0]["status"], "error");
    let tasks = damaged["tasks"].as_array().unwrap();
    assert_eq!(
        tasks.len(),
        1,
        "tasks that were not asked for do not appear"
    );
}

#[test]
fn only_what_has_changed_is_graded_again() {
    let class = Class::new();
    for number in 0..3 {
        class.add(&format!("s{number}"), &different(number));
    }
    assert_ends(&class.grade(&[]), 0, "3 graded");
    let before = class.files();
    let output = class.grade(&[]);
    assert_ends(&output, 0, "0 graded");
    assert_ends(&output, 0, "3 unchanged");
    assert_eq!(class.files(), before);

    class.add("s1", WRONG);
    assert_ends(&class.grade(&[]), 0, "1 graded");
    assert_eq!(class.result("s1")["tasks"][0]["status"], "failed");
    let after = class.files();
    assert_ne!(after["s1.json"], before["s1.json"]);
    assert_eq!(after["s0.json"], before["s0.json"]);

    assert_ends(&class.grade(&["--again", "s2"]), 0, "1 graded");
    assert_ne!(class.files()["s2.json"], before["s2.json"]);
    assert_ends(&class.grade(&["--again", "s9"]), 2, "no submission \"s9\"");

    // A submission that was taken away keeps its result.
    fs::remove_dir_all(class.submissions().join("s0")).unwrap();
    let course = class.folder.path().join("course.toml");
    fs::write(&course, "[tasks]\npasses_max_delay = 6\n").unwrap();
    let output = class.grade(&["--course", course.to_str().unwrap()]);
    assert_ends(&output, 0, "2 graded");
    assert_ends(
        &output,
        0,
        "Removed since they were graded (their results are kept): 1\n  s0",
    );
    let max = |name: &str| class.result(name)["max_score"].as_u64().unwrap();
    assert_eq!(max("s1"), max("s0") + 4);
}

#[test]
fn results_stay_when_a_name_that_is_nearly_the_same_comes_and_goes() {
    let class = Class::new();
    class.add("anna", WRONG);
    class.add("bob", WRONG);
    assert_ends(&class.grade(&[]), 0, "2 graded");
    let marked = |class: &Class| {
        let files = class.files().into_keys();
        files.filter(|file| file.starts_with("anna%~")).count()
    };
    assert_eq!(marked(&class), 0);

    class.add("ANNA", WRONG);
    let output = class.grade(&[]);
    assert_ends(&output, 0, "1 graded");
    assert_ends(&output, 0, "2 unchanged");
    assert!(!stdout(&output).contains("not there any more"));
    assert_eq!((class.files().len(), marked(&class)), (3, 1));
    assert!(class.files().contains_key("ANNA.json"));

    fs::remove_dir_all(class.submissions().join("ANNA")).unwrap();
    let output = class.grade(&[]);
    assert_ends(&output, 0, "2 unchanged");
    assert_ends(&output, 0, "(their results are kept): 1\n  ANNA");
    assert_eq!((class.files().len(), marked(&class)), (3, 0));
}

#[test]
fn a_run_that_was_killed_is_gone_on_with() {
    const SIZE: usize = 8;
    let class = Class::new();
    let whole = Class::new();
    for number in 0..SIZE {
        let source = if number % 3 == 0 {
            WRONG.to_owned()
        } else {
            different(number)
        };
        class.add(&format!("s{number}"), &source);
        whole.add(&format!("s{number}"), &source);
    }
    let mut child = class.start(&["--jobs", "1"]);
    class.wait_for(2);
    child.kill().unwrap();
    child.wait().unwrap();
    let done = class.results().len();
    assert!((2..SIZE).contains(&done), "{done} were done");
    let before = class.files();
    assert!(
        class.out().join(".scratch").exists(),
        "it was killed too late to show anything"
    );

    let output = class.grade(&[]);
    assert_ends(&output, 0, &format!("{} graded", SIZE - done));
    assert_ends(&output, 0, &format!("{done} unchanged"));
    class.assert_tidy();
    let after = class.files();
    for (file, modified) in before.iter().filter(|(file, _)| file.ends_with(".json")) {
        assert_eq!(after[file], *modified, "{file} was graded twice");
    }
    assert_ends(&whole.grade(&[]), 0, &format!("{SIZE} graded"));
    let verdicts = |class: &Class| -> Vec<(String, Value, Value)> {
        let results = class.results().into_iter();
        results
            .map(|(name, result)| {
                let checks = result["tasks"][0]["checks"].as_array().unwrap().iter();
                let statuses = checks.map(|check| check["status"].clone()).collect();
                (name, result["score"].clone(), statuses)
            })
            .collect()
    };
    assert_eq!(verdicts(&class), verdicts(&whole));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_cleanly() {
    for signal in ["INT", "TERM"] {
        let class = Class::new();
        for number in 0..12 {
            class.add(&format!("s{number:02}"), &different(number));
        }
        let child = class.start(&["--jobs", "1"]);
        class.wait_for(1);
        let pid = child.id().to_string();
        let sent = Command::new("kill")
            .args(["-s", signal, &pid])
            .status()
            .unwrap();
        assert!(sent.success());
        let output = child.wait_with_output().unwrap();
        assert_ends(&output, 1, "Run the same command again to continue");
        class.assert_tidy();
        assert!(
            class.results().len() < 12,
            "{signal} was ignored, or came too late to show anything"
        );
    }
}

#[test]
fn two_graders_do_not_share_a_folder() {
    let class = Class::new();
    for number in 0..6 {
        class.add(&format!("s{number}"), &different(number));
    }
    let mut first = class.start(&["--jobs", "1"]);
    class.wait_for(1);
    let second = class.grade(&[]);
    assert_ends(&second, 2, "another grader is using");
    assert_ends(
        &second,
        2,
        class.out().file_name().unwrap().to_str().unwrap(),
    );
    first.kill().unwrap();
    first.wait().unwrap();
    // The lock ends with its holder, however that ends.
    assert_ends(&class.grade(&[]), 0, "graded");
    assert_eq!(class.results().len(), 6);
}

#[test]
fn shards_share_a_class_and_a_folder() {
    let class = Class::new();
    for name in ["anna", "bob", "carl", "dora"] {
        class.add(name, WRONG);
    }
    let shards = ["1/2", "2/2"].map(|shard| class.start(&["--shard", shard]));
    let graded = shards.map(|child| {
        let output = child.wait_with_output().unwrap();
        assert_ends(&output, 0, "graded in");
        let text = stdout(&output);
        text.split(' ').next().unwrap().parse::<usize>().unwrap()
    });
    assert_eq!(graded.iter().sum::<usize>(), 4);
    assert_eq!(class.results().len(), 4);
    class.assert_tidy();
    let list = fs::read_to_string(class.out().join("class.json")).unwrap();
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["submissions"].as_array().unwrap().len(), 4);
    assert_eq!(list["shard"], Value::Null, "both shards are there");
    for (shard, part) in [
        ("0/2", "from 1 to 2"),
        ("3/2", "from 1 to 2"),
        ("x", "like 1/4"),
    ] {
        assert_ends(&class.grade(&["--shard", shard]), 2, part);
    }
}

/// Limits what the grader may write to a file, as a full disk does.
#[cfg(unix)]
#[test]
fn a_result_that_cannot_be_written_costs_no_other() {
    let class = Class::new();
    class.add("s0", &right());
    assert_ends(&class.grade(&[]), 0, "1 graded");
    let before = class.files();
    class.add("s1", &different(1));
    let command = class.command(&[]);
    let output = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -S -f 4; exec \"$@\"", "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .output()
        .unwrap();
    assert_ends(&output, 2, "cannot write");
    assert_ends(&output, 2, "s1.json");
    assert_ends(&output, 2, "run the same command again to continue");
    class.assert_tidy();
    assert_eq!(class.files(), before);
    assert_ends(&class.grade(&[]), 0, "1 graded");
}

#[test]
fn what_makes_no_sense_is_told() {
    let class = Class::new();
    class.add("anna", WRONG);
    let run = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("grade")
            .args(arguments)
            .current_dir(class.folder.path())
            .output()
            .unwrap()
    };
    let folder = class.folder.path();
    fs::write(folder.join("roster.csv"), "Anna\n").unwrap();
    fs::write(folder.join("course.toml"), "[tasks]\nsort = 1\n").unwrap();
    fs::write(folder.join("file"), "").unwrap();
    for (arguments, part) in [
        (&["nowhere", "--out", "out"][..], "`nowhere`"),
        (&["file", "--out", "out"], "`file`"),
        (&["submissions"], "--out"),
        (
            &["submissions", "--out", "submissions"],
            "is inside the folder of submissions",
        ),
        (
            &["submissions", "--out", "submissions/out"],
            "is inside the folder of submissions",
        ),
        (
            &["submissions", "--out", "."],
            "the folder of submissions is inside --out",
        ),
        (&["submissions", "--out", "file"], "`file/results`"),
        (
            &["submissions", "--out", "out", "--tasks", "9"],
            "there is no such task",
        ),
        (&["submissions", "--out", "out", "--jobs", "0"], "--jobs"),
        (
            &["submissions", "--out", "out", "--roster", "roster.csv"],
            "line 1",
        ),
        (
            &["submissions", "--out", "out", "--roster", "none.csv"],
            "`none.csv`",
        ),
        (
            &["submissions", "--out", "out", "--course", "course.toml"],
            "no check `sort`",
        ),
        (
            &["submissions", "--out", "out", "--sandbox", "on"],
            "required, off",
        ),
    ] {
        let output = run(arguments);
        assert_ends(&output, 2, part);
    }
    let hostile = "x\u{1b}[2J\u{202e}\u{200b}\u{7f}";
    // As TOML writes it.
    let escaped = r"x\u001b[2J\u202e\u200b\u007f";
    let named = format!("{hostile}.csv");
    for (file, text, part) in [
        (
            "roster.csv",
            format!("name,email\nAnna,{hostile}\nBob,{hostile}\n"),
            "line 3",
        ),
        (
            "course.toml",
            format!("[{hostile}]\n"),
            "is not a valid course file",
        ),
        (
            "course.toml",
            format!("[\"{escaped}\"]\n"),
            "there is no task `x",
        ),
        (
            "course.toml",
            format!("[tasks]\n\"{escaped}\" = 1\n"),
            "has no check `x",
        ),
        (
            "course.toml",
            format!("[tasks]\nno_sort = \"{escaped}\"\n"),
            "line 2",
        ),
        (&named, "Anna\n".to_owned(), "␛[2J"),
    ] {
        fs::write(folder.join(file), &text).unwrap();
        let option = if file.ends_with(".csv") {
            "--roster"
        } else {
            "--course"
        };
        let output = run(&["submissions", "--out", "out", option, file]);
        assert_ends(&output, 2, part);
        let said = stderr(&output);
        assert!(
            !said.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\u{7f}']),
            "{text:?}: {said:?}"
        );
    }
    assert!(!folder.join("out").exists(), "nothing is made for nothing");
}
