//! Task 0, the basics of async: a coroutine that waits for a random time.

/// The longest delay, in seconds, for callers that do not choose one.
///
/// Rust has no default arguments, so the default is a constant that the caller passes on.
pub const DEFAULT_MAX_DELAY: u32 = 10;

/// Waits for a random delay of 0 to `max_delay` seconds, both ends included, and returns the delay
/// in seconds.
///
/// Nothing happens until the future is awaited: only then is the delay drawn and the wait begun.
/// The wait does not block the thread, which is free for other work in the meantime. Dropping the
/// future ends the wait early, and nothing is left behind.
///
/// # Panics
///
/// Panics outside a Tokio runtime, or on one whose timer is not enabled.
///
/// # Examples
///
/// ```
/// use basic_async_syntax::wait_random;
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() {
/// let delay = wait_random(5).await;
///
/// assert!((0.0..=5.0).contains(&delay));
/// # }
/// ```
pub async fn wait_random(max_delay: u32) -> f64 {
    todo!("draw a delay of 0 to {max_delay} s, wait that long without blocking, return it")
}
