//! Classroom 50's `result.json`, `classroom50/result/v1`:
//! <https://github.com/foundation50/classroom50/wiki/Advanced-Autograding>.

use super::{SubmissionFormat, no_grade};
use crate::class::Graded;
use anyhow::Result;
use chrono::{DateTime, SecondsFormat, Utc};
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use serde::Serialize;
use std::{env, time::SystemTime};

/// Uses the runner's variables: `CLASSROOM`, `ASSIGNMENT`, `SUBMISSION_TAG`, `COMMIT_URL`, `RELEASE_URL`, `REVIEW_URL`.
pub(super) struct Classroom50;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ResultV1 {
    schema: &'static str,
    classroom: String,
    assignment: String,
    /// The runner overwrites this and the owner.
    #[serde(rename = "assignment_type")]
    assignment_type: String,
    owner: String,
    submission: String,
    commit: String,
    release: String,
    review: String,
    datetime: String,
    score: u32,
    max_score: u32,
    tests: Vec<Test>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Test {
    test_name: String,
    passed: bool,
    score: u32,
    max_score: u32,
}

impl SubmissionFormat for Classroom50 {
    fn extension(&self) -> &'static str {
        ".json"
    }

    fn contents(&self, graded: &Graded) -> Result<String> {
        let (score, max_score) = graded.grade().ok_or_else(|| no_grade(graded))?;
        let name = &graded.result.submission;
        let commit = variable("COMMIT_URL", "unknown");
        let tasks = graded.result.tasks.iter();
        let result = ResultV1 {
            schema: "classroom50/result/v1",
            classroom: variable("CLASSROOM", "classroom"),
            assignment: variable("ASSIGNMENT", "async-rust"),
            assignment_type: variable("ASSIGNMENT_TYPE", "individual"),
            owner: variable("OWNER", name),
            submission: variable("SUBMISSION_TAG", name),
            release: variable("RELEASE_URL", "unknown"),
            review: variable("REVIEW_URL", &commit),
            commit,
            datetime: DateTime::<Utc>::from(SystemTime::now())
                .to_rfc3339_opts(SecondsFormat::Secs, true),
            score,
            max_score,
            tests: tasks
                .flat_map(|task| {
                    let counted = task.checks.iter().filter(|check| !check.stretch);
                    counted.map(move |check| test(task, check))
                })
                .collect(),
        };
        Ok(serde_json::to_string_pretty(&result)? + "\n")
    }
}

fn test(task: &TaskOutcome, check: &CheckOutcome) -> Test {
    Test {
        test_name: format!("{}: {}", task.task, check.title),
        passed: check.status == CheckStatus::Passed,
        score: check.score,
        max_score: check.max_score,
    }
}

/// A variable's value. No field may be empty.
fn variable(name: &str, default: &str) -> String {
    let value = env::var(name).unwrap_or_default();
    if value.is_empty() {
        default.to_owned()
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::Value;

    #[test]
    fn results_are_of_version_1() {
        for graded in sample::class().graded {
            let Some((score, max_score)) = graded.grade() else {
                assert!(Classroom50.contents(&graded).is_err(), "a missing grade");
                continue;
            };
            let result: Value =
                serde_json::from_str(&Classroom50.contents(&graded).unwrap()).unwrap();
            assert_eq!(result["schema"], "classroom50/result/v1");
            for key in [
                "classroom",
                "assignment",
                "assignment_type",
                "owner",
                "submission",
                "commit",
                "release",
                "review",
                "datetime",
            ] {
                assert!(
                    result[key].as_str().is_some_and(|text| !text.is_empty()),
                    "{key}"
                );
            }
            let time = result["datetime"].as_str().unwrap();
            let shape = time.replace(|c: char| c.is_ascii_digit(), "0");
            assert_eq!(shape, "0000-00-00T00:00:00Z", "in UTC, to the second");
            assert_eq!(
                (&result["score"], &result["max-score"]),
                (&score.into(), &max_score.into())
            );
            let tests = result["tests"].as_array().unwrap();
            let sum = |key: &str| {
                tests
                    .iter()
                    .map(|test| test[key].as_u64().unwrap())
                    .sum::<u64>()
            };
            assert_eq!(
                (sum("score"), sum("max-score")),
                (score.into(), max_score.into())
            );
            for test in tests {
                assert!(test["test-name"].is_string() && test["passed"].is_boolean());
            }
        }
    }
}
