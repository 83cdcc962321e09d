//! The same work done four times by coroutines, threads and processes: once waiting, once computing.
//!
//! On a machine with two cores that have nothing else to do:
//!
//! ```text
//! waiting, 4 times:
//!   one by one  0.80 s
//!   coroutines  0.20 s
//!   threads     0.20 s
//!   processes   0.21 s
//! computing, 4 times:
//!   one by one  0.25 s
//!   coroutines  0.26 s
//!   threads     0.15 s
//!   processes   0.15 s
//! for waiting: coroutines, which cost least
//! for computing: threads, which spread over the cores
//! for other programs, and where memory must not be shared: processes
//! ```
//!
//! Where other programs keep the cores busy, computing takes as long with each of them.

use std::{env, hint::black_box, io, process::Command, thread, time::Duration, time::Instant};

use futures::future::join_all;
use tokio::runtime::Runtime;

const TIMES: usize = 4;

/// Either waits or computes for a fraction of a second, and keeps its thread all the while.
pub fn work(kind: &str) {
    if kind == "waiting" {
        thread::sleep(Duration::from_millis(200));
    } else {
        black_box((0..10_000_000_u64).fold(0, |sum, i| black_box(sum ^ i)));
    }
}

/// The work as a coroutine: it can wait without its thread, but not compute without one.
async fn async_work(kind: &str) {
    if kind == "waiting" {
        tokio::time::sleep(Duration::from_millis(200)).await;
    } else {
        work(kind);
    }
}

/// Four coroutines in one task, and so on one thread.
pub async fn coroutines(kind: &str) {
    join_all((0..TIMES).map(|_| async_work(kind))).await;
}

/// Four threads, each with work of its own.
pub fn threads(kind: &str) {
    thread::scope(|scope| {
        for _ in 0..TIMES {
            scope.spawn(|| work(kind));
        }
    });
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

/// Does some work, and prints how long that took.
fn timed<T>(how: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("  {how:<11} {:.2} s", start.elapsed().as_secs_f64());
    result
}

fn main() -> io::Result<()> {
    if let Some(kind) = env::args().nth(1) {
        work(&kind);
        return Ok(());
    }
    let runtime = Runtime::new()?;
    for kind in ["waiting", "computing"] {
        println!("{kind}, {TIMES} times:");
        timed("one by one", || (0..TIMES).for_each(|_| work(kind)));
        timed("coroutines", || runtime.block_on(coroutines(kind)));
        timed("threads", || threads(kind));
        timed("processes", || processes(&[kind]))?;
    }
    println!("for waiting: coroutines, which cost least");
    println!("for computing: threads, which spread over the cores");
    println!("for other programs, and where memory must not be shared: processes");
    Ok(())
}
