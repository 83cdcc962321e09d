//! Finds out which tasks have changed on disk.
//!
//! Notifications by the system are only a reason to compare the files' contents. So an editor may save by renaming,
//! several times, or without a change.

use crate::desk::Desk;
use anyhow::Result;
use grader::{compile::is_editors_own, course::TASKS, threads};
use notify::{
    EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode, CreateKind, ModifyKind, RemoveKind},
};
use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

/// Files are compared when nothing has been written for this long. The writes of one save, or of a command that saves
/// all open files, follow each other within a few milliseconds.
const QUIET: Duration = Duration::from_millis(30);

/// Files are compared after this time at the latest, even if something writes all the time.
const PATIENCE: Duration = Duration::from_millis(200);

/// Files are also compared at this interval, since network and virtual file systems may send no notifications.
const ROUND: Duration = Duration::from_secs(1);

/// The same interval if there are no notifications at all.
const SHORT_ROUND: Duration = Duration::from_millis(250);

/// A reason to compare the files.
enum Sign {
    /// A file may have changed.
    File,
    /// A folder may have been replaced.
    Folder,
}

/// Calls `saved` with the changed tasks whenever files change after this call, until it returns `false`.
///
/// # Errors
/// Fails if no thread can be started.
pub(super) fn follow(
    desk: Desk,
    mut saved: impl FnMut(Vec<usize>) -> bool + Send + 'static,
) -> Result<()> {
    let (signs, receiver) = mpsc::channel();
    let folders = folders(desk.root());
    let watched = folders.clone();
    let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let sign = match &event {
            Ok(event) => sign(event, &watched),
            // The system has lost notifications.
            Err(_) => Some(Sign::Folder),
        };
        if let Some(sign) = sign {
            // The receiver is gone when watch ends.
            let _ = signs.send(sign);
        }
    });
    let mut lookout = Lookout {
        watcher: watcher.ok(),
        folders,
    };
    let reliable = lookout.watch();
    let look = move || TASKS.each_ref().map(|task| desk.snapshot(task));
    let mut seen = look();
    threads::spawn(move || {
        let round = if reliable { ROUND } else { SHORT_ROUND };
        while let Some(sign) = wait(&receiver, round) {
            if let Some(Sign::Folder) = sign {
                lookout.watch();
            }
            let now = look();
            let changed: Vec<usize> = (0..now.len())
                .filter(|&task| now[task].differs_from(&seen[task]))
                .collect();
            seen = now;
            if !changed.is_empty() && !saved(changed) {
                return;
            }
        }
    })?;
    Ok(())
}

/// Waits for signs to come to an end, or for a round without any: `Some(None)`. `None` if there will be no more.
fn wait(signs: &Receiver<Sign>, round: Duration) -> Option<Option<Sign>> {
    let mut sign = match signs.recv_timeout(round) {
        Ok(sign) => sign,
        Err(RecvTimeoutError::Timeout) => return Some(None),
        // There is no watcher; comparing at intervals goes on.
        Err(RecvTimeoutError::Disconnected) => {
            thread::sleep(round);
            return Some(None);
        }
    };
    let first = Instant::now();
    while first.elapsed() < PATIENCE {
        match signs.recv_timeout(QUIET) {
            Ok(Sign::Folder) => sign = Sign::Folder,
            Ok(Sign::File) => {}
            Err(_) => break,
        }
    }
    Some(Some(sign))
}

/// The folders to watch. A replaced folder is noticed in its parent folder.
fn folders(root: &Path) -> Vec<(PathBuf, RecursiveMode)> {
    let mut folders = vec![(root.to_owned(), RecursiveMode::NonRecursive)];
    for task in &TASKS {
        let folder = root.join(task.name);
        folders.push((folder.join("src"), RecursiveMode::Recursive));
        folders.push((folder, RecursiveMode::NonRecursive));
    }
    folders
}

struct Lookout {
    watcher: Option<RecommendedWatcher>,
    folders: Vec<(PathBuf, RecursiveMode)>,
}

impl Lookout {
    /// Watches all existing folders, and returns whether that is possible.
    fn watch(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        let mut all = true;
        for (folder, mode) in &self.folders {
            // The folder with this name may have been replaced.
            let _ = watcher.unwatch(folder);
            if folder.is_dir() {
                all &= watcher.watch(folder, *mode).is_ok();
            }
        }
        all
    }
}

/// Whether an event is a reason to compare. Reading a file is not, and neither are an editor's own files.
fn sign(event: &notify::Event, folders: &[(PathBuf, RecursiveMode)]) -> Option<Sign> {
    let is_folder = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return None,
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => false,
        EventKind::Create(_)
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Name(_) | ModifyKind::Any | ModifyKind::Other)
        | EventKind::Any
        | EventKind::Other => event
            .paths
            .iter()
            .any(|path| folders.iter().any(|(folder, _)| folder == path)),
    };
    let target = |path: &PathBuf| path.file_name().is_some_and(|name| name == "target");
    if event.need_rescan() || is_folder {
        (!event.paths.iter().any(target)).then_some(Sign::Folder)
    } else {
        let all_aside = event
            .paths
            .iter()
            .all(|path| is_editors_own(path) || target(path));
        (!all_aside).then_some(Sign::File)
    }
}
