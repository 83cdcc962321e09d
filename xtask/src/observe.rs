//! Runs exam programs.

mod channel;
mod exhibit;
mod observation;
mod pace;
mod scenarios;
mod session;
mod world;

pub use exhibit::{Ending, Exhibit, Purpose};
pub use observation::{Call, Fate, Moment, Observation, Outcome, Wait};
pub use scenarios::{Planned, Script, alone, picture, plan};

use crate::{process::Stop, sandbox::Sandbox, threads};
use anyhow::Result;
use protocol::Clock;
use session::Session;
use std::{
    path::Path,
    sync::{Arc, Condvar, Mutex, PoisonError},
    thread,
};

/// Runs scenarios side by side, as many as there are cores.
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

    /// Runs scenarios with an exam program, each in a process of its own.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work, or is asked to stop.
    pub fn observe(&self, program: &Path, planned: &[Planned]) -> Result<Vec<Exhibit>> {
        thread::scope(|scope| {
            let runs: Vec<_> = planned
                .iter()
                .map(|planned| threads::spawn_scoped(scope, || self.run(program, planned)))
                .collect::<Result<_>>()?;
            runs.into_iter()
                .map(|run| run.join().expect("observing does not panic"))
                .collect()
        })
    }

    fn run(&self, program: &Path, planned: &Planned) -> Result<Exhibit> {
        let run = || Session::open(self, program)?.run(planned);
        match planned.scenario.clock {
            Clock::Exact => self.on_a_core(run),
            // It mostly sleeps.
            Clock::Real => run(),
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
