//! The overhead of `task_wait_n`: the elapsed time beyond the longest delay, which nobody can shorten.
//!
//! `ordered` is the function itself, `unordered` the same code without its ordering; the ratio of
//! the two at equal `n` is the price of the order. Each round really waits for a second, and the
//! times shown are only what came on top of it. At small `n` most of that is the clock's
//! granularity of a millisecond. The largest `n` keeps a core busy throughout: compare medians, and
//! only from an otherwise idle machine.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main};
use futures::{StreamExt, stream::FuturesUnordered};
use task_wait_n::task_wait_n;
use tasks::task_wait_random;
use tokio::{
    runtime::{Builder, Runtime},
    task::{JoinHandle, unconstrained},
};

const MAX_DELAY: u32 = 1;

async fn unordered(n: usize, max_delay: u32) -> Vec<f64> {
    let tasks: FuturesUnordered<_> = (0..n)
        .map(|_| AbortOnDrop(task_wait_random(max_delay)))
        .map(|mut task| async move { (&mut task.0).await.expect("the task runs to its end") })
        .collect();
    unconstrained(tasks.collect()).await
}

/// The guard of `task_wait_n`, so that both sides pay for it.
struct AbortOnDrop(JoinHandle<f64>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The time that `rounds` runs took beyond the longest delay of each.
fn overhead<F: Future<Output = Vec<f64>>>(
    runtime: &Runtime,
    rounds: u64,
    waits: impl Fn() -> F,
) -> Duration {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            let delays = black_box(runtime.block_on(waits()));
            let elapsed = start.elapsed();
            elapsed - Duration::from_secs_f64(delays.into_iter().fold(0.0, f64::max))
        })
        .sum()
}

fn compare(criterion: &mut Criterion, name: &str, runtime: &Runtime, sizes: &[usize]) {
    let mut group = criterion.benchmark_group(name);
    // A round takes a second whatever is measured, so the fewest rounds that criterion allows;
    // it warns that they take longer than it would like.
    group
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_nanos(1))
        .measurement_time(Duration::from_secs(8));
    for &n in sizes {
        group.bench_function(BenchmarkId::new("unordered", n), |bencher| {
            bencher.iter_custom(|rounds| overhead(runtime, rounds, || unordered(n, MAX_DELAY)));
        });
        group.bench_function(BenchmarkId::new("ordered", n), |bencher| {
            bencher.iter_custom(|rounds| overhead(runtime, rounds, || task_wait_n(n, MAX_DELAY)));
        });
    }
    group.finish();
}

fn benches(criterion: &mut Criterion) {
    let one_thread = Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime should start");
    compare(
        criterion,
        "one thread",
        &one_thread,
        &[10, 100_000, 1_000_000],
    );

    let many_threads = Builder::new_multi_thread()
        .enable_time()
        .build()
        .expect("a runtime should start");
    compare(criterion, "many threads", &many_threads, &[1_000_000]);
}

criterion_group!(overhead_of_task_wait_n, benches);
criterion_main!(overhead_of_task_wait_n);
