//! A task of the course, solved in its own way.

/// Does what the task asks for.
pub use settings::DEFAULT_MAX_DELAY;
/// Does what the task asks for.
pub use waiting::wait_random;

mod settings {
    /// The default of the longest delay.
    pub const DEFAULT_MAX_DELAY: u32 = 0b1010;
}

mod waiting {
    macro_rules! nap {
        ($seconds:expr) => {
            ::tokio::time::sleep(::std::time::Duration::from_secs_f64($seconds)).await
        };
    }

    /// Waits for a random delay and returns it.
    pub async fn wait_random(max_delay: u32) -> f64 {
        let delay = rand::random_range(0.0..=f64::from(max_delay));
        nap!(delay);
        delay
    }
}
