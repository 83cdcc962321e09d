//! A running exam program, and the exchange of messages with it.

use super::{
    BUDGET, Ending, Observer, PlannedRun, Run,
    channel::{Channel, Received},
    world::{Response, World},
};
use crate::{
    process::{self, Confinement, Limits, Running, Stop},
    sandbox,
};
use anyhow::{Context, Result, bail, ensure};
use protocol::{Ready, Report};
use serde::de::DeserializeOwned;
use std::{
    cell::Cell,
    fs::File,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A running exam program.
pub(super) struct Session {
    running: Running,
    channel: Channel,
    stderr: File,
    stop: Stop,
    /// Whether the program has sent nothing for long while none of its threads computes.
    is_blocked: bool,
    /// The last known processor time of the program.
    used: Duration,
    _folder: TempDir,
}

impl Session {
    /// Starts an exam program.
    pub(super) fn open(observer: &Observer, program: &Path) -> Result<Self> {
        observer.check_stop()?;
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let stderr = tempfile::tempfile().context("cannot create a temporary file")?;
        let mut command = Command::new(program);
        command
            .current_dir(folder.path())
            .env_clear()
            // A solution may have hundreds of runtimes, and its behavior must not depend on the number of cores.
            .env("TOKIO_WORKER_THREADS", "2")
            .stderr(stderr.try_clone()?);
        if observer.sandbox.protections()?.system_calls {
            command.arg(protocol::CONFINED);
        }
        let channel = Channel::attach(&mut command)?;
        let confinement = Confinement {
            sandbox: observer.sandbox,
            files: sandbox::FileAccess {
                reads: vec![program.to_owned(), folder.path().to_owned()],
                writes: Vec::new(),
            },
        };
        Ok(Self {
            running: Running::start(command, &LIMITS, &confinement)?,
            channel,
            stderr,
            stop: observer.stop.clone(),
            is_blocked: false,
            used: Duration::ZERO,
            _folder: folder,
        })
    }

    /// Runs a scenario to its end.
    pub(super) fn run(mut self, planned: &PlannedRun) -> Result<Run> {
        let constant = self.get_ready()?;
        let mut world = World::new(planned, constant);
        self.channel.send(&planned.scenario);
        let end = self.exchange_messages(&mut world)?;
        // The usage of a program that has ended can no longer be read. `used` has its last value.
        self.used = self.used.max(self.running.usage().processor_time);
        let (ending, cost) = match end {
            End::Ordinary(ending) if self.used < MUCH_PROCESSOR_TIME => (ending, self.used),
            End::Ordinary(ending) | End::UsedUp(ending) => (ending, USED_UP),
        };
        Ok(Run {
            purpose: planned.purpose,
            scenario: planned.scenario.clone(),
            observation: world.observation(&ending),
            ending,
            cost,
        })
    }

    fn get_ready(&mut self) -> Result<Option<u32>> {
        match self.receive::<Ready>()? {
            Some(Ok(Ok(constant))) => Ok(constant),
            Some(Ok(Err(why)) | Err(why)) => bail!("the examiner cannot start: {why}"),
            None => {
                let status = self.running.wait(Duration::ZERO)?;
                let text = beginning_of(&mut self.stderr)?;
                bail!(
                    "the examiner does not start ({}): {}",
                    status.map_or_else(|| "it still runs".to_owned(), process::describe),
                    text.trim_end()
                );
            }
        }
    }

    fn exchange_messages(&mut self, world: &mut World) -> Result<End> {
        let mut looked = Instant::now();
        loop {
            // `receive` looks at this too while it waits.
            if looked.elapsed() > POLL_INTERVAL {
                looked = Instant::now();
                if let Some(excess) = excess(&self.running) {
                    return Ok(End::UsedUp(excess.ending(world)));
                }
            }
            let report = match self.receive::<Report>()? {
                Some(Ok(report)) => report,
                Some(Err(why)) => return Ok(End::Ordinary(Ending::BadMessage(why))),
                None => return self.end(world),
            };
            match world.handle(report) {
                Ok(Response::Answer(answer)) => self.channel.send(&answer),
                // If an endless loop also fills the memory, it does so now.
                Ok(Response::Over(Ending::Busy)) if self.running.uses_more_than(MUCH_MEMORY) => {
                    return Ok(End::UsedUp(Ending::OutOfMemory));
                }
                Ok(Response::Over(ending)) => return Ok(End::Ordinary(ending)),
                Err(why) => return Ok(End::Ordinary(Ending::BadMessage(why))),
            }
        }
    }

    /// Waits for the next message. Returns `None` if the program has ended or will send nothing more.
    fn receive<T: DeserializeOwned>(&mut self) -> Result<Received<T>> {
        let since = Instant::now();
        let is_blocked = Cell::new(false);
        let is_cancelled = || {
            let silence = since.elapsed();
            is_blocked.set(silence > SILENCE && self.running.is_waiting());
            is_blocked.get()
                || silence > WALL
                || self.stop.is_raised()
                || excess(&self.running).is_some()
        };
        let heard = self.channel.receive(&is_cancelled);
        self.is_blocked = is_blocked.get();
        self.stop.check()?;
        ensure!(
            since.elapsed() < WALL,
            "the machine is too busy: an exam program gets no processor time"
        );
        Ok(heard)
    }

    /// Finds out why the program sends no more messages.
    fn end(&mut self, world: &World) -> Result<End> {
        if let Some(excess) = excess(&self.running) {
            return Ok(End::UsedUp(excess.ending(world)));
        }
        if self.is_blocked {
            return Ok(End::UsedUp(Ending::Blocked));
        }
        self.used = self.running.usage().processor_time;
        match self.running.wait(self.running.age() + LAST_MOMENT)? {
            Some(status) => {
                let text = beginning_of(&mut self.stderr)?;
                end(status, text, world)
            }
            None if self.running.exceeds_memory_limit() => Ok(End::UsedUp(Ending::OutOfMemory)),
            // It has closed its channel and continues. Only hostile code does that.
            None => Ok(End::UsedUp(Ending::Blocked)),
        }
    }
}

/// The resource that a program has used up, if any.
fn excess(running: &Running) -> Option<Excess> {
    let load = running.usage();
    if running.exceeds_memory_limit() {
        Some(Excess::Memory)
    } else if load.threads > MOST_THREADS {
        Some(Excess::Threads)
    } else if load.processor_time > MOST_PROCESSOR_TIME {
        Some(Excess::Time)
    } else {
        None
    }
}

/// A resource that a program has used up.
enum Excess {
    Memory,
    Threads,
    /// Processor time, and the program ignored the signal for that.
    Time,
}

impl Excess {
    fn ending(self, world: &World) -> Ending {
        match self {
            Self::Memory => Ending::OutOfMemory,
            Self::Threads => Ending::TooManyThreads,
            Self::Time if world.has_moved() => Ending::Slow,
            Self::Time => Ending::Busy,
        }
    }
}

/// How a run ended, for its cost.
enum End {
    /// By itself, or because the grader stopped following it.
    Ordinary(Ending),
    /// Because it used up a resource.
    UsedUp(Ending),
}

/// Far more threads than the examiner allows, because threads that have ended stay visible for a moment.
const MOST_THREADS: u64 = 4 * protocol::MOST_THREADS;

/// How often to check the resources of a program that reports all the time.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Far more memory than a program that only computes needs, in bytes.
const MUCH_MEMORY: u64 = 64 << 20;

/// The processor time of a program that ignored the end of its limit.
const MOST_PROCESSOR_TIME: Duration = Duration::from_secs(LIMITS.cpu_seconds + 1);

/// Far more processor time than a run needs. A run that uses more costs as much as one that used up a resource, so a
/// task gets only two of them.
const MUCH_PROCESSOR_TIME: Duration = Duration::from_secs(5);

/// The cost of a run that used up a resource.
const USED_UP: Duration = Duration::from_secs(BUDGET.as_secs() / 2);

/// How long an exam program may send nothing, far longer than its processor time lasts on a busy machine.
const WALL: Duration = Duration::from_secs(600);

/// How long it may send nothing while none of its threads computes. On the real clock it may really wait for some
/// seconds.
const SILENCE: Duration = Duration::from_secs(8);

/// How long a program that has closed its channel may take to end, on a very busy machine.
const LAST_MOMENT: Duration = Duration::from_secs(10);

/// The limits of an exam program. The grader ends a program that runs too long on its clock; the limit on processor
/// time ends one that does not move its clock.
const LIMITS: Limits = Limits {
    wall: WALL,
    cpu_seconds: 10,
    // The 2 MiB stacks of the maximum number of threads, twice.
    memory: 16 << 30,
    data: 8 << 30,
    resident: 512 << 20,
    open_files: 4096,
    file_size: 1 << 20,
    nice: 10,
};

/// The beginning of the output to standard error.
fn beginning_of(stderr: &mut File) -> Result<String> {
    const LONGEST: usize = 4096;
    let text = process::read_from_start(stderr)?;
    Ok(String::from_utf8_lossy(&text[..text.len().min(LONGEST)]).into_owned())
}

fn end(status: ExitStatus, text: String, world: &World) -> Result<End> {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            // Neither the program nor the grader can have sent this signal.
            const KILL: i32 = 9;
            /// The signal for a process that has used up its processor time.
            const CPU_TIME: i32 = 24;
            ensure!(
                signal != KILL,
                "something has killed an exam program; is the machine out of memory?"
            );
            return Ok(match signal {
                CPU_TIME => End::UsedUp(Excess::Time.ending(world)),
                _ => End::Ordinary(Ending::Signalled(signal, text)),
            });
        }
    }
    Ok(End::Ordinary(match status.code() {
        Some(code) => Ending::Exited(code),
        None => Ending::BadMessage(text),
    }))
}
