//! Tells how long a thread is kept by what should only wait.

use std::{
    future::poll_fn,
    pin::pin,
    time::{Duration, Instant},
};

/// The polls of a future, or other visits of a thread that should be short.
#[derive(Default)]
pub(crate) struct Visits {
    count: usize,
    long: usize,
    time_of_long: Duration,
}

impl Visits {
    /// Makes one visit.
    pub(crate) fn make<T>(&mut self, visit: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = visit();
        let took = begun.elapsed();
        self.count += 1;
        if took > LONGEST {
            self.long += 1;
            self.time_of_long += took;
        }
        result
    }

    /// Awaits a future; each poll is a visit.
    pub(crate) async fn drive<T>(&mut self, future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        poll_fn(|context| self.make(|| future.as_mut().poll(context))).await
    }

    /// How long the thread was blocked, in seconds: the time of long visits. Of thousands of visits a few are long
    /// because the system had another program go first, and count for nothing.
    pub(crate) fn blocked(&self) -> f64 {
        const OFTEN: usize = 10;
        if self.long * OFTEN < self.count {
            0.0
        } else {
            self.time_of_long.as_secs_f64()
        }
    }
}

/// What waits gives its thread back within far less than this: ten to a hundred microseconds are good (Alice Ryhl,
/// "Async: What is blocking?", 2020).
const LONGEST: Duration = Duration::from_millis(1);
