//! Waits that end when the world says.

use super::{
    run::TOLERANCE,
    runtimes::{current, workers},
    threads::ms,
};
use examiner::clock::{self, Next, Threads, World};
use futures::{future::join_all, stream::FuturesUnordered, stream::StreamExt};
use std::{
    collections::BTreeMap,
    pin::{Pin, pin},
    sync::{
        Arc, Barrier, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime::Handle,
    task::{JoinSet, spawn_blocking},
    time,
};

static WORLD: Mutex<Waits> = Mutex::new(Waits {
    asked: Vec::new(),
    under_way: BTreeMap::new(),
    next: 0,
});

struct Waits {
    /// The waits that have begun since the world was last asked.
    asked: Vec<(Duration, Arc<Mutex<State>>)>,
    /// By their end, and then in the order in which they began.
    under_way: BTreeMap<(Duration, usize), Arc<Mutex<State>>>,
    next: usize,
}

#[derive(Default)]
struct State {
    ended: bool,
    waker: Option<Waker>,
}

/// A future that ends this long after it was first polled.
pub(super) struct Wait {
    delay: Duration,
    state: Option<Arc<Mutex<State>>>,
}

impl Wait {
    pub(super) fn new(delay: Duration) -> Self {
        Self { delay, state: None }
    }
}

impl Future for Wait {
    type Output = Duration;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Duration> {
        let delay = self.delay;
        let state = self.state.get_or_insert_with(|| {
            let state = Arc::<Mutex<State>>::default();
            let mut world = WORLD.lock().unwrap();
            world.asked.push((delay, Arc::clone(&state)));
            clock::world_changed();
            state
        });
        let mut state = state.lock().unwrap();
        if state.ended {
            return Poll::Ready(delay);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// Ends the waits, and calls a function when nothing will ever happen.
pub(super) struct Script<F>(F);

impl<F: FnMut(Duration) + Send> Script<F> {
    pub(super) fn new(deadlock: F) -> Self {
        Self(deadlock)
    }
}

impl<F: FnMut(Duration) + Send> World for Script<F> {
    fn next(&mut self, now: Duration, next_deadline: Option<Duration>, threads: Threads) -> Next {
        let mut world = WORLD.lock().unwrap();
        let world = &mut *world;
        // Without what the readings have added, so that two waits end one microsecond apart if they say so.
        let now = Duration::from_micros((now.as_nanos() as u64 + 500) / 1_000);
        for (delay, state) in world.asked.drain(..) {
            world.under_way.insert((now + delay, world.next), state);
            world.next += 1;
        }
        let first = world.under_way.keys().next().map(|&(end, _)| end);
        match first.into_iter().chain(next_deadline).min() {
            Some(instant) => Next::At(instant),
            None => {
                if threads == Threads::Wait {
                    (self.0)(now);
                }
                Next::Stop
            }
        }
    }

    fn arrived(&mut self, now: Duration) -> Duration {
        loop {
            let mut world = WORLD.lock().unwrap();
            let Some(first) = world.under_way.first_entry() else {
                return quiet_until(Duration::MAX);
            };
            if first.key().0 > now {
                return quiet_until(first.key().0);
            }
            let ended = first.remove();
            drop(world);
            let mut state = ended.lock().unwrap();
            state.ended = true;
            let waker = state.waker.take();
            drop(state);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}

/// Whether the world wants to be asked at each instant.
pub(super) static ASKS: AtomicBool = AtomicBool::new(false);

fn quiet_until(instant: Duration) -> Duration {
    match ASKS.load(Ordering::Relaxed) {
        true => Duration::ZERO,
        false => instant,
    }
}

/// The delays of `count` waits, one microsecond apart, the longest of 3 s, in no order.
fn delays(count: u64) -> impl Iterator<Item = Duration> {
    // No count that is used here shares a factor with it.
    const STRIDE: u64 = 1_009;
    (0..count).map(move |i| ms(3_000) - Duration::from_micros(i * STRIDE % count))
}

fn assert_ascending(count: u64, delays: &[Duration]) {
    assert_eq!(delays.len() as u64, count);
    assert!(delays.is_sorted(), "waits ended in another order");
}

async fn unordered(count: u64) {
    let waits: FuturesUnordered<_> = delays(count).map(Wait::new).collect();
    let ended: Vec<Duration> = waits.collect().await;
    assert_ascending(count, &ended);
}

async fn joined(count: u64) {
    let ended = join_all(delays(count).map(Wait::new)).await;
    assert!(ended.into_iter().eq(delays(count)));
}

async fn tasks(count: u64) {
    let begun = Instant::now();
    let mut tasks: JoinSet<_> = delays(count)
        .map(|delay| async move {
            let delay = Wait::new(delay).await;
            assert!(begun.elapsed().abs_diff(delay) < TOLERANCE);
            delay
        })
        .collect();
    let mut ended = Vec::new();
    while let Some(delay) = tasks.join_next().await {
        ended.push(delay.unwrap());
    }
    assert_ascending(count, &ended);
}

pub(super) fn few_unordered() {
    workers().block_on(unordered(4));
}

pub(super) fn few_join_all() {
    workers().block_on(joined(4));
}

pub(super) fn few_tasks() {
    current().block_on(tasks(4));
}

pub(super) fn few_tasks_workers() {
    workers().block_on(tasks(4));
}

pub(super) fn many_unordered() {
    workers().block_on(unordered(300));
}

pub(super) fn many_join_all() {
    workers().block_on(joined(300));
}

pub(super) fn many_tasks() {
    current().block_on(tasks(300));
}

pub(super) fn many_tasks_workers() {
    workers().block_on(tasks(300));
}

pub(super) fn most_unordered() {
    workers().block_on(unordered(3_000));
}

pub(super) fn most_join_all() {
    workers().block_on(joined(3_000));
}

pub(super) fn most_tasks() {
    current().block_on(tasks(3_000));
}

pub(super) fn most_tasks_workers() {
    workers().block_on(tasks(3_000));
}

/// Waits and sleeps side by side, 50 of each.
pub(super) fn and_sleeps() {
    workers().block_on(async {
        let begun = Instant::now();
        let mut tasks = JoinSet::new();
        for i in 1..=50 {
            tasks.spawn(async move {
                Wait::new(ms(10 * i)).await;
                assert!(begun.elapsed().abs_diff(ms(10 * i)) < TOLERANCE);
            });
            tasks.spawn(async move {
                time::sleep(ms(9 * i)).await;
                let took = begun.elapsed();
                // tokio rounds up the deadline, and rounds down the time when it is woken in between.
                assert!(
                    took >= ms(9 * i) && took < ms(9 * i + 2) + TOLERANCE,
                    "{took:?}"
                );
            });
        }
        tasks.join_all().await;
    });
}

pub(super) fn in_blocking() {
    workers().block_on(async {
        let handle = Handle::current();
        let blocking = (1..=10).map(|i| {
            let handle = handle.clone();
            spawn_blocking(move || handle.block_on(Wait::new(ms(100 * i))))
        });
        join_all(blocking).await;
    });
}

pub(super) fn in_threads() {
    thread::scope(|scope| {
        for i in 1..=10 {
            scope.spawn(move || futures::executor::block_on(Wait::new(ms(100 * i))));
        }
    });
}

pub(super) fn one_by_one() {
    workers().block_on(async {
        for _ in 0..20 {
            tokio::spawn(Wait::new(ms(10))).await.unwrap();
        }
    });
}

/// The world's thread itself waits, for a lock that a sleeping thread holds.
pub(super) fn waker_that_waits() {
    struct Slow(Mutex<()>, thread::Thread);

    impl Wake for Slow {
        fn wake(self: Arc<Self>) {
            let _guard = self.0.lock().unwrap();
            self.1.unpark();
        }
    }

    let slow = Arc::new(Slow(Mutex::new(()), thread::current()));
    let waker = Waker::from(Arc::clone(&slow));
    let mut wait = pin!(Wait::new(ms(50)));
    let locked = Barrier::new(2);
    thread::scope(|scope| {
        scope.spawn(|| {
            let _guard = slow.0.lock().unwrap();
            locked.wait();
            thread::sleep(ms(100));
        });
        locked.wait();
        while wait
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
        {
            thread::park();
        }
    });
}
