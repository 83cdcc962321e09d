//! What the example `fetch_pages` prints. It fetches from servers on this machine, which really
//! takes time; `cargo test -p task_wait_n --features fetch` runs this.

#![cfg(feature = "fetch")]
// The example's own `main` function is not called.
#![allow(dead_code)]

#[macro_use]
#[path = "../../basic_async_syntax/tests/printed/mod.rs"]
mod printed;
#[path = "../examples/fetch_pages/main.rs"]
mod fetch_pages;

use std::time::Duration;

use fetch_pages::{compare, fetch, server};
use printed::printed;
use reqwest::Client;

const DELAY: Duration = Duration::from_millis(100);

fn client() -> Client {
    // Another test may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().no_proxy();
    builder.build().expect("a client should start")
}

/// The seconds at the end of a line such as "0.1 s: all at once: 0.10 s".
fn seconds(line: &str) -> f64 {
    let number = line.trim_end_matches(" s").rsplit(' ').next();
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_else(|| panic!("{line}"))
}

#[tokio::test]
async fn pages_are_fetched_faster_all_at_once() {
    let mut urls = Vec::new();
    for size in [10, 20_000, 300_000] {
        urls.push(
            server::start(size, DELAY)
                .await
                .expect("a server should start"),
        );
    }
    let lines = printed(compare(client(), urls.clone())).await;

    assert_eq!(lines.len(), 8, "{lines:?}");
    for pages in [&lines[..3], &lines[4..7]] {
        for (url, size) in urls.iter().zip([10, 20_000, 300_000]) {
            let page = format!("{url}: {size} bytes");
            assert!(pages.iter().any(|line| line.ends_with(&page)), "{lines:?}");
        }
    }
    assert!(lines[3].contains("one after the other"), "{lines:?}");
    assert!(lines[7].contains("all at once"), "{lines:?}");
    let (sequential, concurrent) = (seconds(&lines[3]), seconds(&lines[7]));
    assert!(sequential >= 0.3, "{lines:?}");
    assert!((0.1..sequential).contains(&concurrent), "{lines:?}");
}

#[tokio::test]
async fn a_page_that_cannot_be_fetched_says_why() {
    // A port that nothing listens to, because its listener is gone.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("a bound address");
    drop(listener);
    let lines = printed(fetch(client(), format!("http://{address}/"))).await;

    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains(": failed: "), "{lines:?}");
    assert!(lines[0].contains("onnection refused"), "{lines:?}");
}

#[tokio::test]
async fn what_is_no_url_says_so() {
    let lines = printed(fetch(client(), "no url".to_owned())).await;

    assert!(lines[0].contains("no url: failed: "), "{lines:?}");
}
