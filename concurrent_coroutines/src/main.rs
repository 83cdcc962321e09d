//! Prints three lists of delays, each in ascending order.

use concurrent_coroutines::wait_n;

#[tokio::main]
async fn main() {
    println!("{:?}", wait_n(5, 5).await);
    println!("{:?}", wait_n(10, 7).await);
    println!("{:?}", wait_n(10, 0).await);
}
