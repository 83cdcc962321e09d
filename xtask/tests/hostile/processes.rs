//! Looks at the processes that graders start.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Looks at the processes below this one again and again.
pub struct Watch {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<(Vec<String>, u64)>,
}

impl Watch {
    /// Starts to look; `scratch` holds what no program should have open.
    pub fn start(scratch: &Path) -> Self {
        const PAUSE: Duration = Duration::from_millis(100);
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let inherited = scratch.join("inherited");
        let thread = thread::spawn(move || {
            let (mut leaked, mut most_memory) = (Vec::new(), 0);
            while !stopped.load(Ordering::Relaxed) {
                let mut memory = 0;
                for folder in below(process::id()) {
                    let is_watched = is_confined(&folder) && leaked.is_empty();
                    if is_watched && open_files(&folder).contains(&inherited) {
                        leaked.push(format!("{} has an inherited file open", name(&folder)));
                    }
                    memory += resident(&folder).unwrap_or_default();
                }
                most_memory = memory.max(most_memory);
                thread::sleep(PAUSE);
            }
            (leaked, most_memory)
        });
        Self { stop, thread }
    }

    /// What was open that should not have been, and the most memory that was in use at once, in bytes.
    pub fn stop(self) -> (Vec<String>, u64) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap()
    }
}

/// The processes that are still there: below this one, or running a program from a folder.
pub fn left(scratch: &Path) -> Vec<String> {
    // One that has just been killed may take a moment.
    thread::sleep(Duration::from_millis(500));
    let programs = all().filter(|folder| {
        fs::read_link(folder.join("exe")).is_ok_and(|program| program.starts_with(scratch))
    });
    let below = below(process::id());
    below
        .into_iter()
        .chain(programs)
        .map(|folder| format!("process {} is left behind", name(&folder)))
        .collect()
}

/// All processes, as folders.
fn all() -> impl Iterator<Item = PathBuf> {
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| Some(entry.ok()?.path()))
}

/// The children of a process, their children, and so on.
fn below(ancestor: u32) -> Vec<PathBuf> {
    let parents: Vec<(PathBuf, u32)> = all()
        .filter_map(|folder| parent(&folder).map(|parent| (folder, parent)))
        .collect();
    let mut found: Vec<PathBuf> = Vec::new();
    let mut open = vec![ancestor];
    while let Some(id) = open.pop() {
        for (folder, parent) in &parents {
            if *parent == id && !found.contains(folder) {
                open.extend(name_of(folder).parse::<u32>());
                found.push(folder.clone());
            }
        }
    }
    found
}

fn parent(folder: &Path) -> Option<u32> {
    let status = fs::read_to_string(folder.join("stat")).ok()?;
    // After the name, which may hold anything, come the state and the parent.
    let (_, rest) = status.rsplit_once(')')?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

/// Whether a process runs something of a submission: it is in the sandbox, and no copy of the grader any more, as it is
/// just before it becomes another program.
fn is_confined(folder: &Path) -> bool {
    let status = fs::read_to_string(folder.join("status")).unwrap_or_default();
    let program = fs::read_link(folder.join("exe")).unwrap_or_default();
    status.contains("\nSeccomp:\t2\n") && program != Path::new(env!("CARGO_BIN_EXE_xtask"))
}

fn resident(folder: &Path) -> Option<u64> {
    const PAGE: u64 = 4096;
    let status = fs::read_to_string(folder.join("statm")).ok()?;
    let pages: u64 = status.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}

fn open_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("fd")).into_iter().flatten();
    entries
        .filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .collect()
}

fn name_of(folder: &Path) -> String {
    folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn name(folder: &Path) -> String {
    let command = fs::read(folder.join("cmdline")).unwrap_or_default();
    let command = String::from_utf8_lossy(&command).replace('\0', " ");
    format!("{} ({})", name_of(folder), command.trim_end())
}
