//! A process of an exam program, and what is asked of it.

use super::{Ending, Exam, Exhibit, Observer, Planned, Purpose, channel::Channel, scenarios};
use crate::{
    process::{self, Confinement, Limits, Running, Stop},
    sandbox::Cell,
};
use anyhow::{Context, Result, bail, ensure};
use protocol::{Answer, Clock, Fate, Observation, Ready, Scenario};
use std::{
    fs::File,
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
    _folder: TempDir,
}

impl Session {
    /// Starts an exam program that can be asked for scenarios like this one.
    pub(super) fn open(observer: &Observer, exam: Exam, planned: &Planned) -> Result<Self> {
        observer.go_on()?;
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let stderr = tempfile::tempfile().context("cannot create a temporary file")?;
        let mut command = Command::new(exam.program);
        command
            .arg(exam.task.number.to_string())
            .current_dir(folder.path())
            .env_clear()
            // A solution may have hundreds of runtimes, on machines with many cores too.
            .env("TOKIO_WORKER_THREADS", "2")
            .stderr(stderr.try_clone()?);
        if planned.purpose == Purpose::Rehearsal {
            // For threads that the function starts: as much less than usual as the stack of its own.
            command.env("RUST_MIN_STACK", (planned.scenario.stack / 4).to_string());
        }
        if observer.sandbox.protections()?.system_calls {
            command.arg(protocol::CONFINED);
        }
        let channel = Channel::attach(&mut command)?;
        let confinement = Confinement {
            sandbox: observer.sandbox,
            cell: Cell {
                reads: vec![exam.program.to_owned(), folder.path().to_owned()],
                writes: Vec::new(),
            },
        };
        let running = Running::start(command, &limits(planned), &confinement)?;
        let mut session = Self {
            running,
            channel,
            stderr,
            stop: observer.stop.clone(),
            _folder: folder,
        };
        session.get_ready()?;
        Ok(session)
    }

    fn get_ready(&mut self) -> Result<()> {
        let pointless = || self.stop.is_raised() || self.running.has_outgrown();
        match self.channel.hear::<Ready>(PREPARATION, &pointless) {
            Some(Ok(Ok(()))) => Ok(()),
            Some(Ok(Err(why)) | Err(why)) => bail!("the examiner cannot begin: {why}"),
            None => {
                self.stop.go_on()?;
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

    /// Runs a scenario. Where that ends the program, or it is still busy when its time is up, nothing more can be asked.
    pub(super) fn ask(&mut self, planned: &Planned) -> Result<Exhibit> {
        let Planned { purpose, scenario } = planned.clone();
        let run = self.run(&scenario, wall_limit(purpose, &scenario))?;
        Ok(Exhibit {
            purpose,
            scenario,
            run,
        })
    }

    fn run(&mut self, scenario: &Scenario, limit: Duration) -> Result<Result<Observation, Ending>> {
        self.stop.go_on()?;
        // By this clock no more time can pass for the exam than from here to its answer.
        let asked = Instant::now();
        let deadline = self.running.age() + limit;
        self.channel.send(scenario)?;
        let pointless = || self.stop.is_raised() || self.running.has_outgrown();
        let heard = self.channel.hear::<Answer>(limit, &pointless);
        let took = asked.elapsed();
        match heard {
            Some(Ok(Ok(observation))) => return Ok(believed(observation, scenario, took)),
            Some(Ok(Err(why))) => bail!("the examiner failed: {why}"),
            Some(Err(why)) => return Ok(Err(Ending::Garbled(why))),
            None => self.stop.go_on()?,
        }
        // Nothing was said: either it has ended, or it goes on without end.
        let status = self.running.wait(deadline)?;
        let outgrown = self.running.has_outgrown();
        self.running.kill();
        Ok(Err(match status {
            _ if outgrown => Ending::OutOfMemory,
            None => Ending::TimedOut(limit),
            Some(status) => ending(status, first_words(&mut self.stderr)?)?,
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

/// The most address space of an exam program, in bytes.
const MEMORY: u64 = 4 << 30;

/// The most memory that an exam program may really use, in bytes.
const RESIDENT: u64 = 512 << 20;

fn limits(planned: &Planned) -> Limits {
    let Planned { purpose, scenario } = planned;
    Limits {
        wall: wall_limit(*purpose, scenario),
        cpu_seconds: 30,
        memory: MEMORY,
        data: match purpose {
            Purpose::Rehearsal => RESIDENT / scenarios::REHEARSED_SHARE,
            _ => MEMORY,
        },
        resident: RESIDENT,
        open_files: 4096,
        gives_way: scenario.clock == Clock::Paused,
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
