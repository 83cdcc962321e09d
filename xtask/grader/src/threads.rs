//! Starts threads, and checks that the system allows enough of them.

use anyhow::{Context, Result};
use std::thread::{self, JoinHandle, Scope, ScopedJoinHandle};

const NO_ROOM: &str =
    "the system cannot start another thread; check `ulimit -u` and the free memory";

/// How many threads and processes the checks need, with their compilers and linkers, besides those that the user
/// already runs. Two cores needed about 60.
#[cfg(target_os = "linux")]
const NEEDED: u64 = 100;

/// Checks that the limit on processes is high enough for the checks.
///
/// # Errors
/// Fails if it is too low.
#[cfg(target_os = "linux")]
pub fn ensure_room() -> Result<()> {
    ensure_allowed(NEEDED)
}

/// Checks that the limit on processes is high enough for an exam program with the maximum number of threads.
///
/// # Errors
/// Fails if it is too low.
#[cfg(target_os = "linux")]
pub(crate) fn ensure_room_for_exam() -> Result<()> {
    ensure_allowed(NEEDED + protocol::MOST_THREADS)
}

#[cfg(target_os = "linux")]
fn ensure_allowed(needed: u64) -> Result<()> {
    use rustix::process::{Resource, getrlimit, getuid};
    // This limit does not apply to root.
    let own = getrlimit(Resource::Nproc).current;
    let own = own.filter(|_| !getuid().is_root());
    if let Some(most) = own.into_iter().chain(most_in_groups()).min() {
        anyhow::ensure!(
            most >= needed,
            "this system allows {most} processes and threads, and {needed} are needed: raise the limit, with \
             `ulimit -u` or where the container is started (`--pids-limit`)"
        );
    }
    Ok(())
}

/// The limit of the control group of this process, which is how containers set a limit
/// (<https://docs.kernel.org/admin-guide/cgroup-v2.html>).
#[cfg(target_os = "linux")]
fn most_in_groups() -> Option<u64> {
    let groups = std::fs::read_to_string("/proc/self/cgroup").ok()?;
    let group = groups.lines().find_map(|line| line.strip_prefix("0::/"))?;
    let limit = std::path::Path::new("/sys/fs/cgroup")
        .join(group)
        .join("pids.max");
    std::fs::read_to_string(limit).ok()?.trim().parse().ok()
}

/// Does nothing: the limits on processes are unknown here.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub fn ensure_room() -> Result<()> {
    Ok(())
}

/// Does nothing: the limits on processes are unknown here.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub(crate) fn ensure_room_for_exam() -> Result<()> {
    Ok(())
}

/// Starts a thread.
///
/// # Errors
/// Fails if the system cannot start another thread.
pub fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>> {
    thread::Builder::new().spawn(work).context(NO_ROOM)
}

/// Starts a thread in a scope.
///
/// # Errors
/// Fails if the system cannot start another thread.
pub fn spawn_scoped<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>> {
    thread::Builder::new()
        .spawn_scoped(scope, work)
        .context(NO_ROOM)
}
