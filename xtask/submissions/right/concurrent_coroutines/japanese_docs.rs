//! 複数のコルーチンを同時に実行する練習です。

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// 乱数の待ち時間をｎ回同時に待ち、短い順に返します。
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    waits.collect().await
}
