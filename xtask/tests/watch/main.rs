//! Watch in a real terminal, on a small course of its own.
#![cfg(target_os = "linux")]

mod course;
mod session;

use course::{Course, RIGHT, never_ends, wrong};
use pty_process::blocking::Command;
use rustix::process::Signal;
use session::Session;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
    thread,
    time::Duration,
};
use xtask::{
    desk::Desk,
    report::Line,
    watch::{
        self,
        terminal::{self, Terminal},
    },
};

/// What this program does if it is started by a test of its own, and with which folder.
const ROLE: &str = "WATCH_TEST_ROLE";
const FOLDER: &str = "WATCH_TEST_FOLDER";

/// Not a test, but the program that the tests look at: this one again, with a role.
#[test]
fn role() {
    let Ok(role) = env::var(ROLE) else { return };
    match role.as_str() {
        "watch" => {
            let folder = env::var(FOLDER).expect("the folder is given");
            let root = Path::new(&folder);
            let desk = Desk::at(root, &root.join("out")).expect("the desk can be opened");
            watch::watch(desk, None).expect("watch works");
        }
        "error" => {
            let fails = || -> anyhow::Result<()> {
                let _terminal = drawn_on();
                anyhow::bail!("this is the error");
            };
            println!("{}", fails().expect_err("it fails"));
        }
        "panic" => {
            let _terminal = drawn_on();
            panic!("this is the panic");
        }
        "panic elsewhere" => {
            let mut terminal = drawn_on();
            let ended = thread::spawn(|| panic!("this is the panic")).join();
            assert!(ended.is_err());
            draw(&mut terminal, "too late");
        }
        other => panic!("there is no role {other}"),
    }
}

fn drawn_on() -> Terminal {
    let mut terminal = Terminal::enter().expect("there is a terminal");
    draw(&mut terminal, "something");
    terminal
}

fn draw(terminal: &mut Terminal, text: &str) {
    let size = terminal::size().expect("a terminal has a size");
    terminal
        .draw(vec![Line::from(text); size.rows], size)
        .expect("a terminal can be written to");
}

/// This program in a role, as if it were started by somebody at a terminal: where `CI` is set, even a dumb
/// terminal counts as one that shows colours.
fn program(role: &str, folder: &Path) -> Command {
    Command::new(env::current_exe().expect("this program has a path"))
        .args(["--exact", "role", "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env(FOLDER, folder)
        .env("TERM", "xterm-256color")
        .env_remove("NO_COLOR")
        .env_remove("CI")
        .env_remove("RUST_BACKTRACE")
}

/// Waits until a check has been under way for a second or more.
#[track_caller]
fn wait_for_a_long_check(session: &Session) {
    session.wait_until("a long check", |screen| {
        let header = screen.lines().next().unwrap_or_default();
        header.contains("checking … ") && header.ends_with(" s")
    });
}

fn watch(course: &Course) -> Session {
    Session::start(program("watch", course.root()), 24, 80)
}

#[test]
fn the_first_unfinished_task_is_shown() {
    let course = Course::new();
    course.save(0, RIGHT);
    let session = watch(&course);
    let screen = session.wait_for(&["1 concurrent_coroutines  not started", "4 –"]);
    assert!(screen.starts_with(" 0 ✓ [1 –]"), "{screen}");
    assert!(screen.contains("still holds a `todo!`"), "{screen}");
    assert!(screen.ends_with("q quit"), "{screen}");
}

#[test]
fn a_save_brings_a_verdict_and_no_other_task() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["[0 –]", "not started"]);

    course.save(0, "not Rust at all\n");
    session.wait_for(&["[0 ✗]", "compiles", "expected one of", "lib.rs:1:5"]);

    course.save(0, &wrong());
    session.wait_for(&["[0 ✗]", "default_max_delay"]);

    course.save(0, RIGHT);
    let finished = "0 basic_async_syntax is finished. n: go on with 1 concurrent_coroutines";
    session.wait_for(&["[0 ✓]", "20 of 20 points", finished]);
    thread::sleep(Duration::from_millis(500));
    assert!(session.screen().contains("[0 ✓]"), "{}", session.screen());
    session.press("n");
    session.wait_for(&["[1 –]", "1 concurrent_coroutines  not started"]);
}

