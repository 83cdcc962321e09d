//! How long it takes from a save to its verdict on the screen of `cargo xtask watch`.
//!
//! `cargo bench -p xtask --bench watch`. Watch runs in a terminal, on a file of this workspace that gets a comment at
//! its end and is put back afterwards. A save is the moment at which the file has been written; a verdict is there
//! when the screen says that one more check is done. Beside it: the bare calls of `rustc` that a check makes,
//! measured in the same round.

/// Pseudo-terminals are to be had on Unix only.
#[cfg(unix)]
#[path = "../tests/watch/session.rs"]
#[expect(dead_code, reason = "the tests do more with it")]
mod session;

#[cfg(unix)]
mod bench {
    use crate::session::Session;
    use grader::{
        compile::{self, Progress, Submitted},
        course::{TASKS, Task},
        sandbox::Sandbox,
        workspace::Workspace,
    };
    use pty_process::blocking::Command;
    use std::{
        fs,
        path::PathBuf,
        process::Stdio,
        thread,
        time::{Duration, Instant},
    };

    const ROUNDS: usize = 21;

    /// Saves do not come at regular times.
    const PAUSE: Duration = Duration::from_millis(150);

    pub fn run() {
        println!(
            "from a save to its verdict, {ROUNDS} times; machine load {}",
            load()
        );
        for task in &TASKS {
            measure(task);
        }
        println!("machine load {}", load());
    }

    fn measure(task: &'static Task) {
        let workspace = Workspace::find().expect("cargo finds the workspace");
        let prebuilt = compile::prepare(&workspace, Sandbox::WherePossible, Progress::Stderr)
            .expect("the dependencies can be built");
        let command = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["watch", task.name])
            .env("TERM", "xterm-256color");
        let session = Session::start(command, 24, 100);
        let verdict = |run: usize| format!("check {run}: ");
        session.wait_for(&[&verdict(1), &format!("✓ {} {}", task.number, task.name)]);
        session.wait_until("a check of each task", |screen| {
            !screen.lines().next().unwrap_or_default().contains('·')
        });

        let submitted = Submitted::in_folder(workspace.root(), task);
        let edited = Edited::new(workspace.root().join(&submitted.lib));
        let out = workspace.own_folder().join(task.name);
        let (mut saves, mut bare, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            edited.append(&format!("// {round}\n"));
            let saved = Instant::now();
            session.wait_for(&[&verdict(round + 2)]);
            let save = saved.elapsed().as_secs_f64();
            let calls: f64 = compile::calls(&submitted, &prebuilt, &out)
                .iter_mut()
                .map(seconds)
                .sum();
            saves.push(save);
            bare.push(calls);
            ratios.push(save / calls);
            thread::sleep(PAUSE + Duration::from_millis(fastrand::u64(..100)));
        }
        drop(edited);
        session.press("q");
        session.wait_for_the_end();
        println!(
            "{:22} median {:.3} s, from {:.3} to {:.3} s; bare rustc {:.3} s, ratio {:.2}",
            task.name,
            quantile(&mut saves, 0.5),
            quantile(&mut saves, 0.0),
            quantile(&mut saves, 1.0),
            quantile(&mut bare, 0.5),
            quantile(&mut ratios, 0.5),
        );
    }

    fn load() -> String {
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        load.split(' ').next().unwrap_or_default().to_owned()
    }

    fn seconds(command: &mut std::process::Command) -> f64 {
        let begun = Instant::now();
        let status = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the command can be started");
        assert!(status.success(), "{command:?} failed");
        begun.elapsed().as_secs_f64()
    }

    fn quantile(figures: &mut [f64], part: f64) -> f64 {
        figures.sort_by(f64::total_cmp);
        figures[((figures.len() - 1) as f64 * part).round() as usize]
    }

    /// A file that is put back as it was.
    struct Edited {
        path: PathBuf,
        original: String,
    }

    impl Edited {
        fn new(path: PathBuf) -> Self {
            let original = fs::read_to_string(&path).expect("the file can be read");
            Self { path, original }
        }

        fn append(&self, text: &str) {
            fs::write(&self.path, format!("{}{text}", self.original))
                .expect("the file can be written");
        }
    }

    impl Drop for Edited {
        fn drop(&mut self) {
            self.append("");
        }
    }
}

fn main() {
    #[cfg(unix)]
    bench::run();
    #[cfg(not(unix))]
    println!("There are no pseudo-terminals here.");
}
