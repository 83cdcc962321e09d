//! Updates small handouts in temporary folders.

use super::{
    folder::Folder,
    plan::{File, Owner, Plan},
    record::{self, Record, digest},
    update, write_plan,
};
use std::{collections::BTreeMap, fs, path::Path};
use tempfile::TempDir;

const LIB: &str = "tasks/src/lib.rs";
const LESSON: &str = "tasks/README.md";
const LOCK: &str = "Cargo.lock";

/// A plan of files that all contain `content`, which includes the version number.
fn plan(paths: &[&str], content: &str) -> Plan {
    let file = |path: &&str| {
        let owner = match *path {
            LOCK => Owner::Cargo,
            path if path.contains("/src/") => Owner::Learner,
            _ => Owner::Course,
        };
        let content = format!("{path}: {content}\n").into_bytes();
        ((*path).to_owned(), File { content, owner })
    };
    Plan {
        files: paths.iter().map(file).collect(),
        lock_problem: None,
    }
}

/// A new handout with this plan.
fn handout(plan: &Plan) -> TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = Folder::new(dir.path()).expect("it is empty");
    write_plan(&folder, &Record::default(), plan).expect("it can be written");
    dir
}

/// Updates a handout, and returns the summary.
fn update(dir: &Path, plan: &Plan) -> String {
    let (folder, record) = Folder::existing(dir).expect("it is a handout");
    let summary = write_plan(&folder, &record, plan).unwrap_or_else(|error| panic!("{error:#}"));
    summary.text("DIR", true)
}

fn write(dir: &Path, path: &str, content: &str) {
    let path = dir.join(path);
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).unwrap();
    fs::write(path, content).unwrap();
}

/// All files by path, without the record.
fn content(dir: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_string_lossy();
                files.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    files.remove(record::FILE).expect("there is a record");
    files
}

#[track_caller]
fn assert_content(dir: &Path, expected: &[(&str, &str)]) {
    let expected: BTreeMap<String, String> = expected
        .iter()
        .map(|&(path, content)| (path.to_owned(), content.to_owned()))
        .collect();
    assert_eq!(content(dir), expected);
}

#[test]
fn unchanged_files_are_updated() {
    let dir = handout(&plan(&[LIB, LESSON, "tasks/old.rs", "gone/a", LOCK], "one"));
    let said = update(dir.path(), &plan(&[LIB, LESSON, LOCK, "new/b"], "two"));
    assert_content(
        dir.path(),
        &[
            (LOCK, "Cargo.lock: two\n"),
            ("new/b", "new/b: two\n"),
            (LESSON, "tasks/README.md: two\n"),
            (LIB, "tasks/src/lib.rs: two\n"),
        ],
    );
    assert!(!dir.path().join("gone").exists(), "an empty folder is left");
    assert_eq!(
        said,
        "DIR was updated: 3 files updated, 1 file added, 2 files removed.\n"
    );
    let said = update(dir.path(), &plan(&[LIB, LESSON, LOCK, "new/b"], "two"));
    assert_eq!(said, "DIR is up to date.\n");
}

#[test]
fn changes_by_the_learner_are_never_lost() {
    let dir = handout(&plan(&[LIB, LESSON, "tasks/old.rs", LOCK], "one"));
    write(dir.path(), LIB, "solved\n");
    write(dir.path(), "tasks/src/more.rs", "helper\n");
    write(dir.path(), "tasks/src/new.rs", "mine\n");
    write(dir.path(), "notes.md", "notes\n");
    write(dir.path(), LESSON, "scribbled\n");
    write(dir.path(), "tasks/old.rs", "scribbled\n");
    write(dir.path(), LOCK, "by cargo\n");
    let two = plan(&[LIB, LESSON, LOCK, "tasks/src/new.rs"], "two");
    let said = update(dir.path(), &two);
    let after = [
        (LOCK, "Cargo.lock: two\n"),
        ("notes.md", "notes\n"),
        (LESSON, "tasks/README.md: two\n"),
        ("tasks/README.md.yours", "scribbled\n"),
        ("tasks/old.rs", "scribbled\n"),
        (LIB, "solved\n"),
        ("tasks/src/more.rs", "helper\n"),
        ("tasks/src/new.rs", "mine\n"),
    ];
    assert_content(dir.path(), &after);
    assert_eq!(
        said,
        "DIR was updated: 2 files updated.\n\
         Changed by the learner, and left unchanged:\n    \
             tasks/old.rs\n    tasks/src/lib.rs\n    tasks/src/new.rs\n\
         Changed by the learner, and updated; the learner's version was kept as:\n    \
             tasks/README.md -> tasks/README.md.yours\n"
    );
    update(dir.path(), &two);
    assert_content(dir.path(), &after);

    // A second change to the same lesson does not overwrite the first.
    write(dir.path(), LESSON, "scribbled again\n");
    update(dir.path(), &two);
    let now = content(dir.path());
    assert_eq!(now["tasks/README.md.yours"], "scribbled\n");
    assert_eq!(now["tasks/README.md.yours-2"], "scribbled again\n");
}

