//! Fetches pages with a real HTTP client, first one after the other, then all at once.
//!
//! Run it with `cargo run -p task_wait_n --features fetch --example fetch_pages`, followed by URLs.
//! Without URLs it fetches from three servers of its own, each of which takes 0.5 s to answer:
//!
//! ```text
//! http://127.0.0.1:37241/: 1000 bytes
//! http://127.0.0.1:41675/: 2000 bytes
//! http://127.0.0.1:45513/: 3000 bytes
//! one after the other: 1.51 s
//! http://127.0.0.1:45513/: 3000 bytes
//! http://127.0.0.1:37241/: 1000 bytes
//! http://127.0.0.1:41675/: 2000 bytes
//! all at once: 0.50 s
//! ```

// The HTTP client is there with the feature only, so that nobody else has to build it.
#![cfg(feature = "fetch")]

pub mod server;

use std::{env, error::Error, iter::successors, time::Duration, time::Instant};

use reqwest::Client;
use tokio::task::JoinSet;

/// Fetches a page, and prints its size or why there is none.
pub async fn fetch(client: Client, url: String) {
    let page = async {
        let response = client.get(&url).send().await?.error_for_status()?;
        response.bytes().await
    };
    match page.await {
        Ok(bytes) => println!("{url}: {} bytes", bytes.len()),
        Err(error) => {
            let causes = successors(error.source(), |&cause| cause.source());
            let causes: String = causes.map(|cause| format!(": {cause}")).collect();
            println!("{url}: failed: {}{causes}", error.without_url());
        }
    }
}

/// Fetches the pages, one after the other and then as tasks that run all at once.
pub async fn compare(client: Client, urls: Vec<String>) {
    let start = Instant::now();
    for url in &urls {
        fetch(client.clone(), url.clone()).await;
    }
    println!(
        "one after the other: {:.2} s",
        start.elapsed().as_secs_f64()
    );

    let start = Instant::now();
    let tasks: JoinSet<()> = urls
        .into_iter()
        .map(|url| fetch(client.clone(), url))
        .collect();
    tasks.join_all().await;
    println!("all at once: {:.2} s", start.elapsed().as_secs_f64());
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The cryptography for `https`: this client leaves the choice to its users.
    let cryptography = rustls::crypto::ring::default_provider();
    cryptography
        .install_default()
        .expect("nothing else chooses one");

    let mut urls: Vec<String> = env::args().skip(1).collect();
    let mut client = Client::builder().timeout(Duration::from_secs(30));
    if urls.is_empty() {
        for size in [1000, 2000, 3000] {
            urls.push(server::start(size, Duration::from_millis(500)).await?);
        }
        client = client.no_proxy();
    }
    compare(client.build()?, urls).await;
    Ok(())
}
