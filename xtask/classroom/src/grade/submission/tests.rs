use super::*;
use flate2::{Compression, write::DeflateEncoder, write::GzEncoder};
use grader::compile::MAX_FILES;
use std::io::Write;

const LIB: &str = "tasks/src/lib.rs";

/// Reads an archive with these bytes.
fn archive(name: &str, bytes: &[u8]) -> Result<Submission, Unreadable> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let (form, _) = Form::from_archive_name(path.file_name().unwrap()).unwrap();
    Submission::read(&Entry {
        name: "x".to_owned(),
        path,
        form,
    })
}

fn folder(path: &Path) -> Result<Submission, Unreadable> {
    Submission::read(&Entry {
        name: "x".to_owned(),
        path: path.to_owned(),
        form: Form::Folder,
    })
}

/// The files of task 3, which must exist.
#[track_caller]
fn files(read: &Result<Submission, Unreadable>) -> Vec<(String, String)> {
    match read.as_ref().unwrap().crates.get(&3) {
        Some(Crate::Files(files)) => files
            .iter()
            .map(|(path, bytes)| {
                let text = String::from_utf8(bytes.clone()).unwrap();
                (path.to_str().unwrap().to_owned(), text)
            })
            .collect(),
        other => panic!("{other:?} in {read:?}"),
    }
}

fn pairs(files: &[(&str, &str)]) -> Vec<(String, String)> {
    let pairs = files.iter();
    pairs
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

#[track_caller]
fn assert_unreadable(read: &Result<Submission, Unreadable>, part: &str) {
    let why = read.as_ref().expect_err("it is unreadable").why();
    assert!(why.contains(part), "{why}");
}

#[track_caller]
fn assert_noted(read: &Result<Submission, Unreadable>, part: &str) {
    let notes = &read.as_ref().unwrap().notes;
    assert!(notes.iter().any(|note| note.contains(part)), "{notes:?}");
}

/// An entry of a `.zip`, with the metadata that it claims.
struct Zipped<'a> {
    name: &'a [u8],
    content: Vec<u8>,
    size: u32,
    method: u16,
    flags: u16,
    mode: u32,
    crc: u32,
}

fn zipped<'a>(name: &'a str, content: &[u8]) -> Zipped<'a> {
    let mut crc = flate2::Crc::new();
    crc.update(content);
    Zipped {
        name: name.as_bytes(),
        content: content.to_owned(),
        size: content.len() as u32,
        method: 0,
        flags: 1 << 11,
        mode: 0o100_644,
        crc: crc.sum(),
    }
}

fn deflated<'a>(name: &'a str, content: &[u8]) -> Zipped<'a> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    Zipped {
        content: encoder.finish().unwrap(),
        method: 8,
        ..zipped(name, content)
    }
}

/// <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>
fn zip(entries: &[Zipped]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let add = |to: &mut Vec<u8>, numbers: &[(u32, usize)]| {
        for (number, length) in numbers {
            to.extend(&number.to_le_bytes()[..*length]);
        }
    };
    for entry in entries {
        let offset = bytes.len() as u32;
        let common = [
            (20, 2),
            (entry.flags.into(), 2),
            (entry.method.into(), 2),
            (0, 4),
            (entry.crc, 4),
            (entry.content.len() as u32, 4),
            (entry.size, 4),
            (entry.name.len() as u32, 2),
            (0, 2),
        ];
        add(&mut bytes, &[(0x0403_4b50, 4)]);
        add(&mut bytes, &common);
        bytes.extend(entry.name);
        bytes.extend(&entry.content);
        add(&mut directory, &[(0x0201_4b50, 4), (3 << 8, 2)]);
        add(&mut directory, &common);
        add(
            &mut directory,
            &[(0, 2), (0, 2), (0, 2), (entry.mode << 16, 4), (offset, 4)],
        );
        directory.extend(entry.name);
    }
    let (count, offset) = (entries.len() as u32, bytes.len() as u32);
    bytes.extend(&directory);
    add(
        &mut bytes,
        &[
            (0x0605_4b50, 4),
            (0, 2),
            (0, 2),
            (count, 2),
            (count, 2),
            (directory.len() as u32, 4),
            (offset, 4),
            (0, 2),
        ],
    );
    bytes
}

