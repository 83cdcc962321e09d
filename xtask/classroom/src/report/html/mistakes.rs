//! The most common mistakes of a class.

use super::{foreign, percent};
use crate::{
    class::{Class, Graded},
    report::TaskName,
};
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The number of mistakes that are shown without unfolding.
const MOST_COMMON: usize = 12;

/// The mistakes of a class, the most common first.
pub(super) struct Mistakes<'a>(Vec<Mistake<'a>>);

/// A counted check that failed in some submissions.
struct Mistake<'a> {
    task: TaskName<'a>,
    check: &'a str,
    title: &'a str,
    /// The number of submissions that fail it.
    count: usize,
}

impl<'a> Mistakes<'a> {
    pub(super) fn new(class: &'a Class) -> Self {
        let mut counts: BTreeMap<(TaskName<'_>, &str), Mistake<'_>> = BTreeMap::new();
        for (task, check) in class.graded.iter().flat_map(failed_checks) {
            let task = TaskName::new(task);
            let mistake = counts.entry((task, &check.id)).or_insert(Mistake {
                task,
                check: &check.id,
                title: &check.title,
                count: 0,
            });
            mistake.count += 1;
        }
        let mut mistakes: Vec<Mistake<'_>> = counts.into_values().collect();
        mistakes.sort_by_key(|mistake| usize::MAX - mistake.count);
        Self(mistakes)
    }

    /// The indices of a submission's mistakes in this list, separated by spaces.
    pub(super) fn numbers(&self, graded: &Graded) -> String {
        let made: Vec<(TaskName<'_>, &str)> = failed_checks(graded)
            .map(|(task, check)| (TaskName::new(task), check.id.as_str()))
            .collect();
        let all = self.0.iter().enumerate();
        let own = all.filter(|(_, mistake)| made.contains(&(mistake.task, mistake.check)));
        let numbers: Vec<String> = own.map(|(number, _)| number.to_string()).collect();
        numbers.join(" ")
    }
}

/// The counted checks that a submission fails, in the tasks that it has started.
fn failed_checks(graded: &Graded) -> impl Iterator<Item = (&TaskOutcome, &CheckOutcome)> {
    let begun = graded.result.tasks.iter().filter(|task| task.started);
    let checks = begun.flat_map(|task| task.checks.iter().map(move |check| (task, check)));
    checks.filter(|(_, check)| !check.stretch && check.status == CheckStatus::Failed)
}

pub(super) fn mistakes(class: &Class, mistakes: &Mistakes<'_>) -> Markup {
    let graded = class
        .graded
        .iter()
        .filter(|graded| graded.grade().is_some())
        .count();
    let (most_common, others) = mistakes.0.split_at(mistakes.0.len().min(MOST_COMMON));
    let rows = |mistakes: &[Mistake<'_>], first: usize| {
        html! {
            @for (index, mistake) in mistakes.iter().enumerate() { (row(mistake, first + index, graded)) }
        }
    };
    html! {
        section aria-labelledby="mistakes" {
            h2 #mistakes { "Most common mistakes" }
            @if mistakes.0.is_empty() { p.faint { "None." } } @else {
                (table("Counted checks that submissions fail, in tasks that they have started", &rows(most_common, 0)))
            }
            @if !others.is_empty() {
                details {
                    summary { (others.len()) " others" }
                    (table("Checks that fewer submissions fail", &rows(others, MOST_COMMON)))
                }
            }
        }
    }
}

fn table(caption: &str, rows: &Markup) -> Markup {
    html! {
        table.mistakes {
            caption { (caption) }
            thead { tr {
                th scope="col" { "Task" } th scope="col" { "Check" }
                th.number scope="col" { "Failures" } td.share { span.unseen { "Share" } } td { span.unseen { "Filter" } }
            } }
            tbody { (rows) }
        }
    }
}

fn row(mistake: &Mistake<'_>, number: usize, graded: usize) -> Markup {
    let task = mistake.task;
    html! {
        tr {
            td.task { (task.number) span.wide { " " (foreign(task.name)) } }
            th.plain scope="row" { (foreign(mistake.title)) " " code.faint { (foreign(mistake.check)) } }
            td.number { (mistake.count) " " span.wide.faint { (format!("{:.0} %", percent(mistake.count, graded))) } }
            td.share {
                svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                    rect.count width=(format!("{:.1}", percent(mistake.count, graded))) height="10" {}
                }
            }
            td {
                button type="button" hidden aria-pressed="false" data-mistake=(number) {
                    "Show" span.unseen { " submissions that fail " (foreign(mistake.check)) " of task " (task.number) }
                }
            }
        }
    }
}
