//! How much processor time this process uses, all threads together.

/// Counts from its start.
pub(crate) struct Processor(Option<f64>);

impl Processor {
    pub(crate) fn start() -> Self {
        Self(used())
    }

    /// Processor time since the start, in seconds; `None` where the system does not tell.
    pub(crate) fn used(&self) -> Option<f64> {
        Some(used()? - self.0?)
    }
}

#[cfg(target_os = "linux")]
fn used() -> Option<f64> {
    use rustix::time::{ClockId, clock_gettime};
    let used = clock_gettime(ClockId::ProcessCPUTime);
    Some(used.tv_sec as f64 + used.tv_nsec as f64 * 1e-9)
}

#[cfg(not(target_os = "linux"))]
fn used() -> Option<f64> {
    None
}
