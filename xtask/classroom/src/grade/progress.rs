//! How far a batch is: a bar on a terminal, a line now and then elsewhere.

use grader::output;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

/// Shows how far a batch is, on standard error.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    /// How many have been graded, and not only been found done.
    graded: usize,
    begun: Instant,
    told: Instant,
}

/// How long there is silence, where there is no terminal.
const SILENCE: Duration = Duration::from_secs(15);

impl Progress {
    /// Begins with so many submissions.
    pub(super) fn new(total: usize) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total as u64);
            let style = ProgressStyle::with_template("{bar:30} {pos} of {len}, {elapsed}{msg}")
                .expect("the template is well formed");
            bar.set_style(style);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        let now = Instant::now();
        Self {
            bar,
            total,
            done: 0,
            graded: 0,
            begun: now,
            told: now,
        }
    }

    /// One more is done.
    pub(super) fn step(&mut self, graded: bool) {
        self.done += 1;
        self.graded += usize::from(graded);
        let speed = self.speed();
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
            bar.set_message(speed.map_or_else(String::new, |speed| format!(", {speed}")));
        } else if self.told.elapsed() >= SILENCE && self.done < self.total {
            self.told = Instant::now();
            let speed = speed.map_or_else(String::new, |speed| format!(", {speed}"));
            output::say(format!("{} of {}{speed}", self.done, self.total));
        }
    }

    /// Says something beside the bar.
    pub(super) fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::say(text)),
            None => output::say(text),
        }
    }

    /// How many submissions are graded in a second, and for how long that will go on.
    fn speed(&self) -> Option<String> {
        let seconds = self.begun.elapsed().as_secs_f64();
        if self.graded == 0 || seconds < 1.0 {
            return None;
        }
        let rate = self.graded as f64 / seconds;
        let left = Duration::from_secs_f64((self.total - self.done) as f64 / rate);
        Some(format!("{rate:.1} a second, {} left", HumanDuration(left)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
