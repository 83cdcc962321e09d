//! The result of a GitHub Classroom runner, as `autograding-grading-reporter` reads it:
//! <https://github.com/classroom-resources/autograding-grading-reporter>.

use super::SubmissionFormat;
use crate::class::Graded;
use anyhow::Result;
use base64::{Engine, prelude::BASE64_STANDARD};
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use serde::Serialize;

/// JSON in base64, in one line, for a step's output `result`.
pub(super) struct GithubClassroom;

#[derive(Serialize)]
struct RunnerResult<'a> {
    version: u32,
    status: &'static str,
    max_score: u32,
    tests: Vec<Test<'a>>,
}

#[derive(Serialize)]
struct Test<'a> {
    name: String,
    status: &'static str,
    score: u32,
    message: &'a str,
    test_code: &'a str,
    filename: String,
    line_no: u32,
    duration: f64,
}

impl SubmissionFormat for GithubClassroom {
    fn extension(&self) -> &'static str {
        ".txt"
    }

    fn contents(&self, graded: &Graded) -> Result<String> {
        Ok(BASE64_STANDARD.encode(serde_json::to_string(&runner_result(graded))?))
    }
}

fn runner_result(graded: &Graded) -> RunnerResult<'_> {
    let Some((score, max_score)) = graded.grade() else {
        return RunnerResult {
            version: 1,
            status: "error",
            // With a maximum of 0 the reporter sends no points to Classroom, not even 0.
            max_score: 0,
            tests: vec![Test {
                name: "there is a grade".to_owned(),
                status: "error",
                score: 0,
                message: graded
                    .notes
                    .first()
                    .map_or("the grader failed", String::as_str),
                test_code: "",
                filename: String::new(),
                line_no: 0,
                duration: 0.0,
            }],
        };
    };
    let tasks = graded.result.tasks.iter();
    RunnerResult {
        version: 1,
        status: if score == max_score { "pass" } else { "fail" },
        max_score,
        tests: tasks
            .flat_map(|task| {
                // A failed stretch check would look like a failed test.
                let counted = task.checks.iter().filter(|check| !check.stretch);
                counted.map(move |check| test(task, check))
            })
            .collect(),
    }
}

fn test<'a>(task: &TaskOutcome, check: &'a CheckOutcome) -> Test<'a> {
    Test {
        name: format!("{}: {}", task.task, check.title),
        status: match check.status {
            CheckStatus::Passed => "pass",
            CheckStatus::Failed | CheckStatus::Skipped => "fail",
            CheckStatus::Error => "error",
        },
        score: check.score,
        message: &check.message,
        test_code: &check.id,
        filename: format!("{}/src/lib.rs", task.task),
        line_no: 0,
        duration: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::Value;

    #[test]
    fn results_are_as_the_reporter_reads_them() {
        for graded in sample::class().graded {
            let text = GithubClassroom.contents(&graded).unwrap();
            assert!(
                !text.contains(char::is_whitespace),
                "one line, for a step's output"
            );
            let json = BASE64_STANDARD.decode(text).unwrap();
            let result: Value = serde_json::from_slice(&json).unwrap();
            assert_eq!(result["version"], 1);
            assert!(["pass", "fail", "error"].contains(&result["status"].as_str().unwrap()));
            let tests = result["tests"].as_array().unwrap();
            assert!(!tests.is_empty(), "the reporter divides by their number");
            let mut sum = 0;
            for test in tests {
                for key in ["name", "status", "message", "test_code", "filename"] {
                    assert!(test[key].is_string(), "{key}");
                }
                for key in ["score", "line_no", "duration"] {
                    assert!(test[key].is_number(), "{key}");
                }
                assert!(["pass", "fail", "error"].contains(&test["status"].as_str().unwrap()));
                sum += test["score"].as_u64().unwrap();
            }
            let expected = graded.grade().unwrap_or((0, 0));
            assert_eq!(sum, u64::from(expected.0));
            assert_eq!(result["max_score"], expected.1);
            assert_eq!(result["status"] == "error", graded.grade().is_none());
        }
    }
}
