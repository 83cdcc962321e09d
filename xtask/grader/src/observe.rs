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
pub(crate) use scenarios::alone;
pub use scenarios::{Planned, picture, plan};

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

/// The processor time that the runs of a task may use together. The heaviest right solution that is known, in which one
/// thread looks at the clock while another yields, uses 30 s.
pub(crate) const BUDGET: Duration = Duration::from_secs(60);

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

    /// An observer that works like this one, on one core that it shares with nobody.
    pub(crate) fn on_one_core(&self) -> Self {
        Self {
            stop: self.stop.clone(),
            ..Self::with_cores(self.sandbox, 1)
        }
    }

    /// Does work that keeps a core busy, when one is free.
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

    /// Fails if this observer is asked to stop.
    pub(crate) fn go_on(&self) -> Result<()> {
        self.stop.go_on()
    }

    /// Runs scenarios with an exam program, each in a process of its own. When runs have used up the [`BUDGET`], those that are
    /// planned after them are not made.
    ///
    /// # Errors
    /// Fails if the grader itself cannot do its work, or is asked to stop.
    pub fn observe(&self, program: &Path, planned: &[Planned]) -> Result<Vec<Exhibit>> {
        let next = AtomicUsize::new(0);
        let costs = Mutex::new(BTreeMap::new());
        let costs = || costs.lock().unwrap_or_else(PoisonError::into_inner);
        // Those before a run decide, however many runs are under way at the same time.
        let is_made = |index: usize| {
            costs()
                .range(..index)
                .map(|(_, cost)| *cost)
                .sum::<Duration>()
                < BUDGET
        };
        let work = || -> Result<Vec<(usize, Exhibit)>> {
            let mut made = Vec::new();
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(planned) = planned.get(index) else {
                    return Ok(made);
                };
                let run = || is_made(index).then(|| Session::open(self, program)?.run(planned));
                let run = match planned.scenario.clock {
                    Clock::Exact => self.on_a_core(run),
                    // It mostly sleeps.
                    Clock::Real => run(),
                };
                if let Some(exhibit) = run.transpose()? {
                    costs().insert(index, exhibit.cost);
                    made.push((index, exhibit));
                }
            }
        };
        let mut exhibits: Vec<Exhibit> = planned.iter().map(not_made).collect();
        thread::scope(|scope| {
            let workers: Vec<_> = planned
                .iter()
                .map(|_| threads::spawn_scoped(scope, work))
                .collect::<Result<_>>()?;
            for worker in workers {
                let made = worker.join().expect("observing does not panic")?;
                for (index, exhibit) in made.into_iter().filter(|(index, _)| is_made(*index)) {
                    exhibits[index] = exhibit;
                }
            }
            Ok(exhibits)
        })
    }
}

/// A run that is not made.
fn not_made(planned: &Planned) -> Exhibit {
    Exhibit {
        purpose: planned.purpose,
        scenario: planned.scenario.clone(),
        observation: World::new(planned, None).observation(&Ending::NotMade),
        ending: Ending::NotMade,
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
