//! The same two coroutines, first one after the other, then as two tasks.
//!
//! ```text
//! hello
//! world
//! one after the other: 3.0 s
//! hello
//! world
//! as two tasks: 2.0 s
//! ```

use std::time::Duration;

use tokio::{
    task::JoinError,
    // Tokio's clock is the standard library's, but tests can let it jump.
    time::{Instant, sleep},
};

/// Says something after the given number of seconds.
pub async fn say_after(seconds: u64, what: &str) {
    sleep(Duration::from_secs(seconds)).await;
    println!("{what}");
}

/// The second wait begins when the first is over: 1 s + 2 s.
pub async fn sequential() {
    let start = Instant::now();
    say_after(1, "hello").await;
    say_after(2, "world").await;
    println!(
        "one after the other: {:.1} s",
        start.elapsed().as_secs_f64()
    );
}

/// Both waits begin when the tasks are spawned, so they take as long as the longer: 2 s.
pub async fn concurrent() -> Result<(), JoinError> {
    let start = Instant::now();
    let hello = tokio::spawn(say_after(1, "hello"));
    let world = tokio::spawn(say_after(2, "world"));
    hello.await?;
    world.await?;
    println!("as two tasks: {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), JoinError> {
    sequential().await;
    concurrent().await
}