#[test]
fn editors_that_save_by_renaming_are_followed() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["[0 –]", "check 1:"]);

    // A new file is put in the place of the old one.
    let lib = course.lib(0);
    let new = lib.with_extension("tmp");
    fs::write(&new, wrong()).unwrap();
    fs::rename(&new, &lib).unwrap();
    session.wait_for(&["[0 ✗]", "default_max_delay", "check 2:"]);

    // The old file becomes a backup, after a probe and with a swap file.
    let folder = lib.parent().unwrap();
    fs::write(folder.join(".lib.rs.swp"), "b0VIM 9.0").unwrap();
    fs::write(folder.join("4913"), "").unwrap();
    fs::remove_file(folder.join("4913")).unwrap();
    fs::rename(&lib, folder.join("lib.rs~")).unwrap();
    fs::write(&lib, RIGHT).unwrap();
    session.wait_for(&["[0 ✓]", "20 of 20 points", "check 3:"]);

    // A folder is put in the place of the old one, and then taken away.
    let folder = lib.parent().unwrap().to_owned();
    let aside = course.root().join("aside");
    fs::rename(&folder, &aside).unwrap();
    session.wait_for(&["[0 ✗]", "there is no basic_async_syntax/src/lib.rs"]);
    fs::rename(&aside, &folder).unwrap();
    session.wait_for(&["[0 ✓]", "20 of 20 points"]);
    fs::write(&lib, wrong()).unwrap();
    session.wait_for(&["[0 ✗]", "default_max_delay"]);
    fs::remove_dir_all(folder.parent().unwrap()).unwrap();
    session.wait_for(&["[0 –]", "There is no crate"]);
    course.save(0, RIGHT);
    session.wait_for(&["[0 ✓]", "20 of 20 points"]);
}

#[test]
fn a_burst_is_one_check_and_no_change_is_none() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["check 1:", "4 –"]);
    let lib = course.lib(0);
    for round in 0..20 {
        fs::write(lib.with_file_name("other.rs"), format!("// {round}\n")).unwrap();
        fs::write(&lib, format!("{RIGHT}// {round}\n")).unwrap();
    }
    fs::write(&lib, RIGHT).unwrap();
    session.wait_for(&["[0 ✓]", "check 2:"]);
    // An editor writes what is there already; others keep things for themselves; the main program is not checked.
    fs::write(&lib, RIGHT).unwrap();
    fs::write(lib.with_file_name(".lib.rs.swp"), "b0VIM 9.0").unwrap();
    fs::write(lib.with_file_name("main.rs"), "fn main() {}\n").unwrap();
    thread::sleep(Duration::from_millis(1500));
    session.wait_for(&["[0 ✓]", "check 2:"]);
}

#[test]
fn a_save_during_a_check_ends_it_and_is_checked() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["check 1:", "4 –"]);
    // To tell that this never ends takes many seconds.
    course.save(0, &never_ends());
    wait_for_a_long_check(&session);
    course.save(0, RIGHT);
    session.wait_for(&["[0 ✓]", "check 2:"]);
}

#[test]
fn a_task_that_is_not_shown_is_checked_too() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["[0 –]", "4 –"]);
    course.save(1, "not Rust at all\n");
    session.wait_for(&[
        "[0 –]",
        "1 ✗",
        "1: show concurrent_coroutines, which was saved: 0 of 20 points",
    ]);
    session.press("1");
    let screen = session.wait_for(&["[1 ✗]", "compiles"]);
    assert!(!screen.contains("was saved"), "{screen}");
}

#[test]
fn keys_do_what_the_footer_says() {
    let course = Course::new();
    course.save(0, &wrong());
    let session = watch(&course);
    session.wait_for(&["[0 ✗]", "check 1:", "4 –"]);
    session.press("x?\x1b[25~");
    session.press("r");
    session.wait_for(&["[0 ✗]", "check 2:"]);
    session.press("l");
    session.wait_for(&["0 of 5 tasks finished", "> ✗ 0 basic", "4 task_wait_n"]);
    session.press("\x1b[B\x1b[B");
    session.wait_for(&["> – 2 measure_runtime", "[2 –]"]);
    session.press("\r");
    session.wait_for(&["There is no crate `measure_runtime` here."]);
    session.press("p");
    session.wait_for(&["[1 –]"]);
    session.press("\x1b[D");
    session.wait_for(&["[0 ✗]"]);
    session.press("t");
    session.wait_for(&["Esc back", "wait_random("]);
    session.press("h");
    session.wait_for(&["Esc back", "Hint 1 of"]);
    session.press("\x1b");
    session.wait_until("the verdicts", |screen| {
        screen.contains("default_max_delay") && !screen.contains("Esc back")
    });
}

#[test]
fn the_screen_fits_every_size() {
    let course = Course::new();
    course.save(0, "not Rust at all\n");
    let session = watch(&course);
    session.wait_for(&["[0 ✗]", "4 –"]);
    session.resize(8, 40);
    session.wait_until("a footer for 40 columns", |screen| {
        screen.lines().count() == 8 && screen.contains(" more") && screen.ends_with("q quit")
    });
    session.press("\x1b[F");
    session.wait_for(&["↑↓ end"]);
    session.press("\x1b[H");
    session.resize(5, 20);
    session.wait_for(&["✗ 0 basic_async_synt", "q quit"]);
    session.resize(1, 1);
    session.wait_until("one character", |screen| screen == "✗");
    session.resize(30, 100);
    session.wait_for(&["[0 ✗]", "compiles", "lib.rs:1:5", "p previous  q quit"]);
}

