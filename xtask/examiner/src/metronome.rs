//! Tells how well the machine keeps time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// A thread that sleeps again and again, and notes how late it is woken.
pub(crate) struct Metronome {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    stopped: AtomicBool,
    worst_micros: AtomicU64,
}

impl Metronome {
    pub(crate) fn start() -> Self {
        const BEAT: Duration = Duration::from_millis(2);
        let shared = Arc::new(Shared::default());
        let metronome = Self {
            shared: Arc::clone(&shared),
        };
        thread::spawn(move || {
            while !shared.stopped.load(Ordering::Relaxed) {
                let begun = Instant::now();
                thread::sleep(BEAT);
                let late = begun.elapsed().saturating_sub(BEAT).as_micros();
                shared
                    .worst_micros
                    .fetch_max(u64::try_from(late).unwrap_or(u64::MAX), Ordering::Relaxed);
            }
        });
        metronome
    }

    /// How late it was woken at the worst, in seconds.
    pub(crate) fn worst(&self) -> f64 {
        self.shared.worst_micros.load(Ordering::Relaxed) as f64 / 1e6
    }
}

impl Drop for Metronome {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
    }
}
