//! A small course in a folder of its own.

use grader::course::TASKS;
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// Task 0, right.
pub const RIGHT: &str = "//! Waits for a random while.

use std::time::Duration;

/// The longest delay by default.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay and returns it.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
";

/// Task 0, wrong: the constant is another one. To tell takes no clock.
pub fn wrong() -> String {
    RIGHT.replace("= 10;", "= 5;")
}

/// Task 0, wrong: it computes without end. To tell takes some seconds.
pub fn never_ends() -> String {
    RIGHT.replace(
        "tokio::time::sleep(Duration::from_secs_f64(delay)).await;",
        "while delay >= 0.0 { std::hint::spin_loop(); }",
    )
}

/// The crates of the first two tasks in a temporary folder, not started. The others are not there.
pub struct Course(TempDir);

impl Course {
    /// A new course.
    pub fn new() -> Self {
        let course = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        for (index, task) in TASKS[..2].iter().enumerate() {
            let constant = match index {
                0 => {
                    "/// The longest delay by default.\npub const DEFAULT_MAX_DELAY: u32 = 10;\n\n"
                }
                _ => "",
            };
            let parameters = if task.signature.contains("n: usize") {
                "{n} {max_delay}"
            } else {
                "{max_delay}"
            };
            course.save(
                index,
                &format!(
                    "//! A task of the course.\n\n{constant}/// Does what the task asks.\n{} {{\n    \
                     todo!(\"{parameters}\")\n}}\n",
                    task.signature
                ),
            );
        }
        course
    }

    /// The folder of the crates.
    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// The file that a learner writes for a task.
    pub fn lib(&self, task: usize) -> PathBuf {
        self.root()
            .join(TASKS[task].name)
            .join("src")
            .join("lib.rs")
    }

    /// Writes that file.
    pub fn save(&self, task: usize, text: &str) {
        let lib = self.lib(task);
        fs::create_dir_all(lib.parent().expect("a file lies in a folder"))
            .and_then(|()| fs::write(&lib, text))
            .expect("a file can be written");
    }

    /// The programs in the folder that are running.
    pub fn running(&self) -> Vec<String> {
        fs::read_dir("/proc")
            .expect("there is a list of processes")
            .filter_map(|entry| fs::read_link(entry.ok()?.path().join("exe")).ok())
            .filter(|program| program.starts_with(self.root()))
            .map(|program| program.display().to_string())
            .collect()
    }
}
