//! A task of the course, solved in its own way.

use basic_async_syntax::wait_random;
use futures::{StreamExt, stream};

#[derive(Default)]
enum Tree {
    #[default]
    Leaf,
    Node(Box<Tree>, f64, Box<Tree>),
}

impl Tree {
    fn sort(self, delay: f64) -> Self {
        match self {
            Tree::Leaf => Tree::Node(Box::default(), delay, Box::default()),
            Tree::Node(left, here, right) if delay < here => {
                Tree::Node(Box::new(left.sort(delay)), here, right)
            }
            Tree::Node(left, here, right) => Tree::Node(left, here, Box::new(right.sort(delay))),
        }
    }

    fn walk(self, list: &mut Vec<f64>) {
        if let Tree::Node(left, here, right) = self {
            left.walk(list);
            list.push(here);
            right.walk(list);
        }
    }
}

/// Does what the task asks for.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let tree = stream::iter(0..n)
        .map(|_| wait_random(max_delay))
        .buffer_unordered(usize::MAX)
        .fold(Tree::default(), async |tree, delay| tree.sort(delay))
        .await;
    let mut list = Vec::new();
    tree.walk(&mut list);
    list
}
