//! The hints of the course. Each check, a task that is not started, and a missing task have a few steps, from a
//! question to nearly the code.
//!
//! They are in `grader/src/course/hints/*.md`: one file per task, and `every_task.md` for what all tasks have in
//! common. The format:
//!
//! - `## <check>` begins the hints for a check; text before the first one is for maintainers,
//! - `1. `, `2. ` and so on begin a step; if both files have steps for a check, the task's own come last and continue
//!   the numbers,
//! - lines with an indent of three spaces continue the step; deeper ones are code, with `___` for what the learner
//!   fills in,
//! - a link in `<>` has a line of its own,
//! - `{crate}`, `{number}`, `{function}` and `{signature}` stand for those of the task.

use grader::course::{HINTS, TASKS, Task};
use std::{collections::HashMap, sync::LazyLock};

/// The name of the hints for a task that still contains its `todo!`.
pub const NOT_STARTED: &str = "not_started";

/// The name of the hints for a missing task.
pub const MISSING: &str = "missing";

/// The steps of the hints for a check of a task, or for [`NOT_STARTED`] or [`MISSING`]. Each line of a step is a
/// paragraph to be wrapped, except lines that begin with [`CODE`].
///
/// # Panics
/// Panics if there are none. A test ensures that each check has hints.
pub fn steps(task: &Task, about: &str) -> &'static [String] {
    PARSED
        .get(task.name)
        .and_then(|hints| hints.get(about))
        .unwrap_or_else(|| panic!("there are no hints for `{about}` of task {}", task.number))
}

/// The beginning of a line of code in a hint.
pub const CODE: &str = "    ";

/// The placeholder in code for what the learner fills in.
pub const HOLE: &str = "___";

/// The steps for each check, keyed by its name.
type Hints = HashMap<String, Vec<String>>;

static PARSED: LazyLock<HashMap<&str, Hints>> = LazyLock::new(|| {
    TASKS
        .iter()
        .map(|task| {
            let hints = for_task(task).unwrap_or_else(|problem| panic!("{problem}"));
            (task.name, hints)
        })
        .collect()
});

fn for_task(task: &Task) -> Result<Hints, String> {
    let mut hints = Hints::new();
    for (name, text) in [("every_task", HINTS), (task.name, task.hints)] {
        let text = text
            .replace("{crate}", task.name)
            .replace("{number}", &task.number.to_string())
            .replace("{function}", task.function)
            .replace("{signature}", task.signature);
        parse(&text, &mut hints).map_err(|problem| format!("hints/{name}.md, {problem}"))?;
    }
    Ok(hints)
}

/// Adds the hints in `text` to `hints`.
fn parse(text: &str, hints: &mut Hints) -> Result<(), String> {
    let mut steps: Option<&mut Vec<String>> = None;
    let mut new_paragraph = true;
    for (index, line) in text.lines().enumerate() {
        let problem = |what: &str| Err(format!("line {}: {what}", index + 1));
        if let Some(about) = line.strip_prefix("## ") {
            steps = Some(hints.entry(about.to_owned()).or_default());
            continue;
        }
        let Some(steps) = steps.as_deref_mut() else {
            continue;
        };
        if line.is_empty() {
            new_paragraph = true;
        } else if let Some((number, text)) = first_line(line) {
            if number != steps.len() + 1 {
                return problem(&format!("this should be step {}", steps.len() + 1));
            }
            steps.push(text.to_owned());
            new_paragraph = false;
        } else if let (Some(step), Some(more)) = (steps.last_mut(), line.strip_prefix("   ")) {
            let is_code = more.starts_with(CODE);
            let is_link = more.starts_with('<');
            step.push(if new_paragraph || is_code || is_link {
                '\n'
            } else {
                ' '
            });
            step.push_str(if is_link {
                more.trim_matches(['<', '>'])
            } else {
                more
            });
            new_paragraph = is_code || is_link;
        } else {
            return problem("this is neither a step nor a part of one");
        }
    }
    Ok(())
}

