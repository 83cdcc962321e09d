//! The text of each screen.

use super::{
    ansi,
    events::{Job, Kind, Size},
    state::{Known, Screen, Stage, State},
};
use crate::report::{BAD, FAINT, GOOD, Human, OPEN, STRONG};
use anstyle::Style;
use grader::{
    course::{TASKS, Task},
    outcome::TaskStatus,
};
use std::time::Duration;

/// How the rows of a terminal are shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Whether there is a line with the tasks and what is under way.
    pub header: bool,
    /// Whether empty lines set the text off.
    pub spacious: bool,
    /// Whether there is a line with news.
    pub notice: bool,
    /// Whether there is a line with the keys.
    pub footer: bool,
    /// How many lines are left for the text.
    pub body: usize,
}

impl Layout {
    /// On a small terminal the text goes before what is around it.
    pub(super) fn of(size: Size, with_notice: bool) -> Self {
        let Size { rows, .. } = size;
        let (header, footer, spacious) = (rows >= 3, rows >= 4, rows >= 12);
        let notice = with_notice && rows >= 5;
        let around = [header, footer, notice, spacious, spacious];
        let around = around.into_iter().filter(|&there| there).count();
        Self {
            header,
            spacious,
            notice,
            footer,
            body: rows - around,
        }
    }
}

/// How many lines of text are to be seen at once.
pub(super) fn body_rows(state: &State) -> usize {
    Layout::of(state.size, notice(state).is_some()).body
}

/// How far the text can be scrolled.
pub(super) fn scroll_limit(state: &State) -> usize {
    body(state).len().saturating_sub(body_rows(state))
}

/// The text, in lines that fit the terminal's width.
pub(super) fn body(state: &State) -> Vec<String> {
    let width = state.size.columns;
    let task = &TASKS[state.shown];
    let known = &state.tasks[state.shown];
    let lines = match &state.screen {
        Screen::Task => {
            let mut lines = verdicts(task, known, width);
            if is_out_of_date(state) {
                lines.insert(0, format!("{FAINT}{OUT_OF_DATE}{FAINT:#}"));
            }
            lines
        }
        Screen::Hint(Some(lines)) => lines.clone(),
        Screen::Hint(None) => vec!["The hint comes when the check is done.".to_owned()],
        Screen::Timeline(Some(lines)) => lines.clone(),
        Screen::Timeline(None) => vec![format!("Running `{}` for its timeline.", task.function)],
        Screen::List => list(state),
    };
    lines
        .iter()
        .flat_map(|line| ansi::fold(line, width))
        .collect()
}

const OUT_OF_DATE: &str = "This is the verdict on an earlier save; the new one is on its way.";

/// Whether a check of the shown task has been under way for so long that its last verdict may be taken for the new one.
fn is_out_of_date(state: &State) -> bool {
    let is_checked = state.running.as_ref().is_some_and(|running| {
        let Job { task, kind } = running.job;
        let since = state.now.saturating_sub(running.since);
        task == state.shown && kind == Kind::Check && since >= Duration::from_secs(1)
    });
    is_checked && state.tasks[state.shown].latest.is_some()
}

/// The line of the text in which the list shows the chosen task.
pub(super) fn chosen_line(state: &State) -> Option<usize> {
    let in_list = state.screen == Screen::List;
    in_list.then(|| body(state).iter().position(|line| line.starts_with(CHOSEN)))?
}

/// What stands before the chosen task in the list.
const CHOSEN: &str = ">";

/// What is known of a task, for a terminal of `width` columns.
pub(super) fn verdicts(task: &Task, known: &Known, width: usize) -> Vec<String> {
    match &known.latest {
        None => vec![format!(
            "{FAINT}·{FAINT:#} {STRONG}{} {}{STRONG:#}  is being checked",
            task.number, task.name
        )],
        Some(Ok(outcome)) => Human::new(width).task(outcome),
        Some(Err(why)) => {
            let mut lines = vec![format!(
                "{OPEN}?{OPEN:#} {STRONG}{} {}{STRONG:#}  the checker could not do its work",
                task.number, task.name
            )];
            lines.extend(Human::new(width).paragraph(why));
            lines
        }
    }
}

/// One line that says how far the course is.
pub(super) fn progress(state: &State) -> String {
    let finished = state.tasks.iter().filter(|known| known.is_finished());
    let score: u32 = state
        .tasks
        .iter()
        .filter_map(|known| known.outcome())
        .map(|outcome| outcome.score)
        .sum();
    format!(
        "{} of {} tasks finished, {score} of {} points.",
        finished.count(),
        TASKS.len(),
        TASKS.iter().map(points).sum::<u32>()
    )
}

