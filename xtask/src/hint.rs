//! `hint`: the next hint for the first failing check of a task.

use crate::{
    cli::HintArguments,
    desk::{self, Desk, Turn},
    hints::{self, Advice, Memory},
    report::{
        self, Line,
        human::{self, More},
    },
};
use anyhow::Result;
use grader::{
    outcome::{CheckStatus, TaskOutcome},
    output,
};
use indicatif::ProgressBar;
use std::{process::ExitCode, time::Duration};

/// Checks the task, and prints the next hint on standard output.
///
/// # Errors
/// Fails if the checker itself fails, or cannot remember which hint it gave.
pub fn run(arguments: &HintArguments) -> Result<ExitCode> {
    let desk = Desk::open()?;
    let turn = desk.take_turn(desk::say_waiting)?;
    let progress =
        ProgressBar::new_spinner().with_message(format!("checking {}", arguments.task.name));
    progress.enable_steady_tick(Duration::from_millis(100));
    let outcome = desk.check(arguments.task, &turn);
    progress.finish_and_clear();
    let outcome = outcome?;

    let (advice, damaged) = advise(&desk, &outcome)?;
    if let Some(damaged) = damaged {
        output::say(damaged);
    }
    report::print(&human::advice(&outcome, &advice, More::ByCommand))?;
    Ok(match advice {
        Advice::NoVerdict(check) if check.status == CheckStatus::Error && !check.stretch => {
            ExitCode::from(2)
        }
        Advice::NoVerdict(_) | Advice::Hint(_) | Advice::Complete { .. } => ExitCode::SUCCESS,
    })
}

/// The next hint for a task that was checked and is watched.
///
/// # Errors
/// Fails if the given hint cannot be remembered.
pub(crate) fn lines(desk: &Desk, outcome: &TaskOutcome, _: &Turn) -> Result<Vec<Line>> {
    let (advice, damaged) = advise(desk, outcome)?;
    let damaged = damaged.map(|damaged| damaged.to_string().into());
    let advice = human::advice(outcome, &advice, More::ByKey);
    Ok(damaged.into_iter().chain(advice).collect())
}

/// The next advice, and whether the memory of earlier hints was lost. Remembers the advice.
fn advise<'a>(
    desk: &Desk,
    outcome: &'a TaskOutcome,
) -> Result<(Advice<'a>, Option<anyhow::Error>)> {
    let (mut memory, damaged) = match Memory::load(desk.out()) {
        Ok(memory) => (memory, None),
        Err(damaged) => (Memory::default(), Some(damaged)),
    };
    memory.forget_passed(outcome);
    let advice = hints::next(&memory, outcome);
    if let Advice::Hint(hint) = &advice {
        memory.remember(hint.task, hint.about.id(), hint.step);
    }
    memory.store(desk.out())?;
    Ok((advice, damaged))
}
