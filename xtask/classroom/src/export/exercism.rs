//! Exercism's `results.json`, version 3: <https://exercism.org/docs/building/tooling/test-runners/interface>.

use super::SubmissionFormat;
use crate::class::Graded;
use anyhow::Result;
use grader::outcome::{CheckOutcome, CheckStatus, TaskOutcome};
use serde::Serialize;

/// A test for each counted check, in the course's order.
pub(super) struct Exercism;

/// The maximum length of a message in Exercism, in bytes.
const MAX_MESSAGE: usize = 65_535;

#[derive(Serialize)]
struct Results<'a> {
    version: u32,
    status: &'static str,
    /// Only if nothing was tested.
    message: Option<String>,
    tests: Vec<Test<'a>>,
}

#[derive(Serialize)]
struct Test<'a> {
    name: String,
    test_code: &'a str,
    status: &'static str,
    message: Option<String>,
    /// Always empty, since the output of learners' programs is not kept.
    output: Option<&'static str>,
    task_id: u32,
}

impl SubmissionFormat for Exercism {
    fn extension(&self) -> &'static str {
        ".json"
    }

    fn contents(&self, graded: &Graded) -> Result<String> {
        let results = match graded.grade() {
            None => Results {
                version: 3,
                status: "error",
                message: Some(bounded(&format!(
                    "This submission could not be graded. {}",
                    graded.notes.join("\n")
                ))),
                tests: Vec::new(),
            },
            Some(_) => {
                let tasks = graded.result.tasks.iter();
                let tests: Vec<Test<'_>> = tasks
                    .flat_map(|task| {
                        let counted = task.checks.iter().filter(|check| !check.stretch);
                        counted.map(move |check| test(task, check))
                    })
                    .collect();
                let passed = tests.iter().all(|test| test.status == "pass");
                Results {
                    version: 3,
                    status: if passed { "pass" } else { "fail" },
                    message: None,
                    tests,
                }
            }
        };
        Ok(serde_json::to_string_pretty(&results)? + "\n")
    }
}

fn test<'a>(task: &TaskOutcome, check: &'a CheckOutcome) -> Test<'a> {
    Test {
        name: format!("{}: {}", task.task, check.title),
        test_code: &check.title,
        status: match check.status {
            CheckStatus::Passed => "pass",
            CheckStatus::Failed | CheckStatus::Skipped => "fail",
            CheckStatus::Error => "error",
        },
        message: (check.status != CheckStatus::Passed).then(|| bounded(&check.message)),
        output: None,
        // Exercism counts the tasks of an exercise from 1.
        task_id: task.number + 1,
    }
}

fn bounded(message: &str) -> String {
    message.chars().take(MAX_MESSAGE / 4).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use serde_json::Value;

    #[test]
    fn results_are_of_version_3() {
        for graded in sample::class().graded {
            let results: Value =
                serde_json::from_str(&Exercism.contents(&graded).unwrap()).unwrap();
            assert_eq!(results["version"], 3);
            let status = results["status"].as_str().unwrap();
            assert!(["pass", "fail", "error"].contains(&status));
            assert_eq!(status == "error", graded.grade().is_none());
            assert_eq!(results["message"].is_string(), status == "error");
            let tests = results["tests"].as_array().unwrap();
            for test in tests {
                assert!(test["name"].is_string() && test["test_code"].is_string());
                assert!(["pass", "fail", "error"].contains(&test["status"].as_str().unwrap()));
                assert!(test["message"].is_string() || test["status"] == "pass");
                assert!(test["task_id"].as_u64().unwrap() >= 1);
            }
            let all_pass = tests.iter().all(|test| test["status"] == "pass");
            assert!(status == "error" || all_pass == (status == "pass"));
            let ids: Vec<u64> = tests
                .iter()
                .map(|test| test["task_id"].as_u64().unwrap())
                .collect();
            assert!(ids.is_sorted(), "in the order of the course");
        }
    }
}
