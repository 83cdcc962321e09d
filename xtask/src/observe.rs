//! Runs exam programs: one process per scenario, so that an exit, a hang or a crash costs that scenario only.

mod channel;
mod exhibit;
mod scenarios;

pub use exhibit::{Ending, Exhibit, Purpose};
pub use scenarios::{Part, Planned, picture, plan};

use crate::{
    course::Task,
    process::{self, Confinement, Running, Stop},
    sandbox::{Cell, Sandbox},
};
use anyhow::{Context, Result, bail, ensure};
use channel::Channel;
use protocol::{Clock, Observation, Scenario};
use std::{
    path::Path,
    process::{Command, ExitStatus},
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::Duration,
};

/// The exam of a task.
#[derive(Clone, Copy, Debug)]
pub struct Exam<'a> {
    /// The program, which may have exams of other tasks too.
    pub program: &'a Path,
    /// The task.
    pub task: &'static Task,
}

/// Runs scenarios side by side, as many that compute as there are cores, and any number that sleep.
#[derive(Debug)]
pub struct Observer {
    cores: Arc<Cores>,
    stop: Stop,
    sandbox: Sandbox,
}

#[derive(Debug)]
struct Cores {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Observer {
    /// An observer for this machine.
    pub fn new(sandbox: Sandbox) -> Self {
        Self::with_cores(
            sandbox,
            thread::available_parallelism().map_or(1, usize::from),
        )
    }

    /// An observer that keeps so many cores busy at the same time, and no more.
    pub fn with_cores(sandbox: Sandbox, cores: usize) -> Self {
        Self {
            cores: Arc::new(Cores {
                free: Mutex::new(cores.max(1)),
                freed: Condvar::new(),
            }),
            stop: Stop::default(),
            sandbox,
        }
    }

    /// An observer that shares the cores of this one, and fails soon after `stop` is raised.
    pub fn until(&self, stop: &Stop) -> Self {
        Self {
            cores: Arc::clone(&self.cores),
            stop: stop.clone(),
            sandbox: self.sandbox,
        }
    }

    /// Does work that keeps a core busy, when one is free.
    pub fn on_a_core<T>(&self, work: impl FnOnce() -> T) -> T {
        let cores = &self.cores;
        let mut free = cores.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = cores
                .freed
                .wait(free)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        drop(free);
        let _core = Core(cores);
        work()
    }

    /// Fails if this observer is asked to stop.
    pub(crate) fn go_on(&self) -> Result<()> {
        ensure!(!self.stop.is_raised(), "it was stopped before it was done");
        Ok(())
    }

    /// Runs scenarios side by side.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work, or is asked to stop.
    pub fn observe(&self, exam: Exam, planned: Vec<Planned>) -> Result<Vec<Exhibit>> {
        thread::scope(|scope| {
            let runs: Vec<_> = planned
                .into_iter()
                .map(|planned| scope.spawn(|| self.observe_one(exam, planned)))
                .collect();
            runs.into_iter()
                .map(|run| run.join().expect("observing does not panic"))
                .collect()
        })
    }

    fn observe_one(&self, exam: Exam, planned: Planned) -> Result<Exhibit> {
        let Planned { purpose, scenario } = planned;
        let limit = wall_limit(purpose, &scenario);
        let run = match scenario.clock {
            Clock::Paused => self.on_a_core(|| self.run(exam, &scenario, limit)),
            Clock::Real => self.run(exam, &scenario, limit),
        }?;
        Ok(Exhibit {
            purpose,
            scenario,
            run,
        })
    }

    /// Runs a scenario in a process of its own.
    fn run(
        &self,
        exam: Exam,
        scenario: &Scenario,
        limit: Duration,
    ) -> Result<Result<Observation, Ending>> {
        self.go_on()?;
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let mut stderr = tempfile::tempfile().context("cannot create a temporary file")?;
        let mut command = Command::new(exam.program);
        command
            .arg(exam.task.number.to_string())
            .current_dir(folder.path())
            .env_clear()
            // A solution may have hundreds of runtimes, on machines with many cores too.
            .env("TOKIO_WORKER_THREADS", "2")
            .stderr(stderr.try_clone()?);
        let mut channel = Channel::attach(&mut command)?;
        let confinement = Confinement {
            sandbox: self.sandbox,
            cell: Cell {
                reads: vec![exam.program.to_owned(), folder.path().to_owned()],
                writes: Vec::new(),
            },
        };
        let mut running = Running::start(command, &limits(limit, scenario.clock), &confinement)?;
        let answer = channel.ask(scenario, limit, &self.stop)?;
        if let Some(observation) = answer {
            return Ok(match observation {
                Ok(observation) if observation.nonce == scenario.nonce => Ok(observation),
                Ok(_) => Err(Ending::Garbled("it answers another question".to_owned())),
                Err(why) => Err(Ending::Garbled(why)),
            });
        }
        self.go_on()?;
        // Nothing was said: either it has ended, or it goes on without end.
        let status = running.wait(limit)?;
        drop(running);
        let Some(status) = status else {
            return Ok(Err(Ending::TimedOut(limit)));
        };
        let text = process::read_from_start(&mut stderr)?;
        let text = String::from_utf8_lossy(&text[..text.len().min(4096)]).into_owned();
        if status.code() == Some(protocol::EXAMINER_FAILED.into()) && text.starts_with("examiner: ")
        {
            bail!("the examiner failed: {}", text.trim_end());
        }
        Ok(Err(ending(status, text)))
    }
}

struct Core<'a>(&'a Cores);

impl Drop for Core<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

/// How long a scenario may take before its process is stopped.
fn wall_limit(purpose: Purpose, scenario: &Scenario) -> Duration {
    match (scenario.clock, purpose) {
        // A paused clock takes milliseconds; one that takes longer is tried again on the real clock.
        (Clock::Paused, Purpose::HundredThousand) => Duration::from_secs(5),
        (Clock::Paused, _) => Duration::from_millis(600),
        // The examiner gives up by itself, unless its thread is blocked.
        (Clock::Real, _) => {
            Duration::from_secs_f64(scenario.patience * scenario.calls.len().min(4) as f64 + 3.0)
        }
    }
}

fn limits(wall: Duration, clock: Clock) -> process::Limits {
    process::Limits {
        wall,
        cpu_seconds: 30,
        memory: 4 << 30,
        open_files: 4096,
        gives_way: clock == Clock::Paused,
        file_size: 1 << 20,
    }
}

fn ending(status: ExitStatus, text: String) -> Ending {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return Ending::Signalled(signal, text);
        }
    }
    match status.code() {
        Some(code) => Ending::Exited(code),
        None => Ending::Garbled(text),
    }
}
