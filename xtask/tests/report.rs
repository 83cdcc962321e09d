//! `report` as a teacher calls it.

#![cfg(feature = "classroom")]

mod made_up;

use classroom::class::{Graded, GradedStatus, Manifest, Shard};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn report(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("report")
        .args(arguments)
        .output()
        .expect("the program can be started")
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a temporary path is UTF-8")
}

/// Every file below a folder, with its contents.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder can be read") {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            all.extend(contents(&path));
        } else {
            all.push((
                text(&path).to_owned(),
                fs::read(&path).expect("a file can be read"),
            ));
        }
    }
    all.sort();
    all
}

/// The class in shards, of which each knows the whole.
fn shards(dir: &Path, graded: &[Graded], of: u32) {
    for number in 1..=of {
        let own = graded
            .iter()
            .enumerate()
            .filter(|(index, _)| *index as u32 % of == number - 1);
        let own: Vec<Graded> = own.map(|(_, one)| one.clone()).collect();
        let manifest = Manifest {
            shard: Some(Shard { number, count: of }),
            ..made_up::manifest(graded)
        };
        made_up::write(&dir.join(format!("shard-{number}")), &own, Some(&manifest));
    }
}

#[test]
fn all_reports_are_made_again_from_the_results_and_nothing_else_changes() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let class = made_up::class(20);
    made_up::write(dir.path(), &class, Some(&made_up::manifest(&class)));
    let before = contents(dir.path());
    let output = report(&[text(dir.path())]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("20 graded, 1 not submitted"),
        "{}",
        said(&output)
    );
    let first = contents(dir.path());
    assert_eq!(
        first.len(),
        before.len() + 3,
        "three reports, and no temporary file"
    );
    report(&[text(dir.path())]);
    assert_eq!(contents(dir.path()), first, "the same once more");

    let gradebook = fs::read(dir.path().join("gradebook.csv")).expect("there is a gradebook");
    let mut rows = csv::Reader::from_reader(gradebook.as_slice());
    let header: Vec<String> = rows
        .headers()
        .expect("it has a header")
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(header[0], "name");
    assert_eq!(header[6..9], ["total", "maximum", "status"]);
    let rows: Vec<_> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 21);
    for (row, one) in rows.iter().zip(sorted(&class)) {
        assert_eq!(row[0], one.result.submission);
        assert_eq!(row[6], one.result.score.to_string());
    }
    assert_eq!((&rows[20][6], &rows[20][8]), ("", "not submitted"));
}

fn sorted(class: &[Graded]) -> Vec<&Graded> {
    let mut class: Vec<&Graded> = class.iter().collect();
    class.sort_by_key(|one| &one.result.submission);
    class
}

#[test]
fn shards_become_one_class_however_they_are_named_and_however_often() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let class = made_up::class(30);
    shards(dir.path(), &class, 3);
    let shard = |number: u32| dir.path().join(format!("shard-{number}"));

    // All shards into a folder of its own.
    let out = dir.path().join("merged");
    let (one, two, three) = (shard(1), shard(2), shard(3));
    let output = report(&[text(&one), text(&two), text(&three), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("30 graded, 1 not submitted\n"),
        "{}",
        said(&output)
    );
    let merged = contents(&out);
    report(&[text(&three), text(&one), text(&two), "--out", text(&out)]);
    assert_eq!(
        contents(&out),
        merged,
        "the order does not matter, nor doing it again"
    );
    fs::rename(&out, dir.path().with_extension("merged")).expect("a folder can be renamed");
    let out = dir.path().with_extension("merged");

    // The folder that holds the shards.
    let output = report(&[text(dir.path())]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let gradebook = |dir: &Path| fs::read(dir.join("gradebook.csv")).expect("there is a gradebook");
    assert_eq!(gradebook(dir.path()), gradebook(&out));
    let before = contents(dir.path());
    report(&[text(dir.path())]);
    assert_eq!(contents(dir.path()), before);

    // A shard that was graded again counts, not what was merged of it before.
    let mut again = class[0].clone();
    again.result.tasks[0].checks[2].status = grader::outcome::CheckStatus::Skipped;
    made_up::write(&one, &[again], None);
    let output = report(&[text(dir.path())]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));

    // Into the first of them.
    report(&[text(&two), text(&three)]);
    let output = report(&[text(&two)]);
    assert!(
        said(&output).contains("20 graded, 10 not graded yet"),
        "{}",
        said(&output)
    );
    fs::remove_dir_all(out).expect("a folder can be removed");
}

