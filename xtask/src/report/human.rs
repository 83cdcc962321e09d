//! Shows results to people, as lines of styled text.

mod hint;

pub(crate) use hint::{More, advice};

use super::{
    styled::{BAD, FAINT, GOOD, HELD, Line, OPEN, STRONG, Style},
    timeline::timeline,
};
use grader::{
    outcome::{CheckOutcome, CheckStatus, MainStatus, Submission, TaskOutcome, TaskStatus},
    text,
    timeline::Timeline,
};

/// The indent below a heading, in columns.
const INDENT: usize = 4;

/// The width of a mark and the blank after it, in columns.
const MARK: usize = 2;

/// The outcome of one task, with pictures for a terminal of `width` columns.
pub(crate) fn task(task: &TaskOutcome, width: usize) -> Vec<Line> {
    if task.status == TaskStatus::Missing || !task.started {
        return unattempted(task);
    }
    let mut lines = vec![standing(task)];
    lines.extend(main(task));
    lines.extend(passed_checks(task));
    let mut drawn: Vec<&Timeline> = Vec::new();
    for check in &task.checks {
        lines.extend(not_passed(check));
        // Two mistakes in one run share a picture.
        if let Some(timeline) = &check.timeline
            && !drawn.contains(&timeline)
        {
            let picture = self::timeline(timeline, width.saturating_sub(2 * INDENT));
            lines.extend(picture.into_iter().map(|line| line.indented(2 * INDENT)));
            drawn.push(timeline);
        }
    }
    lines.extend(skipped(task));
    lines
}

/// A missing task, or one that still contains its `todo!`.
fn unattempted(task: &TaskOutcome) -> Vec<Line> {
    let mut lines = vec![standing(task)];
    if task.status == TaskStatus::Missing {
        lines.extend(paragraph(&format!(
            "There is no crate `{}` here.",
            task.task
        )));
    } else {
        let mut checks = task.checks.iter();
        let failed = checks.find(|check| check.status == CheckStatus::Failed);
        lines.extend(failed.iter().flat_map(|check| paragraph(&check.message)));
    }
    lines
}

