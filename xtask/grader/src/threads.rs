//! Threads, where a system may have no room for another one.

use anyhow::{Context, Result};
use std::thread::{self, JoinHandle, Scope, ScopedJoinHandle};

const NO_ROOM: &str = "this system lets no further thread start; `ulimit -u` and the memory that is free are its limits";

/// How many threads and processes checks need, each with a compiler and a linker, beside those of the user's that run
/// already: two cores were seen to make do with 60.
#[cfg(target_os = "linux")]
const NEEDED: u64 = 100;

/// Fails if a limit on processes is too low for any check.
///
/// # Errors
/// Fails if so.
#[cfg(target_os = "linux")]
pub fn ensure_room() -> Result<()> {
    ensure_allowed(NEEDED)
}

/// Fails if a limit on processes is too low for an exam program with all threads that it may have.
///
/// # Errors
/// Fails if so.
#[cfg(target_os = "linux")]
pub(crate) fn ensure_room_for_exam() -> Result<()> {
    ensure_allowed(NEEDED + protocol::MOST_THREADS)
}

#[cfg(target_os = "linux")]
fn ensure_allowed(needed: u64) -> Result<()> {
    use rustix::process::{Resource, getrlimit, getuid};
    // This limit does not hold for root.
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

/// The limit of the control group that this process is in, as containers have one
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

/// Limits on processes are not known here.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub fn ensure_room() -> Result<()> {
    Ok(())
}

/// Limits on processes are not known here.
#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "as on Linux")]
pub(crate) fn ensure_room_for_exam() -> Result<()> {
    Ok(())
}

/// Starts a thread.
///
/// # Errors
/// Fails if the system has no room for it.
pub fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>> {
    thread::Builder::new().spawn(work).context(NO_ROOM)
}

/// Starts a thread in a scope.
///
/// # Errors
/// Fails if the system has no room for it.
pub fn spawn_scoped<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> Result<ScopedJoinHandle<'scope, T>> {
    thread::Builder::new()
        .spawn_scoped(scope, work)
        .context(NO_ROOM)
}
