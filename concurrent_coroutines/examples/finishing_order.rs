//! Coroutines finish in the order of their waits. `join!` gives their results in the order of the
//! call, a `FuturesUnordered` in the order in which they come.
//!
//! ```text
//! the second has finished
//! the first has finished
//! the results: ("first", "second")
//! the second has finished
//! the second has come in
//! the first has finished
//! the first has come in
//! ```

use std::time::Duration;

use futures::{StreamExt, stream::FuturesUnordered};
use tokio::{join, time::sleep};

/// Works for the given number of seconds, and returns its name.
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

/// Runs both again, and takes each result when it comes.
pub async fn take_as_completed() {
    let mut both = FuturesUnordered::from_iter([work("first", 2), work("second", 1)]);
    while let Some(name) = both.next().await {
        println!("the {name} has come in");
    }
}

#[tokio::main]
async fn main() {
    join_both().await;
    take_as_completed().await;
}
