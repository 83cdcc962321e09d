//! Runs exam programs.

mod channel;
mod exhibit;
mod scenarios;
mod session;

pub use exhibit::{Ending, Exhibit, Purpose};
pub use scenarios::{Part, Planned, REHEARSED, hundred_thousand, long_timing, picture, plan};

use crate::{course::Task, process::Stop, sandbox::Sandbox, threads};
use anyhow::Result;
use protocol::Clock;
use session::Session;
use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
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
#[derive(Clone, Debug)]
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
        self.stop.go_on()
    }

    /// Runs scenarios: those of a list in one process, one after the other, until one [does not suit its
    /// clock](Exhibit::suits_its_clock), and the lists side by side. A process for each takes longer, and what a scenario
    /// leaves behind can do nothing to another then.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work, or is asked to stop.
    pub fn observe(&self, exam: Exam, processes: Vec<Vec<Planned>>) -> Result<Vec<Exhibit>> {
        thread::scope(|scope| {
            let processes: Vec<_> = processes
                .into_iter()
                .map(|planned| {
                    threads::spawn_scoped(scope, move || self.observe_in_turn(exam, &planned))
                })
                .collect::<Result<_>>()?;
            let mut exhibits = Vec::new();
            for process in processes {
                exhibits.extend(process.join().expect("observing does not panic")?);
            }
            Ok(exhibits)
        })
    }

    fn observe_in_turn(&self, exam: Exam, planned: &[Planned]) -> Result<Vec<Exhibit>> {
        let Some(first) = planned.first() else {
            return Ok(Vec::new());
        };
        let observe = || {
            let mut session = Session::open(self, exam, first)?;
            let mut exhibits = Vec::new();
            for planned in planned {
                let exhibit = session.ask(planned)?;
                let goes_on = exhibit.suits_its_clock();
                exhibits.push(exhibit);
                if !goes_on {
                    break;
                }
            }
            Ok(exhibits)
        };
        match first.scenario.clock {
            Clock::Paused => self.on_a_core(observe),
            Clock::Real => observe(),
        }
    }
}

struct Core<'a>(&'a Cores);

impl Drop for Core<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}
