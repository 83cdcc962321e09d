//! Each submission: its checks, messages and pictures.

use super::foreign;
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

/// The maximum size of all pictures in a page, in bytes. A browser opens this in a second or two.
const MAX_PICTURES: usize = 6 << 20;

/// The maximum length of a shown message, in characters. The result's file has all of it.
const MAX_MESSAGE: usize = 2_000;

pub(super) fn details(class: &Class) -> Markup {
    let room = Cell::new(MAX_PICTURES);
    html! {
        section aria-labelledby="submissions" {
            h2 #submissions { "Submissions" }
            div.tools hidden { button #open type="button" { "Open or close all shown submissions" } }
            @for (index, graded) in class.graded.iter().enumerate() { (submission(index, graded, &room)) }
        }
    }
}

fn submission(index: usize, graded: &Graded, room: &Cell<usize>) -> Markup {
    html! {
        details.submission data-row=(index) {
            summary {
                (foreign(&graded.result.submission))
                span.points {
                    @match graded.grade() {
                        Some((score, most)) => { (score) " of " (most) " points" }
                        None => (state(graded)),
                    }
                }
            }
            div #{ "s" (index) } {
                @for note in &graded.notes { p.faint { (foreign(note)) } }
                @for outcome in &graded.result.tasks { (task(outcome, room)) }
                p.back { a href="#class" { "Back to the class" } }
            }
        }
    }
}

fn task(task: &TaskOutcome, room: &Cell<usize>) -> Markup {
    let points = match task.status {
        TaskStatus::Missing => "missing".to_owned(),
        _ if !task.started => "not started".to_owned(),
        TaskStatus::Error => "grader error".to_owned(),
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
        h3 { (task.number) " " (foreign(&task.task)) span.points { (points) } }
        @if task.status != TaskStatus::Missing && task.started {
            ul.checks {
                @if task.main == MainStatus::Failed {
                    li.failed { (mark("✗", "failed")) "its main program" (message(&task.main_message)) }
                }
                @for check in &task.checks {
                    @if matches!(check.status, CheckStatus::Failed | CheckStatus::Error) {
                        (failed_check(check, &mut drawn, room))
                    }
                }
                @for (class, sign, what, names) in [
                    ("passed", "✓", "passed", names(CheckStatus::Passed, false)),
                    ("passed", "✓", "passed stretch checks", names(CheckStatus::Passed, true)),
                    ("open", "–", "not checked because of another mistake", [
                        names(CheckStatus::Skipped, false), names(CheckStatus::Skipped, true),
                    ].into_iter().filter(|names| !names.is_empty()).collect::<Vec<_>>().join(", ")),
                ] {
                    @if !names.is_empty() { li class=(class) { (mark(sign, "")) (what) ": " span.faint { (foreign(&names)) } } }
                }
            }
        }
    }
}

fn failed_check<'a>(
    check: &'a CheckOutcome,
    drawn: &mut Vec<&'a Timeline>,
    room: &Cell<usize>,
) -> Markup {
    let (class, sign, remark) = match (check.status, check.stretch) {
        (CheckStatus::Error, _) => ("open", "?", " (grader error)"),
        (_, true) => ("open", "○", " (stretch check, not counted)"),
        (_, false) => ("failed", "✗", ""),
    };
    // Two mistakes in one run share a picture.
    let picture = check
        .timeline
        .as_ref()
        .filter(|timeline| !drawn.contains(timeline));
    drawn.extend(picture);
    html! {
        li class=(class) {
            (mark(sign, "failed")) (foreign(&check.title)) " " code.faint { (foreign(&check.id)) } (remark)
            (message(&check.message))
            @if let Some(timeline) = picture { (drawing(timeline, room)) }
        }
    }
}

fn drawing(timeline: &Timeline, room: &Cell<usize>) -> Markup {
    let picture = inline_svg(timeline);
    let Some(left) = room.get().checked_sub(picture.len()) else {
        return html! { p.faint { "The timeline is only in the result's file, since the page would be too large." } };
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

/// The first line is prose. The rest is shown unchanged.
fn message(text: &str) -> Markup {
    let mut shown: String = visible(text).chars().take(MAX_MESSAGE).collect();
    if shown.len() < text.len() && text.chars().count() > MAX_MESSAGE {
        shown.push_str(" …");
    }
    let (prose, rest) = shown.split_once('\n').unwrap_or((&shown, ""));
    html! {
        @if !prose.is_empty() { p.message dir="auto" { (prose) } }
        @if !rest.trim().is_empty() { pre tabindex="0" { (rest) } }
    }
}
