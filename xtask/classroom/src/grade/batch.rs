//! Grades many submissions, several at a time.
//!
//! There are more threads than cores: while one waits for a disk or a process, another one can run. Computation takes
//! turns on the cores (see [`Observer`](grader::observe::Observer)). Each thread holds one submission in memory, so
//! memory does not grow with the class.
//!
//! If the grader fails on a submission, it tries again after all others are done, and then a third time. The second
//! and third attempts run alone, since the first one may have failed because of the machine's load.

use super::{
    marking::{Attempt, Grade, Job, Marking, Step},
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
    /// The number of submissions in progress at a time.
    pub workers: usize,
    /// The pauses before the second and the third attempt.
    pub pauses: [Duration; 2],
}

/// How a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Every submission was processed.
    Complete,
    /// A stop was requested.
    Interrupted,
}

/// An event of a batch.
#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A submission's result was up to date.
    Unchanged(Brief),
    /// A submission's result was written.
    Written(Brief),
    /// The grader failed on this submission, for this reason, and will try again.
    Postponed(String, String),
}

/// After this many failures in a row, the grader tests itself with a correct solution.
const FAILURES_BEFORE_SELF_TEST: usize = 20;

/// How often a waiting batch checks for a stop.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Grades all submissions, and reports each event. `stop` ends the batch soon. On an error the batch raises `stop`
/// itself, to end the work in progress.
///
/// # Errors
/// Fails if the grader cannot grade any submission. The results so far are written.
pub(super) fn run<G: Grade>(
    marking: &Marking<G>,
    jobs: Vec<Job>,
    plan: Plan,
    stop: &Stop,
    mut report: impl FnMut(Event),
) -> Result<Ended> {
    let mut left = jobs;
    let pauses = [Duration::ZERO, plan.pauses[0], plan.pauses[1]];
    for (attempt, pause) in Attempt::ALL.into_iter().zip(pauses) {
        if left.is_empty() || !wait(pause, stop) {
            break;
        }
        let workers = match attempt.machine() {
            MachineUse::Shared => plan.workers,
            MachineUse::Exclusive => 1,
        };
        let mut postponed = Vec::new();
        let mut failed_in_a_row = 0;
        run_once(marking, left, workers, attempt, stop, |mut job, step| {
            failed_in_a_row += 1;
            match step {
                Step::Unchanged(brief) => {
                    failed_in_a_row = 0;
                    report(Event::Unchanged(brief));
                }
                Step::Written(brief) => {
                    failed_in_a_row = 0;
                    report(Event::Written(brief));
                }
                Step::Postponed(why, partial) => {
                    report(Event::Postponed(job.entry.name.clone(), why));
                    if failed_in_a_row == FAILURES_BEFORE_SELF_TEST {
                        failed_in_a_row = 0;
                        marking.ensure_works(stop)?;
                    }
                    job.partial = partial;
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

/// Processes each of these submissions once.
fn run_once<G: Grade>(
    marking: &Marking<G>,
    jobs: Vec<Job>,
    workers: usize,
    attempt: Attempt,
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
        // The channel has no buffer: after a failure no worker begins another job.
        let (sender, steps) = mpsc::sync_channel(0);
        for _ in 0..workers {
            let (sender, next) = (sender.clone(), &next);
            threads::spawn_scoped(scope, move || {
                while let Some(job) = next() {
                    let step = marking.grade_job(&job, attempt, stop);
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

/// Waits, and returns `false` if a stop was requested.
fn wait(pause: Duration, stop: &Stop) -> bool {
    let until = Instant::now() + pause;
    while !stop.is_raised() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return true;
        }
        thread::sleep(left.min(POLL_INTERVAL));
    }
    false
}
