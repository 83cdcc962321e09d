//! Limits on Linux.

use super::{Limits, Usage};
use anyhow::{Context, Result};
use rustix::process::{Pid, Resource, Rlimit, getpid, getrlimit, prlimit};
use std::{os::unix::net::UnixStream, process::Child, time::Duration};

/// Tries what containers may forbid: a socket pair, and setting a limit. It sets a limit that this process already has.
pub(super) fn ensure_possible() -> Result<()> {
    UnixStream::pair().context(
        "this system does not allow socket pairs, which the checks need to talk to exam programs; a container has to allow \
        `socketpair`",
    )?;
    let own = getrlimit(Resource::Core);
    prlimit(Some(getpid()), Resource::Core, own).context(
        "this system does not allow limits on processes, which the checks need; a container has to allow `prlimit64`",
    )?;
    Ok(())
}

/// How many more seconds of processor time a process gets if it ignores the signal of its limit.
const GRACE: u64 = 5;

/// Sets the limits of a process.
pub(super) fn limit(child: &Child, limits: &Limits) -> Result<()> {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    // The first limit sends a signal. A process that ignores it is killed at the second limit.
    let cpu = (
        Resource::Cpu,
        limits.cpu_seconds,
        limits.cpu_seconds.saturating_add(GRACE),
    );
    let others = [
        (Resource::As, limits.memory),
        (Resource::Data, limits.data),
        (Resource::Fsize, limits.file_size),
        (Resource::Core, 0),
        (Resource::Nofile, limits.open_files),
    ];
    let others = others.map(|(resource, value)| (resource, value, value));
    for (resource, current, maximum) in others.into_iter().chain([cpu]) {
        // A process cannot give more than its own limit.
        let most = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let (current, maximum) = (current.min(most), maximum.min(most));
        let limit = Rlimit {
            current: Some(current),
            maximum: Some(maximum),
        };
        match prlimit(pid, resource, limit) {
            // A very short process may have ended already.
            Ok(_) | Err(rustix::io::Errno::SRCH) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // If memory runs out anyway, the system should kill this process and no other.
    let _ = std::fs::write(format!("/proc/{}/oom_score_adj", child.id()), "1000");
    Ok(())
}

/// The resident memory of a process in bytes; `None` if it has ended.
pub(super) fn resident(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/statm", child.id())).ok()?;
    let pages: u64 = status.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Sets the nice value of the calling thread and the processes that it starts.
pub(super) fn set_nice(nice: i32) {
    // An error does no harm: the thread then has the same priority as others.
    let _ = rustix::process::setpriority_process(None, nice);
}

/// The resources that a process uses (<https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>).
pub(super) fn usage(child: &Child) -> Usage {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    // The second field is the name in brackets, which may contain anything.
    let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let fields: Vec<&str> = rest.split(' ').collect();
    let field = |number: usize| -> u64 {
        let field = fields.get(number - 3);
        field.and_then(|field| field.parse().ok()).unwrap_or(0)
    };
    let ticks = field(14) + field(15);
    Usage {
        threads: field(20),
        processor_time: Duration::from_millis(
            ticks * 1000 / rustix::param::clock_ticks_per_second(),
        ),
    }
}

/// Whether none of a process's threads runs or waits for a processor.
pub(super) fn is_waiting(child: &Child) -> bool {
    let Ok(threads) = std::fs::read_dir(format!("/proc/{}/task", child.id())) else {
        return true;
    };
    threads.flatten().all(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("stat")).unwrap_or_default();
        // The state follows the name, which is in brackets.
        !stat
            .rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.starts_with('R'))
    })
}
