//! One coroutine: it prints, waits for a second without blocking its thread, and prints again.
//!
//! ```text
//! Hello ...
//! ... world!
//! ```

use std::time::Duration;

use tokio::time::sleep;

/// Says hello, and a second later whom it greets.
pub async fn say_hello() {
    println!("Hello ...");
    sleep(Duration::from_secs(1)).await;
    println!("... world!");
}

#[tokio::main]
async fn main() {
    // The call alone would print nothing: `.await` is what runs the coroutine.
    say_hello().await;
}
