//! Honest submissions among the hostile ones.

use grader::course::{TASKS, Task};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// How many hostile submissions there are for each honest one.
pub const APART: usize = 14;

/// What an honest submission holds.
#[derive(Clone, Copy, Debug)]
pub enum Honest {
    /// The reference solution of each task.
    Right,
    /// A wrong solution of each task.
    Wrong,
}

/// The wrong solutions, in the order of the tasks.
const WRONG: [&str; 5] = [
    "basic_async_syntax/waits_what_it_returns/waits_twice.rs",
    "concurrent_coroutines/ascending_order/descending.rs",
    "measure_runtime/returns_total_over_n/not_divided.rs",
    "tasks/yields_delay/in_milliseconds.rs",
    "task_wait_n/runs_concurrently/awaits_each_task.rs",
];

impl Honest {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Right, Self::Wrong];

    /// Writes a crate for each task into the folder of a submission, but for those that are there.
    pub fn write(self, folder: &Path) {
        for task in &TASKS {
            let crate_folder = folder.join(task.name);
            // A link that leads nowhere is there, too.
            if fs::symlink_metadata(&crate_folder).is_err() {
                let sources = crate_folder.join("src");
                fs::create_dir_all(&sources).unwrap();
                fs::copy(self.solution(task), sources.join("lib.rs")).unwrap();
            }
        }
    }

    fn solution(self, task: &Task) -> PathBuf {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        match self {
            Self::Right => xtask.join("..").join(task.name).join("src/lib.rs"),
            Self::Wrong => xtask
                .join("submissions/wrong")
                .join(WRONG[task.number as usize]),
        }
    }
}
