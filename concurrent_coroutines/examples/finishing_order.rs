//! Coroutines finish in the order of their waits; their results keep the order of the call.
//!
//! ```text
//! the second has finished
//! the first has finished
//! the results: ("first", "second")
//! ```

use std::time::Duration;

use tokio::{join, time::sleep};

/// Works for so many seconds, and returns its name.
pub async fn work(name: &str, seconds: u64) -> &str {
    sleep(Duration::from_secs(seconds)).await;
    println!("the {name} has finished");
    name
}

/// Joins a long and a short coroutine, in this order.
pub async fn join_both() {
    let results = join!(work("first", 2), work("second", 1));
    println!("the results: {results:?}");
}

#[tokio::main]
async fn main() {
    join_both().await;
}