/// The number and the text of a line that begins a step.
fn first_line(line: &str) -> Option<(usize, &str)> {
    let (number, text) = line.split_once(". ")?;
    Some((number.parse().ok()?, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::{
        course::Id,
        judge::{self, Judge},
    };
    use std::collections::HashSet;

    /// Every task with everything that it has hints about, and the hints.
    fn all() -> impl Iterator<Item = (&'static Task, &'static str, &'static [String])> {
        TASKS.iter().flat_map(|task| {
            let checks = task.checks.iter().map(|check| check.id.name());
            checks
                .chain([NOT_STARTED, MISSING])
                .map(move |about| (task, about, steps(task, about)))
        })
    }

    #[test]
    fn every_check_has_hints_that_begin_with_a_question() {
        for (task, about, steps) in all() {
            let fewest = match about {
                NOT_STARTED => 3,
                MISSING => 2,
                check => match judge::for_check(Id::named(check).expect("it is a check")) {
                    Judge::Behaviour(_) => 3,
                    Judge::Source(_) if check == "no_sort" => 3,
                    Judge::Gate | Judge::Source(_) => 2,
                },
            };
            let place = format!("{} {about}", task.name);
            assert!((fewest..=4).contains(&steps.len()), "{place}: {steps:#?}");
            assert!(steps[0].ends_with('?'), "{place}: {}", steps[0]);
            assert!(!steps[0].contains('\n'), "{place}: {}", steps[0]);
        }
    }

    #[test]
    fn nothing_but_what_is_checked_has_hints() {
        for task in &TASKS {
            let known: HashSet<&str> = all()
                .filter(|(other, ..)| other.number == task.number)
                .map(|(_, about, _)| about)
                .collect();
            for about in PARSED[task.name].keys() {
                assert!(
                    known.contains(about.as_str()),
                    "{} has hints for `{about}`, which is not checked",
                    task.name
                );
            }
        }
    }

    #[test]
    fn no_hint_is_given_twice_in_a_task() {
        for task in &TASKS {
            let mut seen = HashSet::new();
            for (_, about, steps) in all().filter(|(other, ..)| other.number == task.number) {
                for step in steps {
                    assert!(seen.insert(step), "{} {about}: {step}", task.name);
                }
            }
        }
    }

    #[test]
    fn hints_are_short_and_whole() {
        for (task, about, steps) in all() {
            for step in steps {
                let place = format!("{} {about}: {step}", task.name);
                assert!(step.len() <= 600, "too long: {place}");
                let code = step.lines().filter(|line| line.starts_with(CODE)).count();
                assert!(code <= 2, "too much code: {place}");
                for line in step.lines().filter(|line| !line.starts_with(CODE)) {
                    let whole = line.ends_with(['.', '?', ':']) || line.starts_with("https://");
                    assert!(whole, "unfinished: {place}");
                    assert_eq!(line.matches('`').count() % 2, 0, "a backtick: {place}");
                }
                for name in ["{crate}", "{number}", "{function}", "{signature}"] {
                    assert!(!step.contains(name), "not filled in: {place}");
                }
            }
        }
    }

    #[test]
    fn steps_are_read_with_their_paragraphs_and_code() {
        let mut hints = Hints::new();
        let text = "# For maintainers\n\n## finishes\n\n1. Why\n   so?\n\n2. See\n   <https://a.b>\n   and\n\n       f(...)\n\n   then.\n";
        parse(text, &mut hints).unwrap();
        assert_eq!(
            hints["finishes"],
            ["Why so?", "See\nhttps://a.b\nand\n    f(...)\nthen."]
        );
        parse("## finishes\n\n3. More.\n", &mut hints).unwrap();
        assert_eq!(hints["finishes"].len(), 3);
    }

    #[test]
    fn a_file_that_is_not_well_formed_is_refused_with_the_line() {
        for (text, problem) in [
            ("## a\n\n2. Two.\n", "line 3: this should be step 1"),
            (
                "## a\n\n1. One.\nmore\n",
                "line 4: this is neither a step nor a part of one",
            ),
            (
                "## a\n   more\n",
                "line 2: this is neither a step nor a part of one",
            ),
        ] {
            assert_eq!(parse(text, &mut Hints::new()), Err(problem.to_owned()));
        }
    }
}
