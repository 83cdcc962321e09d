//! Waits three times, one after the other, and prints each delay.

use basic_async_syntax::{DEFAULT_MAX_DELAY, wait_random};

#[tokio::main]
async fn main() {
    println!("{}", wait_random(DEFAULT_MAX_DELAY).await);
    println!("{}", wait_random(5).await);
    println!("{}", wait_random(15).await);
}
