//! The overhead of `measure_time`: what a call costs when no wait has a delay.
//!
//! `measure_time` is the whole call. `wait_n` is the part that it measures, on a runtime that is
//! already there; the difference is the price of starting and ending a runtime for each call. Even
//! a wait without delay lasts until the clock's next millisecond.

use std::{hint::black_box, time::Duration};

use concurrent_coroutines::wait_n;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use measure_runtime::measure_time;
use tokio::runtime::Builder;

fn benches(criterion: &mut Criterion) {
    let runtime = Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime should start");

    let mut group = criterion.benchmark_group("no delay");
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3));
    for n in [1, 1_000, 100_000] {
        group.bench_function(BenchmarkId::new("wait_n", n), |bencher| {
            bencher.iter(|| runtime.block_on(wait_n(black_box(n), 0)));
        });
        group.bench_function(BenchmarkId::new("measure_time", n), |bencher| {
            bencher.iter(|| measure_time(black_box(n), 0));
        });
    }
    group.finish();
}

criterion_group!(overhead, benches);
criterion_main!(overhead);
