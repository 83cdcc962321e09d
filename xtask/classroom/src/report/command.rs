//! `report`: the reports of a class once more, from its results; those of shards together.

use super::write_class;
use crate::{
    class::{Class, collect::collect},
    export::{self, Export},
};
use anyhow::{Context, Result, bail};
use grader::output::{print_text, say, visible_line};
use std::{fmt::Display, path::PathBuf, process::ExitCode};

/// What to report on, and how.
#[derive(Debug)]
pub struct Options {
    /// Folders that `grade` wrote to, or folders that hold such folders, one a shard.
    pub dirs: Vec<PathBuf>,
    /// Where to merge the results and write the reports to; the first of `dirs` if it is not given.
    pub out: Option<PathBuf>,
    /// The format to write in place of the reports.
    pub format: Option<Export>,
    /// The file to fill in: a worksheet or a gradebook, as downloaded.
    pub template: Option<PathBuf>,
    /// The title of the column that takes the grade.
    pub column: Option<String>,
    /// The only submission to export, on standard output.
    pub submission: Option<String>,
}

/// Reads the results, merges them if they are in several folders, and writes the reports, or an export. Says on
/// standard output what was written, and on standard error what is missing or wrong.
///
/// # Errors
/// Fails if the folders are none that `grade` wrote to, or a file cannot be written.
pub fn run(options: &Options) -> Result<ExitCode> {
    let collection = collect(&options.dirs)?;
    let class = &collection.class;
    if let (Some(format), Some(name)) = (options.format, &options.submission) {
        print_text(&format.submission(class, name)?)?;
        return Ok(ExitCode::SUCCESS);
    }

    let first = options.dirs.first().context("no folder was named")?;
    let out = options.out.as_ref().unwrap_or(first);
    if options.out.is_some() && out.exists() && !out.is_dir() {
        bail!("{} is no folder", out.display());
    }
    collection.merge_into(out)?;
    if let Some(format) = options.format {
        let filling = export::Options {
            template: options.template.as_deref(),
            column: options.column.as_deref(),
        };
        let exported = format.write(&collection, filling, out)?;
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
