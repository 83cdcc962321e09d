//! Gradescope's `results.json`: <https://gradescope-autograders.readthedocs.io/en/latest/specs/>.

use super::{SubmissionFormat, no_grade};
use crate::class::Graded;
use anyhow::Result;
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use serde::Serialize;

/// A test case for each check. Messages are plain text, which Gradescope escapes itself.
pub(super) struct Gradescope;

#[derive(Serialize)]
struct Results<'a> {
    score: u32,
    output: String,
    output_format: &'static str,
    /// The autograder's output is only for teachers.
    stdout_visibility: &'static str,
    visibility: &'static str,
    extra_data: ExtraData<'a>,
    tests: Vec<Test<'a>>,
}

#[derive(Serialize)]
struct ExtraData<'a> {
    submission: &'a str,
    max_score: u32,
    checks: &'a str,
    toolchain: &'a str,
}

#[derive(Serialize)]
struct Test<'a> {
    score: u32,
    max_score: u32,
    /// Always present: without it Gradescope shows a check with 0 points as passed.
    status: &'static str,
    name: String,
    number: String,
    output: &'a str,
    output_format: &'static str,
    tags: Vec<&'a str>,
    visibility: &'static str,
}

impl SubmissionFormat for Gradescope {
    fn extension(&self) -> &'static str {
        ".json"
    }

    fn contents(&self, graded: &Graded) -> Result<String> {
        let (score, max_score) = graded.grade().ok_or_else(|| no_grade(graded))?;
        let result = &graded.result;
        let tests = result.tasks.iter().flat_map(|task| {
            let numbered = task.checks.iter().enumerate();
            numbered.map(move |(index, check)| test(task, index + 1, check))
        });
        let results = Results {
            score,
            output: graded.notes.join("\n"),
            output_format: "text",
            stdout_visibility: "hidden",
            visibility: "visible",
            extra_data: ExtraData {
                submission: &result.submission,
                max_score,
                checks: &result.grader.checks,
                toolchain: &result.grader.toolchain,
            },
            tests: tests.collect(),
        };
        Ok(serde_json::to_string_pretty(&results)? + "\n")
    }
}

fn test<'a>(task: &'a TaskOutcome, index: usize, check: &'a CheckOutcome) -> Test<'a> {
    let mut tags = vec![task.task.as_str()];
    if check.stretch {
        tags.push("not counted");
    }
    Test {
        score: check.score,
        max_score: check.max_score,
        status: match check.status {
            CheckStatus::Passed => "passed",
            CheckStatus::Failed | CheckStatus::Skipped | CheckStatus::Error => "failed",
        },
        name: format!("{}: {}", task.task, check.title),
        number: format!("{}.{index}", task.number),
        output: &check.message,
        output_format: "text",
        tags,
        visibility: "visible",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::Value;

    #[test]
    fn results_are_as_gradescope_specifies_them() {
        for graded in sample::class().graded {
            let Some((score, _)) = graded.grade() else {
                assert!(Gradescope.contents(&graded).is_err(), "a missing grade");
                continue;
            };
            let results: Value =
                serde_json::from_str(&Gradescope.contents(&graded).unwrap()).unwrap();
            assert_eq!(results["score"], score);
            let is_allowed =
                |value: &Value, allowed: &[&str]| allowed.contains(&value.as_str().unwrap());
            let visibilities = ["hidden", "after_due_date", "after_published", "visible"];
            let formats = ["text", "html", "simple_format", "md", "ansi"];
            assert!(is_allowed(&results["visibility"], &visibilities));
            assert!(is_allowed(&results["stdout_visibility"], &visibilities));
            assert!(is_allowed(&results["output_format"], &formats));
            assert!(results["extra_data"].is_object());
            let mut sum = 0;
            for test in results["tests"].as_array().unwrap() {
                let (score, most) = (
                    test["score"].as_u64().unwrap(),
                    test["max_score"].as_u64().unwrap(),
                );
                assert!(score <= most);
                sum += score;
                assert!(is_allowed(&test["status"], &["passed", "failed"]));
                assert!(
                    is_allowed(&test["visibility"], &visibilities)
                        && is_allowed(&test["output_format"], &formats)
                );
                assert!(test["name"].is_string() && test["number"].is_string());
                assert!(test["output"].is_string());
                assert!(
                    test["tags"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .all(Value::is_string)
                );
            }
            assert_eq!(
                sum,
                u64::from(score),
                "the score is the sum of the tests' scores"
            );
        }
    }
}
