//! Generic code of libraries, compiled here once and optimized for this crate's waits. The compiler reuses it for
//! learners' crates. Nothing here is ever called.

use super::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::BTreeSet;
use tokio::{
    runtime::Runtime,
    task::{JoinSet, unconstrained},
};

async fn join_set(set: &mut JoinSet<f64>) {
    set.spawn(wait_random(0));
    set.join_next().await;
}

async fn spawn() {
    drop(tokio::spawn(wait_random(0)).await);
}

async fn join_all() {
    futures::future::join_all([wait_random(0)]).await;
}

async fn streams() -> usize {
    let plain = FuturesUnordered::from_iter([wait_random(0)]);
    let unbudgeted = FuturesUnordered::from_iter([unconstrained(wait_random(0))]);
    plain.count().await + unbudgeted.collect::<Vec<_>>().await.len()
}

fn ordered(keys: &mut BTreeSet<(u64, usize)>) -> Option<(u64, usize)> {
    keys.insert((0, 0));
    keys.pop_first()
}

/// Runs the futures, because the compiler compiles a future's code where it is run.
pub fn drive(runtime: &Runtime, set: &mut JoinSet<f64>, keys: &mut BTreeSet<(u64, usize)>) {
    runtime.block_on(async {
        join_set(set).await;
        spawn().await;
        join_all().await;
        streams().await;
    });
    ordered(keys);
}
