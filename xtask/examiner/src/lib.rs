//! The part of the grader that runs beside a learner's code, in an exam program's process.
//!
//! An exam program is a few generated lines that hand the learner's function to one of the functions
//! below. It reads a scenario, calls the function as the scenario says, and answers with an observation.
//! It never judges.
//!
//! Learners' crates are compiled against stand-ins that depend on this crate, but never get it by name:
//! they can neither read nor write what is recorded here.

mod channel;
#[cfg(target_os = "linux")]
mod confine;
mod metronome;
pub mod recorder;
mod run;

use futures::future::LocalBoxFuture;
use protocol::{Observation, Request};
use std::process::ExitCode;
use tokio::task::JoinHandle;

/// What a learner's function answered.
enum Answer {
    Number(f64),
    List(Vec<f64>),
}

/// A learner's function, by what has to be done with it.
enum Subject {
    Future(Box<dyn Fn(Request) -> LocalBoxFuture<'static, Answer>>),
    Task(Box<dyn Fn(Request) -> JoinHandle<f64>>),
    Blocking(Box<dyn Fn(Request) -> f64>),
}

/// Examines a function like `async fn(max_delay) -> f64`, and the value of its crate's constant.
pub fn number<F>(constant: Option<u32>, function: impl Fn(u32) -> F + 'static) -> ExitCode
where
    F: Future<Output = f64> + 'static,
{
    let function = Box::new(move |request: Request| {
        let future = function(request.max_delay);
        Box::pin(async move { Answer::Number(future.await) }) as LocalBoxFuture<'static, Answer>
    });
    examine(Subject::Future(function), constant)
}

/// Examines a function like `async fn(n, max_delay) -> Vec<f64>`.
pub fn list<F>(function: impl Fn(usize, u32) -> F + 'static) -> ExitCode
where
    F: Future<Output = Vec<f64>> + 'static,
{
    let function = Box::new(move |request: Request| {
        let future = function(request.n, request.max_delay);
        Box::pin(async move { Answer::List(future.await) }) as LocalBoxFuture<'static, Answer>
    });
    examine(Subject::Future(function), None)
}

/// Examines a function like `fn(max_delay) -> JoinHandle<f64>`.
pub fn task(function: impl Fn(u32) -> JoinHandle<f64> + 'static) -> ExitCode {
    let function = Box::new(move |request: Request| function(request.max_delay));
    examine(Subject::Task(function), None)
}

/// Examines a function like `fn(n, max_delay) -> f64` that brings a runtime of its own.
pub fn blocking(function: impl Fn(usize, u32) -> f64 + 'static) -> ExitCode {
    let function = Box::new(move |request: Request| function(request.n, request.max_delay));
    examine(Subject::Blocking(function), None)
}

fn examine(subject: Subject, constant: Option<u32>) -> ExitCode {
    match channel::open().and_then(|mut channel| {
        let scenario = protocol::read_frame(&mut channel)?;
        #[cfg(target_os = "linux")]
        confine::confine()?;
        let observation = Observation {
            constant,
            ..run::run(&subject, &scenario)?
        };
        protocol::write_frame(&mut channel, &observation)
    }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("examiner: {error}");
            ExitCode::from(protocol::EXAMINER_FAILED)
        }
    }
}