#[test]
fn what_is_missing_torn_foreign_or_contradicting_is_named_and_costs_nobody_else() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let class = made_up::class(12);
    shards(dir.path(), &class, 3);
    let [one, two] = [1, 2].map(|number| dir.path().join(format!("shard-{number}")));

    let output = report(&[text(&one), text(&two)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(
        said(&output).contains("there are no results of shard 3/3"),
        "{}",
        said(&output)
    );
    let absent = &class[2].result.submission;
    assert!(
        said(&output).contains(&format!("no result of `{absent}`")),
        "{}",
        said(&output)
    );

    let results = two.join("results");
    let torn = fs::read_dir(&results)
        .expect("a folder")
        .next()
        .expect("a file")
        .expect("a file")
        .path();
    let whole = fs::read(&torn).expect("a file can be read");
    fs::write(&torn, &whole[..whole.len() / 2]).expect("a file can be written");
    fs::write(results.join("other.json"), "{\"schema\": 1}").expect("a file can be written");
    fs::write(results.join("noise.json"), [0xff, 0]).expect("a file can be written");
    let out = dir.path().with_extension("out");
    let output = report(&[text(&two), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for file in [
        &torn,
        &results.join("other.json"),
        &results.join("noise.json"),
    ] {
        assert!(said(&output).contains(text(file)), "{}", said(&output));
    }
    assert!(said(&output).contains("3 graded"), "{}", said(&output));

    // The first shard's folder has all results of the second by now; one of them becomes another.
    let mut changed = class[1].clone();
    changed.result.score -= 1;
    changed.result.tasks[0].score -= 1;
    made_up::write(&two, &[changed], None);
    let output = report(&[text(&one), text(&two), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let name = &class[1].result.submission;
    assert!(
        said(&output).contains(&format!("the results of `{name}` differ")),
        "{}",
        said(&output)
    );
    let gradebook = fs::read_to_string(out.join("gradebook.csv")).expect("there is a gradebook");
    let row = gradebook
        .lines()
        .find(|line| line.contains(name.as_str()))
        .expect("it has a row");
    assert!(
        row.contains("\"contradicting results\"") && row.contains("\"\",\"\",\"\",\"\",\"\",\"\","),
        "{row}"
    );

    // That a grader failed contradicts nothing.
    let mut failed = class[0].clone();
    failed.status = GradedStatus::Error;
    failed.result.score = 0;
    made_up::write(&two, &[failed, class[1].clone()], None);
    let output = report(&[text(&one), text(&two), "--out", text(&out)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    fs::remove_dir_all(out).expect("a folder can be removed");
}

#[test]
fn exports_are_written_beside_the_results_or_to_standard_output() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let mut class = made_up::class(3);
    class[2].status = GradedStatus::Unreadable;
    class[2].notes = vec!["the archive is damaged".to_owned()];
    made_up::write(dir.path(), &class, None);
    for (format, files) in [
        ("gradescope", 2),
        ("classroom50", 2),
        ("github-classroom", 3),
        ("exercism", 3),
    ] {
        let output = report(&[text(dir.path()), "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(contents(&dir.path().join(format)).len(), files, "{format}");
        assert_eq!(
            said(&output).contains("there is no grade of"),
            files == 2,
            "{}",
            said(&output)
        );
    }
    let name = class[0].result.submission.as_str();
    let output = report(&[
        text(dir.path()),
        "--format",
        "gradescope",
        "--submission",
        name,
    ]);
    let results: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("JSON alone on standard output");
    assert_eq!(results["score"], class[0].result.score);

    let output = report(&[
        text(dir.path()),
        "--format",
        "canvas",
        "--column",
        "Async (7)",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let canvas = fs::read_to_string(dir.path().join("canvas.csv")).expect("there is a gradebook");
    assert!(
        canvas
            .lines()
            .next()
            .expect("a header")
            .ends_with("\"Async (7)\"")
    );

    let worksheet = dir.path().join("worksheet.csv");
    let row = format!("Participant 5,{name},-,100.00,-\r\n");
    fs::write(
        &worksheet,
        format!("Identifier,Full name,Grade,Maximum Grade,Last modified (grade)\r\n{row}"),
    )
    .expect("a file can be written");
    let output = report(&[
        text(dir.path()),
        "--format",
        "moodle",
        "--template",
        text(&worksheet),
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let filled = fs::read_to_string(dir.path().join("moodle.csv")).expect("there is a worksheet");
    let points = format!(",{}.00,100.00", class[0].result.score);
    assert!(filled.contains(&points), "{filled}");
}

/// The file is never to be changed: it stands for results that were written with other checks, tasks and titles.
#[test]
fn a_result_of_an_older_course_is_shown_as_it_is() {
    const OLDER: &str = include_str!("report/older.json");
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let class = made_up::class(2);
    made_up::write(dir.path(), &class, None);
    fs::write(dir.path().join("results/older.json"), OLDER).expect("a file can be written");

    let output = report(&[text(dir.path())]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("3 graded"), "{}", said(&output));
    let read = |file: &str| fs::read_to_string(dir.path().join(file)).expect("there is a report");
    let gradebook = read("gradebook.csv");
    let mut rows = csv::Reader::from_reader(gradebook.as_bytes());
    let header = rows.headers().expect("it has a header").clone();
    let older = rows.records().map(|row| row.expect("a row"));
    let older = older.last().expect("it has rows");
    let cells: Vec<(&str, &str)> = header
        .iter()
        .zip(&older)
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    assert_eq!(
        cells,
        [
            ("name", "older"),
            ("basic_async_syntax", "3"),
            ("gather_coroutines", "0"),
            ("total", "3"),
            ("maximum", "9"),
            ("status", "graded"),
        ]
    );
    for file in ["report.html", "junit.xml"] {
        let report = read(file);
        for part in [
            "waits_as_long_as_it_says",
            "a title of former times",
            "gather_coroutines",
        ] {
            assert!(report.contains(part), "{file} has no {part:?}");
        }
    }
    for (format, part) in [
        ("gradescope", "a title of former times"),
        ("classroom50", "a title of former times"),
        ("exercism", "a title of former times"),
        ("canvas", "older"),
        ("github-classroom", ""),
    ] {
        let output = report(&[text(dir.path()), "--format", format]);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", said(&output));
        let mut written = contents(dir.path()).into_iter().filter(|(file, _)| {
            file.contains(format) && (file.contains("older") || file.ends_with("canvas.csv"))
        });
        let (_, export) = written.next().expect("there is an export");
        assert!(String::from_utf8_lossy(&export).contains(part), "{format}");
    }
}

#[test]
fn nothing_that_is_printed_or_written_hides_anything() {
    const HIDDEN: [char; 5] = ['\u{1b}', '\u{202e}', '\u{200b}', '\u{9b}', '\u{7f}'];
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let hidden: String = HIDDEN.iter().collect();
    let mut class = made_up::class(4);
    for (number, one) in class.iter_mut().enumerate() {
        one.result.submission = format!("{number}{hidden}\nnote: forged");
        one.notes = vec![hidden.clone()];
        let task = &mut one.result.tasks[0];
        task.task += &hidden;
        let check = &mut task.checks[1];
        check.message.clone_from(&hidden);
        check.title += &hidden;
        check.id += &hidden;
    }
    class[3].status = GradedStatus::Unreadable;
    let mut manifest = made_up::manifest(&class);
    manifest.not_submitted[0].name.clone_from(&hidden);
    manifest.skipped.push(hidden.clone());
    manifest.unexpected.push(hidden.clone());
    // One has no result, one is of another class, and one has two that differ.
    manifest.submissions.push(format!("missing{hidden}"));
    manifest.submissions.remove(0);
    let results = dir.path().join("source");
    made_up::write(&results, &class, Some(&manifest));
    let other = dir.path().join("other");
    let mut differs = class[1].clone();
    differs.result.score += 1;
    made_up::write(&other, &[differs], Some(&manifest));

    for format in [
        "",
        "gradescope",
        "github-classroom",
        "classroom50",
        "exercism",
        "canvas",
    ] {
        let out = dir.path().join(format!("out{format}"));
        let mut arguments = vec![text(&results), text(&other), "--out", text(&out)];
        if !format.is_empty() {
            arguments.extend(["--format", format]);
        }
        let output = report(&arguments);
        assert_eq!(output.status.code(), Some(2), "{format}: {}", said(&output));
        let said = said(&output);
        assert!(!said.contains(HIDDEN), "{format}: {said:?}");
        assert!(!said.contains("\nnote: forged"), "{format}: {said:?}");
        for (file, contents) in contents(&out) {
            // Results are copied as they are.
            let is_result = Path::new(&file)
                .parent()
                .is_some_and(|dir| dir.ends_with("results"));
            let contents = String::from_utf8(contents).expect("a report is text");
            assert!(is_result || !contents.contains(HIDDEN), "{file}");
        }
    }
}

#[test]
fn usage_errors_say_what_to_do() {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let empty = dir.path().join("empty");
    fs::create_dir(&empty).expect("a folder can be made");
    made_up::write(dir.path(), &made_up::class(1), None);
    let path = text(dir.path());
    for (arguments, says) in [
        (vec![text(&empty)], "there are no results in"),
        (vec!["/nowhere/at/all"], "`/nowhere/at/all`"),
        (vec![path, "--format", "moodle"], "--template"),
        (
            vec![path, "--format", "exercism", "--column", "x"],
            "for Canvas and Moodle",
        ),
        (
            vec![path, "--format", "exercism", "--submission", "x"],
            "no result of the submission `x`",
        ),
        (
            vec![path, "--format", "canvas", "--submission", "x"],
            "format for whole classes",
        ),
        (
            vec![path, "--format", "moodle", "--template", "/nowhere"],
            "`/nowhere`",
        ),
        (vec![path, "--template", "/nowhere"], "--format"),
        (vec![], "DIR"),
    ] {
        let output = report(&arguments);
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            said(&output)
        );
        assert!(
            said(&output).contains(says),
            "{arguments:?}: {}",
            said(&output)
        );
    }
}
