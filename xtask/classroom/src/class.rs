//! A graded class: what reports are made from.

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
    /// The submissions that were graded, or could not be, in the order of their names.
    pub graded: Vec<Graded>,
    /// Those on the roster of whom there is no submission, in its order.
    pub not_submitted: Vec<Person>,
    /// The names of submissions that belong to nobody on the roster.
    pub unexpected: Vec<String>,
    /// What was no submission, and why.
    pub skipped: Vec<String>,
    /// The names of submissions that are known of, and of which there is no result yet.
    pub missing: Vec<String>,
    /// The names of submissions of which there are several results that differ, and where they are. They have no grade.
    pub contradicting: Vec<Contradiction>,
    /// What else a teacher should know: files that could not be read, shards that are not there.
    pub troubles: Vec<String>,
}

/// Results of one submission that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The submission's name.
    pub name: String,
    /// Each result: what it comes to, and in which file it is.
    pub results: Vec<String>,
}

/// What became of a submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Graded {
    /// Its result.
    #[serde(flatten)]
    pub result: Submission,
    /// Whether it is a grade.
    pub status: GradedStatus,
    /// Whose it is, if there is a roster and they are on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Person>,
    /// What a teacher should know beside the result: what was left out of the submission, for example.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Changes with all that the result depends on: what was submitted, the checks, the toolchain, the sandbox.
    pub key: String,
}

impl Graded {
    /// Points reached and points to be had; `None` if that is no grade, because the grader could not tell.
    pub fn grade(&self) -> Option<(u32, u32)> {
        let mut tasks = self.result.tasks.iter();
        let told = self.status == GradedStatus::Graded
            && tasks.all(|task| task.status != TaskStatus::Error);
        told.then_some((self.result.score, self.result.max_score))
    }
}

/// Whether a result is a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradedStatus {
    /// It is.
    Graded,
    /// The submission could not be read: there is no grade, and the notes say why.
    Unreadable,
    /// The grader failed, again and again: there is no grade, and the notes say why.
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

/// Writes a file of JSON, in which text of others hides nothing, whole or not at all, by way of a file in the same
/// folder whose name begins with `prefix`.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
pub(crate) fn write_json(path: &Path, value: &impl Serialize, prefix: &str) -> Result<()> {
    let text = serde_json::to_string_pretty(value)? + "\n";
    write_atomically_with_prefix(path, visible_json(&text).as_bytes(), prefix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::{course::TASKS, outcome::TaskOutcome};

    #[test]
    fn a_result_comes_back_as_it_was_written() {
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
