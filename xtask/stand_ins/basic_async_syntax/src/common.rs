//! What solutions commonly make of the waits, compiled here once, with optimization: the compiler takes generic
//! code from here instead of compiling it again for each learner's crate.

use super::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::BTreeSet;
use tokio::task::{JoinSet, unconstrained};

/// Never called.
pub async fn solutions() -> usize {
    let mut set = JoinSet::new();
    set.spawn(wait_random(0));
    let spawned = tokio::spawn(wait_random(0));
    let joined = futures::future::join_all([wait_random(0)]).await;
    let first: Vec<f64> = std::iter::once(wait_random(0))
        .collect::<FuturesUnordered<_>>()
        .collect()
        .await;
    let mut waits = FuturesUnordered::from_iter([unconstrained(wait_random(0))]);
    let mut ordered = BTreeSet::new();
    while let Some(delay) = waits.next().await {
        ordered.insert((f64::to_bits(delay), ordered.len()));
    }
    while let Some(Ok(delay)) = set.join_next().await {
        ordered.insert((delay.to_bits(), ordered.len()));
    }
    let ordered: Vec<f64> = ordered
        .into_iter()
        .map(|(bits, _)| f64::from_bits(bits))
        .collect();
    joined.len() + first.len() + ordered.len() + usize::from(spawned.await.is_ok())
}

/// Never called either: a future's code is compiled where it is driven.
pub fn drive() -> std::io::Result<usize> {
    Ok(tokio::runtime::Runtime::new()?.block_on(solutions()))
}
