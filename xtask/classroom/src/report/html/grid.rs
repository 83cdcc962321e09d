//! The class as a grid: a row for each submission, a column for each task.

use super::{foreign, mistakes::Mistakes, overview::person};
use crate::{
    class::{Class, Graded},
    report::{CONTRADICTING, NOT_GRADED, NOT_SUBMITTED, TaskName, maximum, state, tasks},
};
use grader::{
    outcome::{TaskOutcome, TaskStatus},
    output::visible,
};
use maud::{Markup, html};

pub(super) fn grid(class: &Class, mistakes: &Mistakes<'_>) -> Markup {
    let tasks = tasks(class);
    let mut states: Vec<&str> = class.graded.iter().map(state).collect();
    states.extend(class.contradicting.first().map(|_| CONTRADICTING));
    states.extend(class.missing.first().map(|_| NOT_GRADED));
    states.extend(class.not_submitted.first().map(|_| NOT_SUBMITTED));
    states.sort_unstable();
    states.dedup();
    html! {
        section aria-labelledby="class" {
            h2 #class { "The class" }
            div.tools hidden {
                label { "Name" input #search type="search" autocomplete="off"; }
                label { "Status" select #state {
                    option value="" { "all" }
                    @for state in &states { option { (state) } }
                } }
                button #reset type="button" { "Show all" }
                span #count .faint role="status" {}
            }
            div.grid tabindex="0" role="region" aria-label="The class, by submission and task" {
                table #grid {
                    caption.unseen { "Points of each submission, by task" }
                    thead { tr {
                        th scope="col" data-sort { "Name" }
                        @for task in &tasks {
                            th.number scope="col" data-sort title=(visible(task.name)) {
                                (task.number) span.unseen { " " (foreign(task.name)) }
                                @if let Some(most) = task.outcomes(class).map(|task| task.max_score).max() { span.faint { "\u{2009}/\u{2009}" (most) } }
                            }
                        }
                        th.number scope="col" data-sort {
                            "Total" @if let Some(most) = maximum(class) { span.faint { "\u{2009}/\u{2009}" (most) } }
                        }
                        th scope="col" data-sort { "Status" }
                    } }
                    tbody {
                        @for (index, graded) in class.graded.iter().enumerate() {
                            (row(index, graded, &tasks, mistakes))
                        }
                        @for contradiction in &class.contradicting {
                            (empty(&contradiction.name, &foreign(&contradiction.name), CONTRADICTING, tasks.len()))
                        }
                        @for name in &class.missing { (empty(name, &foreign(name), NOT_GRADED, tasks.len())) }
                        @for one in &class.not_submitted { (empty(&one.name, &person(one), NOT_SUBMITTED, tasks.len())) }
                    }
                }
            }
        }
    }
}

fn row(index: usize, graded: &Graded, tasks: &[TaskName<'_>], mistakes: &Mistakes<'_>) -> Markup {
    let (state, name) = (state(graded), &graded.result.submission);
    let made = mistakes.numbers(graded);
    html! {
        tr data-row=(index) data-state=(state) data-mistakes=[(!made.is_empty()).then_some(made)] {
            th scope="row" data-value=(visible(name)) {
                a href={ "#s" (index) } { (foreign(name)) }
                @if let Some(one) = graded.person.as_ref().filter(|one| one.name != *name || !one.id.is_empty()) {
                    " " span.faint { @if one.name != *name { (person(one)) } @else { (foreign(&one.id)) } }
                }
            }
            @for task in tasks { (cell(graded, task.outcome(graded))) }
            @if let Some((score, _)) = graded.grade() {
                td.number.total data-value=(score) { (score) }
            } @else { td.number {} }
            td data-value=(state) { @if graded.grade().is_some() { span.faint { (state) } } @else { (state) } }
        }
    }
}

/// Each colour has a mark too.
fn cell(graded: &Graded, task: Option<&TaskOutcome>) -> Markup {
    let Some(task) = task.filter(|_| graded.grade().is_some()) else {
        return html! { td.number {} };
    };
    let (class, mark) = match task.status {
        TaskStatus::Missing => ("nothing", "missing"),
        _ if !task.started => ("nothing", "not started"),
        TaskStatus::Passed => ("all", "✓"),
        TaskStatus::Failed | TaskStatus::Error if task.score * 2 >= task.max_score => ("most", "✗"),
        TaskStatus::Failed | TaskStatus::Error => ("few", "✗"),
    };
    html! {
        td class={ "number " (class) } data-value=(task.score) {
            @if class == "nothing" { (mark) } @else {
                (task.score) " " span aria-hidden="true" { (mark) }
            }
        }
    }
}

fn empty(name: &str, shown: &Markup, state: &str, tasks: usize) -> Markup {
    html! {
        tr data-state=(state) {
            th scope="row" data-value=(visible(name)) { (shown) }
            @for _ in 0..=tasks { td {} }
            td data-value=(state) { (state) }
        }
    }
}
