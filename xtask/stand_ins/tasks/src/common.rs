//! Generic code of libraries, compiled here once and optimized for this crate's tasks. The compiler reuses it for
//! learners' crates. Nothing here is ever called.

use super::task_wait_random;
use futures::stream::{FuturesUnordered, StreamExt};
use std::collections::BTreeSet;
use tokio::{runtime::Runtime, task::unconstrained};

async fn join_all() {
    futures::future::join_all([task_wait_random(0)]).await;
}

async fn streams() -> usize {
    let plain = FuturesUnordered::from_iter([task_wait_random(0)]);
    let unbudgeted = FuturesUnordered::from_iter([unconstrained(task_wait_random(0))]);
    plain.count().await + unbudgeted.collect::<Vec<_>>().await.len()
}

fn ordered(keys: &mut BTreeSet<(u64, usize)>) -> Option<(u64, usize)> {
    keys.insert((0, 0));
    keys.pop_first()
}

/// Runs the futures, because the compiler compiles a future's code where it is run.
pub fn drive(runtime: &Runtime, keys: &mut BTreeSet<(u64, usize)>) {
    runtime.block_on(async {
        join_all().await;
        streams().await;
    });
    ordered(keys);
}
