//! The points of checks, where a teacher's course file changes them.
//!
//! The course file is TOML: a table for each task, with a line for each check that changes.
//!
//! ```toml
//! [concurrent_coroutines]
//! no_sort = 3                                   # worth 3 points
//! orders_ties = { counted = true, points = 2 }  # counts, and is worth 2 points
//! formatted = { counted = false }               # is reported but does not count
//! ```

use anyhow::{Context, Result, anyhow, bail, ensure};
use grader::{
    course::{self, Check, TASKS, Task},
    outcome::{CheckStatus, TaskOutcome},
};
use serde::Deserialize;
use std::{collections::BTreeMap, ops::Range, path::Path};
use toml::Spanned;

/// The points that differ from the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Points {
    /// Keyed by the task's number and the check's name.
    changed: BTreeMap<(u32, &'static str), Worth>,
}

/// The points of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Worth {
    counted: bool,
    points: u32,
}

/// A course file: settings keyed by task and check.
type CourseFile = BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Setting>>;

/// The setting of a check in a course file.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a whole number of points from 0 to 1000, or { counted = true, points = 1 }"
)]
enum Setting {
    Points(u32),
    Described(Description),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    counted: Option<bool>,
    points: Option<u32>,
}

/// The maximum points of a check. More is probably a typing mistake.
const MAX_POINTS: u32 = 1000;

