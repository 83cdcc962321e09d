//! Where there is no terminal: the verdicts of each check, line after line.

use super::{content, display::Display, state::State};
use crate::report::{self, Line};
use anyhow::Result;
use grader::{course::TASKS, output};

/// Prints to standard output.
#[derive(Debug)]
pub(super) struct Plain {
    /// The only task to tell of, if there is one.
    only: Option<usize>,
    /// A finished task that was told of before it was known which to go on with.
    finished: Option<usize>,
}

impl Plain {
    /// Begins, and says so.
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

/// What there is to tell after a check of a task.
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

/// The task to go on with after a finished one, if that is known.
fn next(state: &State, task: usize) -> Option<usize> {
    content::go_on(state, task).and_then(|(_, next)| next)
}

fn go_on_with(task: usize) -> String {
    format!("Go on with {} {}.", TASKS[task].number, TASKS[task].name)
}
