//! The progress of a batch: a bar on a terminal, else a line now and then.

use grader::output;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

/// Shows the progress of a batch on standard error.
#[derive(Debug)]
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    /// How many were graded, without those that were up to date.
    graded: usize,
    begun: Instant,
    last_line: Instant,
}

/// The pause between lines without a terminal.
const LINE_INTERVAL: Duration = Duration::from_secs(15);

impl Progress {
    /// Starts at 0 of `total` submissions.
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
            last_line: now,
        }
    }

    /// Counts one more submission.
    pub(super) fn step(&mut self, graded: bool) {
        self.done += 1;
        self.graded += usize::from(graded);
        let speed = self.speed();
        if let Some(bar) = &self.bar {
            bar.set_position(self.done as u64);
            bar.set_message(speed.map_or_else(String::new, |speed| format!(", {speed}")));
        } else if self.last_line.elapsed() >= LINE_INTERVAL && self.done < self.total {
            self.last_line = Instant::now();
            let speed = speed.map_or_else(String::new, |speed| format!(", {speed}"));
            output::say(format!("{} of {}{speed}", self.done, self.total));
        }
    }

    /// Prints a line above the bar.
    pub(super) fn say(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| output::say(text)),
            None => output::say(text),
        }
    }

    /// The speed and the remaining time.
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
