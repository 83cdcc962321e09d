//! Three coroutines at once: their waits overlap, so three seconds of waiting take one.
//!
//! ```text
//! Hello, Ada!
//! Hello, Grace!
//! Hello, Edsger!
//! Goodbye, Ada!
//! Goodbye, Grace!
//! Goodbye, Edsger!
//! three greetings in 1.0 s
//! ```
//!
//! The three goodbyes come at the same moment, so their order may differ.

use std::time::Duration;

use tokio::{
    join,
    // Tokio's clock is the standard library's, but tests can let it jump.
    time::{Instant, sleep},
};

/// Says hello, and a second later goodbye.
pub async fn greet(name: &str) {
    println!("Hello, {name}!");
    sleep(Duration::from_secs(1)).await;
    println!("Goodbye, {name}!");
}

/// Greets three people at once.
pub async fn greet_three() {
    let start = Instant::now();
    join!(greet("Ada"), greet("Grace"), greet("Edsger"));
    println!("three greetings in {:.1} s", start.elapsed().as_secs_f64());
}

#[tokio::main]
async fn main() {
    greet_three().await;
}
