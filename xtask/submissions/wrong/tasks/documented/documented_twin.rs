//! Tasks for the random wait.

pub use real::*;

/// What looks like the function of the task.
pub mod twin {
    /// Starts a task that runs `wait_random(max_delay)`.
    pub fn task_wait_random(max_delay: u32) -> u32 {
        max_delay
    }
}

mod real {
    use basic_async_syntax::wait_random;
    use tokio::task::JoinHandle;

    macro_rules! item {
        ($(#[$attribute:meta])* $name:ident) => {
            $(#[$attribute])*
            pub fn $name(max_delay: u32) -> JoinHandle<f64> {
                tokio::spawn(wait_random(max_delay))
            }
        };
    }

    item!(
        #[doc = ""]
        task_wait_random
    );
}
