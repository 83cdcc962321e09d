//! The part of the grader that runs beside a learner's code, in an exam program's process.
//!
//! An exam program is a few generated lines that hand the learner's function to one of the functions
//! below. For each scenario that it reads, it calls the function as the scenario says, and answers with an
//! observation. It never judges.
//!
//! Learners' crates are compiled against stand-ins that depend on this crate, but never get it by name:
//! they can neither read nor write what is recorded here.

mod blocking;
mod channel;
#[cfg(target_os = "linux")]
mod confine;
mod metronome;
mod processor;
pub mod recorder;
mod run;

use futures::future::LocalBoxFuture;
use protocol::{Answer as Sent, Observation, Ready, Request, Scenario};
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
    match answer_all(&subject, constant) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("examiner: {error}");
            ExitCode::from(protocol::EXAMINER_FAILED)
        }
    }
}

/// Answers scenarios until no more come.
fn answer_all(subject: &Subject, constant: Option<u32>) -> io::Result<()> {
    let mut channel = channel::open()?;
    let must_confine = env::args().nth(2).as_deref() == Some(protocol::CONFINED);
    let confined = if must_confine { confine() } else { Ok(()) };
    let ready: Ready = confined.map_err(|error| error.to_string());
    protocol::write_frame(&mut channel, &ready)?;
    if ready.is_err() {
        return Ok(());
    }
    loop {
        let scenario: Scenario = match protocol::read_frame(&mut channel) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            read => read?,
        };
        let sent: Sent = match on_a_thread(subject, &scenario)? {
            Ok(observation) => Ok(Observation {
                constant,
                ..observation
            }),
            Err(error) => Err(error.to_string()),
        };
        protocol::write_frame(&mut channel, &sent)?;
    }
}

/// Examines on a thread of its own: the standard library finds the end of the main thread's stack in a file that is
/// hidden, and without it could not tell an overflow from other crashes.
fn on_a_thread(subject: &Subject, scenario: &Scenario) -> io::Result<io::Result<Observation>> {
    let stack = usize::try_from(scenario.stack).map_err(io::Error::other)?;
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("main".to_owned());
        thread
            .stack_size(stack)
            .spawn_scoped(scope, || run::run(subject, scenario))?
            .join()
            // Its message has been printed.
            .map_err(|_| io::Error::other("it panicked"))
    })
}

#[cfg(target_os = "linux")]
use confine::confine;

#[cfg(not(target_os = "linux"))]
fn confine() -> io::Result<()> {
    Ok(())
}
