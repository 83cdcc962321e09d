//! Threads, and how the standard library lets them wait.

use std::{
    cell::RefCell,
    sync::{Arc, Barrier, Condvar, Mutex, OnceLock, RwLock, mpsc},
    thread,
    time::{Duration, Instant, SystemTime},
};

pub(super) fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

pub(super) fn sleep() {
    thread::sleep(ms(1_000));
}

pub(super) fn join() {
    let threads: Vec<_> = (1..=4)
        .map(|i| thread::spawn(move || thread::sleep(ms(100 * i))))
        .collect();
    threads.into_iter().for_each(|it| it.join().unwrap());
}

/// Ids of threads are used again at once.
pub(super) fn join_at_once() {
    for i in 0..5 {
        assert_eq!(thread::spawn(move || i).join().unwrap(), i);
    }
}

pub(super) fn join_ended() {
    let threads: Vec<_> = (0..4).map(|_| thread::spawn(|| ())).collect();
    thread::sleep(ms(100));
    threads.into_iter().for_each(|it| it.join().unwrap());
}

pub(super) fn scoped() {
    thread::scope(|scope| {
        for i in 1..=3 {
            scope.spawn(move || thread::sleep(ms(100 * i)));
        }
    });
}

pub(super) fn detached() {
    let (sender, receiver) = mpsc::channel();
    for i in 1..=3 {
        let sender = sender.clone();
        thread::spawn(move || {
            thread::sleep(ms(100 * i));
            sender.send(i).unwrap();
        });
    }
    drop(sender);
    assert_eq!(receiver.iter().collect::<Vec<_>>(), [1, 2, 3]);
}

/// The ids of detached threads are used again by threads that are joined.
pub(super) fn detached_and_joined() {
    for i in 0..4 {
        drop(thread::spawn(move || i));
        let (sender, receiver) = mpsc::channel();
        drop(thread::spawn(move || sender.send(i)));
        assert_eq!(thread::spawn(move || i).join().unwrap(), i);
        assert_eq!(receiver.recv(), Ok(i));
    }
}

pub(super) fn thread_tree() {
    fn grow(depth: u32) {
        if depth == 0 {
            return thread::sleep(ms(50));
        }
        let left = thread::spawn(move || grow(depth - 1));
        grow(depth - 1);
        left.join().unwrap();
    }
    grow(3);
}

pub(super) fn channel() {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        for i in 0..10 {
            thread::sleep(ms(20));
            sender.send(i).unwrap();
        }
    });
    assert_eq!(receiver.iter().count(), 10);
    thread.join().unwrap();
}

pub(super) fn channel_timeout() {
    let (_sender, receiver) = mpsc::channel::<()>();
    assert!(receiver.recv_timeout(ms(150)).is_err());
}

pub(super) fn channel_rendezvous() {
    let (there, inbox) = mpsc::sync_channel(0);
    let (back, answers) = mpsc::sync_channel(0);
    let thread = thread::spawn(move || inbox.iter().for_each(|i: u32| back.send(i).unwrap()));
    for i in 0..10 {
        there.send(i).unwrap();
        assert_eq!(answers.recv(), Ok(i));
    }
    drop(there);
    thread.join().unwrap();
}

pub(super) fn channel_disconnected() {
    let (sender, receiver) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        thread::sleep(ms(70));
        drop(sender);
    });
    assert!(receiver.recv_timeout(ms(500)).is_err());
    thread.join().unwrap();
}

pub(super) fn condvar() {
    let shared = Arc::new((Mutex::new(false), Condvar::new()));
    let other = Arc::clone(&shared);
    let thread = thread::spawn(move || {
        thread::sleep(ms(120));
        *other.0.lock().unwrap() = true;
        other.1.notify_one();
    });
    let guard = shared.0.lock().unwrap();
    drop(shared.1.wait_while(guard, |ready| !*ready).unwrap());
    thread.join().unwrap();
}

pub(super) fn condvar_all() {
    let (ready, changed) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| drop(changed.wait_while(ready.lock().unwrap(), |ready| !*ready)));
        }
        thread::sleep(ms(120));
        *ready.lock().unwrap() = true;
        changed.notify_all();
    });
}

