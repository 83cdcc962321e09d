// Tries: to wake itself all the time, so that nothing else runs.
// Must not pass: finishes
//! Several waits at once.

/// Waits several times at once.
pub fn wait_n(n: usize, max_delay: u32) -> impl Future<Output = Vec<f64>> {
    std::future::poll_fn(move |context| {
        context.waker().wake_by_ref();
        std::hint::black_box((n, max_delay));
        std::task::Poll::Pending
    })
}
