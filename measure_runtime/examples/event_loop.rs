//! What a runtime does: on one thread it runs a task until it waits, then another one.
//!
//! ```text
//! ThreadId(1): A, step 1
//! ThreadId(1): B, step 1
//! ThreadId(1): B, step 2
//! ThreadId(1): A, step 2
//! ThreadId(1): A, step 3
//! ThreadId(1): B, step 3
//! ThreadId(1): nothing is left to run: the thread sleeps until a timer ends
//! ThreadId(1): C, after its wait
//! ```
//!
//! The steps alternate; which task comes first in a round is up to the runtime.

use std::{thread, time::Duration};

use tokio::{
    task::{JoinError, yield_now},
    time::sleep,
};

/// Takes three steps; between two of them it lets others run.
pub async fn steps(name: &str) {
    for step in 1..=3 {
        println!("{:?}: {name}, step {step}", thread::current().id());
        yield_now().await;
    }
}

/// Waits for a second: for that long, the loop has no reason to look at it.
pub async fn wait() {
    sleep(Duration::from_secs(1)).await;
    println!("{:?}: C, after its wait", thread::current().id());
}

/// Hands three tasks to the runtime, which takes them in turn.
pub async fn run_three_tasks() -> Result<(), JoinError> {
    let a = tokio::spawn(steps("A"));
    let b = tokio::spawn(steps("B"));
    let c = tokio::spawn(wait());
    a.await?;
    b.await?;
    let thread = thread::current().id();
    println!("{thread:?}: nothing is left to run: the thread sleeps until a timer ends");
    c.await
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), JoinError> {
    run_three_tasks().await
}
