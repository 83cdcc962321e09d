//! The command in the environments that learners and teachers have: other configurations of cargo, other places, and
//! machines that lack something. Each row is tried by the real binary, on a copy of the course.

#![cfg(target_os = "linux")]

mod environments {
    pub mod course;
    pub mod lacking;
}
mod kit;

use environments::{
    course::{Course, Ran},
    lacking::{Lacks, without},
};
use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Stdio,
    slice,
};

/// Checks task 0 of a course that cargo has to be asked about anew, and expects that all is well.
#[track_caller]
fn assert_builds_the_same(course: &Course, name: &str, run: impl FnOnce(&Course) -> Ran) {
    course.forget_what_was_built();
    let ran = run(course);
    ran.assert_exit(name, 0);
    assert!(
        ran.stderr.contains("Building what the checks need"),
        "{name}: {ran:#?}"
    );
    assert!(
        !ran.stderr.contains("Compiling tokio"),
        "{name}: it changes what dependencies are built with: {ran:#?}"
    );
}

#[test]
fn what_checks_need_is_built_the_same_whatever_a_user_has_configured() {
    let course = Course::borrow();
    course.check(&[]).assert_exit("no configuration", 0);
    for (name, config) in [
        ("another target", "build.target = 'wasm32-unknown-unknown'"),
        ("another build folder", "build.build-dir = 'elsewhere'"),
        ("flags", "build.rustflags = ['-C', 'panic=abort']"),
        (
            "flags of a target",
            "target.'cfg(unix)'.rustflags = ['-C', 'target-cpu=native']",
        ),
        ("a wrapper", "build.rustc-wrapper = '/nonexistent'"),
        ("incremental builds", "build.incremental = true"),
        (
            "a profile",
            "[profile.dev]\npanic = 'abort'\nlto = 'fat'\nopt-level = 3\ndebug-assertions = false",
        ),
        (
            "a profile of dependencies",
            "[profile.dev.package.'*']\nopt-level = 3\ncodegen-units = 1",
        ),
        ("silence", "term.quiet = true"),
    ] {
        course.configure(config);
        assert_builds_the_same(&course, name, |course| course.check(&[]));
    }
    course.configure("");
    for (variable, value) in [
        ("RUSTFLAGS", "-C panic=abort"),
        ("CARGO_ENCODED_RUSTFLAGS", "-C\u{1f}target-cpu=native"),
        ("CARGO_BUILD_TARGET", "wasm32-unknown-unknown"),
        ("CARGO_BUILD_BUILD_DIR", "elsewhere"),
        ("CARGO_INCREMENTAL", "1"),
        ("CARGO_PROFILE_DEV_PANIC", "abort"),
        ("RUSTC_WRAPPER", "/nonexistent"),
        ("RUSTC_WORKSPACE_WRAPPER", "/nonexistent"),
        ("RUSTC", "/nonexistent"),
    ] {
        assert_builds_the_same(&course, variable, |course| {
            course.check(&[(variable, value)])
        });
    }
}

#[test]
fn a_course_checks_itself_wherever_it_lies() {
    // Its target folder is that of the original, and so is the program.
    let mut course = Course::borrow();
    course.check(&[]).assert_exit("a copy", 0);
    let lib = "basic_async_syntax/src/lib.rs";
    let text = course.read(lib);
    course.write(lib, &text.replace("0.0..=", "0.5..="));
    let ran = course.check(&[]);
    ran.assert_exit("a copy with a mistake", 1);

    course.while_moved(|course, before| {
        course
            .check(&[])
            .assert_exit("a moved copy with a mistake", 1);
        course.write(lib, &text);
        course.check(&[]).assert_exit("a moved copy", 0);
        assert!(!before.exists(), "the old folder was made anew");
    });
    assert!(Course::original_is_untouched());

    let ran = course.run_in(Path::new("/"), &["check", "--no-mains", "0"], &[]);
    ran.assert_exit("a folder outside of any course", 2);
    assert!(
        ran.stderr
            .contains("run this command in the folder of the course"),
        "{ran:#?}"
    );
}

#[test]
fn what_was_built_and_is_gone_is_built_again() {
    let course = Course::borrow();
    course.check(&[]).assert_exit("at first", 0);
    let library = course.library("stand_in_tasks");
    let remove = || {
        for file in course.built("libstand_in_tasks") {
            fs::remove_file(file).unwrap();
        }
    };
    remove();
    let check = || course.run(&["check", "--no-mains", "4"], &[]);
    check().assert_exit("a part is gone", 0);
    // cargo does not look whether its libraries are what it has built, so only the user can help.
    fs::write(&library, "no library").unwrap();
    let ran = check();
    remove();
    ran.assert_exit("a damaged library", 2);
    assert!(ran.stderr.contains("`cargo clean`"), "{ran:#?}");
    check().assert_exit("the damaged library is gone", 0);
}

