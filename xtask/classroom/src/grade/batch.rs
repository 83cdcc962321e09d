//! Many submissions, several at a time.
//!
//! More submissions are under way than there are cores: while one waits for a disk or a process, another goes on. What
//! computes takes turns on the cores (see [`Observer`](grader::observe::Observer)). Each thread
//! holds one submission in memory, so memory does not grow with the class.
//!
//! Where the grader fails, the submission is tried again when all others are done, and a third time after that, both
//! times alone: what fails because the machine is too busy does not then.

use super::{
    marking::{Grade, Job, Marking, Step, Try},
    summary::Brief,
};
use anyhow::Result;
use grader::{grading::MachineUse, process::Stop, threads};
use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

/// How a batch is run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// How many submissions are under way at a time.
    pub workers: usize,
    /// How long to wait before the second and the third try.
    pub pauses: [Duration; 2],
}

/// How a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Every submission has been seen to.
    Complete,
    /// It was told to stop.
    Interrupted,
}

/// What has just happened.
#[derive(Clone, Debug)]
pub(super) enum News {
    /// A submission's result was there already.
    Unchanged(Brief),
    /// A submission's result was written.
    Written(Brief),
    /// The grader failed on this submission, and will try again.
    Postponed(String, String),
}

/// If the grader fails on so many submissions in a row, it is tried on what is known to be right.
const SUSPICIOUS: usize = 20;

/// How often a batch looks whether it was told to stop.
const GLANCE: Duration = Duration::from_millis(50);

/// Sees to all submissions, and tells what happens. `stop` makes it end soon, and it raises that itself if it fails, to
/// end what is under way.
///
/// # Errors
/// Fails if the grader cannot go on with any submission; all results so far are written.
pub(super) fn run<G: Grade>(
    marking: &Marking<G>,
    jobs: Vec<Job>,
    plan: Plan,
    stop: &Stop,
    mut tell: impl FnMut(News),
) -> Result<Ended> {
    let mut left = jobs;
    let pauses = [Duration::ZERO, plan.pauses[0], plan.pauses[1]];
    for (this, pause) in Try::ALL.into_iter().zip(pauses) {
        if left.is_empty() || !wait(pause, stop) {
            break;
        }
        let workers = match this.machine() {
            MachineUse::Shared => plan.workers,
            MachineUse::Exclusive => 1,
        };
        let mut postponed = Vec::new();
        let mut failed_in_a_row = 0;
        stage(marking, left, workers, this, stop, |mut job, step| {
            failed_in_a_row += 1;
            match step {
                Step::Unchanged(brief) => {
                    failed_in_a_row = 0;
                    tell(News::Unchanged(brief));
                }
                Step::Written(brief) => {
                    failed_in_a_row = 0;
                    tell(News::Written(brief));
                }
                Step::Postponed(why, partly) => {
                    tell(News::Postponed(job.entry.name.clone(), why));
                    if failed_in_a_row == SUSPICIOUS {
                        failed_in_a_row = 0;
                        marking.ensure_works(stop)?;
                    }
                    job.partly = partly;
                    postponed.push(job);
                }
                Step::Abandoned => {}
            }
            Ok(())
        })?;
        if failed_in_a_row > 0 {
            marking.ensure_works(stop)?;
        }
        left = postponed;
    }
    Ok(if stop.is_raised() {
        Ended::Interrupted
    } else {
        Ended::Complete
    })
}

/// Sees to each of these submissions once.
fn stage<G: Grade>(
    marking: &Marking<G>,
    jobs: Vec<Job>,
    workers: usize,
    this: Try,
    stop: &Stop,
    mut take: impl FnMut(Job, Step) -> Result<()>,
) -> Result<()> {
    let workers = workers.clamp(1, jobs.len().max(1));
    let queue = Mutex::new(VecDeque::from(jobs));
    let next = || {
        let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.pop_front().filter(|_| !stop.is_raised())
    };
    thread::scope(|scope| {
        // No worker goes on before its step is taken: after a failure none begins another job.
        let (sender, steps) = mpsc::sync_channel(0);
        for _ in 0..workers {
            let (sender, next) = (sender.clone(), &next);
            threads::spawn_scoped(scope, move || {
                while let Some(job) = next() {
                    let step = marking.see_to(&job, this, stop);
                    if sender.send((job, step)).is_err() {
                        break;
                    }
                }
            })?;
        }
        drop(sender);
        let mut failure = None;
        for (job, step) in steps {
            if let Err(error) = step.and_then(|step| take(job, step)) {
                stop.raise();
                failure.get_or_insert(error);
            }
        }
        failure.map_or(Ok(()), Err)
    })
}

/// Waits, unless told to stop; whether that did not happen.
fn wait(pause: Duration, stop: &Stop) -> bool {
    let until = Instant::now() + pause;
    while !stop.is_raised() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return true;
        }
        thread::sleep(left.min(GLANCE));
    }
    false
}
