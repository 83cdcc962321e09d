//! Random waits in a `select!` loop.

use std::time::Duration;

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;
use tokio::time::interval;

/// Takes the ended waits while a clock ticks beside them.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set: JoinSet<f64> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    let mut clock = interval(Duration::from_millis(100));
    loop {
        tokio::select! {
            biased;
            ended = set.join_next() => match ended {
                Some(Ok(delay)) => delays.push(delay),
                Some(Err(error)) => panic!("a wait failed: {error}"),
                None => break,
            },
            _ = clock.tick() => {}
        }
    }
    delays
}
