#![cfg(target_os = "linux")]

use super::{super::folder, Folder, Kind};
use crate::grade::submission::{Crate, Submission, Unreadable};
use rustix::fs::{CWD, Mode, RenameFlags, mkfifoat, renameat_with};
use std::{
    fs, io,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

const SECRET: &str = "secret";

/// A submission, a folder with a secret, and beside the submission a link to that folder.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let outside = place.at("outside");
        for folder in ["tasks/src/inner", "src/inner", "inner"] {
            fs::create_dir_all(outside.join(folder)).unwrap();
        }
        for file in [
            "tasks/src/lib.rs",
            "tasks/src/inner/mod.rs",
            "src/lib.rs",
            "src/inner/mod.rs",
            "lib.rs",
            "inner/mod.rs",
            "mod.rs",
        ] {
            fs::write(outside.join(file), SECRET).unwrap();
        }
        fs::create_dir_all(place.at("work/tasks/src/inner")).unwrap();
        for file in ["lib.rs", "inner/mod.rs"] {
            fs::write(place.at("work/tasks/src").join(file), "own").unwrap();
        }
        symlink(&outside, place.at("link")).unwrap();
        place
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn open(&self) -> Folder {
        let folder = Folder::trusted(self.folder.path()).unwrap();
        folder.folder(Path::new("work")).unwrap()
    }

    /// Exchanges the link with the entry at a path. A second call undoes it.
    fn exchange(&self, path: &str) {
        let (one, other) = (self.at("link"), self.at(path));
        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).unwrap();
    }
}

fn files(read: &Result<Submission, Unreadable>) -> Vec<String> {
    let Ok(read) = read else { return Vec::new() };
    let crates = read.crates.values();
    let files = crates.filter_map(|it| match it {
        Crate::Files(files) => Some(files),
        Crate::Refused(_) => None,
    });
    files
        .flat_map(|files| files.values())
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .collect()
}

#[test]
fn a_folder_that_becomes_a_link_is_not_read_through() {
    for (exchanged, file) in [
        ("work/tasks", "tasks/src/lib.rs"),
        ("work/tasks/src", "tasks/src/lib.rs"),
        ("work/tasks/src", "tasks/src/inner/mod.rs"),
        ("work/tasks/src/inner", "tasks/src/inner/mod.rs"),
        ("work/tasks/src/lib.rs", "tasks/src/lib.rs"),
    ] {
        let place = Place::new();
        let file = Path::new(file);
        let parent = file.parent().unwrap();
        let folder = place.open();
        let listed = folder.list(parent, 10).unwrap();
        let name = file.file_name().unwrap().to_owned();
        assert!(listed.contains(&(name, Kind::File)), "{exchanged}");

        place.exchange(exchanged);
        assert!(folder.file(file).is_err(), "{exchanged}");
        if !exchanged.ends_with(".rs") {
            assert!(folder.list(parent, 10).is_err(), "{exchanged}");
            assert!(folder.folder(parent).is_err(), "{exchanged}");
        }
        place.exchange(exchanged);
        assert!(folder.file(file).is_ok(), "{exchanged}");
    }
}

#[test]
fn a_submission_that_becomes_a_link_is_not_followed() {
    let place = Place::new();
    let open = place.open();
    place.exchange("work");
    // The open folder is still the old one.
    assert_eq!(files(&folder::read(&open)), ["own", "own"]);
    let class = Folder::trusted(place.folder.path()).unwrap();
    assert!(class.folder(Path::new("work")).is_err());
    assert!(class.file(Path::new("work")).is_err());
    assert_eq!(class.kind(Path::new("work")).unwrap(), Kind::Link);
}

#[test]
fn no_path_leads_out_of_a_folder() {
    let place = Place::new();
    symlink("src", place.at("work/tasks/own")).unwrap();
    symlink("/proc/self/cwd", place.at("work/here")).unwrap();
    let folder = place.open();
    for (path, opens) in [
        ("tasks/src/lib.rs", true),
        ("./tasks/src/lib.rs", true),
        ("tasks", true),
        ("", true),
        ("tasks/own/lib.rs", false),
        ("tasks/own", false),
        ("here", false),
        ("here/tasks", false),
        ("../outside/lib.rs", false),
        ("tasks/../../outside/lib.rs", false),
        ("/etc/passwd", false),
        ("tasks/src/lib.rs/x", false),
    ] {
        let opened = folder.folder(Path::new(path)).map(drop);
        let opened = opened.or_else(|_| folder.file(Path::new(path)).map(drop));
        assert_eq!(opened.is_ok(), opens, "{path:?}: {opened:?}");
    }
}

#[test]
fn opening_a_pipe_does_not_block() {
    let place = Place::new();
    let mode = Mode::RUSR | Mode::WUSR;
    mkfifoat(CWD, place.at("work/pipe"), mode).unwrap();
    let folder = place.open();
    assert_eq!(folder.kind(Path::new("pipe")).unwrap(), Kind::Other);
    let error = folder.file(Path::new("pipe")).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound, "{error}");
}

#[test]
fn no_race_reveals_the_secret() {
    const READS: usize = 300;
    let place = Place::new();
    for exchanged in [
        "work",
        "work/tasks",
        "work/tasks/src",
        "work/tasks/src/inner",
    ] {
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    place.exchange(exchanged);
                }
            });
            for _ in 0..READS {
                let class = Folder::trusted(place.folder.path()).unwrap();
                let read = class
                    .folder(Path::new("work"))
                    .map_err(|error| Unreadable::because(&error, "it"))
                    .and_then(|folder| folder::read(&folder));
                let files = files(&read);
                if files.iter().any(|text| text == SECRET) {
                    done.store(true, Ordering::Relaxed);
                    panic!("{exchanged}: {read:?}");
                }
            }
            done.store(true, Ordering::Relaxed);
        });
        if fs::symlink_metadata(place.at("link")).unwrap().is_dir() {
            place.exchange(exchanged);
        }
    }
}

#[test]
fn changes_during_reading_are_recognized() {
    let place = Place::new();
    let folder = place.open();
    place.exchange("work/tasks");
    for error in [
        folder.file(Path::new("tasks/src/lib.rs")).map(drop),
        folder.list(Path::new("tasks/src"), 1).map(drop),
        folder.file(Path::new("nothing")).map(drop),
    ] {
        let error: io::Error = error.unwrap_err();
        let unreadable = Unreadable::because(&error, "it");
        assert!(
            matches!(unreadable, Unreadable::Changing(_)),
            "{unreadable:?}"
        );
    }
}
