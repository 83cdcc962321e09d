//! The part of the grader that runs beside a learner's code, in an exam program's process.
//!
//! An exam program is a few generated lines that hand the learner's function to one of the functions
//! below. That calls the function as a scenario says, and reports what happens. It never judges, and does not know how long
//! waits take: the grader ends them.
//!
//! Learners' crates are compiled against stand-ins that depend on this crate, but never get it by name:
//! they can neither read nor write what is recorded here.

#![warn(unreachable_pub)]

mod channel;
#[cfg(exact_clock)]
pub mod clock;
#[cfg(target_os = "linux")]
pub mod confine;
mod outside;
pub mod record;
mod run;
mod start;
mod time;

use futures::future::LocalBoxFuture;
use outside::Outside;
use protocol::{Ready, Request, Scenario, What};
use std::{env, io, process::ExitCode, thread};
use tokio::task::JoinHandle;

/// A learner's function, by what has to be done with it.
enum Subject {
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
    examine(Subject::Number(function), constant)
}

/// Examines a function like `async fn(n, max_delay) -> Vec<f64>`.
pub fn list<F>(function: impl Fn(usize, u32) -> F + Sync + 'static) -> ExitCode
where
    F: Future<Output = Vec<f64>> + 'static,
{
    let function = Box::new(move |request: Request| {
        Box::pin(function(request.n, request.max_delay)) as LocalBoxFuture<'static, Vec<f64>>
    });
    examine(Subject::List(function), None)
}

/// Examines a function like `fn(max_delay) -> JoinHandle<f64>`.
pub fn task(function: impl Fn(u32) -> JoinHandle<f64> + Sync + 'static) -> ExitCode {
    let function = Box::new(move |request: Request| function(request.max_delay));
    examine(Subject::Task(function), None)
}

/// Examines a function like `fn(n, max_delay) -> f64` that brings a runtime of its own.
pub fn blocking(function: impl Fn(usize, u32) -> f64 + Sync + 'static) -> ExitCode {
    let function = Box::new(move |request: Request| function(request.n, request.max_delay));
    examine(Subject::Blocking(function), None)
}

fn examine(subject: Subject, constant: Option<u32>) -> ExitCode {
    match answer(&subject, constant) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("examiner: {error}");
            ExitCode::from(protocol::EXAMINER_FAILED)
        }
    }
}

/// Runs the scenario that the grader wants, and then waits to be ended.
fn answer(subject: &Subject, constant: Option<u32>) -> io::Result<()> {
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
    start::start(&scenario, Outside::new(channel))?;
    on_a_thread(subject, &scenario)?;
    record::note(What::Over);
    loop {
        thread::park();
    }
}

/// The stack of the thread that learners' functions are called on, in bytes: as large as that of main threads.
const STACK: usize = 8 << 20;

/// Examines on a thread of its own: the standard library finds the end of the main thread's stack in a file that is
/// hidden, and without it could not tell an overflow from other crashes.
fn on_a_thread(subject: &Subject, scenario: &Scenario) -> io::Result<()> {
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
