//! Where there is no terminal: the verdicts of each check, line after line.

use super::{Display, content, state::State};
use crate::course::TASKS;
use anyhow::Result;
use std::io::Write;

/// Prints to standard output.
#[derive(Debug)]
pub(super) struct Plain {
    /// The only task to tell of, if there is one.
    only: Option<usize>,
}

impl Plain {
    /// Begins, and says so.
    pub(super) fn new(only: Option<usize>) -> Self {
        eprintln!("Checking on every save; Ctrl-C ends it.");
        Self { only }
    }
}

impl Display for Plain {
    fn show(&mut self, _: &State) -> Result<()> {
        Ok(())
    }

    fn announce(&mut self, state: &State, task: usize) -> Result<()> {
        if self.only.is_some_and(|only| only != task) {
            return Ok(());
        }
        let mut out = anstream::stdout().lock();
        for line in lines(state, task, textwrap::termwidth()) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
        Ok(out.flush()?)
    }

    fn suspend(&mut self) -> Result<()> {
        Ok(())
    }
}

/// What there is to tell after a check of a task.
fn lines(state: &State, task: usize, width: usize) -> Vec<String> {
    let mut lines = content::verdicts(&TASKS[task], &state.tasks[task], width);
    match content::go_on(state, task) {
        None => {}
        Some((finished, None)) => lines.push(finished),
        Some((finished, Some(next))) => lines.push(format!(
            "{finished} Go on with {} {}.",
            TASKS[next].number, TASKS[next].name
        )),
    }
    lines
}
