//! A task of the course, solved in its own way.

use futures::{FutureExt, StreamExt, stream::FuturesUnordered};
use tasks::task_wait_random;

/// Does what the task asks for.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (mut odd, mut even): (FuturesUnordered<_>, FuturesUnordered<_>) = Default::default();
    for i in 0..n {
        if i % 2 == 1 {
            odd.push(task_wait_random(max_delay))
        } else {
            even.push(task_wait_random(max_delay))
        }
    }
    let mut list = vec![];
    loop {
        tokio::select! {
            Some(delay) = odd.next() => list.extend(delay),
            Some(delay) = even.next() => list.extend(delay),
            else => return list,
        }
        if odd.is_empty() && even.is_empty() {
            return std::future::ready(list).boxed().await;
        }
    }
}