/// An entry of a `.tar`: type, path, target of the link, content.
type Tarred<'a> = (u8, &'a str, &'a str, &'a [u8]);

fn tar_gz(entries: &[Tarred]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for (kind, path, link, content) in entries {
        let mut header = tar::Header::new_gnu();
        // Not by the library's functions, which refuse unsafe paths.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_entry_type(tar::EntryType::new(*kind));
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        encoder.write_all(header.as_bytes()).unwrap();
        encoder.write_all(content).unwrap();
        let padding = content.len().next_multiple_of(512) - content.len();
        encoder.write_all(&vec![0; padding]).unwrap();
    }
    encoder.write_all(&[0; 1024]).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn sources_are_read_from_archives_of_both_kinds() {
    let expected = pairs(&[("a/b.rs", "b"), ("lib.rs", "a")]);
    for method in [zipped, deflated] {
        let read = archive(
            "x.zip",
            &zip(&[
                method("tasks/Cargo.toml", b"[package]"),
                method("tasks/build.rs", b"no"),
                method(LIB, b"a"),
                method("tasks/src/a/b.rs", b"b"),
                method("__MACOSX/tasks/src/._lib.rs", b"\0\x05"),
                method("tasks/src/._lib.rs", b"\0\x05"),
                method("target/debug/x", b"x"),
            ]),
        );
        assert_eq!(files(&read), expected);
        assert_eq!(read.unwrap().notes, Vec::<String>::new());
    }
    let read = archive(
        "x.tar.gz",
        &tar_gz(&[
            (b'5', "course/", "", b""),
            (b'0', "course/tasks/Cargo.toml", "", b"[package]"),
            (b'0', "course/tasks/src/lib.rs", "", b"a"),
            (b'0', "course/tasks/src/a/b.rs", "", b"b"),
        ]),
    );
    assert_eq!(files(&read), expected);
}

#[test]
fn backslashes_in_a_zip_are_slashes() {
    let read = archive("x.zip", &zip(&[zipped("work\\tasks\\src\\lib.rs", b"a")]));
    assert_eq!(files(&read), pairs(&[("lib.rs", "a")]));
}

#[test]
fn long_names_in_a_tar_are_read() {
    let long = format!("tasks/src/{}.rs", "a".repeat(120));
    let record = format!("{} path={long}\n", long.len() + 10);
    for entries in [
        [
            (b'L', "././@LongLink", "", long.as_bytes()),
            (b'0', "tasks/src/aaa", "", &b"x"[..]),
        ],
        [
            (b'x', "PaxHeaders/x", "", record.as_bytes()),
            (b'0', "tasks/src/aaa", "", &b"x"[..]),
        ],
    ] {
        let read = archive("x.tgz", &tar_gz(&entries));
        assert_eq!(files(&read)[0].0.len(), 123);
    }
}

#[test]
fn paths_in_archives_cannot_lead_outside() {
    let outside = [
        "/tasks/src/lib.rs",
        "../tasks/src/lib.rs",
        "tasks/src/../../../../etc/cron.d/x",
        "tasks/src/../../tasks/src/lib.rs",
    ];
    for path in outside {
        for read in [
            archive("x.zip", &zip(&[zipped(path, b"evil"), zipped(LIB, b"a")])),
            archive(
                "x.tar.gz",
                &tar_gz(&[(b'0', path, "", b"evil"), (b'0', LIB, "", b"a")]),
            ),
        ] {
            assert_eq!(files(&read), pairs(&[("lib.rs", "a")]), "{path}");
            assert_noted(&read, "unsafe path");
        }
    }
}

#[test]
fn links_and_devices_in_archives_are_left_out() {
    let link = Zipped {
        mode: 0o120_777,
        ..zipped("tasks/src/passwd.rs", b"/etc/passwd")
    };
    let pipe = Zipped {
        mode: 0o010_644,
        ..zipped("tasks/src/pipe.rs", b"")
    };
    let read = archive("x.zip", &zip(&[link, pipe, zipped(LIB, b"a")]));
    assert_eq!(files(&read), pairs(&[("lib.rs", "a")]));
    assert_noted(&read, "tasks/src/passwd.rs is a link");
    assert_noted(&read, "tasks/src/pipe.rs is neither");

    for (kind, what) in [
        (b'1', "a link"),
        (b'2', "a link"),
        (b'3', "neither"),
        (b'4', "neither"),
        (b'6', "neither"),
        (b'S', "neither"),
        (b'?', "neither"),
    ] {
        let bytes = tar_gz(&[
            (b'0', LIB, "", b"a"),
            (kind, "tasks/src/x.rs", "/etc/passwd", b""),
        ]);
        let read = archive("x.tar.gz", &bytes);
        assert_eq!(files(&read), pairs(&[("lib.rs", "a")]));
        assert_noted(&read, what);
    }
    // If the crate itself is a link, the learner gets a message.
    let read = archive("x.tar.gz", &tar_gz(&[(b'2', "tasks", "/root", b"")]));
    let refused = Crate::Refused("tasks is a link, so it is not read.".to_owned());
    assert_eq!(read.unwrap().crates.get(&3), Some(&refused));
}

#[test]
fn the_last_of_several_files_with_one_name_counts() {
    let read = archive("x.zip", &zip(&[zipped(LIB, b"a"), zipped(LIB, b"b")]));
    assert_eq!(files(&read), pairs(&[("lib.rs", "b")]));
    assert_noted(&read, "there are several tasks/src/lib.rs");
    let read = archive(
        "x.tar.gz",
        &tar_gz(&[
            (b'0', LIB, "", b"a"),
            (b'0', "tasks/src/lib.rs/x.rs", "", b"b"),
        ]),
    );
    assert_eq!(files(&read), pairs(&[("lib.rs", "a")]));
    assert_noted(&read, "is inside a file");
}

#[test]
fn damaged_and_encrypted_archives_are_reported() {
    let good = zip(&[deflated(LIB, &b"abc".repeat(1000))]);
    let changed = Zipped {
        crc: 1,
        ..zipped(LIB, b"a")
    };
    let encrypted = Zipped {
        flags: 1,
        ..zipped(LIB, b"a")
    };
    let strange = Zipped {
        method: 14,
        ..zipped(LIB, b"a")
    };
    for (bytes, part) in [
        (&b""[..], "not a .zip"),
        (b"this is no archive at all", "not a .zip"),
        (&good[..good.len() / 2], "not a .zip"),
        (&zip(&[changed]), "cannot be read"),
        (&zip(&[encrypted]), "encrypted"),
        (&zip(&[strange]), "unsupported"),
    ] {
        assert_unreadable(&archive("x.zip", bytes), part);
    }
    let good = tar_gz(&[(b'0', LIB, "", &[7; 3000])]);
    for (bytes, part) in [
        (&b""[..], "not a .tar.gz"),
        (b"this is no archive at all", "not a .tar.gz"),
        (&good[..good.len() / 2], ""),
    ] {
        assert_unreadable(&archive("x.tar.gz", bytes), part);
    }
}

#[test]
fn archive_bombs_are_harmless() {
    // A file that claims to be small.
    let bomb = Zipped {
        size: 10,
        ..deflated(LIB, &vec![0; 50 << 20])
    };
    let read = archive("x.zip", &zip(&[bomb]));
    let is_refused = match &read {
        Ok(read) => matches!(&read.crates[&3], Crate::Refused(_)),
        Err(_) => true,
    };
    assert!(is_refused, "{read:?}");
    // Crates in many folders.
    let names: Vec<String> = (0..6).map(|i| format!("{i}/tasks/src/lib.rs")).collect();
    let content = vec![0; 1 << 20];
    let many: Vec<Zipped> = names.iter().map(|name| deflated(name, &content)).collect();
    assert_unreadable(&archive("x.zip", &zip(&many)), "more than 5 MB");
    // Many small files.
    let names: Vec<String> = (0..=MAX_FILES)
        .map(|i| format!("tasks/src/{i}.rs"))
        .collect();
    let many: Vec<Zipped> = names.iter().map(|name| zipped(name, b"")).collect();
    let read = archive("x.zip", &zip(&many)).unwrap();
    assert!(matches!(&read.crates[&3], Crate::Refused(why) if why.contains("256 source files")));
    // A very long name in a small archive.
    let name = vec![b'a'; 10 << 20];
    let read = archive("x.tar.gz", &tar_gz(&[(b'L', "x", "", &name)]));
    assert_unreadable(&read, "a name that is too long");
}

#[test]
fn a_large_file_is_the_learners_mistake() {
    let large = vec![b' '; (1 << 20) + 1];
    let read = archive("x.zip", &zip(&[deflated(LIB, &large)])).unwrap();
    let Crate::Refused(why) = &read.crates[&3] else {
        panic!("{read:?}");
    };
    assert_eq!(
        why,
        "tasks/src/lib.rs is larger than 1 MB, which is the maximum."
    );
}

#[test]
fn files_that_are_too_large_together_are_the_learners_mistake() {
    let half = vec![b' '; 1 << 19];
    for (case, sizes, is_refused) in [
        ("as much as may be", &[1 << 19, 1 << 19][..], false),
        ("a byte more", &[1 << 19, 1 << 19, 1], true),
        ("nothing more", &[1 << 19, 1 << 19, 0], false),
        ("many files", &[600_000 / 2; 28], true),
    ] {
        let names: Vec<String> = (0..sizes.len())
            .map(|i| format!("tasks/src/{i}.rs"))
            .collect();
        let entries: Vec<Zipped> = names
            .iter()
            .zip(sizes)
            .map(|(name, &size)| deflated(name, &half[..size]))
            .collect();
        let read = archive("x.zip", &zip(&entries)).unwrap();
        let refused = match &read.crates[&3] {
            Crate::Refused(why) => why.contains("larger than 1 MB together"),
            Crate::Files(_) => false,
        };
        assert_eq!(refused, is_refused, "{case}");
    }
    // A replaced file does not count.
    let entries = [
        deflated(LIB, &half),
        deflated(LIB, &half),
        deflated(LIB, &half),
    ];
    let read = archive("x.zip", &zip(&entries)).unwrap();
    assert!(matches!(&read.crates[&3], Crate::Files(_)));
}

#[test]
fn crates_in_several_folders_are_reported() {
    let entries = [
        zipped("old/tasks/src/lib.rs", b"a"),
        zipped("new/tasks/src/lib.rs", b"b"),
    ];
    assert_unreadable(&archive("x.zip", &zip(&entries)), "`new`, `old`");
    // Crates at the top take precedence.
    let entries = [zipped("old/tasks/src/lib.rs", b"a"), zipped(LIB, b"b")];
    let read = archive("x.zip", &zip(&entries));
    assert_eq!(files(&read), pairs(&[("lib.rs", "b")]));
}

#[test]
fn a_submission_without_crates_is_reported() {
    let read = archive("x.zip", &zip(&[zipped("essay.docx", b"a")]));
    assert_noted(&read, "none of the crates");
    assert!(read.unwrap().crates.is_empty());
}

#[cfg(unix)]
#[test]
fn folders_are_read_without_following_links() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("lib.rs"), "secret").unwrap();
    let made = tempfile::tempdir().unwrap();
    let path = made.path();
    let src = path.join("work of mine/tasks/src");
    fs::create_dir_all(&src).unwrap();
    fs::write(src.join("lib.rs"), "a").unwrap();
    fs::write(src.join("._lib.rs"), "\0").unwrap();
    symlink(outside.path(), src.join("folder")).unwrap();
    symlink(outside.path().join("lib.rs"), src.join("file.rs")).unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(src.join("pipe.rs"))
        .status()
        .unwrap();
    assert!(pipe.success());
    let other = path.join("work of mine/measure_runtime");
    fs::create_dir_all(&other).unwrap();
    symlink(outside.path(), other.join("src")).unwrap();
    symlink(outside.path(), path.join("work of mine/task_wait_n")).unwrap();
    let lib = path.join("work of mine/basic_async_syntax/src");
    fs::create_dir_all(&lib).unwrap();
    symlink(outside.path().join("lib.rs"), lib.join("lib.rs")).unwrap();

    let read = folder(path);
    assert_eq!(files(&read), pairs(&[("lib.rs", "a")]));
    for part in [
        "tasks/src/folder is a link",
        "tasks/src/file.rs is a link",
        "tasks/src/pipe.rs is neither",
        "measure_runtime/src is a link",
        "task_wait_n is a link",
        "basic_async_syntax/src/lib.rs is a link",
    ] {
        assert_noted(&read, part);
    }
    for number in [0, 2, 4] {
        let refused = &read.as_ref().unwrap().crates[&number];
        assert!(
            matches!(refused, Crate::Refused(why) if why.contains("a link, so it is not read")),
            "{refused:?}"
        );
    }
}

