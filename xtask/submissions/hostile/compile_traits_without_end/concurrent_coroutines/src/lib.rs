// Tries: to keep the compiler busy by asking which types have a trait: twice as often for each step.
// Must not pass: compiles
// Says: still busy after 10 s
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        let place = delays.partition_point(|&other| other <= delay);
        delays.insert(place, delay);
    }
    delays
}

/// A walk that forks at each step, so that there are 2 to the power of 32.
pub trait Walk<Way> {}

/// One step.
pub struct Next<T>(T);
type Eight<T> = Next<Next<Next<Next<Next<Next<Next<Next<T>>>>>>>>;

impl<Way> Walk<Way> for () {}
impl<T, Way> Walk<Way> for Next<T> where T: Walk<(Way, ())> + Walk<((), Way)> {}

/// Asks whether all of them can be walked.
pub fn all()
where
    Eight<Eight<Eight<Eight<()>>>>: Walk<()>,
{
}
