//! The summary of the changes to a handout.

use super::update::Change;
use std::fmt::Write;

/// The changes to a handout.
#[derive(Debug, Default)]
pub(super) struct Summary {
    added: usize,
    renewed: usize,
    removed: usize,
    left: Vec<String>,
    kept: Vec<(String, String)>,
}

impl Summary {
    /// Adds a change. `kept` is the new name of the learner's version.
    pub(super) fn add(&mut self, path: &str, change: Change, kept: Option<String>) {
        match change {
            Change::Add => self.added += 1,
            Change::Renew => self.renewed += 1,
            Change::RenewBeside => {
                self.renewed += 1;
                self.kept.extend(kept.map(|kept| (path.to_owned(), kept)));
            }
            Change::Remove => self.removed += 1,
            Change::Leave => self.left.push(path.to_owned()),
            Change::Current => {}
        }
    }

    /// The summary as text. `dir` is the folder as given on the command line.
    pub(super) fn text(&self, dir: &str, update: bool) -> String {
        let mut text = String::new();
        let files = |count: usize| format!("{count} file{}", if count == 1 { "" } else { "s" });
        if !update {
            line(
                &mut text,
                &format!(
                    "Wrote the learners' workspace to {dir}: {}.",
                    files(self.added)
                ),
            );
            line(
                &mut text,
                &format!(
                    "Its README.md says how to begin; `cargo xtask check` in {dir} checks the tasks."
                ),
            );
            return text;
        }
        let mut done = Vec::new();
        for (count, what) in [
            (self.renewed, "updated"),
            (self.added, "added"),
            (self.removed, "removed"),
        ] {
            if count > 0 {
                done.push(format!("{} {what}", files(count)));
            }
        }
        let done = match done.as_slice() {
            [] => "is up to date".to_owned(),
            done => format!("was updated: {}", done.join(", ")),
        };
        line(&mut text, &format!("{dir} {done}."));
        if !self.left.is_empty() {
            line(&mut text, "Changed by the learner, and left unchanged:");
            for path in &self.left {
                line(&mut text, &format!("    {path}"));
            }
        }
        if !self.kept.is_empty() {
            line(
                &mut text,
                "Changed by the learner, and updated; the learner's version was kept as:",
            );
            for (path, kept) in &self.kept {
                line(&mut text, &format!("    {path} -> {kept}"));
            }
        }
        text
    }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("writing to a string does not fail");
}