#[test]
fn watch_builds_again_what_is_removed_meanwhile() {
    let course = Course::borrow();
    let mut watch = course
        .command(&["watch", "0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let is_verdict = |line: &std::io::Result<String>| {
        let line = line.as_ref().expect("watch writes text");
        line.contains("0 basic_async_syntax") && line.contains(" points")
    };
    let mut verdict = || lines.find(is_verdict);
    let first = verdict().unwrap().unwrap();
    assert!(first.contains('✓'), "{first}");
    fs::remove_dir_all(course.own_folder()).unwrap();
    course.take_over_kit();
    course.touch(0);
    let again = verdict();
    watch.kill().unwrap();
    watch.wait().unwrap();
    let again = again.unwrap().unwrap();
    assert!(again.contains('✓'), "{again}");
}

#[test]
fn temporary_files_need_no_place_of_their_own() {
    let course = Course::borrow();
    let nowhere = [("TMPDIR", "/nonexistent")];
    course.check(&nowhere).assert_exit("check", 0);
    let handout = course.parent().join("handout");
    let ran = course.run(&["handout", handout.to_str().unwrap()], &nowhere);
    ran.assert_exit("handout", 0);
    assert!(!ran.stderr.contains("note:"), "{ran:#?}");
}

#[test]
fn a_course_on_a_disk_that_cannot_be_written_is_checked() {
    let course = Course::borrow();
    course.check(&[]).assert_exit("at first", 0);
    course.touch(0);
    without(&[Lacks::WritingBut(Course::target())], || {
        course.check(&[]).assert_exit("check", 0);
    });
}

/// A program called `cc` in a folder of its own, which goes first in the PATH.
fn linker(course: &Course, script: &str) -> String {
    let folder = course.parent().join("bin");
    fs::create_dir_all(&folder).unwrap();
    let cc = folder.join("cc");
    fs::write(&cc, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&cc, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

#[test]
fn a_linker_that_does_not_work_is_nobodys_mistake() {
    let course = Course::borrow();
    course.check(&[]).assert_exit("at first", 0);
    let class = course.class();

    let no_linker = [("PATH", "/nonexistent")];
    course.touch(0);
    let ran = course.check(&no_linker);
    ran.assert_exit("no linker", 2);
    assert!(ran.stderr.contains("install a C compiler"), "{ran:#?}");
    let ran = course.grade(&class, &["--sandbox", "off"], &no_linker);
    ran.assert_exit("no linker for a class", 2);
    assert!(ran.stderr.contains("install a C compiler"), "{ran:#?}");
    assert!(!course.has_grades(), "a grade without a linker");

    // As one in a home folder, which the sandbox hides.
    let path = linker(&course, "exec /usr/bin/cc \"$@\"");
    let hidden = [("PATH", path.as_str())];
    course.check(&hidden).assert_exit("a hidden linker", 0);
    let ran = course.grade(&class, &[], &hidden);
    ran.assert_exit("a hidden linker for a class", 2);
    assert!(
        ran.stderr.contains("does not work in the sandbox"),
        "{ran:#?}"
    );
    assert!(!course.has_grades(), "a grade with a hidden linker");

    // It fails while it is in use, and only for programs of learners.
    let path = linker(
        &course,
        "case \"$*\" in *basic_async_syntax/exam*) echo 'ld: cannot allocate' >&2; exit 1;; esac; exec /usr/bin/cc \"$@\"",
    );
    course.touch(0);
    let failing = [("PATH", path.as_str())];
    let ran = course.check(&failing);
    ran.assert_exit("a linker that fails for one program alone", 1);
    assert!(ran.stdout.contains("✗ compiles"), "{ran:#?}");
}

#[test]
fn a_system_that_lacks_something_checks_with_less_or_says_what_it_lacks() {
    let course = Course::borrow();
    course.check(&[]).assert_exit("at first", 0);
    let class = course.class();
    for (lacks, check, grade, says) in [
        (Lacks::Seccomp, 0, 2, "seccomp"),
        (Lacks::Landlock, 0, 2, "Landlock"),
        (Lacks::LandlockRules, 0, 2, "Landlock"),
        (Lacks::SocketPairs, 2, 2, "does not allow socket pairs"),
        (Lacks::Limits, 2, 2, "does not allow limits on processes"),
        (Lacks::FileLocks, 0, 2, "without locks"),
    ] {
        let name = format!("{lacks:?}");
        without(slice::from_ref(&lacks), || {
            course.touch(0);
            course.check(&[]).assert_exit(&name, check);
            let ran = course.grade(&class, &[], &[]);
            ran.assert_exit(&name, grade);
            assert!(ran.stderr.contains(says), "{name}: {ran:#?}");
        });
        assert!(!course.has_grades(), "{name}: a grade");
    }
    without(&[Lacks::Seccomp, Lacks::Landlock], || {
        let ran = course.grade(&class, &["--sandbox", "off"], &[]);
        ran.assert_exit("a class without protection", 0);
    });
    assert!(course.has_grades());
}

#[test]
fn a_user_with_few_processes_is_told_how_many_are_needed() {
    let mut course = Course::borrow();
    course.limit(Some("--nproc=32"));
    let ran = course.check(&[]);
    if rustix::process::getuid().is_root() {
        ran.assert_exit("this limit does not hold for root", 0);
    } else {
        ran.assert_exit("at most 32 processes", 2);
        assert!(ran.stderr.contains("allows 32 processes"), "{ran:#?}");
    }
    course.limit(Some("--nproc=100"));
    course.check(&[]).assert_exit("at most 100 processes", 0);
}

#[test]
fn a_disk_without_room_for_a_program_is_nobodys_mistake() {
    let mut course = Course::borrow();
    course.check(&[]).assert_exit("at first", 0);
    course.touch(0);
    // A linker fails at this limit as it does on a full disk.
    course.limit(Some("--fsize=1000000"));
    let ran = course.check(&[]);
    ran.assert_exit("no room", 2);
    course.limit(None);
    course.check(&[]).assert_exit("room again", 0);
}

#[test]
fn a_toolchain_without_rustfmt_says_how_to_get_it() {
    let course = Course::borrow();
    let cargo = course.toolchain_without_rustfmt();
    let ran = course.check(&[("CARGO", cargo.to_str().unwrap())]);
    ran.assert_exit("no rustfmt", 2);
    assert!(
        ran.stdout.contains("rustup component add rustfmt"),
        "{ran:#?}"
    );
}
