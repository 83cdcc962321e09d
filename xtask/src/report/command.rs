//! `report`: the reports of a class once more, from its results; those of shards together.

use super::{ExportOptions, write_class};
use crate::{
    class::{Class, collect::collect},
    cli::ReportArguments,
    report::{print_text, say, visible_line},
};
use anyhow::{Context, Result, bail};
use std::{fmt::Display, process::ExitCode};

/// Reads the results, merges them if they are in several folders, and writes the reports, or an export. Says on
/// standard output what was written, and on standard error what is missing or wrong.
///
/// # Errors
/// Fails if the folders are none that `grade` wrote to, or a file cannot be written.
pub fn run(arguments: &ReportArguments) -> Result<ExitCode> {
    let collection = collect(&arguments.dirs)?;
    let class = &collection.class;
    if let (Some(format), Some(name)) = (arguments.format, &arguments.submission) {
        print_text(&format.submission(class, name)?)?;
        return Ok(ExitCode::SUCCESS);
    }

    let first = arguments.dirs.first().context("no folder was named")?;
    let out = arguments.out.as_ref().unwrap_or(first);
    if arguments.out.is_some() && out.exists() && !out.is_dir() {
        bail!("{} is no folder", out.display());
    }
    collection.merge_into(out)?;
    if let Some(format) = arguments.format {
        let options = ExportOptions {
            template: arguments.template.as_deref(),
            column: arguments.column.as_deref(),
        };
        let exported = format.write(&collection, options, out)?;
        print_text(&format!("{} is written\n", exported.written.display()))?;
        list("", &exported.remarks);
    } else {
        write_class(class, out)?;
        let page = out.join("report.html");
        print_text(&format!(
            "{}\n{} is written\n",
            summary(class),
            page.display()
        ))?;
    }
    tell(class);
    // Of submissions whose results contradict each other nobody knows the grade.
    Ok(if class.contradicting.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

/// What is missing or wrong.
fn tell(class: &Class) {
    list("", &class.troubles);
    list("no result of", &class.missing);
    for contradiction in &class.contradicting {
        say(format!(
            "contradiction: the results of `{}` differ, so it has no grade:",
            visible_line(&contradiction.name)
        ));
        for result in &contradiction.results {
            say(format!("    {}", visible_line(result)));
        }
    }
}

/// Lines on standard error, not more than can be looked at.
fn list(before: &str, items: &[impl Display]) {
    const MOST: usize = 50;
    for item in items.iter().take(MOST) {
        let item = item.to_string();
        match before {
            // So that no line of it can be taken for another note.
            "" => say(format!("note: {}", item.replace('\n', "\n    "))),
            _ => say(format!("{before} `{}`", visible_line(&item))),
        }
    }
    if items.len() > MOST {
        say(format!("... and {} more", items.len() - MOST));
    }
}

fn summary(class: &Class) -> String {
    let graded = class
        .graded
        .iter()
        .filter(|graded| graded.grade().is_some())
        .count();
    let parts = [
        (class.graded.len() - graded, "without a grade"),
        (class.contradicting.len(), "with contradicting results"),
        (class.missing.len(), "not graded yet"),
        (class.not_submitted.len(), "not submitted"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: String = parts
        .map(|(count, what)| format!(", {count} {what}"))
        .collect();
    format!("{graded} graded{parts}")
}
