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
//! faster than one by one: coroutines, threads, processes
//! computing, 4 times:
//!   one by one  0.25 s
//!   coroutines  0.26 s
//!   threads     0.15 s
//!   processes   0.15 s
//! faster than one by one: threads, processes
//! ```
//!
//! So any of them will do for waiting, and coroutines cost least. For computing it takes threads, or processes where
//! memory must not be shared: they spread over the cores. Where other programs keep the cores busy, nothing computes
//! faster than one by one.

use std::{env, hint::black_box, io, process::Command, thread, time::Duration, time::Instant};

use futures::future::join_all;
use tokio::runtime::Runtime;

const TIMES: usize = 4;

/// What is done.
#[derive(Clone, Copy, Debug)]
pub enum Work {
    /// To wait for a fraction of a second.
    Waiting,
    /// To compute for a fraction of a second.
    Computing,
}

impl Work {
    /// What it is called, also on the command line of a process.
    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Computing => "computing",
        }
    }

    /// Does it, and keeps its thread all the while.
    pub fn run(self) {
        match self {
            Self::Waiting => thread::sleep(Duration::from_millis(200)),
            Self::Computing => {
                black_box((0..10_000_000_u64).fold(0, |sum, i| black_box(sum ^ i)));
            }
        }
    }

    /// Does it as a coroutine, which can wait without its thread, but not compute without one.
    async fn run_async(self) {
        match self {
            Self::Waiting => tokio::time::sleep(Duration::from_millis(200)).await,
            Self::Computing => self.run(),
        }
    }
}

/// Four coroutines in one task, and so on one thread.
pub async fn coroutines(work: Work) {
    join_all((0..TIMES).map(|_| work.run_async())).await;
}

/// Four threads, each with work of its own.
pub fn threads(work: Work) {
    thread::scope(|scope| {
        for _ in 0..TIMES {
            scope.spawn(|| work.run());
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

/// How some work is done, and how many seconds that takes. Prints it, too.
fn timed(how: &str, work: impl FnOnce()) -> (&str, f64) {
    let start = Instant::now();
    work();
    let seconds = start.elapsed().as_secs_f64();
    println!("  {how:<11} {seconds:.2} s");
    (how, seconds)
}

/// Does some work in each way, and prints which ways were clearly faster than one by one.
fn compare(work: Work, runtime: &Runtime) -> io::Result<()> {
    println!("{}, {TIMES} times:", work.name());
    let (_, one_by_one) = timed("one by one", || (0..TIMES).for_each(|_| work.run()));
    let coroutines = timed("coroutines", || runtime.block_on(coroutines(work)));
    let threads = timed("threads", || threads(work));
    let mut all_started = Ok(());
    let processes = timed("processes", || all_started = processes(&[work.name()]));
    println!(
        "{}",
        conclusion(one_by_one, &[coroutines, threads, processes])
    );
    all_started
}

/// Which ways were faster by a quarter or more.
pub fn conclusion(one_by_one: f64, others: &[(&str, f64)]) -> String {
    let faster: Vec<&str> = others
        .iter()
        .filter(|(_, seconds)| *seconds < 0.75 * one_by_one)
        .map(|(how, _)| *how)
        .collect();
    if faster.is_empty() {
        "nothing is faster than one by one: the cores have other things to do".to_owned()
    } else {
        format!("faster than one by one: {}", faster.join(", "))
    }
}

fn main() -> io::Result<()> {
    let kinds = [Work::Waiting, Work::Computing];
    if let Some(name) = env::args().nth(1) {
        kinds
            .into_iter()
            .filter(|work| work.name() == name)
            .for_each(Work::run);
        return Ok(());
    }
    let runtime = Runtime::new()?;
    kinds
        .into_iter()
        .try_for_each(|work| compare(work, &runtime))
}
