//! The class as a whole.

use super::{foreign, number_of, percent};
use crate::{
    class::{Class, Graded, Person},
    report::{CONTRADICTING, NOT_GRADED, NOT_SUBMITTED, TaskName, maximum, tasks},
};
use grader::outcome::{TaskOutcome, TaskStatus};
use maud::{Markup, html};

/// The maximum number of columns of the histogram.
const MAX_COLUMNS: u32 = 12;

pub(super) fn header(class: &Class) -> Markup {
    let graded = class
        .graded
        .iter()
        .filter(|graded| graded.grade().is_some())
        .count();
    let facts = [
        (graded, "graded"),
        (class.graded.len() - graded, "without a grade"),
        (class.contradicting.len(), CONTRADICTING),
        (class.missing.len(), NOT_GRADED),
        (class.not_submitted.len(), NOT_SUBMITTED),
    ];
    html! {
        header {
            h1 { "Class report" }
            ul.facts {
                @for (index, (count, what)) in facts.into_iter().enumerate() {
                    @if count > 0 || index == 0 { li { b { (count) } (what) } }
                }
            }
        }
    }
}

/// Problems for the teacher.
pub(super) fn attention(class: &Class) -> Markup {
    let ungraded: Vec<(usize, &Graded)> = class
        .graded
        .iter()
        .enumerate()
        .filter(|(_, graded)| graded.grade().is_none())
        .collect();
    let unprotected = class.graded.iter().filter(|graded| {
        let sandbox = &graded.result.grader.sandbox;
        graded.grade().is_some()
            && !(sandbox.system_calls && sandbox.resource_limits && sandbox.landlock > 0)
    });
    let unprotected = unprotected.count();
    let quiet = ungraded.is_empty()
        && unprotected == 0
        && class.contradicting.is_empty()
        && class.missing.is_empty()
        && class.unexpected.is_empty()
        && class.skipped.is_empty()
        && class.troubles.is_empty();
    html! {
        @if !quiet {
            section.card.warn aria-labelledby="attention" {
                h2 #attention { "Problems" }
                @if unprotected > 0 {
                    p {
                        (number_of(unprotected, "submission")) " ran without the full sandbox: \
                        their programs could have read or changed anything."
                    }
                }
                (list("Without a grade", ungraded.len(), ungraded.iter().map(|(index, graded)| html! {
                    a href={ "#s" (index) } { (foreign(&graded.result.submission)) }
                    @for note in &graded.notes { ": " (foreign(note)) }
                })))
                (list("Without a grade because of contradicting results", class.contradicting.len(),
                    class.contradicting.iter().map(|contradiction| html! {
                        (foreign(&contradiction.name))
                        ul { @for result in &contradiction.results { li { (foreign(result)) } } }
                    })))
                (list("Not graded yet", class.missing.len(), class.missing.iter().map(|name| foreign(name))))
                (list("Not on the roster", class.unexpected.len(), class.unexpected.iter().map(|name| foreign(name))))
                (list("Skipped, not submissions", class.skipped.len(), class.skipped.iter().map(|what| foreign(what))))
                (list("Other remarks", class.troubles.len(), class.troubles.iter().map(|what| foreign(what))))
            }
        }
    }
}

/// A list, folded if it is long.
fn list(title: &str, count: usize, items: impl Iterator<Item = Markup>) -> Markup {
    const SHORT: usize = 5;
    html! {
        @if count > 0 {
            details open[count <= SHORT] {
                summary { (title) ": " (count) }
                ul { @for item in items { li { (item) } } }
            }
        }
    }
}

pub(super) fn cards(class: &Class) -> Markup {
    let mut scores: Vec<u32> = class
        .graded
        .iter()
        .filter_map(Graded::grade)
        .map(|(score, _)| score)
        .collect();
    scores.sort_unstable();
    html! {
        h2.unseen { "Overview" }
        div.cards {
            section.card aria-labelledby="scores" {
                h2 #scores { "Scores" }
                @if let (Some(most), Some(lowest), Some(highest)) = (maximum(class), scores.first(), scores.last()) {
                    (histogram(&scores, most))
                    p.faint {
                        "Of " (most) " points: mean " (format!("{:.1}", mean(&scores))) ", median "
                        (scores[scores.len() / 2]) ", from " (lowest) " to " (highest) "."
                    }
                } @else { p.faint { "Nothing is graded yet." } }
            }
            section.card aria-labelledby="tasks" {
                h2 #tasks { "Tasks" }
                table {
                    caption { "Submissions that passed each task, and its mean score" }
                    thead { tr {
                        th scope="col" { "Task" } th.number scope="col" { "Passed" } th.number scope="col" { "Mean" }
                        td.share { span.unseen { "Share" } }
                    } }
                    tbody { @for name in tasks(class) { (task(class, name)) } }
                }
            }
        }
    }
}

