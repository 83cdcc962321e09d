//! What depends on chance elsewhere: random numbers, and the order of what happens at one instant.

use super::{runtimes::workers, stand_ins::Wait, threads::ms};
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    thread,
};
use tokio::{task, task::JoinSet, time};

/// A text that is the same in each run with the same seed.
pub(super) fn draw() -> String {
    let events = Arc::new(Mutex::new(Vec::new()));
    let draw = {
        let events = Arc::clone(&events);
        move |who: u64| {
            let number = rand::random();
            events.lock().unwrap().push((who, number));
        }
    };
    threads(&draw);
    workers().block_on(tasks(&draw));
    let events: Vec<(u64, u64)> = events.lock().unwrap().clone();
    let different = HashSet::<u64>::from_iter(events.iter().map(|&(_, number)| number));
    assert_eq!(different.len(), events.len(), "numbers were drawn twice");
    let hashed: Vec<u32> = HashSet::<u32>::from_iter(0..20).into_iter().collect();
    format!("{hashed:?} {events:?}")
}

fn threads(draw: &(impl Fn(u64) + Clone + Send + 'static)) {
    let threads: Vec<_> = (0..8)
        .map(|i| {
            let draw = draw.clone();
            thread::spawn(move || {
                for step in 0..10 {
                    draw(i);
                    match step % 3 {
                        0 => thread::yield_now(),
                        1 => thread::sleep(ms(i % 2)),
                        _ => (),
                    }
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|it| it.join().unwrap());
}

async fn tasks(draw: &(impl Fn(u64) + Clone + Send + 'static)) {
    let mut tasks = JoinSet::new();
    for i in 0..100 {
        let draw = draw.clone();
        tasks.spawn(async move {
            Wait::new(ms(i % 5)).await;
            draw(i);
            task::yield_now().await;
            time::sleep(ms(i % 3)).await;
            draw(i);
            i
        });
    }
    while let Some(task) = tasks.join_next().await {
        draw(task.unwrap());
    }
}
