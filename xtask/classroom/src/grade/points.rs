//! What checks are worth, if a teacher wants it otherwise than the course.
//!
//! The course file is TOML: a table for each task, in it a line for each check that counts otherwise.
//!
//! ```toml
//! [concurrent_coroutines]
//! no_sort = 3                                   # worth 3 points
//! orders_ties = { counted = true, points = 2 }  # counts, and is worth 2
//! formatted = { counted = false }               # is only reported
//! ```

use anyhow::{Context, Result, anyhow, bail, ensure};
use grader::{
    course::{self, Check, TASKS, Task},
    outcome::{CheckStatus, TaskOutcome},
};
use std::{collections::BTreeMap, fs, path::Path};
use toml_edit::{Document, Item, TableLike, Value};

/// What checks are worth, where that differs from the course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// By the number of the task and the name of the check.
    changed: BTreeMap<(u32, &'static str), Worth>,
}

/// What a check is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Worth {
    counted: bool,
    points: u32,
}

/// More is a mistake in writing.
const MOST_POINTS: i64 = 1000;

impl Points {
    /// Reads a course file.
    ///
    /// # Errors
    /// Fails if it cannot be read, or says something that makes no sense; the error names the line.
    pub fn read(path: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is no course file", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let document =
            Document::parse(text).map_err(|error| anyhow!("{}", error.to_string().trim_end()))?;
        let at = |span: Option<std::ops::Range<usize>>| {
            let start = span.map_or(0, |span| span.start);
            format!(
                "line {}",
                1 + text[..start].bytes().filter(|&byte| byte == b'\n').count()
            )
        };
        let mut points = Self::default();
        let mut given: Vec<u32> = Vec::new();
        for (name, item) in document.as_table() {
            let span = document.as_table().key(name).and_then(toml_edit::Key::span);
            let place = || at(item.span().or(span.clone()));
            let task = course::task(name)
                .ok_or_else(|| unknown_task(name))
                .with_context(place)?;
            ensure!(
                !given.contains(&task.number),
                "{}: task {} is there twice",
                place(),
                task.number
            );
            given.push(task.number);
            let checks = item.as_table_like().with_context(|| {
                format!(
                    "{}: after `{name}` should come checks, under a heading [{name}]",
                    place()
                )
            })?;
            for (id, item) in checks.iter() {
                let span = checks.key(id).and_then(toml_edit::Key::span);
                let place = || at(span.clone().or(item.span()));
                let check = task
                    .checks
                    .iter()
                    .find(|check| check.id.name() == id)
                    .ok_or_else(|| unknown_check(task, id))
                    .with_context(place)?;
                let worth = worth(check, item).with_context(|| format!("{}: {id}", place()))?;
                points.changed.insert((task.number, check.id.name()), worth);
            }
        }
        Ok(points)
    }

    /// The outcome of a task with these points.
    #[must_use]
    pub fn apply(&self, mut outcome: TaskOutcome) -> TaskOutcome {
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

    /// The same text for the same points, for telling whether they have changed.
    pub fn describe(&self) -> String {
        format!("{:?}", self.changed)
    }
}

fn unknown_task(name: &str) -> anyhow::Error {
    let known: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
    anyhow!(
        "there is no task `{name}`; the tasks are {}",
        known.join(", ")
    )
}

fn unknown_check(task: &Task, id: &str) -> anyhow::Error {
    let known: Vec<&str> = task.checks.iter().map(|check| check.id.name()).collect();
    anyhow!(
        "{} has no check `{id}`; its checks are {}",
        task.name,
        known.join(", ")
    )
}

fn worth(check: &Check, item: &Item) -> Result<Worth> {
    // Everything after a gate depends on it; it is neither worth anything nor can it be left out.
    ensure!(
        check.points > 0 || check.stretch,
        "everything else depends on this check; it cannot be changed"
    );
    if let Some(Value::Integer(_) | Value::Float(_) | Value::String(_)) = item.as_value() {
        let points = points(item)?;
        ensure!(
            !check.stretch,
            "this check goes beyond the statement and does not count; \
             {{ counted = true, points = {points} }} makes it count"
        );
        return Ok(Worth {
            counted: true,
            points,
        });
    }
    let Some(table) = item.as_table_like() else {
        bail!("this is neither a number of points nor {{ counted = true, points = 1 }}");
    };
    described(check, table)
}

fn described(check: &Check, table: &dyn TableLike) -> Result<Worth> {
    let (mut counted, mut given) = (!check.stretch, None);
    for (key, item) in table.iter() {
        match key {
            "counted" => {
                counted = item
                    .as_bool()
                    .context("`counted` is either true or false")?;
            }
            "points" => given = Some(points(item)?),
            _ => bail!("`{key}` is unknown here; there are `counted` and `points`"),
        }
    }
    match (counted, given) {
        (true, points) => Ok(Worth {
            counted,
            points: points.unwrap_or(1),
        }),
        (false, None | Some(0)) => Ok(Worth { counted, points: 0 }),
        (false, Some(_)) => bail!("a check that is not counted has no points"),
    }
}

fn points(item: &Item) -> Result<u32> {
    item.as_integer()
        .filter(|points| (0..=MOST_POINTS).contains(points))
        .and_then(|points| u32::try_from(points).ok())
        .with_context(|| {
            format!(
                "points are whole numbers from 0 to {MOST_POINTS}, and this is {}",
                item.to_string().trim()
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::outcome::{CheckOutcome, TaskStatus};

    #[test]
    fn mistakes_are_told_with_their_line() {
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
            (
                "[tasks]\nyields_delay = 1.5\n",
                &["line 2", "whole numbers", "1.5"],
            ),
            (
                "[tasks]\nyields_delay = 5000\n",
                &["line 2", "from 0 to 1000"],
            ),
            (
                "[tasks]\nyields_delay = \"3\"\n",
                &["line 2", "whole numbers"],
            ),
            (
                "[tasks]\nyields_delay = true\n",
                &["line 2", "neither a number"],
            ),
            (
                "[tasks]\nyields_delay = { point = 1 }\n",
                &["line 2", "`point` is unknown"],
            ),
            (
                "[tasks]\nyields_delay = { counted = 1 }\n",
                &["line 2", "true or false"],
            ),
            (
                "[tasks]\nyields_delay = { counted = false, points = 1 }\n",
                &["not counted has no points"],
            ),
            ("[tasks]\ncompiles = 3\n", &["line 2", "cannot be changed"]),
            (
                "[1]\norders_ties = 3\n",
                &["line 2", "counted = true, points = 3"],
            ),
            ("[1]\n[concurrent_coroutines]\n", &["line 2", "twice"]),
            ("tasks = 3\n", &["line 1", "[tasks]"]),
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
            CheckOutcome::of(check, status, String::new())
        });
        TaskOutcome::of(task, checks.collect())
    }

    #[test]
    fn points_change_scores_and_what_a_task_comes_to() {
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
