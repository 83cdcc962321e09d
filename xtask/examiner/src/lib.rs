//! The part of the grader that runs in the exam program, together with the learner's code.
//!
//! An exam program is a few generated lines that pass the learner's function to one of the functions below. These make
//! the calls of a scenario, and report what happens. They never judge, and do not know the delays: the grader ends the
//! waits.
//!
//! Learners' crates are compiled against stand-ins that depend on this crate, but cannot import it. So they can neither
//! read nor change its records.

#![warn(unreachable_pub)]

mod channel;
#[cfg(exact_clock)]
pub mod clock;
#[cfg(target_os = "linux")]
pub mod confine;
mod grader_link;
pub mod record;
mod run;
mod start;
mod time;

use futures::future::LocalBoxFuture;
use grader_link::GraderLink;
use protocol::{EventKind, Ready, Request, Scenario};
use std::{env, io, process::ExitCode, thread};
use tokio::task::JoinHandle;

/// A learner's function, by its shape.
enum LearnerFunction {
    Number(Box<dyn Fn(Request) -> LocalBoxFuture<'static, f64> + Sync>),
    List(Box<dyn Fn(Request) -> LocalBoxFuture<'static, Vec<f64>> + Sync>),
    Task(Box<dyn Fn(Request) -> JoinHandle<f64> + Sync>),
    Blocking(Box<dyn Fn(Request) -> f64 + Sync>),
}

/// Examines a function like `async fn(max_delay) -> f64`, and the value of its crate's constant.
pub fn number<F>(constant: Option<u32>, function: impl Fn(u32) -> F + Sync + 'static) -> ExitCode
where
    F: Future<Output = f64> + 'static,
{
    let function = Box::new(move |request: Request| {
        Box::pin(function(request.max_delay)) as LocalBoxFuture<'static, f64>
    });
    examine(LearnerFunction::Number(function), constant)
}

/// Examines a function like `async fn(n, max_delay) -> Vec<f64>`.
pub fn list<F>(function: impl Fn(usize, u32) -> F + Sync + 'static) -> ExitCode
where
    F: Future<Output = Vec<f64>> + 'static,
{
    let function = Box::new(move |request: Request| {
        Box::pin(function(request.n, request.max_delay)) as LocalBoxFuture<'static, Vec<f64>>
    });
    examine(LearnerFunction::List(function), None)
}

/// Examines a function like `fn(max_delay) -> JoinHandle<f64>`.
pub fn task(function: impl Fn(u32) -> JoinHandle<f64> + Sync + 'static) -> ExitCode {
    let function = Box::new(move |request: Request| function(request.max_delay));
    examine(LearnerFunction::Task(function), None)
}

/// Examines a function like `fn(n, max_delay) -> f64` that brings a runtime of its own.
pub fn blocking(function: impl Fn(usize, u32) -> f64 + Sync + 'static) -> ExitCode {
    let function = Box::new(move |request: Request| function(request.n, request.max_delay));
    examine(LearnerFunction::Blocking(function), None)
}

fn examine(subject: LearnerFunction, constant: Option<u32>) -> ExitCode {
    match answer(&subject, constant) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("examiner: {error}");
            ExitCode::from(protocol::EXAMINER_FAILED)
        }
    }
}

/// Runs the grader's scenario, and then waits until the grader ends the program.
fn answer(subject: &LearnerFunction, constant: Option<u32>) -> io::Result<()> {
    let mut channel = channel::open()?;
    let must_confine = env::args().nth(1).as_deref() == Some(protocol::CONFINED);
    let confined = if must_confine { confine() } else { Ok(()) };
    let ready: Ready = confined
        .map(|()| constant)
        .map_err(|error| error.to_string());
    protocol::write_frame(&mut channel, &ready)?;
    if ready.is_err() {
        return Ok(());
    }
    let scenario: Scenario = protocol::read_frame(&mut channel)?;
    start::start(&scenario, GraderLink::new(channel))?;
    on_a_thread(subject, &scenario)?;
    record::note(EventKind::Over);
    loop {
        thread::park();
    }
}

/// The stack size of the thread that calls the learner's function, in bytes: the same as for main threads.
const STACK: usize = 8 << 20;

/// Runs the scenario on another thread. On the main thread, the standard library could not recognize a stack overflow:
/// it reads the end of that stack from a file that the sandbox hides.
fn on_a_thread(subject: &LearnerFunction, scenario: &Scenario) -> io::Result<()> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("main".to_owned());
        thread
            .stack_size(STACK)
            .spawn_scoped(scope, || run::run(subject, scenario))?
            .join()
            .map_err(|_| io::Error::other("it panicked"))?
    })
}

#[cfg(target_os = "linux")]
use confine::confine;

#[cfg(not(target_os = "linux"))]
fn confine() -> io::Result<()> {
    Ok(())
}