#[test]
fn missing_files_are_written_again() {
    let one = plan(&[LIB, LESSON], "one");
    let dir = handout(&one);
    fs::remove_dir_all(dir.path().join("tasks")).unwrap();
    assert_eq!(
        update(dir.path(), &one),
        "DIR was updated: 2 files added.\n"
    );
    assert_eq!(content(dir.path()).len(), 2);
}

#[test]
fn other_line_endings_are_no_change() {
    let dir = handout(&plan(&[LIB, LESSON], "one"));
    write(dir.path(), LIB, "tasks/src/lib.rs: one\r\n");
    write(dir.path(), LESSON, "tasks/README.md: one\r\n");
    let said = update(dir.path(), &plan(&[LIB, LESSON], "two"));
    assert_eq!(said, "DIR was updated: 2 files updated.\n");
    assert_ne!(digest(b"a\rb"), digest(b"ab"));
    assert_ne!(digest(b"a\n"), digest(b"a"));
}

/// Interrupts an update to `two` after each step, and then updates again.
#[test]
fn after_an_interrupted_update_unchanged_files_are_still_recognized() {
    let paths = [LIB, LESSON, "a.rs", "z.rs"];
    let (one, two, three) = (
        plan(&paths, "one"),
        plan(&paths, "two"),
        plan(&paths, "three"),
    );
    for steps in 0..=paths.len() {
        let dir = handout(&one);
        write(dir.path(), "a.rs", "scribbled\n");
        let (folder, record) = Folder::existing(dir.path()).unwrap();
        let changes = update::changes(&two, &record, |path| folder.find(path)).unwrap();
        folder
            .write_record(&update::record_before(&two, &record))
            .unwrap();
        for &(path, change) in changes.iter().take(steps) {
            folder.apply(path, change, &two).unwrap();
        }
        let said = update(dir.path(), &three);
        let now = content(dir.path());
        for path in paths {
            assert_eq!(
                now[path],
                format!("{path}: three\n"),
                "{steps} steps: {said}"
            );
        }
        assert_eq!(now["a.rs.yours"], "scribbled\n", "{steps} steps");
        assert_eq!(now.len(), 5, "{steps} steps: {now:?}");
    }
}

#[test]
fn only_regular_files_are_overwritten() {
    let one = plan(&[LESSON, "a/b.rs"], "one");
    for (kind, part) in [
        ("folder", "not a regular file"),
        ("file", "is not a folder"),
    ] {
        let dir = handout(&one);
        let place = dir.path().join(if kind == "folder" { LESSON } else { "a" });
        if kind == "folder" {
            fs::remove_file(&place).unwrap();
            fs::create_dir(&place).unwrap();
        } else {
            fs::remove_dir_all(&place).unwrap();
            fs::write(&place, "mine").unwrap();
        }
        let before = fs::read(dir.path().join(record::FILE)).unwrap();
        let (folder, record) = Folder::existing(dir.path()).unwrap();
        let two = plan(&[LESSON, "a/b.rs"], "two");
        let error = write_plan(&folder, &record, &two)
            .expect_err(kind)
            .to_string();
        assert!(error.contains(part), "{kind}: {error}");
        assert_eq!(
            fs::read(dir.path().join(record::FILE)).unwrap(),
            before,
            "{kind}: something was done already"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed_out_of_the_handout() {
    let elsewhere = tempfile::tempdir().unwrap();
    let dir = handout(&plan(&[LIB, LESSON], "one"));
    write(elsewhere.path(), "README.md", "theirs\n");
    fs::rename(dir.path().join("tasks"), elsewhere.path().join("tasks")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("tasks"), dir.path().join("tasks")).unwrap();
    let (folder, record) = Folder::existing(dir.path()).unwrap();
    let error = write_plan(&folder, &record, &plan(&[LIB, LESSON], "two")).expect_err("a link");
    assert!(error.to_string().contains("is not a folder"), "{error:#}");
}

#[test]
fn a_record_that_leads_out_of_the_handout_is_refused() {
    for (record, part) in [
        ("{}", "cannot be read"),
        ("", "cannot be read"),
        (r#"{"schema": 2, "files": {}}"#, "another version"),
        (r#"{"schema": 1, "files": {"../a": []}}"#, "outside"),
        (r#"{"schema": 1, "files": {"/a": []}}"#, "outside"),
    ] {
        let error = Record::parse(record.as_bytes()).expect_err(record);
        assert!(format!("{error:#}").contains(part), "{record}: {error:#}");
    }
}
