//! Five coroutines sleep at the same time, each for a time of its own choice.
//!
//! ```text
//! Ada sleeps for 3 s
//! Alan sleeps for 1 s
//! Barbara sleeps for 5 s
//! Edsger sleeps for 2 s
//! Grace sleeps for 2 s
//! Alan is done
//! ...
//! Barbara is done
//! ```
//!
//! The numbers differ from run to run; who sleeps longest is done last.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::sleep;

/// Who sleeps.
pub const NAMES: [&str; 5] = ["Ada", "Alan", "Barbara", "Edsger", "Grace"];

/// Says how long it will sleep, sleeps, and says that it is done.
pub async fn nap(name: &str) {
    // `1..=5` is from 1 to 5, both included; `1..5` would leave out the 5.
    let seconds = rand::random_range(1..=5);
    println!("{name} sleeps for {seconds} s");
    sleep(Duration::from_secs(seconds)).await;
    println!("{name} is done");
}

/// Lets all five sleep at once.
pub async fn nap_together() {
    join_all(NAMES.map(nap)).await;
}

#[tokio::main]
async fn main() {
    nap_together().await;
}