/// The checks that were skipped because of other mistakes: their names, or the reason if no such mistake is shown.
fn skipped(task: &TaskOutcome) -> Vec<Line> {
    let checks = task.checks.iter();
    let skipped = checks.filter(|check| check.status == CheckStatus::Skipped);
    if task.status == TaskStatus::Passed {
        return skipped
            .flat_map(|check| with_message(check, marked(FAINT, "–"), ""))
            .collect();
    }
    let names: Vec<&str> = skipped.map(|check| check.id.as_str()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let heading = Line::new().styled(FAINT, "– not checked yet:");
    let mut lines = vec![heading.indented(MARK)];
    lines.extend(paragraph(&names.join(", ")));
    lines
}

fn main(task: &TaskOutcome) -> Vec<Line> {
    match task.main {
        MainStatus::Skipped => Vec::new(),
        MainStatus::Passed => {
            let heading = Line::new().styled(FAINT, "its main program prints:");
            let mut lines = vec![heading.indented(INDENT)];
            lines.extend(verbatim(&task.main_message));
            lines
        }
        MainStatus::Failed => {
            let heading = marked(BAD, "✗").text("its main program fails");
            let mut lines = vec![heading.indented(MARK)];
            lines.extend(paragraph(&task.main_message));
            lines
        }
    }
}

/// A check that does not pass; nothing for a skipped one.
fn not_passed(check: &CheckOutcome) -> Vec<Line> {
    let (mark, style) = match (check.status, check.stretch) {
        (CheckStatus::Passed | CheckStatus::Skipped, _) => return Vec::new(),
        (CheckStatus::Failed, false) => ("✗", BAD),
        (CheckStatus::Failed, true) => ("○", OPEN),
        (CheckStatus::Error, _) => ("?", OPEN),
    };
    let remark = match (check.status, check.stretch) {
        (CheckStatus::Error, _) => " (checker error)",
        (_, true) => " (stretch check, not counted)",
        _ => "",
    };
    with_message(check, marked(style, mark), remark)
}

/// A check below a task: its name and title after a mark, then its message.
fn with_message(check: &CheckOutcome, mark: Line, remark: &str) -> Vec<Line> {
    let heading = mark
        .styled(STRONG, &check.id)
        .text(format!(": {}{remark}", check.title));
    let mut lines = vec![heading.indented(MARK)];
    lines.extend(paragraph(&check.message));
    lines
}

/// An indented message. Its first line is prose; the rest is shown unchanged.
pub(crate) fn paragraph(text: &str) -> Vec<Line> {
    let (prose, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut lines = vec![Line::from(prose).indented(INDENT)];
    lines.extend(verbatim(rest));
    lines
}

fn verbatim(text: &str) -> impl Iterator<Item = Line> {
    let lines = text.split_terminator('\n');
    lines.map(|line| Line::verbatim(line).indented(INDENT))
}

/// The summary of the whole result.
pub(crate) fn summary(submission: &Submission) -> Line {
    let total = submission.tasks.len();
    let count = |is: fn(&&TaskOutcome) -> bool| submission.tasks.iter().filter(is).count();
    let complete = count(|task| task.status == TaskStatus::Passed);
    let failed_mains = count(|task| task.started && task.main == MainStatus::Failed);
    let style = if complete == total && failed_mains == 0 {
        GOOD
    } else {
        BAD
    };
    let mains = match failed_mains {
        0 => String::new(),
        1 => " A main program fails.".to_owned(),
        count => format!(" {count} main programs fail."),
    };
    let tasks = if total == 1 { "task" } else { "tasks" };
    let (score, max_score) = (submission.score, submission.max_score);
    Line::new()
        .styled(style, format!("{complete} of {total} {tasks} passed"))
        .text(format!(", {score} of {max_score} points.{mains}"))
}

/// A task's name with a mark and its points.
fn standing(task: &TaskOutcome) -> Line {
    let (mark, style) = match task.status {
        TaskStatus::Missing => ("–", OPEN),
        _ if !task.started => ("–", OPEN),
        TaskStatus::Passed if task.main != MainStatus::Failed => ("✓", GOOD),
        TaskStatus::Passed | TaskStatus::Failed => ("✗", BAD),
        TaskStatus::Error => ("?", OPEN),
    };
    let state = if task.status != TaskStatus::Missing && !task.started {
        "not started".to_owned()
    } else {
        format!("{} of {} points", task.score, task.max_score)
    };
    named(style, mark, task.number, &task.task)
        .text("  ")
        .text(held(&state))
}

/// A task's name after a mark.
pub(crate) fn named(style: Style, mark: &str, number: u32, name: &str) -> Line {
    marked(style, mark)
        .styled(STRONG, format!("{number}{HELD}{name}"))
        .hanging(INDENT)
}

/// The start of a line with a mark; wrapped lines are indented by the mark's width.
fn marked(style: Style, mark: &str) -> Line {
    let line = Line::new().styled(style, mark);
    line.text(HELD.to_string()).hanging(MARK)
}

/// Text that is not wrapped.
fn held(text: &str) -> String {
    text.replace(' ', &HELD.to_string())
}

fn passed_checks(task: &TaskOutcome) -> Option<Line> {
    let count = |stretch| {
        task.checks
            .iter()
            .filter(|check| check.status == CheckStatus::Passed && check.stretch == stretch)
            .count()
    };
    let (counted, stretch) = (count(false), count(true));
    let checks = if counted == 1 {
        "check passes"
    } else {
        "checks pass"
    };
    let beyond = match stretch {
        0 => String::new(),
        n => format!(", and {}", text::count(n, "stretch check")),
    };
    let line = marked(GOOD, "✓").text(format!("{counted} {checks}{beyond}"));
    (counted > 0).then(|| line.indented(MARK))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, width: usize) -> Vec<String> {
        let lines = paragraph(text).into_iter();
        let wrapped = lines.flat_map(|line| line.wrap(width));
        wrapped.map(|line| line.plain()).collect()
    }

    #[test]
    fn a_programs_output_cannot_control_the_terminal() {
        let lines = shown("it panicked: \x1b[2J\x07done\n\tx\x1b]0;title\x07\r\n", 80);
        assert_eq!(
            lines,
            ["    it panicked: ␛[2J␇done", "        x␛]0;title␇␍"]
        );
    }

    #[test]
    fn only_the_first_line_of_a_message_is_wrapped() {
        let lines = shown("a few words of prose\nand code that is left as it is", 20);
        assert_eq!(
            lines,
            [
                "    a few words of",
                "    prose",
                "    and code that is left as it is"
            ]
        );
    }
}
