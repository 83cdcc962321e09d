//! The lines of the screen.

use super::{
    content::{self, Layout},
    state::{Screen, State},
};
use crate::report::{FAINT, Line, STRONG};
use grader::course::TASKS;

/// The lines of the screen: one per row, none wider than the screen.
pub(super) fn view(state: &State) -> Vec<Line> {
    let notice = content::notice(state);
    let layout = Layout::new(state.size, notice.is_some());
    let body = content::body(state);
    let scroll = state.scroll.min(body.len().saturating_sub(layout.body));
    let below = body.len().saturating_sub(scroll + layout.body);

    let mut lines = Vec::new();
    let gap = layout.spacious.then(Line::new);
    lines.extend(layout.header.then(|| header(state)));
    lines.extend(gap.clone());
    let first = lines.len();
    lines.extend(body.into_iter().skip(scroll).take(layout.body));
    lines.resize(first + layout.body, Line::new());
    lines.extend(gap);
    lines.extend(notice.filter(|_| layout.notice));
    lines.extend(layout.footer.then(|| footer(state, scroll, below)));
    lines
        .iter()
        .map(|line| line.cut(state.size.columns))
        .collect()
}

/// The tasks and the current job.
fn header(state: &State) -> Line {
    let marks = |shown_only: bool| {
        let tasks = TASKS.iter().zip(&state.tasks).enumerate();
        tasks
            .filter(|(index, _)| !shown_only || *index == state.shown)
            .fold(Line::new(), |line, (index, (task, known))| {
                let (mark, style) = content::mark(known);
                let (open, close) = if index == state.shown {
                    ("[", "]")
                } else {
                    (" ", " ")
                };
                line.styled(STRONG, format!("{open}{}", task.number))
                    .text(" ")
                    .styled(style, mark)
                    .styled(STRONG, close)
            })
    };
    let status = content::status(state);
    let room = state.size.columns.checked_sub(Line::from(&status).width());
    [marks(false), marks(true)]
        .into_iter()
        .find_map(|marks| {
            let gap = room?.checked_sub(marks.width())?;
            let fits = gap > 0 || status.is_empty();
            let line = marks.text(" ".repeat(gap));
            fits.then(|| line.styled(FAINT, &status))
        })
        .unwrap_or_else(|| status.into())
}

/// The keys that fit.
fn footer(state: &State, scroll: usize, below: usize) -> Line {
    let in_list = state.screen.is_list();
    let hint = match state.screen {
        Screen::Hint(_) => "next hint",
        Screen::Task | Screen::Timeline(_) | Screen::List | Screen::Search => "hint",
    };
    let back = if in_list {
        ("Enter", "show")
    } else {
        ("Esc", "back")
    };
    let more = match (scroll, below) {
        (0, 0) => None,
        (_, 0) => Some("end".to_owned()),
        (_, below) => Some(format!("{below} more")),
    };
    // In the order of the screen, each with its priority: the last ones are left out first.
    let keys = [
        (
            more.is_some() && !in_list,
            2,
            "↑↓",
            more.as_deref().unwrap_or_default(),
        ),
        (in_list, 6, "↑↓", "choose"),
        (state.screen != Screen::Task, 1, back.0, back.1),
        (!in_list, 3, "h", hint),
        (!in_list, 4, "t", "timeline"),
        (!in_list, 5, "l", "list"),
        (true, 9, "r", "again"),
        (true, 7, "n", "next"),
        (true, 8, "p", "previous"),
        (true, 0, "q", "quit"),
    ];
    (0..=10)
        .rev()
        .map(|least| {
            keys.iter()
                .filter(|(there, rank, ..)| *there && *rank < least)
                .map(|(_, _, key, what)| {
                    let key = Line::new().styled(STRONG, key);
                    key.text(format!(" {what}"))
                })
                .reduce(|line, key| line.text("  ").followed_by(key))
                .unwrap_or_default()
        })
        .find(|line| line.width() <= state.size.columns)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