#[test]
fn the_terminal_is_handed_back() {
    for end in ["q", "\x03", "\x1b", "SIGTERM", "SIGHUP"] {
        let course = Course::new();
        // It is still under way then.
        course.save(0, &never_ends());
        let session = watch(&course);
        wait_for_a_long_check(&session);
        match end {
            "SIGTERM" => session.signal(Signal::TERM),
            "SIGHUP" => session.signal(Signal::HUP),
            keys => session.press(keys),
        }
        let (status, screen) = session.wait_for_the_end();
        assert!(status.success(), "{end:?}: {status}");
        assert!(
            screen.contains("0 of 5 tasks finished"),
            "{end:?}: {screen}"
        );
        assert_eq!(
            course.running(),
            Vec::<String>::new(),
            "{end:?} leaves these"
        );
    }
}

#[test]
fn the_terminal_is_handed_back_after_an_error_and_a_panic() {
    for (role, told) in [
        ("error", "this is the error"),
        ("panic", "this is the panic"),
        ("panic elsewhere", "this is the panic"),
    ] {
        let session = Session::start(program(role, Path::new("")), 24, 80);
        let (_, screen) = session.wait_for_the_end();
        assert!(screen.contains(told), "{role}: {screen}");
        assert!(!screen.contains("too late"), "{role}: {screen}");
    }
}

#[test]
fn without_colour_there_are_no_styles() {
    let course = Course::new();
    let command = program("watch", course.root()).env("NO_COLOR", "1");
    let session = Session::start(command, 24, 80);
    session.wait_for(&["[0 –]", "4 –"]);
    session.press("q");
    let bytes = session.bytes();
    let text = String::from_utf8_lossy(&bytes);
    for sequence in text.split("\x1b[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic());
        assert_ne!(
            end.map(|end| &sequence[end..=end]),
            Some("m"),
            "{sequence:?}"
        );
    }
    session.wait_for_the_end();
}

#[test]
fn what_the_checker_cannot_do_is_shown_and_watch_goes_on() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["[0 –]", "4 –"]);
    let out = course.root().join("out").join("basic_async_syntax");
    fs::remove_dir_all(&out).unwrap();
    fs::write(&out, "in the way").unwrap();
    course.save(0, RIGHT);
    session.wait_for(&["[0 ?]", "the checker failed", "cannot empty"]);
    fs::remove_file(&out).unwrap();
    session.press("r");
    session.wait_for(&["[0 ✓]", "20 of 20 points"]);
}

#[test]
fn another_check_at_the_same_desk_is_waited_for() {
    let course = Course::new();
    let session = watch(&course);
    session.wait_for(&["[0 –]", "4 –"]);
    let desk = Desk::at(course.root(), &course.root().join("out")).unwrap();
    let turn = desk.take_turn(|| ()).unwrap();
    course.save(0, RIGHT);
    session.wait_for(&["[0 –]", "waiting for another check to end"]);
    drop(turn);
    session.wait_for(&["[0 ✓]", "check 2:"]);
}

#[test]
fn without_a_terminal_there_are_plain_lines() {
    let course = Course::new();
    let mut watch = std::process::Command::new(env::current_exe().unwrap())
        .args(["--exact", "role", "--nocapture", "--test-threads=1"])
        .env(ROLE, "watch")
        .env(FOLDER, course.root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut wait_for = |part: &str| {
        let found = lines.by_ref().map(Result::unwrap).find(|line| {
            assert!(!line.contains('\x1b'), "a sequence in {line:?}");
            line.contains(part)
        });
        assert!(found.is_some(), "no line with {part:?}");
    };
    wait_for("– 0 basic_async_syntax  not started");
    course.save(0, &wrong());
    wait_for("✗ default_max_delay");
    course.save(0, RIGHT);
    wait_for("✓ 0 basic_async_syntax  20 of 20 points");
    wait_for("Go on with 1 concurrent_coroutines.");
    course.save(1, "not Rust at all\n");
    wait_for("✗ 1 concurrent_coroutines  0 of 20 points");
    let pid = rustix::process::Pid::from_child(&watch);
    rustix::process::kill_process(pid, Signal::INT).unwrap();
    assert!(watch.wait().unwrap().success());
}

/// Nothing is edited there.
#[test]
fn the_command_watches_this_workspace() {
    let command = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["watch", "tasks"])
        .env("TERM", "xterm-256color");
    let session = Session::start(command, 24, 80);
    session.wait_for(&["[3 ✓]", "✓ 3 tasks  20 of 20 points"]);
    session.press("q");
    let (status, _) = session.wait_for_the_end();
    assert!(status.success());
}

#[test]
fn a_dumb_terminal_gets_plain_lines() {
    let course = Course::new();
    let command = program("watch", course.root()).env("TERM", "dumb");
    let session = Session::start(command, 24, 80);
    session.wait_for(&["– 0 basic_async_syntax  not started"]);
    assert!(!session.bytes().contains(&b'\x1b'), "{}", session.screen());
    session.signal(Signal::INT);
    session.wait_for_the_end();
}
