//! A process of an exam program, and the conversation with it.

use super::{
    BUDGET, Ending, Exhibit, Observer, Planned,
    channel::{Channel, Heard},
    world::{Said, World},
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
    /// Whether the program has been silent for long, and no thread of it computes.
    is_blocked: bool,
    /// The processor time that the program is known to have used.
    used: Duration,
    _folder: TempDir,
}

impl Session {
    /// Starts an exam program.
    pub(super) fn open(observer: &Observer, program: &Path) -> Result<Self> {
        observer.go_on()?;
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let stderr = tempfile::tempfile().context("cannot create a temporary file")?;
        let mut command = Command::new(program);
        command
            .current_dir(folder.path())
            .env_clear()
            // A solution may have hundreds of runtimes, and must behave the same on all machines.
            .env("TOKIO_WORKER_THREADS", "2")
            .stderr(stderr.try_clone()?);
        if observer.sandbox.protections()?.system_calls {
            command.arg(protocol::CONFINED);
        }
        let channel = Channel::attach(&mut command)?;
        let confinement = Confinement {
            sandbox: observer.sandbox,
            cell: sandbox::Cell {
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
    pub(super) fn run(mut self, planned: &Planned) -> Result<Exhibit> {
        let constant = self.get_ready()?;
        let mut world = World::new(planned, constant);
        self.channel.send(&planned.scenario);
        let end = self.converse(&mut world)?;
        // Of a program that has ended, this was kept when it did.
        self.used = self.used.max(self.running.load().processor_time);
        let (ending, cost) = match end {
            End::Ordinary(ending) if self.used < MUCH_PROCESSOR_TIME => (ending, self.used),
            End::Ordinary(ending) | End::UsedUp(ending) => (ending, USED_UP),
        };
        Ok(Exhibit {
            purpose: planned.purpose,
            scenario: planned.scenario.clone(),
            observation: world.observation(&ending),
            ending,
            cost,
        })
    }

    fn get_ready(&mut self) -> Result<Option<u32>> {
        match self.hear::<Ready>()? {
            Some(Ok(Ok(constant))) => Ok(constant),
            Some(Ok(Err(why)) | Err(why)) => bail!("the examiner cannot begin: {why}"),
            None => {
                let status = self.running.wait(Duration::ZERO)?;
                let text = first_words(&mut self.stderr)?;
                bail!(
                    "the examiner does not begin ({}): {}",
                    status.map_or_else(|| "it still runs".to_owned(), process::describe),
                    text.trim_end()
                );
            }
        }
    }

    fn converse(&mut self, world: &mut World) -> Result<End> {
        let mut looked = Instant::now();
        loop {
            // While it is silent this is looked at, too.
            if looked.elapsed() > GLANCE {
                looked = Instant::now();
                if let Some(excess) = excess(&self.running) {
                    return Ok(End::UsedUp(excess.ending(world)));
                }
            }
            let report = match self.hear::<Report>()? {
                Some(Ok(report)) => report,
                Some(Err(why)) => return Ok(End::Ordinary(Ending::Garbled(why))),
                None => return self.end(world),
            };
            match world.hear(report) {
                Ok(Said::Answer(answer)) => self.channel.send(&answer),
                // What computes without end fills its memory now, if it does at all.
                Ok(Said::Over(Ending::Busy)) if self.running.uses_more_than(MUCH_MEMORY) => {
                    return Ok(End::UsedUp(Ending::OutOfMemory));
                }
                Ok(Said::Over(ending)) => return Ok(End::Ordinary(ending)),
                Err(why) => return Ok(End::Ordinary(Ending::Garbled(why))),
            }
        }
    }

    /// The next message; `None` if the program has ended, or nothing more can be expected of it.
    fn hear<T: DeserializeOwned>(&mut self) -> Result<Heard<T>> {
        let since = Instant::now();
        let is_blocked = Cell::new(false);
        let pointless = || {
            let silence = since.elapsed();
            is_blocked.set(silence > SILENCE && self.running.is_waiting());
            is_blocked.get()
                || silence > WALL
                || self.stop.is_raised()
                || excess(&self.running).is_some()
        };
        let heard = self.channel.hear(&pointless);
        self.is_blocked = is_blocked.get();
        self.stop.go_on()?;
        ensure!(
            since.elapsed() < WALL,
            "the machine is too busy: an exam program gets no processor time"
        );
        Ok(heard)
    }

    /// Why the program says no more.
    fn end(&mut self, world: &World) -> Result<End> {
        if let Some(excess) = excess(&self.running) {
            return Ok(End::UsedUp(excess.ending(world)));
        }
        if self.is_blocked {
            return Ok(End::UsedUp(Ending::Blocked));
        }
        self.used = self.running.load().processor_time;
        match self.running.wait(self.running.age() + LAST_MOMENT)? {
            Some(status) => {
                let text = first_words(&mut self.stderr)?;
                end(status, text, world)
            }
            None if self.running.has_outgrown() => Ok(End::UsedUp(Ending::OutOfMemory)),
            // It has closed its channel, which nothing but hostile code does, and goes on.
            None => Ok(End::UsedUp(Ending::Blocked)),
        }
    }
}

/// What a program has used up, if anything.
fn excess(running: &Running) -> Option<Excess> {
    let load = running.load();
    if running.has_outgrown() {
        Some(Excess::Memory)
    } else if load.threads > MOST_THREADS {
        Some(Excess::Threads)
    } else if load.processor_time > MOST_PROCESSOR_TIME {
        Some(Excess::Time)
    } else {
        None
    }
}

/// What a program can use up.
enum Excess {
    Memory,
    Threads,
    /// Processor time, and it has ignored the signal that it gets then.
    Time,
}

impl Excess {
    fn ending(self, world: &World) -> Ending {
        match self {
            Self::Memory => Ending::OutOfMemory,
            Self::Threads => Ending::Crowded,
            Self::Time if world.has_moved() => Ending::Slow,
            Self::Time => Ending::Busy,
        }
    }
}

/// How a run ends.
enum End {
    /// By itself, or because its world follows it no longer.
    Ordinary(Ending),
    /// Because it has used up what it may.
    UsedUp(Ending),
}

/// Far more threads than the examiner lets start. Threads that end are there for a moment longer.
const MOST_THREADS: u64 = 4 * protocol::MOST_THREADS;

/// How often it is looked how much memory an exam program uses, while it reports all the time.
const GLANCE: Duration = Duration::from_millis(20);

/// Far more memory than a program needs that computes at one instant, in bytes.
const MUCH_MEMORY: u64 = 64 << 20;

/// What a program has used that did not end when its processor time was up.
const MOST_PROCESSOR_TIME: Duration = Duration::from_secs(LIMITS.cpu_seconds + 1);

/// Far more processor time than a run needs. Those who need more get two such runs, as those who have used up all that a run
/// may use.
const MUCH_PROCESSOR_TIME: Duration = Duration::from_secs(5);

/// What a run costs that has used up what it may.
const USED_UP: Duration = Duration::from_secs(BUDGET.as_secs() / 2);

/// How long an exam program may be silent at all: far longer than its processor time lasts on a busy machine.
const WALL: Duration = Duration::from_secs(600);

/// How long it may be silent while none of its threads computes. On the real clock it may really wait for some seconds.
const SILENCE: Duration = Duration::from_secs(8);

/// How long a program that has closed its channel takes to end, on a very busy machine.
const LAST_MOMENT: Duration = Duration::from_secs(10);

/// The limits of an exam program. Its world ends what goes on for too long; its processor time ends what does not even
/// get there.
const LIMITS: Limits = Limits {
    wall: WALL,
    cpu_seconds: 10,
    // The stacks of as many threads as there may be, of 2 MiB each, and as much again.
    memory: 16 << 30,
    data: 8 << 30,
    resident: 512 << 20,
    open_files: 4096,
    file_size: 1 << 20,
    nice: 10,
};

/// The beginning of what was written to standard error.
fn first_words(stderr: &mut File) -> Result<String> {
    const LONGEST: usize = 4096;
    let text = process::read_from_start(stderr)?;
    Ok(String::from_utf8_lossy(&text[..text.len().min(LONGEST)]).into_owned())
}

fn end(status: ExitStatus, text: String, world: &World) -> Result<End> {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            // No program can do this to itself here, and the grader has not done it.
            const KILL: i32 = 9;
            /// Of a process that has used up its processor time.
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
        None => Ending::Garbled(text),
    }))
}
