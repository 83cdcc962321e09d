//! Runs exam programs.

mod channel;
mod observation;
mod pace;
mod run;
mod scenarios;
mod session;
mod world;

pub use observation::{Call, Moment, Observation, Outcome, Wait, WaitOutcome};
pub use run::{Ending, Purpose, Run};
pub(crate) use scenarios::solo;
pub use scenarios::{PlannedRun, plan, timeline_run};

use crate::{process::Stop, sandbox::Sandbox, threads};
use anyhow::Result;
use protocol::Clock;
use session::Session;
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};
use world::World;

/// The processor time that all runs of a task may use together. The heaviest known right solution uses 30 s: one of its
/// threads reads the clock while another yields.
pub(crate) const BUDGET: Duration = Duration::from_secs(60);

/// Runs scenarios in parallel, one on each core.
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

    /// An observer that uses at most this many cores.
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

    /// Returns an observer that shares the cores of this one and fails soon after `stop` is raised.
    pub fn with_stop(&self, stop: &Stop) -> Self {
        Self {
            cores: Arc::clone(&self.cores),
            stop: stop.clone(),
            sandbox: self.sandbox,
        }
    }

    /// Returns an observer with one core of its own.
    pub(crate) fn on_one_core(&self) -> Self {
        Self {
            stop: self.stop.clone(),
            ..Self::with_cores(self.sandbox, 1)
        }
    }

    /// Waits until a core is free, and then does the work.
    pub(crate) fn on_a_core<T>(&self, work: impl FnOnce() -> T) -> T {
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

    /// Fails if this observer was asked to stop.
    pub(crate) fn check_stop(&self) -> Result<()> {
        self.stop.check()
    }

    /// Runs the scenarios with an exam program, each in its own process. Once the runs have used up the [`BUDGET`], it
    /// skips the remaining ones.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work, or is asked to stop.
    pub fn observe(&self, program: &Path, planned: &[PlannedRun]) -> Result<Vec<Run>> {
        let next = AtomicUsize::new(0);
        let costs = Mutex::new(BTreeMap::new());
        let costs = || costs.lock().unwrap_or_else(PoisonError::into_inner);
        // Only the runs before this one in the plan count, so parallel runs do not change the result.
        let is_made = |index: usize| {
            costs()
                .range(..index)
                .map(|(_, cost)| *cost)
                .sum::<Duration>()
                < BUDGET
        };
        let work = || -> Result<Vec<(usize, Run)>> {
            let mut made = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(planned) = planned.get(index) else {
                    return Ok(made);
                };
                let run = || is_made(index).then(|| Session::open(self, program)?.run(planned));
                let run = match planned.scenario.clock {
                    Clock::Exact => self.on_a_core(run),
                    // A run on the real clock mostly sleeps.
                    Clock::Real => run(),
                };
                if let Some(run) = run.transpose()? {
                    costs().insert(index, run.cost);
                    made.push((index, run));
                }
            }
        };
        let mut runs: Vec<Run> = planned.iter().map(not_made).collect();
        thread::scope(|scope| {
            let workers: Vec<_> = planned
                .iter()
                .map(|_| threads::spawn_scoped(scope, work))
                .collect::<Result<_>>()?;
            for worker in workers {
                let made = worker.join().expect("observing does not panic")?;
                for (index, run) in made.into_iter().filter(|(index, _)| is_made(*index)) {
                    runs[index] = run;
                }
            }
            Ok(runs)
        })
    }
}

/// The result of a run that was skipped.
fn not_made(planned: &PlannedRun) -> Run {
    Run {
        purpose: planned.purpose,
        scenario: planned.scenario.clone(),
        observation: World::new(planned, None).observation(&Ending::NotRun),
        ending: Ending::NotRun,
        cost: Duration::ZERO,
    }
}

struct Core<'a>(&'a Cores);

impl Drop for Core<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}
