//! Random waits, divided and merged.

use basic_async_syntax::wait_random;
use futures::future::{BoxFuture, FutureExt, join};

fn merge(left: Vec<f64>, right: Vec<f64>) -> Vec<f64> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(l), Some(r)) if l <= r => left.next(),
            (_, Some(_)) => right.next(),
            (_, None) => left.next(),
        };
        match next {
            Some(delay) => merged.push(delay),
            None => return merged,
        }
    }
}

fn gather(n: usize, max_delay: u32) -> BoxFuture<'static, Vec<f64>> {
    match n {
        0 => async { Vec::new() }.boxed(),
        1 => async move { vec![wait_random(max_delay).await] }.boxed(),
        _ => async move {
            let (left, right) = join(gather(n / 2, max_delay), gather(n - n / 2, max_delay)).await;
            merge(left, right)
        }
        .boxed(),
    }
}

/// Runs `n` waits in two halves at the same time.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    gather(n, max_delay).await
}
