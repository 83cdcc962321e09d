//! A task fetches data in the background while other work goes on, and is awaited at the end.
//!
//! ```text
//! other work, step 1
//! other work, step 2
//! other work, step 3
//! the data is there
//! fetched [1, 2, 3]
//! ```
//!
//! All of it takes the two seconds of the fetching; the other work takes no time on top.

use std::time::Duration;

use tokio::{task::JoinError, time::sleep};

/// Stands for a slow source of data.
pub async fn fetch_data() -> [u32; 3] {
    sleep(Duration::from_secs(2)).await;
    println!("the data is there");
    [1, 2, 3]
}

/// Works while the data is on its way.
pub async fn fetch_in_the_background() -> Result<(), JoinError> {
    let task = tokio::spawn(fetch_data());

    for step in 1..=3 {
        sleep(Duration::from_millis(500)).await;
        println!("other work, step {step}");
    }

    let data = task.await?;
    println!("fetched {data:?}");
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), JoinError> {
    fetch_in_the_background().await
}
