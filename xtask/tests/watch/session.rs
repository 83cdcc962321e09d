//! A program in a terminal: what it shows can be read, and keys can be pressed.

use pty_process::blocking::{Command, Pty, open};
use rustix::{
    process::{Pid, Signal, kill_process},
    termios::{Termios, tcgetattr},
};
use std::{
    io::{Read, Write},
    num::NonZeroU16,
    process::{Child, ExitStatus},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// The longest that anything may take, on a machine that does much else.
const LONGEST: Duration = Duration::from_secs(90);

/// A running program and its terminal.
pub struct Session {
    child: Child,
    pty: Arc<Pty>,
    seen: Arc<Mutex<Seen>>,
    before: Termios,
}

struct Seen {
    emulator: vt100::Parser,
    bytes: Vec<u8>,
}

impl Session {
    /// Starts a program in a terminal of this size.
    pub fn start(command: Command, rows: u16, columns: u16) -> Self {
        let (pty, pts) = open().expect("a terminal can be opened");
        pty.resize(pty_process::Size::new(rows, columns))
            .expect("a terminal can be resized");
        let before = tcgetattr(&pty).expect("a terminal has attributes");
        let child = command.spawn(pts).expect("the program can be started");
        let pty = Arc::new(pty);
        let seen = Arc::new(Mutex::new(Seen {
            emulator: vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0),
            bytes: Vec::new(),
        }));
        let (reader, target) = (Arc::clone(&pty), Arc::clone(&seen));
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The end of the program is an error here.
            while let Ok(count @ 1..) = (&*reader).read(&mut buffer) {
                let mut seen = lock(&target);
                seen.bytes.extend(&buffer[..count]);
                seen.emulator.process(&buffer[..count]);
            }
        });
        Self {
            child,
            pty,
            seen,
            before,
        }
    }

    /// Types these bytes.
    pub fn press(&self, keys: &str) {
        (&*self.pty)
            .write_all(keys.as_bytes())
            .expect("the terminal can be written to");
    }

    /// Gives the terminal another size.
    pub fn resize(&self, rows: u16, columns: u16) {
        lock(&self.seen)
            .emulator
            .screen_mut()
            .set_size(at_least_one(rows), at_least_one(columns));
        self.pty
            .resize(pty_process::Size::new(rows, columns))
            .expect("a terminal can be resized");
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        lock(&self.seen).emulator.screen().contents()
    }

    /// All that was written so far.
    pub fn bytes(&self) -> Vec<u8> {
        lock(&self.seen).bytes.clone()
    }

    /// Waits until all these parts are on the screen, and returns it.
    #[track_caller]
    pub fn wait_for(&self, parts: &[&str]) -> String {
        self.wait_until(&format!("{parts:?} on the screen"), |screen| {
            parts.iter().all(|part| screen.contains(part))
        })
    }

    /// Waits until something holds for the screen, and returns it.
    #[track_caller]
    pub fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let screen = self.screen();
            if holds(&screen) {
                return screen;
            }
            assert!(
                begun.elapsed() < LONGEST,
                "{what} should come, but there is:\n{screen}"
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("a child can be signalled");
    }

    /// Waits for the program to end, and that the terminal is as it was before it.
    #[track_caller]
    pub fn wait_for_the_end(mut self) -> (ExitStatus, String) {
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child can be waited for") {
                break status;
            }
            assert!(
                begun.elapsed() < LONGEST,
                "it should end, but there is:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(5));
        };
        // What was written last may still be on its way.
        thread::sleep(Duration::from_millis(50));
        let after = tcgetattr(&*self.pty).expect("a terminal has attributes");
        assert_eq!(
            format!("{after:?}"),
            format!("{:?}", self.before),
            "the terminal's mode"
        );
        let seen = lock(&self.seen);
        let screen = seen.emulator.screen();
        assert!(!screen.alternate_screen(), "still on the other screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        let wraps = [&b"\x1b[?7l"[..], b"\x1b[?7h"].map(|sequence| {
            let windows = seen.bytes.windows(sequence.len());
            windows.filter(|window| *window == sequence).count()
        });
        assert_eq!(wraps[0], wraps[1], "lines do not wrap any more");
        (status, screen.contents())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It has ended already, unless a test fails.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

fn at_least_one(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has rows and columns")
}
