//! 异步编程的基础练习。

use std::time::Duration;

/// 默认的最长等待时间，以秒为单位。
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// 随机等待零到最大秒数之间的时间，然后返回这段时间。
pub async fn wait_random(max_delay: u32) -> f64 {
    let delay = rand::random_range(0.0..=f64::from(max_delay));
    tokio::time::sleep(Duration::from_secs_f64(delay)).await;
    delay
}
