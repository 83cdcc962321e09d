//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use std::{sync::mpsc, time::Duration};
use tokio::time::sleep;

struct Board {
    list: Vec<f64>,
    count: usize,
}

impl Board {
    fn empty(&mut self, arrivals: &mpsc::Receiver<f64>) {
        while let Ok(delay) = arrivals.try_recv() {
            self.list[self.count] = delay;
            for i in 0..self.count {
                if self.list[self.count] < self.list[i] {
                    self.list.swap(self.count, i);
                }
            }
            self.count += 1;
        }
    }
}

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (sender, receiver) = mpsc::channel();
    for _ in 0..n {
        let sender = sender.clone();
        tokio::spawn(async move { sender.send(wait_random(max_delay).await) });
    }
    let mut board = Board {
        list: vec![0.0; n],
        count: 0,
    };
    while board.count < n {
        board.empty(&receiver);
        sleep(Duration::from_millis(1)).await;
    }
    board.list
}
