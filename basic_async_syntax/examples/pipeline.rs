//! Two steps, of which the second needs the result of the first: they are awaited one after the
//! other on purpose.
//!
//! ```text
//! fetching ...
//! fetched [3, 1, 4, 1, 5]
//! processing ...
//! the sum is 14
//! ```
//!
//! Fetching takes two seconds and processing one, so three in all.

use std::time::Duration;

use tokio::time::sleep;

/// Stands for a slow source of data, such as a database.
pub async fn fetch() -> Vec<u32> {
    println!("fetching ...");
    sleep(Duration::from_secs(2)).await;
    vec![3, 1, 4, 1, 5]
}

/// Stands for a slow service that works on the data.
pub async fn process(data: Vec<u32>) -> u32 {
    println!("processing ...");
    sleep(Duration::from_secs(1)).await;
    data.into_iter().sum()
}

/// Fetches, then processes what was fetched.
pub async fn pipeline() {
    let data = fetch().await;
    println!("fetched {data:?}");
    let sum = process(data).await;
    println!("the sum is {sum}");
}

#[tokio::main]
async fn main() {
    pipeline().await;
}
