//! What solutions commonly make of the tasks, compiled here once, with optimization: the compiler takes generic
//! code from here instead of compiling it again for each learner's crate.

use super::task_wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::BTreeSet;
use tokio::task::unconstrained;

/// Never called.
pub async fn solutions() -> usize {
    let joined = futures::future::join_all([task_wait_random(0)]).await;
    let first: Vec<_> = std::iter::once(task_wait_random(0))
        .collect::<FuturesUnordered<_>>()
        .collect()
        .await;
    let mut tasks = FuturesUnordered::from_iter([unconstrained(task_wait_random(0))]);
    let mut ordered = BTreeSet::new();
    while let Some(Ok(delay)) = tasks.next().await {
        ordered.insert((f64::to_bits(delay), ordered.len()));
    }
    let ordered: Vec<f64> = ordered
        .into_iter()
        .map(|(bits, _)| f64::from_bits(bits))
        .collect();
    joined.len() + first.len() + ordered.len()
}

/// Never called either: a future's code is compiled where it is driven.
pub fn drive() -> std::io::Result<usize> {
    Ok(tokio::runtime::Runtime::new()?.block_on(solutions()))
}
