//! Limits on Linux.

use super::{Limits, Load};
use anyhow::{Context, Result};
use rustix::process::{Pid, Resource, Rlimit, getpid, getrlimit, prlimit};
use std::{os::unix::net::UnixStream, process::Child, time::Duration};

/// Tries what containers may deny: to be heard by a process, and to limit one. This one gets the limit that it has.
pub(super) fn ensure_possible() -> Result<()> {
    UnixStream::pair().context(
        "this system lets no pair of sockets be made, through which checks hear of the programs that they start; a container has \
         to allow `socketpair`",
    )?;
    let own = getrlimit(Resource::Core);
    prlimit(Some(getpid()), Resource::Core, own).context(
        "this system lets no process be limited, as checks limit the programs that they start; a container has to allow \
         `prlimit64`",
    )?;
    Ok(())
}

/// For how many seconds of processor time a process goes on at the most that ignores its limit.
const GRACE: u64 = 5;

/// Sets the limits of a process.
pub(super) fn limit(child: &Child, limits: &Limits) -> Result<()> {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    // The first limit is told by a signal of its own; what ignores that is killed at the second.
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
        // What this process may not have itself it cannot give.
        let most = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let (current, maximum) = (current.min(most), maximum.min(most));
        let limit = Rlimit {
            current: Some(current),
            maximum: Some(maximum),
        };
        match prlimit(pid, resource, limit) {
            // It has ended already, as a process may that is very short.
            Ok(_) | Err(rustix::io::Errno::SRCH) => {}
            Err(error) => return Err(error.into()),
        }
    }
    // Where memory runs out all the same, this is what the system should end, and nothing else.
    let _ = std::fs::write(format!("/proc/{}/oom_score_adj", child.id()), "1000");
    Ok(())
}

/// How much memory a process really uses, in bytes; `None` if it has ended.
pub(super) fn resident(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/statm", child.id())).ok()?;
    let pages: u64 = status.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * rustix::param::page_size() as u64)
}

/// Has the calling thread, and what it starts, give way to others.
pub(super) fn give_way(nice: i32) {
    // It is no error to be as important as others.
    let _ = rustix::process::setpriority_process(None, nice);
}

/// What a process keeps busy (<https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>).
pub(super) fn load(child: &Child) -> Load {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    // The name, in brackets, may hold anything. It is the second field.
    let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let fields: Vec<&str> = rest.split(' ').collect();
    let field = |number: usize| -> u64 {
        let field = fields.get(number - 3);
        field.and_then(|field| field.parse().ok()).unwrap_or(0)
    };
    let ticks = field(14) + field(15);
    Load {
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
