//! Five coroutines sleep at the same time, each for a random time of its own.
//!
//! ```text
//! Ada sleeps for 2.3 s
//! Alan sleeps for 1.1 s
//! Barbara sleeps for 2.9 s
//! Edsger sleeps for 1.8 s
//! Grace sleeps for 1.5 s
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
    // `1.0..=3.0` is from 1 to 3, both included; `1.0..3.0` would leave out the 3.
    let seconds = rand::random_range(1.0..=3.0);
    println!("{name} sleeps for {seconds:.1} s");
    sleep(Duration::from_secs_f64(seconds)).await;
    println!("{name} is done");
}

/// Lets all five sleep at once.
pub async fn nap_together() {
    // Runs all of them at the same time; task 1 is about that.
    join_all(NAMES.map(nap)).await;
}

#[tokio::main]
async fn main() {
    nap_together().await;
}