impl Points {
    /// Reads a course file.
    ///
    /// # Errors
    /// Fails if it cannot be read, or a setting is wrong. The error names the line.
    pub(super) fn read(path: &Path) -> Result<Self> {
        Self::parse(&fs_err::read_to_string(path)?)
            .with_context(|| format!("{} is not a valid course file", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let file: CourseFile =
            toml::from_str(text).map_err(|error| anyhow!("{}", error.to_string().trim_end()))?;
        let line =
            |span: Range<usize>| format!("line {}", 1 + text[..span.start].matches('\n').count());
        let mut points = Self::default();
        let mut given: BTreeMap<u32, &Spanned<String>> = BTreeMap::new();
        for (name, checks) in &file {
            let task = task(name.as_ref()).with_context(|| line(name.span()))?;
            if let Some(other) = given.insert(task.number, name) {
                let later = if name.span().start > other.span().start {
                    name
                } else {
                    other
                };
                bail!("{}: task {} appears twice", line(later.span()), task.number);
            }
            for (id, setting) in checks {
                let worth = check(task, id.as_ref())
                    .and_then(|check| Ok(((task.number, check.id.name()), setting.worth(check)?)));
                let (key, worth) = worth.with_context(|| line(id.span()))?;
                points.changed.insert(key, worth);
            }
        }
        Ok(points)
    }

    /// Applies these points to the outcome of a task.
    #[must_use]
    pub(super) fn apply(&self, mut outcome: TaskOutcome) -> TaskOutcome {
        for check in &mut outcome.checks {
            if let Some(worth) = self.changed.get(&(outcome.number, check.id.as_str())) {
                check.stretch = !worth.counted;
                check.max_score = worth.points;
                check.score = match check.status {
                    CheckStatus::Passed => worth.points,
                    CheckStatus::Failed | CheckStatus::Skipped | CheckStatus::Error => 0,
                };
            }
        }
        outcome.summed_up()
    }

    /// A text that changes if the points change.
    pub(super) fn describe(&self) -> String {
        format!("{:?}", self.changed)
    }
}

fn task(name: &str) -> Result<&'static Task> {
    course::task(name).with_context(|| {
        let known: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
        format!(
            "there is no task `{name}`; the tasks are {}",
            known.join(", ")
        )
    })
}

fn check(task: &'static Task, id: &str) -> Result<&'static Check> {
    let mut checks = task.checks.iter();
    checks.find(|check| check.id.name() == id).with_context(|| {
        let known: Vec<&str> = task.checks.iter().map(|check| check.id.name()).collect();
        format!(
            "{} has no check `{id}`; its checks are {}",
            task.name,
            known.join(", ")
        )
    })
}

impl Setting {
    /// The points of the check with this setting.
    fn worth(&self, check: &Check) -> Result<Worth> {
        let id = check.id.name();
        // All other checks depend on a gate, so it has no points and always counts.
        ensure!(
            check.points > 0 || check.stretch,
            "`{id}` cannot be changed, since all other checks depend on it"
        );
        let (counted, points) = match self {
            Self::Points(points) => {
                ensure!(
                    !check.stretch,
                    "`{id}` is a stretch check and does not count; write \
                     {{ counted = true, points = {points} }} to make it count"
                );
                (true, Some(*points))
            }
            Self::Described(given) => (given.counted.unwrap_or(!check.stretch), given.points),
        };
        let points = points.unwrap_or(u32::from(counted));
        ensure!(
            points <= MAX_POINTS,
            "`{id}` has {points} points; the maximum is {MAX_POINTS}"
        );
        ensure!(
            counted || points == 0,
            "`{id}` is not counted, so it cannot have points"
        );
        Ok(Worth { counted, points })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::outcome::{CheckOutcome, TaskStatus};

    #[test]
    fn errors_name_the_line() {
        for (text, parts) in [
            (
                "[task_wait]\n",
                &["line 1", "no task `task_wait`", "task_wait_n"][..],
            ),
            (
                "\n[tasks]\n\nno_sort = 1\n",
                &["line 4", "tasks has no check `no_sort`"],
            ),
            (
                "[tasks]\nyields_delay = -1\n",
                &["line 2", "from 0 to 1000", "-1"],
            ),
            ("[tasks]\nyields_delay = 1.5\n", &["line 2", "whole", "1.5"]),
            (
                "[tasks]\nyields_delay = 5000\n",
                &["line 2", "the maximum is 1000"],
            ),
            ("[tasks]\nyields_delay = \"3\"\n", &["line 2", "whole"]),
            (
                "[tasks]\nyields_delay = true\n",
                &["line 2", "expected a whole number"],
            ),
            (
                "[tasks]\nyields_delay = { point = 1 }\n",
                &["line 2", "counted = true, points = 1"],
            ),
            (
                "[tasks]\nyields_delay = { counted = 1 }\n",
                &["line 2", "counted = true, points = 1"],
            ),
            (
                "[tasks]\nyields_delay = { counted = false, points = 1 }\n",
                &["line 2", "not counted, so it cannot have points"],
            ),
            ("[tasks]\ncompiles = 3\n", &["line 2", "cannot be changed"]),
            (
                "[1]\norders_ties = 3\n",
                &["line 2", "counted = true, points = 3"],
            ),
            ("[1]\n[concurrent_coroutines]\n", &["line 2", "twice"]),
            ("tasks = 3\n", &["line 1", "expected a map"]),
            ("[tasks\n", &["line 1"]),
            (
                "[tasks]\nyields_delay = 1\nyields_delay = 2\n",
                &["line 3", "duplicate key"],
            ),
        ] {
            let error = format!("{:#}", Points::parse(text).unwrap_err());
            for part in parts {
                assert!(error.contains(part), "{text:?}: {error}");
            }
        }
    }

    fn outcome(statuses: &[(&'static str, CheckStatus)]) -> TaskOutcome {
        let task = &TASKS[1];
        let checks = task.checks.iter().map(|check| {
            let changed = statuses.iter().find(|(id, _)| *id == check.id.name());
            let status = changed.map_or(CheckStatus::Passed, |(_, status)| *status);
            CheckOutcome::new(check, status, String::new())
        });
        TaskOutcome::new(task, checks.collect())
    }

    #[test]
    fn points_change_scores_and_statuses() {
        let points = Points::parse(
            "[concurrent_coroutines]\n\
             orders_ties = { counted = true, points = 2 }\n\
             no_sort = 3\n\
             formatted.counted = false\n",
        )
        .unwrap();
        let plain = outcome(&[("orders_ties", CheckStatus::Failed)]);
        assert_eq!(plain.status, TaskStatus::Passed);
        let changed = points.apply(plain.clone());
        assert_eq!(changed.status, TaskStatus::Failed);
        assert_eq!(changed.max_score, plain.max_score + 2 + 2 - 1);
        assert_eq!(changed.score, plain.score + 2 - 1);

        let unformatted = outcome(&[("formatted", CheckStatus::Failed)]);
        assert_eq!(unformatted.status, TaskStatus::Failed);
        assert_eq!(points.apply(unformatted).status, TaskStatus::Passed);
    }

    #[test]
    fn without_a_course_file_nothing_changes() {
        let plain = outcome(&[("no_sort", CheckStatus::Failed)]);
        let same = Points::default().apply(plain.clone());
        assert_eq!(format!("{same:?}"), format!("{plain:?}"));
        let missing = TaskOutcome::missing(&TASKS[1], plain.checks);
        assert_eq!(Points::default().apply(missing).status, TaskStatus::Missing);
    }
}
