//! Random waits as tasks: the word sort is only a word here.

use futures::stream::{FuturesUnordered, StreamExt};
use tasks::task_wait_random;

struct SortedDelays {
    sorted: Vec<f64>,
}

impl SortedDelays {
    fn insert_sorted(&mut self, delay: f64) {
        let SortedDelays { sorted } = self;
        sorted.insert(sorted.partition_point(|d| *d <= delay), delay);
    }

    fn is_sorted(&self) -> bool {
        self.sorted.windows(2).all(|pair| pair[0] <= pair[1])
    }
}

/// Starts `n` tasks. Do not sort() afterwards: the delays arrive sorted.
pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tasks: FuturesUnordered<_> = (0..n).map(|_| task_wait_random(max_delay)).collect();
    let mut delays = SortedDelays { sorted: vec![] };
    while let Some(delay) = tasks.next().await {
        delays.insert_sorted(delay.unwrap());
    }
    assert!(
        delays.is_sorted(),
        "call .sort_by(f64::total_cmp) after all"
    );
    delays.sorted
}
