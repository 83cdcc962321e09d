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
use protocol::{Answer, Clock, Fate, Observation, Ready, Scenario};
use std::{
    fs::File,
    path::Path,
    process::{Command, ExitStatus},
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
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
        // By this clock no more time can pass for the exam than from here to its answer.
        let asked = Instant::now();
        channel.send(scenario)?;
        let pointless = || self.stop.is_raised() || running.has_outgrown();
        match channel.hear::<Ready>(PREPARATION, &pointless) {
            Some(Ok(Ok(()))) => {}
            Some(Ok(Err(why)) | Err(why)) => bail!("the examiner cannot begin: {why}"),
            None => {
                self.go_on()?;
                let status = running.wait(Duration::ZERO)?;
                let text = first_words(&mut stderr)?;
                bail!(
                    "the examiner does not begin ({}): {}",
                    status.map_or_else(|| "it still runs".to_owned(), process::describe),
                    text.trim_end()
                );
            }
        }
        // From here on what happens is the learner's doing.
        let deadline = running.age() + limit;
        let heard = channel.hear::<Answer>(limit, &pointless);
        let took = asked.elapsed();
        match heard {
            Some(Ok(Ok(observation))) => return Ok(believed(observation, scenario, took)),
            Some(Ok(Err(why))) => bail!("the examiner failed: {why}"),
            Some(Err(why)) => return Ok(Err(Ending::Garbled(why))),
            None => self.go_on()?,
        }
        // Nothing was said: either it has ended, or it goes on without end.
        let status = running.wait(deadline)?;
        let outgrown = running.has_outgrown();
        drop(running);
        Ok(Err(match status {
            _ if outgrown => Ending::OutOfMemory,
            None => Ending::TimedOut(limit),
            Some(status) => ending(status, first_words(&mut stderr)?)?,
        }))
    }
}

/// How long an exam program may take until it can begin: far longer than it takes on a busy machine.
const PREPARATION: Duration = Duration::from_secs(20);

/// An observation, if it answers the scenario and its times are possible: less than `took` has passed outside.
fn believed(
    observation: Observation,
    scenario: &Scenario,
    took: Duration,
) -> Result<Observation, Ending> {
    const ROUNDING: f64 = 0.001;
    if observation.nonce != scenario.nonce {
        return Err(Ending::Garbled("it answers another question".to_owned()));
    }
    let last = observation.calls.iter().map(|call| call.ended);
    let claimed = match scenario.clock {
        Clock::Paused => observation.wall,
        Clock::Real => last.fold(observation.wall, f64::max),
    };
    if claimed > took.as_secs_f64() + ROUNDING {
        return Err(Ending::Garbled(format!(
            "it says that {claimed:.3} s have passed, when {:.3} s have",
            took.as_secs_f64()
        )));
    }
    // Nobody can wait in less time than that on the real clock.
    let hurried = observation.waits.iter().find_map(|wait| match wait.fate {
        Fate::Ended(ended) if scenario.clock == Clock::Real => {
            let waited = ended - wait.begun?;
            (waited < wait.delay - ROUNDING).then_some((wait.delay, waited))
        }
        _ => None,
    });
    match hurried {
        Some((delay, waited)) => Err(Ending::Hurried { delay, waited }),
        None => Ok(observation),
    }
}

/// The beginning of what was written to standard error.
fn first_words(stderr: &mut File) -> Result<String> {
    const LONGEST: usize = 4096;
    let text = process::read_from_start(stderr)?;
    Ok(String::from_utf8_lossy(&text[..text.len().min(LONGEST)]).into_owned())
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
        resident: 512 << 20,
        open_files: 4096,
        gives_way: clock == Clock::Paused,
        file_size: 1 << 20,
    }
}

fn ending(status: ExitStatus, text: String) -> Result<Ending> {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            // No program can do this to itself here, and the grader has not done it.
            const KILL: i32 = 9;
            ensure!(
                signal != KILL,
                "something has killed an exam program; is the machine out of memory?"
            );
            return Ok(Ending::Signalled(signal, text));
        }
    }
    Ok(match status.code() {
        Some(code) => Ending::Exited(code),
        None => Ending::Garbled(text),
    })
}
