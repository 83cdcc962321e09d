//! A task that takes 5 s is given 3 s. Running out of time is a value, not a panic.
//!
//! ```text
//! working ...
//! timed out after 3 s
//! the task was stopped: true
//! ```

use std::time::Duration;

use tokio::time::{sleep, timeout};

/// Takes five seconds.
pub async fn slow_work() -> u32 {
    println!("working ...");
    sleep(Duration::from_secs(5)).await;
    println!("done");
    42
}

/// Waits for the task, but no longer than three seconds.
pub async fn wait_at_most_three_seconds() {
    let mut task = tokio::spawn(slow_work());
    // By reference: the handle is needed again. Dropping a handle lets its task run on.
    match timeout(Duration::from_secs(3), &mut task).await {
        Ok(Ok(answer)) => println!("the answer is {answer}"),
        Ok(Err(error)) => println!("the task has failed: {error}"),
        Err(_elapsed) => {
            println!("timed out after 3 s");
            task.abort();
            let stopped = task.await.is_err_and(|error| error.is_cancelled());
            println!("the task was stopped: {stopped}");
        }
    }
}

#[tokio::main]
async fn main() {
    wait_at_most_three_seconds().await;
}
