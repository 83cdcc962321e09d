//! Shows hints.

use super::{
    BAD, FAINT, GOOD, HELD, INDENT, Line, MARK, OPEN, STRONG, Style, marked, named, not_passed,
    paragraph, unattempted, with_message,
};
use crate::hints::{About, Advice, Hint, texts};
use grader::{
    course::{Id, Task},
    judge::{self, Judge},
    outcome::{CheckOutcome, CheckStatus, TaskOutcome},
    timeline,
};

/// How a learner gets more than a hint says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum More {
    /// By a command.
    ByCommand,
    /// By a key of the watch.
    ByKey,
}

/// What there is to say next about a task, below what it is about.
pub(crate) fn advice(outcome: &TaskOutcome, advice: &Advice, more: More) -> Vec<Line> {
    let mut lines = Vec::new();
    match advice {
        Advice::Hint(hint) => return self::hint(outcome, hint, more),
        Advice::Complete { next } => {
            lines.push(task(outcome, "✓", GOOD));
            let said = complete(outcome, *next);
            lines.extend(said.iter().flat_map(|line| paragraph(line)));
        }
        Advice::NoVerdict(check) => {
            lines.push(task(outcome, "?", OPEN));
            lines.extend(with_message(check, marked(OPEN, "?"), ""));
            lines.extend(paragraph(untold(check)));
        }
    }
    lines
}

fn hint(outcome: &TaskOutcome, hint: &Hint, more: More) -> Vec<Line> {
    let mut lines = match hint.about {
        About::NotStarted | About::Missing => unattempted(outcome),
        About::Check(check) if check.stretch => {
            let beyond = "All counted checks pass. This stretch check fails:";
            let mut lines = vec![task(outcome, "✓", GOOD)];
            lines.extend(paragraph(beyond));
            lines.extend(not_passed(check));
            lines
        }
        About::Check(check) => {
            let mut lines = vec![task(outcome, "✗", BAD)];
            lines.extend(not_passed(check));
            lines
        }
    };
    let below = |style, text: &str| Line::new().styled(style, text).indented(MARK);
    lines.push(Line::new());
    lines.push(below(STRONG, &heading(hint)));
    lines.extend(hint.text.lines().map(step));
    lines.push(Line::new());
    let next = what_next(outcome, hint, more);
    lines.extend(next.iter().map(|line| below(FAINT, line)));
    lines
}

/// A line of a hint: a paragraph, or code as it is.
fn step(line: &str) -> Line {
    let line = if line.starts_with(texts::CODE) {
        Line::verbatim(line)
    } else {
        Line::from(hold_together(line))
    };
    line.indented(INDENT)
}

fn task(outcome: &TaskOutcome, mark: &str, style: Style) -> Line {
    named(style, mark, outcome.number, &outcome.task)
}

/// A paragraph in which what stands between backticks stays in one line, so that it can be copied.
fn hold_together(paragraph: &str) -> String {
    let mut in_code = false;
    paragraph
        .chars()
        .map(|char| {
            in_code ^= char == '`';
            if in_code && char == ' ' { HELD } else { char }
        })
        .collect()
}

fn heading(hint: &Hint) -> String {
    let Hint { step, count, .. } = hint;
    if hint.starts_again {
        format!("That was the last hint. Again from the first, hint {step} of {count}:")
    } else {
        format!("Hint {step} of {count}:")
    }
}

/// What a learner can do who wants more than this hint.
fn what_next(outcome: &TaskOutcome, hint: &Hint, more: More) -> Vec<String> {
    let (for_hint, for_trace) = match more {
        More::ByCommand => (
            format!("`cargo xtask hint {}`", outcome.number),
            format!("`cargo xtask trace {}`", outcome.number),
        ),
        More::ByKey => ("`h`".to_owned(), "`t`".to_owned()),
    };
    let mut lines = Vec::new();
    let has_hole = |line: &str| line.starts_with(texts::CODE) && line.contains(texts::HOLE);
    if hint.text.lines().any(has_hole) {
        lines.push(format!("`{}` is for you to fill in.", texts::HOLE));
    }
    if hint.step < hint.count {
        lines.push(format!("{for_hint} gives the next one."));
        return lines;
    }
    // The lessons are about what the function does.
    let in_lesson = match hint.about {
        About::Missing => false,
        About::NotStarted => true,
        About::Check(check) => {
            Id::named(&check.id).is_some_and(|id| !matches!(judge::for_check(id), Judge::Source(_)))
        }
    };
    if in_lesson {
        lines.push(format!(
            "{}/README.md has more, under \"Common mistakes\".",
            outcome.task
        ));
    }
    if Id::named(hint.about.id()).is_some_and(timeline::illustrates) {
        lines.push(format!("{for_trace} draws when your waits begin and end."));
    }
    lines
}

/// What is said when there is nothing to hint at.
fn complete(outcome: &TaskOutcome, next: Option<&Task>) -> [String; 2] {
    let all_pass = format!(
        "All checks pass; there is nothing to hint at. `cargo xtask check {}` runs the main program as well.",
        outcome.number
    );
    let then = match next {
        Some(task) => format!(
            "Task {} comes next: {}/README.md says what to write.",
            task.number, task.name
        ),
        None => "This is the last task. `cargo xtask check` looks at all of them.".to_owned(),
    };
    [all_pass, then]
}

fn untold(check: &CheckOutcome) -> &'static str {
    if check.status == CheckStatus::Error {
        "The checker failed. It is not your fault, and there is no hint for it."
    } else {
        "It has no verdict, so there is no hint for it."
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::course;

    fn hint(step: usize, starts_again: bool) -> Hint<'static> {
        Hint {
            task: "tasks",
            about: About::NotStarted,
            step,
            count: 4,
            starts_again,
            text: "",
        }
    }

    #[test]
    fn the_heading_counts_the_hints_and_tells_when_they_are_over() {
        assert_eq!(heading(&hint(2, false)), "Hint 2 of 4:");
        assert_eq!(heading(&hint(4, false)), "Hint 4 of 4:");
        assert_eq!(
            heading(&hint(1, true)),
            "That was the last hint. Again from the first, hint 1 of 4:"
        );
    }

    #[test]
    fn after_the_last_hint_the_lesson_is_named() {
        let task = course::task("3").unwrap();
        let outcome = TaskOutcome::not_started(task, Vec::new());
        assert_eq!(
            what_next(&outcome, &hint(1, false), More::ByCommand),
            ["`cargo xtask hint 3` gives the next one."]
        );
        assert_eq!(
            what_next(&outcome, &hint(1, false), More::ByKey),
            ["`h` gives the next one."]
        );
        assert_eq!(
            what_next(&outcome, &hint(4, false), More::ByKey),
            ["tasks/README.md has more, under \"Common mistakes\"."]
        );
    }

    #[test]
    fn code_stays_in_one_line() {
        let line = step("Run `cargo fmt -p tasks` and `cargo check`, then go on.");
        let lines: Vec<String> = line.wrap(24).iter().map(Line::plain).collect();
        assert_eq!(
            lines,
            [
                "    Run",
                "    `cargo fmt -p tasks`",
                "    and `cargo check`,",
                "    then go on."
            ]
        );
    }

    #[test]
    fn a_hole_in_the_code_is_named() {
        let task = course::task("3").unwrap();
        let outcome = TaskOutcome::not_started(task, Vec::new());
        let hint = Hint {
            text: "Spawn it:\n    tokio::spawn(___)",
            ..hint(1, false)
        };
        assert_eq!(
            what_next(&outcome, &hint, More::ByCommand)[0],
            "`___` is for you to fill in."
        );
    }
}
