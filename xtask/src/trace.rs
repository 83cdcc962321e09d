//! `trace`: the timeline of one run of a learner's function.

use crate::{
    cli::TraceArguments,
    desk::{self, Desk, Turn},
    report::{self, Line, human},
};
use anyhow::{Context, Result};
use grader::{
    compile::Compiled,
    course::Task,
    grading,
    judge::{self, Evidence, Verdict},
    observe::{self, Run},
    output,
    svg::svg,
    text,
    timeline::Timeline,
};
use std::process::ExitCode;

/// The result of one run of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Its timeline, if it waited for anything.
    pub timeline: Option<Timeline>,
    /// The problem, if the run did not finish or there was none.
    pub problem: Option<String>,
}

/// Draws a task's timeline on standard output, and optionally into a file.
///
/// # Errors
/// Fails if the checker itself cannot do its work, or the file cannot be written.
pub fn run(arguments: &TraceArguments) -> Result<ExitCode> {
    let task = arguments.task;
    let desk = Desk::open()?;
    let turn = desk.take_turn(desk::say_waiting)?;
    let trace = trace(&desk, task, &turn)?;
    report::print(&lines(&trace, task, report::width()))?;
    let Some(timeline) = &trace.timeline else {
        return Ok(ExitCode::from(1));
    };
    if let Some(file) = &arguments.svg {
        fs_err::write(file, svg(timeline))?;
        output::say(format!("Written to {}.", file.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a task's function once.
///
/// # Errors
/// Fails if the checker itself cannot do its work.
pub fn trace(desk: &Desk, task: &'static Task, turn: &Turn) -> Result<Trace> {
    let without = |problem| Trace {
        timeline: None,
        problem: Some(problem),
    };
    let built = match desk.compile(task, turn)? {
        Compiled::Built(built) => built,
        Compiled::Missing => return Ok(without(format!("there is no crate `{}`.", task.name))),
        Compiled::Rejected { message, .. } => return Ok(without(message)),
    };
    let planned = observe::timeline_run(task, grading::clock());
    let mut runs = desk
        .grader()
        .observer()
        .observe(&built.program, &[planned])?;
    let run = runs.pop().context("there is no run")?;
    Ok(Trace {
        timeline: Timeline::from_run(task, &run),
        problem: problem(task, run),
    })
}

/// Why a run did not finish, if it did not.
fn problem(task: &'static Task, run: Run) -> Option<String> {
    if run.has_todo() {
        return Some(text::not_started(task));
    }
    let evidence = Evidence {
        task,
        constant_problem: None,
        runs: vec![run],
        solo_runs: Vec::new(),
    };
    match judge::finishes(&evidence) {
        Verdict::Passed => None,
        Verdict::Failed { message, .. } | Verdict::Unseen(message) | Verdict::Error(message) => {
            Some(message)
        }
    }
}

/// A trace as lines, with bars that fit into `width` columns if possible.
pub(crate) fn lines(trace: &Trace, task: &Task, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(timeline) = &trace.timeline {
        lines.extend(report::timeline(timeline, width));
        if timeline.simulated {
            lines.push("The waits are simulated: the clock jumps over them.".into());
        }
    }
    if let Some(problem) = &trace.problem {
        let what = match trace.timeline {
            Some(_) => "It does not finish:",
            None => "There is no timeline to draw:",
        };
        lines.push(what.into());
        lines.extend(human::paragraph(problem));
    } else if trace.timeline.is_none() {
        let why = format!("`{}` waits for nothing.", task.function);
        lines.push(format!("There is no timeline to draw: {why}").into());
    }
    lines
}
