//! Prints the verdicts of each check where there is no terminal.

use super::{content, display::Display, state::State};
use crate::report::{self, Line};
use anyhow::Result;
use grader::{course::TASKS, output};

/// Prints to standard output.
#[derive(Debug)]
pub(super) struct Plain {
    /// The only task to report on, if there is one.
    only: Option<usize>,
    /// A finished task that was announced before the next task was known.
    finished: Option<usize>,
}

impl Plain {
    /// Starts with a message.
    pub(super) fn new(only: Option<usize>) -> Self {
        output::say("Checking on every save; Ctrl-C ends it.");
        Self {
            only,
            finished: None,
        }
    }
}

impl Display for Plain {
    fn show(&mut self, state: &State) -> Result<()> {
        let next = self.finished.and_then(|task| next(state, task));
        if let Some(next) = next {
            self.finished = None;
            report::print(&[go_on_with(next).into(), Line::new()])?;
        }
        Ok(())
    }

    fn announce(&mut self, state: &State, task: usize) -> Result<()> {
        if self.only.is_some_and(|only| only != task) {
            return Ok(());
        }
        let mut lines = lines(state, task, report::width());
        lines.push(Line::new());
        report::print(&lines)?;
        let is_finished = content::go_on(state, task).is_some();
        self.finished = (is_finished && next(state, task).is_none()).then_some(task);
        Ok(())
    }

    fn suspend(&mut self) -> Result<()> {
        Ok(())
    }
}

/// The lines about a check of a task.
fn lines(state: &State, task: usize, width: usize) -> Vec<Line> {
    let mut lines = content::verdicts(&TASKS[task], &state.tasks[task], width);
    match content::go_on(state, task) {
        None => {}
        Some((finished, None)) => lines.push(finished),
        Some((finished, Some(next))) => {
            lines.push(finished.text(format!(" {}", go_on_with(next))));
        }
    }
    lines
}

/// The next task after a finished one, if it is known.
fn next(state: &State, task: usize) -> Option<usize> {
    content::go_on(state, task).and_then(|(_, next)| next)
}

fn go_on_with(task: usize) -> String {
    format!("Go on with {} {}.", TASKS[task].number, TASKS[task].name)
}
