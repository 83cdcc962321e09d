//! The text of each screen.

use super::{
    events::{Kind, Size},
    state::{Answer, Known, Latest, Screen, Stage, State},
};
use crate::{
    report::{
        BAD, FAINT, GOOD, Line, OPEN, STRONG, Style,
        human::{self, named},
    },
    trace,
};
use grader::{
    course::{TASKS, Task},
    outcome::TaskStatus,
};
use std::time::Duration;

/// The layout of a terminal's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Whether there is a line with the tasks and the current job.
    pub header: bool,
    /// Whether empty lines surround the text.
    pub spacious: bool,
    /// Whether there is a line for the notice.
    pub notice: bool,
    /// Whether there is a line for the keys.
    pub footer: bool,
    /// The number of lines for the text.
    pub body: usize,
}

impl Layout {
    /// On a small terminal the text takes precedence over everything else.
    pub(super) fn new(size: Size, with_notice: bool) -> Self {
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

/// The number of visible lines of text.
pub(super) fn body_rows(state: &State) -> usize {
    Layout::new(state.size, notice(state).is_some()).body
}

/// The maximum scroll position.
pub(super) fn scroll_limit(state: &State) -> usize {
    body(state).len().saturating_sub(body_rows(state))
}

/// The text, wrapped to the terminal's width.
pub(super) fn body(state: &State) -> Vec<Line> {
    let lines = text(state).into_iter();
    lines
        .flat_map(|line| line.fold(state.size.columns))
        .collect()
}

fn text(state: &State) -> Vec<Line> {
    let width = state.size.columns;
    let task = &TASKS[state.shown];
    match &state.screen {
        Screen::Task => {
            let mut lines = verdicts(task, &state.tasks[state.shown], width);
            if is_out_of_date(state) {
                lines.insert(0, Line::new().styled(FAINT, OUT_OF_DATE));
            }
            lines
        }
        Screen::Hint(Answer::Here(lines)) => lines.clone(),
        Screen::Timeline(Answer::Here(trace)) => trace::lines(trace, task, width),
        Screen::Hint(Answer::Failed(why)) | Screen::Timeline(Answer::Failed(why)) => {
            human::paragraph(why)
        }
        Screen::Hint(Answer::Wanted | Answer::Begun) => {
            vec!["The hint comes when the check is done.".into()]
        }
        Screen::Timeline(Answer::Wanted | Answer::Begun) => {
            vec![format!("Running `{}` for its timeline.", task.function).into()]
        }
        Screen::List | Screen::Search => list(state),
    }
}

const OUT_OF_DATE: &str = "This is the verdict on an earlier save; a new check is running.";

/// Whether a check of the shown task takes so long that its old verdict may be mistaken for the new one.
fn is_out_of_date(state: &State) -> bool {
    let is_long = state
        .running
        .as_ref()
        .is_some_and(|running| state.now.saturating_sub(running.since) >= Duration::from_secs(1));
    is_long && state.is_being_checked(state.shown) && state.tasks[state.shown].is_checked()
}

/// The line of the text in which the list shows the chosen task.
pub(super) fn chosen_line(state: &State) -> Option<usize> {
    let is_chosen = |line: &Line| line.plain().starts_with(CHOSEN);
    let in_list = state.screen == Screen::List;
    in_list.then(|| body(state).iter().position(is_chosen))?
}

/// The mark of the chosen task in the list.
const CHOSEN: &str = ">";

/// The verdicts of a task, for a terminal of `width` columns.
pub(super) fn verdicts(task: &Task, known: &Known, width: usize) -> Vec<Line> {
    let heading = |style, mark, what: &str| {
        named(style, mark, task.number, task.name).text(format!("  {what}"))
    };
    match &known.latest {
        Latest::Unchecked => vec![heading(FAINT, "·", "is being checked")],
        Latest::Checked(outcome) => human::task(outcome, width),
        Latest::Failed(why) => {
            let what = "the checker failed";
            let mut lines = vec![heading(OPEN, "?", what)];
            lines.extend(human::paragraph(why));
            lines
        }
    }
}

/// The progress of the whole course, in one line.
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

fn list(state: &State) -> Vec<Line> {
    let title = match state.screen {
        Screen::Search => "Looking for the first unfinished task.".to_owned(),
        Screen::Task | Screen::Hint(_) | Screen::Timeline(_) | Screen::List => progress(state),
    };
    let longest = TASKS.iter().map(|task| task.name.len()).max().unwrap_or(0);
    let rows = TASKS.iter().zip(&state.tasks).enumerate();
    let rows = rows.map(|(index, (task, known))| {
        let chosen = state.screen == Screen::List && index == state.shown;
        let (mark, style) = mark(known);
        let name = named(style, mark, task.number, task.name);
        let gap = longest - task.name.len() + 2;
        Line::from(if chosen { CHOSEN } else { " " })
            .text(" ")
            .followed_by(name)
            .text(" ".repeat(gap) + &standing(state, index))
            .hanging(6)
    });
    [title.into(), Line::new()]
        .into_iter()
        .chain(rows)
        .collect()
}

/// The state of a task, in a few words.
fn standing(state: &State, index: usize) -> String {
    match &state.tasks[index].latest {
        _ if state.is_being_checked(index) => "being checked".to_owned(),
        Latest::Unchecked => "not checked yet".to_owned(),
        Latest::Failed(_) => "the checker failed".to_owned(),
        Latest::Checked(outcome) if outcome.status == TaskStatus::Missing => "not there".to_owned(),
        Latest::Checked(outcome) if !outcome.started => "not started".to_owned(),
        Latest::Checked(outcome) => format!("{} of {} points", outcome.score, outcome.max_score),
    }
}

/// The mark and the colour for a task's state.
pub(super) fn mark(known: &Known) -> (&'static str, Style) {
    match &known.latest {
        Latest::Unchecked => ("·", FAINT),
        Latest::Failed(_) => ("?", OPEN),
        Latest::Checked(outcome) => match outcome.status {
            TaskStatus::Passed => ("✓", GOOD),
            TaskStatus::Missing => ("–", OPEN),
            TaskStatus::Failed if !outcome.started => ("–", OPEN),
            TaskStatus::Failed => ("✗", BAD),
            TaskStatus::Error => ("?", OPEN),
        },
    }
}

/// A notice about another task.
pub(super) fn notice(state: &State) -> Option<Line> {
    if let Some(news) = state.news {
        let Task { number, name, .. } = TASKS[news];
        let standing = standing(state, news);
        let what = format!(": show {name}, which was saved: {standing}");
        let key = Line::new().styled(STRONG, number.to_string());
        return Some(key.text(what));
    }
    if state.screen == Screen::Search {
        return None;
    }
    let (finished, next) = go_on(state, state.shown)?;
    let Some(next) = next else {
        return Some(finished);
    };
    let Task { number, name, .. } = TASKS[next];
    let key = if next == state.shown + 1 {
        "n".to_owned()
    } else {
        number.to_string()
    };
    let finished = finished.text(" ").styled(STRONG, key);
    Some(finished.text(format!(": go on with {number} {name}")))
}

/// The line for a finished task, and the next task if it is known already.
pub(super) fn go_on(state: &State, task: usize) -> Option<(Line, Option<usize>)> {
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
    let known = next.filter(|&next| state.tasks[next].is_checked());
    Some((Line::new().styled(GOOD, finished), known))
}

/// The current job, or the duration of the latest check.
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
