//! The same work done four times by coroutines, threads and processes: once waiting, once computing.
//!
//! ```text
//! waiting, 4 times:
//!   one by one  0.80 s
//!   coroutines  0.20 s
//!   threads     0.20 s
//!   processes   0.21 s
//! computing, 4 times:
//!   one by one  0.83 s
//!   coroutines  0.82 s
//!   threads     0.43 s
//!   processes   0.43 s
//! ```
//!
//! So on two cores: four would bring the computing down to a quarter.

use std::{env, hint::black_box, io, process::Command, thread, time::Duration, time::Instant};

use futures::future::join_all;

const TIMES: usize = 4;

/// Either waits or computes for a fraction of a second, and keeps its thread all the while.
pub fn work(kind: &str) {
    match kind {
        "waiting" => thread::sleep(Duration::from_millis(200)),
        _ => drop(black_box(
            (0..10_000_000_u64).fold(0, |sum, i| black_box(sum ^ i)),
        )),
    }
}

/// The work as a coroutine: it can wait without its thread, but not compute without one.
async fn async_work(kind: &str) {
    match kind {
        "waiting" => tokio::time::sleep(Duration::from_millis(200)).await,
        _ => work(kind),
    }
}

/// Four coroutines on one thread.
pub async fn coroutines(kind: &str) {
    join_all((0..TIMES).map(|_| async_work(kind))).await;
}

/// Four threads, each with work of its own.
pub fn threads(kind: &str) {
    thread::scope(|scope| (0..TIMES).for_each(|_| drop(scope.spawn(|| work(kind)))));
}

/// Four processes: this program again, with arguments that tell it what to do.
pub fn processes(arguments: &[&str]) -> io::Result<()> {
    let start = |_| Command::new(env::current_exe()?).args(arguments).spawn();
    let children: Vec<_> = (0..TIMES).map(start).collect::<io::Result<_>>()?;
    for mut child in children {
        assert!(child.wait()?.success());
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    if let Some(kind) = env::args().nth(1) {
        work(&kind);
        return Ok(());
    }
    for kind in ["waiting", "computing"] {
        println!("{kind}, {TIMES} times:");
        let mut start = Instant::now();
        let mut report = |how| {
            println!("  {how:<11} {:.2} s", start.elapsed().as_secs_f64());
            start = Instant::now();
        };
        (0..TIMES).for_each(|_| work(kind));
        report("one by one");
        coroutines(kind).await;
        report("coroutines");
        threads(kind);
        report("threads");
        processes(&[kind])?;
        report("processes");
    }
    println!("Waiting overlaps with each: coroutines are the cheapest way to wait.");
    println!("Computing needs more than one core: coroutines share one thread, the others do not.");
    Ok(())
}
