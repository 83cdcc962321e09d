//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use tokio::task::JoinSet;

trait Sorter {
    fn sort(list: &mut Vec<f64>, arrived: f64);
}

struct Arrival;

impl Sorter for Arrival {
    fn sort(list: &mut Vec<f64>, arrived: f64) {
        list.push(arrived);
    }
}

async fn gather<S: Sorter>(n: usize, max_delay: u32) -> Vec<f64> {
    let mut set = JoinSet::new();
    for _ in 0..n {
        set.spawn(wait_random(max_delay));
    }
    let mut list = Vec::new();
    while let Some(delay) = set.join_next().await {
        S::sort(&mut list, delay.unwrap());
    }
    list
}

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    gather::<Arrival>(n, max_delay).await
}