fn points(task: &Task) -> u32 {
    task.checks.iter().map(|check| check.points).sum()
}

fn list(state: &State) -> Vec<String> {
    let title = if state.searching {
        "Looking for the first unfinished task.".to_owned()
    } else {
        progress(state)
    };
    let longest = TASKS.iter().map(|task| task.name.len()).max().unwrap_or(0);
    let rows = TASKS.iter().zip(&state.tasks).enumerate();
    let rows = rows.map(|(index, (task, known))| {
        let chosen = index == state.shown && !state.searching;
        let (mark, style) = mark(known);
        format!(
            "{} {style}{mark}{style:#} {STRONG}{} {:longest$}{STRONG:#}  {}",
            if chosen { CHOSEN } else { " " },
            task.number,
            task.name,
            standing(state, index),
        )
    });
    [title, String::new()].into_iter().chain(rows).collect()
}

/// Where a task stands, in a few words.
fn standing(state: &State, index: usize) -> String {
    let is_checked = state
        .running
        .as_ref()
        .is_some_and(|running| running.job.task == index && running.job.kind == Kind::Check);
    match &state.tasks[index].latest {
        _ if is_checked => "being checked".to_owned(),
        None => "not checked yet".to_owned(),
        Some(Err(_)) => "the checker could not do its work".to_owned(),
        Some(Ok(outcome)) if outcome.status == TaskStatus::Missing => "not there".to_owned(),
        Some(Ok(outcome)) if !outcome.started => "not started".to_owned(),
        Some(Ok(outcome)) => format!("{} of {} points", outcome.score, outcome.max_score),
    }
}

/// A sign for where a task stands, and its colour.
pub(super) fn mark(known: &Known) -> (&'static str, Style) {
    match &known.latest {
        None => ("·", FAINT),
        Some(Err(_)) => ("?", OPEN),
        Some(Ok(outcome)) => match outcome.status {
            TaskStatus::Passed => ("✓", GOOD),
            TaskStatus::Missing => ("–", OPEN),
            TaskStatus::Failed if !outcome.started => ("–", OPEN),
            TaskStatus::Failed => ("✗", BAD),
            TaskStatus::Error => ("?", OPEN),
        },
    }
}

/// What else there is to say.
pub(super) fn notice(state: &State) -> Option<String> {
    if let Some(news) = state.news {
        let task = &TASKS[news];
        return Some(format!(
            "{STRONG}{}{STRONG:#}: show {}, which was saved: {}",
            task.number,
            task.name,
            standing(state, news),
        ));
    }
    if state.searching {
        return None;
    }
    let (finished, next) = go_on(state, state.shown)?;
    let Some(next) = next else {
        return Some(finished);
    };
    let task = &TASKS[next];
    let key = if next == state.shown + 1 {
        "n".to_owned()
    } else {
        task.number.to_string()
    };
    Some(format!(
        "{finished} {STRONG}{key}{STRONG:#}: go on with {} {}",
        task.number, task.name
    ))
}

/// That a task is finished, if it is, and the task to go on with, as soon as that is known.
pub(super) fn go_on(state: &State, task: usize) -> Option<(String, Option<usize>)> {
    if !state.tasks[task].is_finished() {
        return None;
    }
    let next = state.next_unfinished(task);
    let finished = match next {
        Some(_) => format!("{} {} is finished.", TASKS[task].number, TASKS[task].name),
        None => format!(
            "All {} tasks are finished. `cargo xtask check` runs their main programs too.",
            TASKS.len()
        ),
    };
    let known = next.filter(|&next| state.tasks[next].latest.is_some());
    Some((format!("{GOOD}{finished}{GOOD:#}"), known))
}

/// What is under way, or how the latest check went.
pub(super) fn status(state: &State) -> String {
    let Some(running) = &state.running else {
        let known = &state.tasks[state.shown];
        return match known.runs {
            0 => String::new(),
            runs => format!("check {runs}: {:.2} s", known.took.as_secs_f64()),
        };
    };
    match &running.stage {
        Stage::Waiting => return "waiting for another check to end".to_owned(),
        Stage::Building(line) => return format!("building what checks need: {line}"),
        Stage::Working => {}
    }
    let what = match running.job.kind {
        Kind::Check if running.job.task == state.shown => "checking".to_owned(),
        Kind::Check => format!("checking task {}", TASKS[running.job.task].number),
        Kind::Hint | Kind::Timeline => "running".to_owned(),
    };
    match state.now.saturating_sub(running.since).as_secs() {
        0 => format!("{what} …"),
        seconds => format!("{what} … {seconds} s"),
    }
}