fn mean(scores: &[u32]) -> f64 {
    scores.iter().copied().map(f64::from).sum::<f64>() / scores.len().max(1) as f64
}

fn task(class: &Class, name: TaskName<'_>) -> Markup {
    let outcomes: Vec<&TaskOutcome> = name.outcomes(class).collect();
    let passed = outcomes
        .iter()
        .filter(|task| task.status == TaskStatus::Passed)
        .count();
    let not_started = outcomes
        .iter()
        .filter(|task| task.status == TaskStatus::Missing || !task.started)
        .count();
    let scores: Vec<u32> = outcomes.iter().map(|task| task.score).collect();
    let most = outcomes
        .iter()
        .map(|task| task.max_score)
        .max()
        .unwrap_or_default();
    let (good, open) = (
        percent(passed, outcomes.len()),
        percent(not_started, outcomes.len()),
    );
    html! {
        tr {
            th.task scope="row" { (name.number) " " (foreign(name.name)) }
            td.number { (passed) }
            td.number { (format!("{:.1}", mean(&scores))) " of " (most) }
            td.share {
                svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" role="img" {
                    title { (passed) " passed, " (outcomes.len() - passed - not_started) " failed, " (not_started) " not started" }
                    rect.bad x=(good) width=(100.0 - good - open) height="10" {}
                    rect.open x=(100.0 - open) width=(open) height="10" {}
                    rect.good width=(good) height="10" {}
                }
            }
        }
    }
}

/// A histogram of scores. All columns have the same width, except that the last one ends at the maximum.
fn histogram(scores: &[u32], most: u32) -> Markup {
    let width = (most + 1).div_ceil(MAX_COLUMNS).max(1);
    let columns: Vec<(u32, u32, usize)> = (0..=most)
        .step_by(width as usize)
        .map(|from| {
            let to = (from + width - 1).min(most);
            (
                from,
                to,
                scores
                    .iter()
                    .filter(|score| (from..=to).contains(*score))
                    .count(),
            )
        })
        .collect();
    let highest = columns
        .iter()
        .map(|(_, _, count)| *count)
        .max()
        .unwrap_or(1)
        .max(1);
    let step = 480.0 / columns.len() as f64;
    let range = |from: u32, to: u32| {
        if from == to {
            from.to_string()
        } else {
            format!("{from}–{to}")
        }
    };
    let labels: Vec<String> = columns
        .iter()
        .map(|(from, to, count)| format!("{} points: {count}", range(*from, *to)))
        .collect();
    html! {
        svg.histogram viewBox="0 0 480 172" role="img" aria-labelledby="histogram" {
            title #histogram { "Submissions by score. " (labels.join(", ")) }
            line x1="0" x2="480" y1="150.5" y2="150.5" {}
            @for (index, (from, to, count)) in columns.iter().enumerate() {
                @let height = 125.0 * *count as f64 / highest as f64;
                @let left = step * index as f64;
                @if *count > 0 {
                    rect x=(format!("{:.1}", left + 2.0)) y=(format!("{:.1}", 150.0 - height))
                        width=(format!("{:.1}", step - 4.0)) height=(format!("{height:.1}")) rx="2" {}
                    text x=(format!("{:.1}", left + step / 2.0)) y=(format!("{:.1}", 144.0 - height)) { (count) }
                }
                text x=(format!("{:.1}", left + step / 2.0)) y="167" { (range(*from, *to)) }
            }
        }
    }
}

pub(super) fn footer(class: &Class) -> Markup {
    let mut graders: Vec<String> = class
        .graded
        .iter()
        .map(|graded| {
            let grader = &graded.result.grader;
            format!(
                "xtask {}, checks {}, {}",
                grader.version, grader.checks, grader.toolchain
            )
        })
        .collect();
    graders.sort_unstable();
    graders.dedup();
    html! {
        footer {
            @for grader in &graders { p { "Graded by " (foreign(grader)) "." } }
            p { "Open submissions are printed with the page." }
        }
    }
}

/// The name and id of a person.
pub(super) fn person(person: &Person) -> Markup {
    html! {
        (foreign(&person.name))
        @if !person.id.is_empty() { " " span.faint { (foreign(&person.id)) } }
    }
}
