//! A task of the course, solved in its own way.

use futures::channel::oneshot;
use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    sync::{Condvar, Mutex, OnceLock},
    thread,
    time::{Duration, Instant},
};

/// Does what the task asks for.
pub const DEFAULT_MAX_DELAY: u32 = 10;

type Alarm = (Reverse<Instant>, usize);

#[derive(Default)]
struct Timer {
    queue: Mutex<(BinaryHeap<Alarm>, Vec<Option<oneshot::Sender<()>>>)>,
    changed: Condvar,
}

fn timer() -> &'static Timer {
    static TIMER: OnceLock<Timer> = OnceLock::new();
    static STARTED: OnceLock<()> = OnceLock::new();
    let timer = TIMER.get_or_init(Timer::default);
    STARTED.get_or_init(|| {
        thread::spawn(move || timer.run());
    });
    timer
}

impl Timer {
    fn run(&self) {
        let mut queue = self.queue.lock().unwrap();
        loop {
            let now = Instant::now();
            match queue.0.peek().copied() {
                None => queue = self.changed.wait(queue).unwrap(),
                Some((Reverse(when), id)) if when <= now => {
                    queue.0.pop();
                    if let Some(sender) = queue.1[id].take() {
                        let _ = sender.send(());
                    }
                }
                Some((Reverse(when), _)) => {
                    queue = self.changed.wait_timeout(queue, when - now).unwrap().0;
                }
            }
        }
    }
}

/// Does what the task asks for.
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    let (sender, receiver) = oneshot::channel();
    {
        let timer = timer();
        let mut queue = timer.queue.lock().unwrap();
        let id = queue.1.len();
        queue.1.push(Some(sender));
        queue
            .0
            .push((Reverse(Instant::now() + Duration::from_secs_f64(delay)), id));
        timer.changed.notify_one();
    }
    receiver.await.unwrap();
    delay
}
