//! `check`: runs the main programs and all checks of this workspace.

use crate::{
    cli::{CheckArguments, Format},
    desk::{self, Desk, Turn},
    hints,
    mains::{self, MainOutcome},
    report::{self, human},
};
use anyhow::Result;
use grader::{
    course::{TASKS, Task},
    grading,
    outcome::{CheckStatus, GraderInfo, MainStatus, Submission, TaskOutcome},
    output, threads,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::{io, process::ExitCode, sync::mpsc, thread, time::Duration};

/// Checks this workspace and reports on standard output.
///
/// # Errors
/// Fails if the checker itself cannot do its work.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode> {
    let mut tasks = arguments.tasks.clone();
    if tasks.is_empty() {
        tasks.extend(&TASKS);
    }
    tasks.sort_by_key(|task| task.number);
    tasks.dedup_by_key(|task| task.number);

    let desk = Desk::open()?.with_seed(arguments.seed);
    let turn = desk.take_turn(desk::say_waiting)?;

    let outcomes = check(&desk, &turn, &tasks, !arguments.no_mains, |outcome| {
        if arguments.format == Format::Human {
            let mut lines = human::task(outcome, report::width());
            lines.push(report::Line::new());
            report::print(&lines)?;
        }
        Ok(())
    })?;
    hints::forget_passed(desk.out(), &outcomes)?;
    let prebuilt = desk.grader().prebuilt();
    let name = desk
        .root()
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let submission = Submission::new(
        name,
        outcomes,
        GraderInfo {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            checks: prebuilt.key().to_owned(),
            toolchain: prebuilt.toolchain().to_owned(),
            seed: desk.grader().seed(),
            clock: grading::clock().into(),
            sandbox: prebuilt.sandbox().protections()?,
        },
    );
    match arguments.format {
        Format::Human => report::print(&[human::summary(&submission)])?,
        Format::Json => {
            let json = serde_json::to_string_pretty(&submission)?;
            output::print_text(&format!("{}\n", output::visible_json(&json)))?;
        }
    }
    Ok(exit_code(&submission))
}

/// Checks tasks in parallel, and calls `show` with each outcome, in order.
fn check(
    desk: &Desk,
    turn: &Turn,
    tasks: &[&'static Task],
    with_mains: bool,
    mut show: impl FnMut(&TaskOutcome) -> io::Result<()>,
) -> Result<Vec<TaskOutcome>> {
    let progress = progress(tasks.len(), with_mains);
    let (outcomes, main_outcomes) = (mpsc::channel(), mpsc::channel());
    thread::scope(|scope| {
        let mains = with_mains.then(|| {
            let sender = main_outcomes.0.clone();
            threads::spawn_scoped(scope, move || {
                let (prebuilt, out) = (desk.grader().prebuilt(), desk.out().join("mains"));
                mains::run(tasks, desk.root(), prebuilt, &out, &sender)
            })
        });
        let mains = mains.transpose()?;
        drop(main_outcomes.0);
        let mut gradings = Vec::new();
        for &task in tasks {
            let sender = outcomes.0.clone();
            gradings.push(threads::spawn_scoped(scope, move || {
                let outcome = desk.check(task, turn)?;
                // The receiver is gone only if the check as a whole has failed.
                let _ = sender.send(outcome);
                anyhow::Ok(())
            })?);
        }
        drop(outcomes.0);

        let mut checked: Vec<TaskOutcome> = Vec::new();
        let mut run: Vec<(u32, MainOutcome)> = Vec::new();
        let mut complete: Vec<TaskOutcome> = Vec::new();
        for task in tasks {
            let mut outcome = loop {
                if let Some(index) = checked.iter().position(|other| other.number == task.number) {
                    break checked.swap_remove(index);
                }
                match outcomes.1.recv() {
                    Ok(outcome) => checked.push(outcome),
                    // The failed thread has the error.
                    Err(_) => {
                        for grading in gradings {
                            grading.join().expect("grading does not panic")?;
                        }
                        anyhow::bail!("a task was not checked");
                    }
                }
                progress.inc(1);
            };
            if with_mains {
                let main = loop {
                    if let Some(index) = run.iter().position(|(number, _)| *number == task.number) {
                        break Some(run.swap_remove(index).1);
                    }
                    match main_outcomes.1.recv() {
                        Ok(outcome) => run.push(outcome),
                        Err(_) => break None,
                    }
                    progress.inc(1);
                };
                let Some(main) = main else { break };
                outcome.main = main.status;
                outcome.main_message = main.message;
            }
            progress.suspend(|| show(&outcome))?;
            complete.push(outcome);
        }
        progress.finish_and_clear();
        if let Some(mains) = mains {
            mains.join().expect("running programs does not panic")?;
        }
        Ok(complete)
    })
}

/// A progress bar on standard error; hidden if it is not a terminal.
fn progress(tasks: usize, with_mains: bool) -> ProgressBar {
    let (steps, template) = if with_mains {
        (
            2 * tasks,
            "{spinner} {pos} of {len} checks and main programs done, {elapsed} (main programs really wait)",
        )
    } else {
        (tasks, "{spinner} {pos} of {len} tasks checked, {elapsed}")
    };
    let bar = ProgressBar::new(steps as u64);
    bar.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn exit_code(submission: &Submission) -> ExitCode {
    let checks = || {
        submission
            .tasks
            .iter()
            .flat_map(|task| &task.checks)
            .filter(|check| !check.stretch)
    };
    if checks().any(|check| check.status == CheckStatus::Error) {
        ExitCode::from(2)
    } else if checks().any(|check| check.status != CheckStatus::Passed)
        || submission
            .tasks
            .iter()
            .any(|task| task.main == MainStatus::Failed)
    {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    }
}
