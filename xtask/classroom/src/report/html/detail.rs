//! Each submission: its checks, messages and pictures.

use super::told;
use crate::{
    class::{Class, Graded},
    report::state,
};
use grader::{
    outcome::{CheckOutcome, CheckStatus, MainStatus, TaskOutcome, TaskStatus},
    output::visible,
    svg::inline_svg,
    timeline::Timeline,
};
use maud::{Markup, PreEscaped, html};
use std::cell::Cell;

/// How many bytes of pictures a page holds. A browser opens it in a second or two.
const MOST_PICTURES: usize = 6 << 20;

/// How many characters of a message are shown; all of it is in the result's file.
const LONGEST_MESSAGE: usize = 2_000;

pub(super) fn details(class: &Class) -> Markup {
    let room = Cell::new(MOST_PICTURES);
    html! {
        section aria-labelledby="submissions" {
            h2 #submissions { "Submissions" }
            div.tools hidden { button #open type="button" { "Open or close all that are shown" } }
            @for (index, graded) in class.graded.iter().enumerate() { (submission(index, graded, &room)) }
        }
    }
}

fn submission(index: usize, graded: &Graded, room: &Cell<usize>) -> Markup {
    html! {
        details.submission data-row=(index) {
            summary {
                (told(&graded.result.submission))
                span.points {
                    @match graded.grade() {
                        Some((score, most)) => { (score) " of " (most) " points" }
                        None => (state(graded)),
                    }
                }
            }
            div #{ "s" (index) } {
                @for note in &graded.notes { p.faint { (told(note)) } }
                @for outcome in &graded.result.tasks { (task(outcome, room)) }
                p.back { a href="#class" { "Back to the class" } }
            }
        }
    }
}

fn task(task: &TaskOutcome, room: &Cell<usize>) -> Markup {
    let points = match task.status {
        TaskStatus::Missing => "is missing".to_owned(),
        _ if !task.started => "is not begun".to_owned(),
        TaskStatus::Error => "could not be told".to_owned(),
        TaskStatus::Passed | TaskStatus::Failed => {
            format!("{} of {} points", task.score, task.max_score)
        }
    };
    let names = |status: CheckStatus, stretch: bool| {
        let checks = task
            .checks
            .iter()
            .filter(|check| check.status == status && check.stretch == stretch);
        checks
            .map(|check| check.id.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let mut drawn: Vec<&Timeline> = Vec::new();
    html! {
        h3 { (task.number) " " (told(&task.task)) span.points { (points) } }
        @if task.status != TaskStatus::Missing && task.started {
            ul.checks {
                @if task.main == MainStatus::Failed {
                    li.failed { (mark("✗", "failed")) "its main program" (message(&task.main_message)) }
                }
                @for check in &task.checks {
                    @if matches!(check.status, CheckStatus::Failed | CheckStatus::Error) {
                        (told_check(check, &mut drawn, room))
                    }
                }
                @for (class, sign, what, names) in [
                    ("passed", "✓", "passed", names(CheckStatus::Passed, false)),
                    ("passed", "✓", "passed beyond what is asked", names(CheckStatus::Passed, true)),
                    ("open", "–", "not to be told because of another mistake", [
                        names(CheckStatus::Skipped, false), names(CheckStatus::Skipped, true),
                    ].into_iter().filter(|names| !names.is_empty()).collect::<Vec<_>>().join(", ")),
                ] {
                    @if !names.is_empty() { li class=(class) { (mark(sign, "")) (what) ": " span.faint { (told(&names)) } } }
                }
            }
        }
    }
}

fn told_check<'a>(
    check: &'a CheckOutcome,
    drawn: &mut Vec<&'a Timeline>,
    room: &Cell<usize>,
) -> Markup {
    let (class, sign, remark) = match (check.status, check.stretch) {
        (CheckStatus::Error, _) => ("open", "?", " (the grader could not tell)"),
        (_, true) => ("open", "○", " (not asked for, and not counted)"),
        (_, false) => ("failed", "✗", ""),
    };
    // Two mistakes in one run share its picture.
    let picture = check
        .timeline
        .as_ref()
        .filter(|timeline| !drawn.contains(timeline));
    drawn.extend(picture);
    html! {
        li class=(class) {
            (mark(sign, "failed")) (told(&check.title)) " " code.faint { (told(&check.id)) } (remark)
            (message(&check.message))
            @if let Some(timeline) = picture { (drawing(timeline, room)) }
        }
    }
}

fn drawing(timeline: &Timeline, room: &Cell<usize>) -> Markup {
    let picture = inline_svg(timeline);
    let Some(left) = room.get().checked_sub(picture.len()) else {
        return html! { p.faint { "Its timeline is in the result's file; the page would be too large with it." } };
    };
    room.set(left);
    PreEscaped(picture)
}

fn mark(sign: &str, meaning: &str) -> Markup {
    html! {
        span.mark aria-hidden="true" { (sign) }
        @if !meaning.is_empty() { span.unseen { (meaning) ": " } }
    }
}

/// The first line is prose; what follows is shown as it is.
fn message(text: &str) -> Markup {
    let mut shown: String = visible(text).chars().take(LONGEST_MESSAGE).collect();
    if shown.len() < text.len() && text.chars().count() > LONGEST_MESSAGE {
        shown.push_str(" …");
    }
    let (prose, rest) = shown.split_once('\n').unwrap_or((&shown, ""));
    html! {
        @if !prose.is_empty() { p.message dir="auto" { (prose) } }
        @if !rest.trim().is_empty() { pre tabindex="0" { (rest) } }
    }
}
