//! `report`: writes the reports of a class again, merges shards, and exports grades.

use super::write_class;
use crate::{
    class::{Class, collect::collect},
    export::{self, Export},
};
use anyhow::{Context, Result, bail};
use grader::output::{print_text, say, visible_line};
use std::{fmt::Display, path::PathBuf, process::ExitCode};

/// The options of `report`.
#[derive(Debug)]
pub struct Options {
    /// Folders written by `grade --out`, or folders that contain such folders, one per shard.
    pub dirs: Vec<PathBuf>,
    /// The folder for the merged results and the reports; if `None`, the first of `dirs`.
    pub out: Option<PathBuf>,
    /// The format to export to, instead of writing the reports.
    pub format: Option<Export>,
    /// The file to fill in: a worksheet or gradebook downloaded from the platform.
    pub template: Option<PathBuf>,
    /// The title of the grade's column.
    pub column: Option<String>,
    /// A single submission to export to standard output.
    pub submission: Option<String>,
}

/// Reads the results, merges them if they are in several folders, and writes the reports or an export. Standard output
/// says what was written, standard error what is missing or wrong.
///
/// # Errors
/// Fails if a folder was not written by `grade`, or a file cannot be written.
pub fn run(options: &Options) -> Result<ExitCode> {
    let collection = collect(&options.dirs)?;
    let class = &collection.class;
    if let (Some(format), Some(name)) = (options.format, &options.submission) {
        print_text(&format.submission(class, name)?)?;
        return Ok(ExitCode::SUCCESS);
    }

    let first = options.dirs.first().context("no folder was given")?;
    let out = options.out.as_ref().unwrap_or(first);
    if options.out.is_some() && out.exists() && !out.is_dir() {
        bail!("{} is not a folder", out.display());
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
    print_problems(class);
    // Contradicting results are an error, since nobody knows the grade.
    Ok(if class.contradicting.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(2)
    })
}

/// Prints what is missing or wrong.
fn print_problems(class: &Class) {
    list("", &class.troubles);
    list("there is no result of", &class.missing);
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

/// Prints a limited number of items on standard error.
fn list(before: &str, items: &[impl Display]) {
    const MAX: usize = 50;
    for item in items.iter().take(MAX) {
        let item = item.to_string();
        match before {
            // Other lines are indented, so that they do not look like other notes.
            "" => say(format!("note: {}", item.replace('\n', "\n    "))),
            _ => say(format!("{before} `{}`", visible_line(&item))),
        }
    }
    if items.len() > MAX {
        say(format!("... and {} more", items.len() - MAX));
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