pub(super) fn condvar_timeout() {
    let (lock, changed) = (Mutex::new(()), Condvar::new());
    let result = changed.wait_timeout(lock.lock().unwrap(), ms(90)).unwrap();
    assert!(result.1.timed_out());
}

pub(super) fn park() {
    let parked = thread::current();
    let thread = thread::spawn(move || {
        thread::sleep(ms(80));
        parked.unpark();
    });
    thread::park();
    thread.join().unwrap();
}

pub(super) fn park_timeout() {
    thread::park_timeout(ms(60));
}

pub(super) fn ping_pong() {
    let main = thread::current();
    let ball = Arc::new(Mutex::new(0));
    let other = Arc::clone(&ball);
    let thread = thread::spawn(move || {
        for turn in 0..10 {
            while *other.lock().unwrap() != 2 * turn + 1 {
                thread::park();
            }
            *other.lock().unwrap() += 1;
            main.unpark();
        }
    });
    for turn in 0..10 {
        *ball.lock().unwrap() += 1;
        thread.thread().unpark();
        while *ball.lock().unwrap() != 2 * turn + 2 {
            thread::park();
        }
    }
    thread.join().unwrap();
}

pub(super) fn barrier() {
    let barrier = Barrier::new(5);
    thread::scope(|scope| {
        for i in 1..=5 {
            let barrier = &barrier;
            scope.spawn(move || {
                thread::sleep(ms(100 * i));
                barrier.wait();
            });
        }
    });
}

pub(super) fn mutex() {
    let lock = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let mut guard = lock.lock().unwrap();
                thread::sleep(ms(10));
                *guard += 1;
            });
        }
    });
    assert_eq!(*lock.lock().unwrap(), 8);
}

pub(super) fn mutex_contended() {
    let lock = Mutex::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..200).for_each(|_| *lock.lock().unwrap() += 1));
        }
    });
    assert_eq!(*lock.lock().unwrap(), 800);
}

/// Four readers at once, then one writer after the other.
pub(super) fn rw_lock() {
    let lock = RwLock::new(());
    let readers = Barrier::new(5);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let _guard = lock.read().unwrap();
                readers.wait();
                thread::sleep(ms(10));
            });
        }
        readers.wait();
        for _ in 0..4 {
            scope.spawn(|| {
                let _guard = lock.write().unwrap();
                thread::sleep(ms(10));
            });
        }
    });
}

pub(super) fn once_lock() {
    let once = OnceLock::new();
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| once.get_or_init(|| thread::sleep(ms(100))));
        }
    });
}

/// A thread has not ended before the destructors of its thread-locals have, which may wait.
pub(super) fn thread_local_ends() {
    static LOCK: Mutex<()> = Mutex::new(());

    struct Slow;

    impl Drop for Slow {
        fn drop(&mut self) {
            let _guard = LOCK.lock().unwrap();
            thread::sleep(ms(5));
        }
    }

    thread_local! {
        static SLOW: RefCell<Option<Slow>> = const { RefCell::new(None) };
    }

    let threads: Vec<_> = (0..4)
        .map(|_| {
            thread::spawn(|| {
                SLOW.set(Some(Slow));
                thread::sleep(ms(100));
            })
        })
        .collect();
    threads.into_iter().for_each(|it| it.join().unwrap());
}

pub(super) fn block_on() {
    let (sender, receiver) = futures::channel::oneshot::channel();
    let thread = thread::spawn(move || {
        thread::sleep(ms(250));
        sender.send(5).unwrap();
    });
    assert_eq!(futures::executor::block_on(receiver), Ok(5));
    thread.join().unwrap();
}

pub(super) fn system_time() {
    let (begun, begun_too) = (SystemTime::now(), Instant::now());
    thread::sleep(ms(1_500));
    let took = begun.elapsed().unwrap();
    assert!(took.abs_diff(begun_too.elapsed()) < Duration::from_micros(1));
}
