//! Threads that wait by running, and threads that wait for ever.

use super::{
    runtimes::{current, workers},
    stand_ins::Wait,
    threads::ms,
};
use std::{
    future, hint,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Instant,
};
use tokio::{task, time};

pub(super) fn is_finished() {
    workers().block_on(async {
        let task = tokio::spawn(time::sleep(ms(1_000)));
        while !task.is_finished() {
            task::yield_now().await;
        }
    });
}

pub(super) fn elapsed() {
    let begun = Instant::now();
    while begun.elapsed() < ms(1_000) {}
}

fn after_half_a_second(pause: fn()) {
    let done = Arc::new(AtomicBool::new(false));
    let set = Arc::clone(&done);
    thread::spawn(move || {
        thread::sleep(ms(500));
        set.store(true, Ordering::Release);
    });
    while !done.load(Ordering::Acquire) {
        pause();
    }
}

pub(super) fn atomic() {
    after_half_a_second(hint::spin_loop);
}

pub(super) fn yields() {
    after_half_a_second(thread::yield_now);
}

pub(super) fn stand_in() {
    workers().block_on(async {
        let task = tokio::spawn(Wait::new(ms(1_000)));
        while !task.is_finished() {
            task::yield_now().await;
        }
    });
}

pub(super) fn deadlocked_channel() {
    let (_sender, receiver) = mpsc::channel::<()>();
    let _ = receiver.recv();
}

pub(super) fn deadlocked_lock() {
    let locks = [Mutex::new(()), Mutex::new(())];
    thread::scope(|scope| {
        for (one, other) in [(0, 1), (1, 0)] {
            let locks = &locks;
            scope.spawn(move || {
                let _one = locks[one].lock();
                thread::sleep(ms(10));
                let _other = locks[other].lock();
            });
        }
    });
}

/// Two threads join each other.
pub(super) fn deadlocked_join() {
    let (give, take) = mpsc::channel::<thread::JoinHandle<()>>();
    let one = thread::spawn(move || take.recv().unwrap().join().unwrap());
    let (give_one, take_one) = mpsc::channel::<thread::JoinHandle<()>>();
    let other = thread::spawn(move || take_one.recv().unwrap().join().unwrap());
    thread::sleep(ms(10));
    give.send(other).unwrap();
    give_one.send(one).unwrap();
    thread::park();
}

pub(super) fn deadlocked_task() {
    workers().block_on(async {
        time::sleep(ms(100)).await;
        tokio::spawn(future::pending::<()>()).await.unwrap();
    });
}

/// An executor inside a runtime: nobody is left to drive the timer.
pub(super) fn deadlocked_block_on() {
    current().block_on(async {
        let task = tokio::spawn(time::sleep(ms(100)));
        futures::executor::block_on(task).unwrap();
    });
}