#[test]
fn a_folder_with_one_archive_counts_as_that_archive() {
    let made = tempfile::tempdir().unwrap();
    fs::write(made.path().join("remarks.txt"), "").unwrap();
    fs::write(made.path().join("work.zip"), zip(&[zipped(LIB, b"a")])).unwrap();
    assert_eq!(files(&folder(made.path())), pairs(&[("lib.rs", "a")]));
    fs::write(made.path().join("more.zip"), "").unwrap();
    assert_unreadable(&folder(made.path()), "2 archives");
    fs::remove_file(made.path().join("work.zip")).unwrap();
    assert_unreadable(&folder(made.path()), "more.zip: it is not a .zip");
}

#[cfg(unix)]
#[test]
fn a_folder_without_read_permission_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let made = tempfile::tempdir().unwrap();
    let src = made.path().join("tasks/src");
    fs::create_dir_all(&src).unwrap();
    for path in [&src, made.path()] {
        fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read_dir(path).is_ok() {
            eprintln!("not tested: this user may read everything");
            return;
        }
        let read = folder(made.path());
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).unwrap();
        assert_unreadable(&read, "cannot be read: Permission denied");
    }
}

#[test]
fn a_deleted_submission_is_reported() {
    let made = tempfile::tempdir().unwrap();
    let gone = folder(&made.path().join("gone"));
    assert!(matches!(gone, Err(Unreadable::Changing(_))), "{gone:?}");
}

#[test]
fn files_are_written_unchanged() {
    let read = archive(
        "x.zip",
        &zip(&[
            zipped(LIB, b"a"),
            zipped("tasks/src/a/b.rs", b"b"),
            zipped("measure_runtime/Cargo.toml", b""),
        ]),
    )
    .unwrap();
    let base = tempfile::tempdir().unwrap();
    read.write(base.path()).unwrap();
    let text = |path: &str| fs::read_to_string(base.path().join(path)).unwrap();
    assert_eq!(text(LIB), "a");
    assert_eq!(text("tasks/src/a/b.rs"), "b");
    // An empty crate is an error for the compiler to report.
    assert!(base.path().join("measure_runtime").is_dir());
}
