//! `hint`: the next hint for the first failing check of a task.

use crate::{
    cli::HintArguments,
    desk::{self, Desk},
    hints::{self, Advice, Memory},
    outcome::CheckStatus,
    report,
};
use anyhow::Result;
use indicatif::ProgressBar;
use std::{process::ExitCode, time::Duration};

/// Checks the task, and prints the next hint on standard output.
///
/// # Errors
/// Fails if the checker itself cannot do its work, or cannot remember which hint it gave.
pub fn run(arguments: &HintArguments) -> Result<ExitCode> {
    let desk = Desk::open()?;
    let turn = desk.take_turn(desk::say_waiting)?;
    let progress =
        ProgressBar::new_spinner().with_message(format!("checking {}", arguments.task.name));
    progress.enable_steady_tick(Duration::from_millis(100));
    let outcome = desk.check(arguments.task, &turn);
    progress.finish_and_clear();
    let outcome = outcome?;

    let mut memory = Memory::load(desk.out()).unwrap_or_else(|damaged| {
        eprintln!("{damaged}");
        Memory::default()
    });
    memory.forget_what_passes(&outcome);
    let advice = hints::next(&memory, &outcome);
    for line in report::Human::for_terminal().advice(&outcome, &advice) {
        anstream::println!("{line}");
    }
    if let Advice::Hint(hint) = &advice {
        memory.remember(hint);
    }
    memory.store(desk.out())?;
    Ok(match advice {
        Advice::Untold(check) if check.status == CheckStatus::Error && !check.stretch => {
            ExitCode::from(2)
        }
        Advice::Untold(_) | Advice::Hint(_) | Advice::Complete { .. } => ExitCode::SUCCESS,
    })
}
