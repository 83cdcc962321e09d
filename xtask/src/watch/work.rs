//! Runs jobs one after the other on a thread of its own.

use super::events::{Ending, Event, Job, Kind};
use crate::{
    desk::{Desk, Turn},
    hint, hints, trace,
};
use anyhow::{Context, Result, ensure};
use grader::{course::TASKS, outcome::TaskOutcome, process::Stop, threads};
use std::{
    slice,
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

/// How long watch waits for a job to end when it quits. Jobs stop within some hundredths of a second, unless another
/// process makes them wait.
const FAREWELL: Duration = Duration::from_secs(1);

/// A job and its input.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// The job.
    pub job: Job,
    /// The outcome of the task, for a hint.
    pub outcome: Option<TaskOutcome>,
}

/// The thread that runs the jobs.
#[derive(Debug)]
pub(super) struct Worker {
    /// `None` after the last job.
    requests: Option<Sender<(Request, Stop)>>,
    stop: Stop,
    /// Disconnected when the thread has ended.
    ended: Receiver<()>,
}

impl Worker {
    /// Starts a worker that calls `tell` with events.
    ///
    /// # Errors
    /// Fails if the toolchain or the dependencies cannot be determined.
    pub(super) fn new(
        mut desk: Desk,
        tell: impl Fn(Event) + Send + Sync + 'static,
    ) -> Result<Self> {
        let version = desk.grader().prebuilt().version()?;
        let (requests, receiver) = mpsc::channel::<(Request, Stop)>();
        let (sender, ended) = mpsc::channel();
        threads::spawn(move || {
            let _alive: Sender<()> = sender;
            for (request, stop) in receiver {
                let ending = work(&mut desk, &stop, &version, &request, &tell);
                let ending = ending.unwrap_or_else(|error| {
                    if stop.is_raised() {
                        Ending::Stopped
                    } else {
                        Ending::Failed(format!("{error:#}"))
                    }
                });
                tell(Event::Ended(request.job, ending));
            }
        })?;
        Ok(Self {
            requests: Some(requests),
            stop: Stop::default(),
            ended,
        })
    }

    /// Starts a job after the previous one has ended.
    pub(super) fn start(&mut self, request: Request) {
        self.stop = Stop::default();
        if let Some(requests) = &self.requests {
            // If the thread has panicked, that was reported already.
            let _ = requests.send((request, self.stop.clone()));
        }
    }

    /// Stops the last job.
    pub(super) fn stop(&self) {
        self.stop.raise();
    }
}

impl Drop for Worker {
    /// Ensures that no process is left running.
    fn drop(&mut self) {
        self.stop();
        self.requests = None;
        let _ = self.ended.recv_timeout(FAREWELL);
    }
}

fn work(
    desk: &mut Desk,
    stop: &Stop,
    version: &str,
    request: &Request,
    tell: &(impl Fn(Event) + Sync),
) -> Result<Ending> {
    let turn = desk.take_turn(|| tell(Event::Waiting))?;
    let now = desk.grader().prebuilt().version();
    ensure!(
        now.is_ok_and(|now| now == version),
        "The checker, a Cargo.toml or the toolchain has changed since watch was started. Quit it and start it again."
    );
    let building = |line: &str| tell(Event::Building(line.to_owned()));
    desk.restore(&building)?;
    tell(Event::Begun);
    let ending = do_job(&desk.with_stop(stop), request, &turn);
    if ending.is_ok() || desk.grader().prebuilt().is_intact() || stop.is_raised() {
        return ending;
    }
    // `cargo clean` ran in between.
    desk.restore(&building)?;
    tell(Event::Begun);
    do_job(&desk.with_stop(stop), request, &turn)
}

fn do_job(desk: &Desk, request: &Request, turn: &Turn) -> Result<Ending> {
    let task = &TASKS[request.job.task];
    match request.job.kind {
        Kind::Check => {
            let outcome = desk.check(task, turn)?;
            hints::forget_passed(desk.out(), slice::from_ref(&outcome))?;
            Ok(Ending::Checked(Box::new(outcome)))
        }
        Kind::Hint => {
            let outcome = request.outcome.as_ref();
            let outcome = outcome.context("There is no verdict to give a hint for.")?;
            Ok(Ending::Hinted(hint::lines(desk, outcome, turn)?))
        }
        Kind::Timeline => {
            let trace = trace::trace(desk, task, turn)?;
            Ok(Ending::Traced(Box::new(trace)))
        }
    }
}
