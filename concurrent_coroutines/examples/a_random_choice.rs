//! Ten coroutines, of which five are chosen at random and run. The others never start.
//!
//! ```text
//! number 7 runs
//! number 2 runs
//! number 3 runs
//! number 10 runs
//! number 6 runs
//! 5 of 10 have run: [7, 2, 3, 10, 6]
//! ```
//!
//! The numbers differ from run to run.

use std::time::Duration;

use futures::future::join_all;
use rand::seq::IteratorRandom;
use tokio::time::sleep;

/// Says that it runs, and returns its number a second later.
pub async fn work(number: u32) -> u32 {
    println!("number {number} runs");
    sleep(Duration::from_secs(1)).await;
    number
}

/// Makes ten coroutines and runs five of them.
pub async fn run_five_of_ten() {
    let coroutines = (1..=10).map(work);
    // Nothing has run yet, and what is not chosen never will.
    let chosen = coroutines.sample(&mut rand::rng(), 5);
    let numbers = join_all(chosen).await;
    println!("{} of 10 have run: {numbers:?}", numbers.len());
}

#[tokio::main]
async fn main() {
    run_five_of_ten().await;
}
