//! tokio's runtimes.

use super::threads::ms;
use std::{sync::Arc, thread, time::Duration};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::{Notify, Semaphore, mpsc as channel, oneshot as single},
    task::{self, JoinSet, LocalSet},
    time,
};

// Not `enable_all`: where tokio can do more than time, it waits for that with `epoll`, which the clock does not know.
pub(super) fn current() -> Runtime {
    Builder::new_current_thread().enable_time().build().unwrap()
}

pub(super) fn workers() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_time()
        .build()
        .unwrap()
}

pub(super) fn sleep_current() {
    current().block_on(async { time::sleep(ms(1_000)).await });
}

pub(super) fn sleep_workers() {
    workers().block_on(async { time::sleep(ms(1_000)).await });
}

pub(super) fn naps() {
    workers().block_on(async {
        for _ in 0..10 {
            time::sleep(ms(1_000)).await;
        }
    });
}

pub(super) fn hour() {
    workers().block_on(async { time::sleep(Duration::from_secs(3_600)).await });
}

async fn tasks(count: u64, apart: Duration) {
    let mut tasks = JoinSet::new();
    for i in 1..=count {
        tasks.spawn(async move {
            time::sleep(apart * i as u32).await;
            i
        });
    }
    let mut sum = 0;
    while let Some(number) = tasks.join_next().await {
        sum += number.unwrap();
    }
    assert_eq!(sum, count * (count + 1) / 2);
}

pub(super) fn tasks_current() {
    current().block_on(tasks(300, ms(30)));
}

pub(super) fn tasks_workers() {
    workers().block_on(tasks(300, ms(30)));
}

pub(super) fn thousands() {
    workers().block_on(tasks(4_000, ms(1)));
}

pub(super) fn spawn_blocking() {
    workers().block_on(async {
        let sleepers: Vec<_> = (1..=20)
            .map(|i| task::spawn_blocking(move || thread::sleep(ms(50 * i))))
            .collect();
        for sleeper in sleepers {
            sleeper.await.unwrap();
        }
    });
}

pub(super) fn block_in_place() {
    workers().block_on(async {
        let sleepers: Vec<_> = (1..=5)
            .map(|i| {
                tokio::spawn(async move { task::block_in_place(|| thread::sleep(ms(100 * i))) })
            })
            .collect();
        for sleeper in sleepers {
            sleeper.await.unwrap();
        }
    });
}

pub(super) fn nested_block_on() {
    workers().block_on(async {
        let handle = Handle::current();
        task::spawn_blocking(move || handle.block_on(async { time::sleep(ms(700)).await }))
            .await
            .unwrap();
    });
}

pub(super) fn in_a_thread() {
    thread::spawn(sleep_current).join().unwrap();
}

pub(super) fn in_many_threads() {
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| workers().block_on(async { time::sleep(ms(300)).await }));
        }
    });
}

pub(super) fn interval() {
    workers().block_on(async {
        let mut interval = time::interval(ms(100));
        for _ in 0..10 {
            interval.tick().await;
        }
    });
}

pub(super) fn timeout() {
    workers().block_on(async {
        let never = std::future::pending::<()>();
        assert!(time::timeout(ms(1_000), never).await.is_err());
        let now = std::future::ready(());
        assert!(time::timeout(ms(1_000), now).await.is_ok());
    });
}

pub(super) fn select() {
    current().block_on(async {
        tokio::select! {
            () = time::sleep(ms(100)) => (),
            () = time::sleep(ms(200)) => panic!("the longer sleep was over first"),
        }
    });
}

pub(super) fn mpsc() {
    workers().block_on(async {
        let (sender, mut receiver) = channel::channel(1);
        for i in 1..=3 {
            let sender = sender.clone();
            tokio::spawn(async move {
                time::sleep(ms(100 * i)).await;
                sender.send(i).await.unwrap();
            });
        }
        drop(sender);
        for i in 1..=3 {
            assert_eq!(receiver.recv().await, Some(i));
        }
        assert_eq!(receiver.recv().await, None);
    });
}

pub(super) fn oneshot() {
    workers().block_on(async {
        let (sender, receiver) = single::channel();
        thread::spawn(move || {
            thread::sleep(ms(40));
            sender.send(7).unwrap();
        });
        assert_eq!(receiver.await, Ok(7));
    });
}

pub(super) fn notify() {
    workers().block_on(async {
        let notify = Arc::new(Notify::new());
        let waiting: Vec<_> = (0..5)
            .map(|_| tokio::spawn(Arc::clone(&notify).notified_owned()))
            .collect();
        time::sleep(ms(100)).await;
        notify.notify_waiters();
        for task in waiting {
            task.await.unwrap();
        }
    });
}

/// Ten naps of 100 ms, two at a time. Each begins when another ends, on a tick.
pub(super) fn semaphore() {
    workers().block_on(async {
        let permits = Arc::new(Semaphore::new(2));
        let mut tasks = JoinSet::new();
        for _ in 0..10 {
            let permits = Arc::clone(&permits);
            tasks.spawn(async move {
                let _permit = permits.acquire().await.unwrap();
                time::sleep(ms(100)).await;
            });
        }
        tasks.join_all().await;
    });
}

pub(super) fn yields() {
    workers().block_on(async {
        let task = tokio::spawn(async {
            for _ in 0..100 {
                task::yield_now().await;
            }
            time::sleep(ms(100)).await;
        });
        for _ in 0..100 {
            task::yield_now().await;
        }
        task.await.unwrap();
    });
}

pub(super) fn abort() {
    workers().block_on(async {
        let task = tokio::spawn(time::sleep(ms(1_000)));
        time::sleep(ms(50)).await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    });
}

pub(super) fn shutdown() {
    let runtime = workers();
    runtime.spawn(async { time::sleep(ms(1_000)).await });
    runtime.spawn(async {
        loop {
            task::yield_now().await;
            time::sleep(ms(1)).await
        }
    });
    runtime.block_on(async { time::sleep(ms(30)).await });
}

pub(super) fn local_set() {
    current().block_on(LocalSet::new().run_until(async {
        let task = task::spawn_local(time::sleep(ms(200)));
        task.await.unwrap();
    }));
}

pub(super) fn ping_pong() {
    workers().block_on(async {
        let (there, mut inbox) = channel::channel(1);
        let (back, mut answers) = channel::channel(1);
        tokio::spawn(async move {
            while let Some(i) = inbox.recv().await {
                back.send(i).await.unwrap();
            }
        });
        for i in 0..10 {
            there.send(i).await.unwrap();
            assert_eq!(answers.recv().await, Some(i));
        }
    });
}
