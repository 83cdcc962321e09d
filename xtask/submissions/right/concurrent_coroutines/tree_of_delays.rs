//! Random waits in a tree.

use basic_async_syntax::wait_random;
use futures::future::join_all;

#[derive(Default)]
struct Tree(Option<Box<(Tree, f64, Tree)>>);

impl Tree {
    fn insert(&mut self, delay: f64) {
        match &mut self.0 {
            Some(node) if delay < node.1 => node.0.insert(delay),
            Some(node) => node.2.insert(delay),
            None => self.0 = Some(Box::new((Tree::default(), delay, Tree::default()))),
        }
    }

    fn walk(self, list: &mut Vec<f64>) {
        if let Some(node) = self.0 {
            let (smaller, delay, larger) = *node;
            smaller.walk(list);
            list.push(delay);
            larger.walk(list);
        }
    }
}

/// Runs `n` waits and reads the delays from a tree.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut tree = Tree::default();
    for delay in join_all((0..n).map(|_| wait_random(max_delay))).await {
        tree.insert(delay);
    }
    let mut delays = Vec::with_capacity(n);
    tree.walk(&mut delays);
    delays
}
