//! The commonest mistakes of a class.

use super::{percent, told};
use crate::{
    class::{Class, Graded},
    report::TaskName,
};
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// How many of the commonest mistakes are shown at once.
const COMMONEST: usize = 12;

/// The mistakes of a class, the commonest first.
pub(super) struct Mistakes<'a>(Vec<Mistake<'a>>);

/// A counted check that some have failed.
struct Mistake<'a> {
    task: TaskName<'a>,
    check: &'a str,
    title: &'a str,
    /// How many submissions have failed it.
    count: usize,
}

impl<'a> Mistakes<'a> {
    pub(super) fn of(class: &'a Class) -> Self {
        let mut counts: BTreeMap<(TaskName<'_>, &str), Mistake<'_>> = BTreeMap::new();
        for (task, check) in class.graded.iter().flat_map(made_by) {
            let task = TaskName::of(task);
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

    /// The numbers of a submission's mistakes in this list, with spaces between them.
    pub(super) fn numbers(&self, graded: &Graded) -> String {
        let made: Vec<(TaskName<'_>, &str)> = made_by(graded)
            .map(|(task, check)| (TaskName::of(task), check.id.as_str()))
            .collect();
        let all = self.0.iter().enumerate();
        let own = all.filter(|(_, mistake)| made.contains(&(mistake.task, mistake.check)));
        let numbers: Vec<String> = own.map(|(number, _)| number.to_string()).collect();
        numbers.join(" ")
    }
}

/// The counted checks that a submission fails, in the tasks that it has begun.
fn made_by(graded: &Graded) -> impl Iterator<Item = (&TaskOutcome, &CheckOutcome)> {
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
    let (commonest, others) = mistakes.0.split_at(mistakes.0.len().min(COMMONEST));
    let rows = |mistakes: &[Mistake<'_>], first: usize| {
        html! {
            @for (index, mistake) in mistakes.iter().enumerate() { (row(mistake, first + index, graded)) }
        }
    };
    html! {
        section aria-labelledby="mistakes" {
            h2 #mistakes { "Commonest mistakes" }
            @if mistakes.0.is_empty() { p.faint { "None." } } @else {
                (table("Counted checks that submissions fail, in tasks that they have begun", &rows(commonest, 0)))
            }
            @if !others.is_empty() {
                details {
                    summary { (others.len()) " others" }
                    (table("Checks that fewer submissions fail", &rows(others, COMMONEST)))
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
                th scope="col" { "Task" } th scope="col" { "What should hold" }
                th.number scope="col" { "Fail it" } td.share { span.unseen { "Share" } } td { span.unseen { "Filter" } }
            } }
            tbody { (rows) }
        }
    }
}

fn row(mistake: &Mistake<'_>, number: usize, graded: usize) -> Markup {
    let task = mistake.task;
    html! {
        tr {
            td.task { (task.number) span.wide { " " (told(task.name)) } }
            th.plain scope="row" { (told(mistake.title)) " " code.faint { (told(mistake.check)) } }
            td.number { (mistake.count) " " span.wide.faint { (format!("{:.0} %", percent(mistake.count, graded))) } }
            td.share {
                svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                    rect.count width=(format!("{:.1}", percent(mistake.count, graded))) height="10" {}
                }
            }
            td {
                button type="button" hidden aria-pressed="false" data-mistake=(number) {
                    "Show" span.unseen { " those who fail " (told(mistake.check)) " of task " (task.number) }
                }
            }
        }
    }
}
