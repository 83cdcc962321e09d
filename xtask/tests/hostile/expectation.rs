//! What must become of a submission, as the comments at its start say it:
//!
//! ```text
//! // Tries: to end as if all were well.
//! // Must not pass: finishes, runs_concurrently
//! // Says: (exit code 0)
//! ```
//!
//! None of the checks that it names may pass, and one at least has to fail; `nothing` is for what may be right. Each
//! text after `Says` has to be in a message. `// Loses: nothing` is for what is right: it has to get all points. `//
//! Beside it: references` puts the reference solutions of the other tasks into the same submission; they have to pass.
//! In a made submission the file `expectation` has the same lines.

use grader::{
    course::Task,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
};
use std::{fs, path::Path};

/// What must become of a submission.
pub struct Expectation {
    must_not_pass: Vec<String>,
    says: Vec<String>,
    /// Whether it is right, and must get all points.
    loses_nothing: bool,
    /// Whether reference solutions of the other tasks lie beside it.
    pub wants_references: bool,
}

impl Expectation {
    /// Reads what must become of a submission.
    pub fn read(folder: &Path, task: &Task) -> Self {
        let text = fs::read_to_string(folder.join("expectation"))
            .or_else(|_| fs::read_to_string(folder.join(task.name).join("src/lib.rs")))
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let lines = |start: &str| -> Vec<String> {
            text.lines()
                .filter_map(|line| Some(line.strip_prefix(start)?.trim().to_owned()))
                .collect()
        };
        let [checks] = &lines("// Must not pass:")[..] else {
            panic!("{} should say what it must not pass", folder.display());
        };
        assert!(
            !lines("// Tries:").is_empty(),
            "{} should say what it tries",
            folder.display()
        );
        let must_not_pass: Vec<String> = match checks.as_str() {
            "nothing" => Vec::new(),
            checks => checks.split(", ").map(str::to_owned).collect(),
        };
        assert_known(&must_not_pass, task);
        Self {
            must_not_pass,
            says: lines("// Says:"),
            loses_nothing: lines("// Loses:") == ["nothing"],
            wants_references: lines("// Beside it:") == ["references"],
        }
    }

    /// What is not as it must be.
    pub fn problems(&self, outcome: &TaskOutcome) -> Vec<String> {
        let mut problems = Vec::new();
        let checks = || {
            let named = |id: &str| self.must_not_pass.iter().any(|check| check == id);
            outcome.checks.iter().filter(move |check| named(&check.id))
        };
        for check in checks() {
            if check.status == CheckStatus::Passed {
                problems.push(format!("{} passes", check.id));
            }
        }
        if self.loses_nothing && outcome.status != TaskStatus::Passed {
            problems.push("it loses something, and is right".to_owned());
        }
        if self.must_not_pass.is_empty() {
            return problems;
        }
        if checks().all(|check| check.status != CheckStatus::Failed) {
            problems.push("none of its checks fails".to_owned());
        }
        if outcome.status != TaskStatus::Failed {
            problems.push(format!("the task is {:?}", outcome.status));
        }
        for text in &self.says {
            if !outcome
                .checks
                .iter()
                .any(|check| check.message.contains(text))
            {
                problems.push(format!("no message says {text:?}"));
            }
        }
        problems
    }
}

fn assert_known(checks: &[String], task: &Task) {
    for check in checks {
        assert!(
            task.checks.iter().any(|known| known.id.name() == check),
            "{check} is no check of {}",
            task.name
        );
    }
}
