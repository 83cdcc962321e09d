//! A graded class, from which the reports are made.

pub mod collect;
mod manifest;
pub(crate) mod people;
mod shard;

pub use manifest::{MANIFEST, Manifest};
pub use shard::Shard;

use anyhow::Result;
use grader::{
    files::write_atomically_with_prefix,
    outcome::{Submission, TaskStatus},
    output::visible_json,
};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A class.
#[derive(Clone, Debug, Default)]
pub struct Class {
    /// The submissions that were graded or failed to be graded, sorted by name.
    pub graded: Vec<Graded>,
    /// The people on the roster without a submission, in the order of the roster.
    pub not_submitted: Vec<Person>,
    /// The names of submissions whose author is not on the roster.
    pub unexpected: Vec<String>,
    /// Entries that are not submissions, each with the reason.
    pub skipped: Vec<String>,
    /// The names of known submissions that have no result yet.
    pub missing: Vec<String>,
    /// Submissions with several results that differ. They have no grade.
    pub contradicting: Vec<Contradiction>,
    /// Other problems for the teacher: unreadable files, missing shards.
    pub troubles: Vec<String>,
}

/// One submission with results that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The submission's name.
    pub name: String,
    /// For each result its points and its file.
    pub results: Vec<String>,
}

/// A submission with its result.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Graded {
    /// Its result.
    #[serde(flatten)]
    pub result: Submission,
    /// Whether the result is a grade.
    pub status: GradedStatus,
    /// The author, if they are on the roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// Remarks for the teacher: files that were left out, for example.
    #[serde(default)]
    pub notes: Vec<String>,
    /// A hash of everything that the result depends on: the submission, the checks, the toolchain, the sandbox.
    pub key: String,
}

impl Graded {
    /// The score and the maximum score; `None` if a task has no verdict because of a grader error.
    pub fn grade(&self) -> Option<(u32, u32)> {
        let mut tasks = self.result.tasks.iter();
        let has_grade = self.status == GradedStatus::Graded
            && tasks.all(|task| task.status != TaskStatus::Error);
        has_grade.then_some((self.result.score, self.result.max_score))
    }
}

/// Whether a result is a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradedStatus {
    /// The submission was graded.
    Graded,
    /// The submission cannot be read. It has no grade, and the notes say why.
    Unreadable,
    /// The grader failed at every attempt. There is no grade, and the notes say why.
    Error,
}

/// Somebody on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their e-mail address or number.
    pub id: String,
}

/// Writes a JSON file atomically, with hidden characters made visible. The temporary file is in the same folder, and
/// its name begins with `prefix`.
///
/// # Errors
/// Fails if the file cannot be written. The old file is then unchanged.
pub(crate) fn write_json(path: &Path, value: &impl Serialize, prefix: &str) -> Result<()> {
    let text = serde_json::to_string_pretty(value)? + "\n";
    write_atomically_with_prefix(path, visible_json(&text).as_bytes(), prefix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::{course::TASKS, outcome::TaskOutcome};

    #[test]
    fn a_result_survives_a_round_trip() {
        let graded = Graded {
            result: Submission::new(
                "Zoë \"=1\"".to_owned(),
                vec![TaskOutcome::missing(&TASKS[0], Vec::new())],
                grader::outcome::GraderInfo {
                    version: "1".to_owned(),
                    checks: "2".to_owned(),
                    toolchain: "3".to_owned(),
                    seed: 1,
                    clock: grader::outcome::ClockUsed::Exact,
                    sandbox: grader::sandbox::Protections::available(),
                },
            ),
            status: GradedStatus::Graded,
            person: None,
            notes: vec!["a note".to_owned()],
            key: "key".to_owned(),
        };
        let text = serde_json::to_string(&graded).unwrap();
        let back: Graded = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&back).unwrap(), text);
    }
}
