//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::future::{BoxFuture, FutureExt, join};

fn merge(left: Vec<f64>, right: Vec<f64>) -> Vec<f64> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
        merged.extend(if a <= b { left.next() } else { right.next() });
    }
    merged.extend(left.chain(right));
    merged
}

/// Does what the task asks for.
pub fn wait_n(n: usize, max_delay: u32) -> BoxFuture<'static, Vec<f64>> {
    async move {
        match n {
            0 => Vec::new(),
            1 => vec![wait_random(max_delay).await],
            _ => {
                let (left, right) =
                    join(wait_n(n / 2, max_delay), wait_n(n - n / 2, max_delay)).await;
                merge(left, right)
            }
        }
    }
    .boxed()
}
