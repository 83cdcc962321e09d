//! `gradebook.csv`: one row per submission.

use super::{
    CONTRADICTING, ClassFormat, NOT_GRADED, NOT_SUBMITTED, TaskName, maximum, state, tasks,
};
use crate::{
    class::{Class, Graded, Person},
    spreadsheet::{bytes, points, table, text},
};
use anyhow::Result;

/// The columns are: name, one per task, total, maximum, status, and the person on the roster. Without a grade the cells
/// are empty, never 0.
pub(super) struct Gradebook;

impl ClassFormat for Gradebook {
    fn file_name(&self) -> &'static str {
        "gradebook.csv"
    }

    fn contents(&self, class: &Class) -> Result<Vec<u8>> {
        let (tasks, maximum) = (tasks(class), maximum(class));
        let mut table = table();
        let mut header = vec!["name"];
        header.extend(tasks.iter().map(|task| task.name));
        header.extend(["total", "maximum", "status", "person", "id"]);
        table.write_record(header.into_iter().map(|title| text(title).into_owned()))?;

        for graded in &class.graded {
            let mut row = vec![text(&graded.result.submission).into_owned()];
            row.extend(tasks.iter().map(|task| points(score(graded, *task))));
            let grade = graded.grade();
            row.push(points(grade.map(|(score, _)| score)));
            row.push(points(grade.map(|(_, most)| most).or(maximum)));
            row.push(state(graded).to_owned());
            row.extend(person_cells(graded.person.as_ref()));
            table.write_record(&row)?;
        }
        let ungraded = class
            .contradicting
            .iter()
            .map(|contradiction| (contradiction.name.as_str(), CONTRADICTING, None))
            .chain(
                class
                    .missing
                    .iter()
                    .map(|name| (name.as_str(), NOT_GRADED, None)),
            )
            .chain(
                class
                    .not_submitted
                    .iter()
                    .map(|person| (person.name.as_str(), NOT_SUBMITTED, Some(person))),
            );
        for (name, state, person) in ungraded {
            let mut row = vec![text(name).into_owned()];
            row.extend(tasks.iter().map(|_| String::new()));
            row.extend([String::new(), points(maximum), state.to_owned()]);
            row.extend(person_cells(person));
            table.write_record(&row)?;
        }
        bytes(table)
    }
}

/// The score of a task, if the submission has a grade.
fn score(graded: &Graded, task: TaskName<'_>) -> Option<u32> {
    graded.grade()?;
    task.outcome(graded).map(|outcome| outcome.score)
}

fn person_cells(person: Option<&Person>) -> [String; 2] {
    let cell = |field: fn(&Person) -> &String| {
        person.map_or_else(String::new, |person| text(field(person)).into_owned())
    };
    [cell(|person| &person.name), cell(|person| &person.id)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn everyone_has_a_row_and_missing_grades_are_empty() {
        let contents = Gradebook.contents(&sample::class()).unwrap();
        let text = String::from_utf8(contents).unwrap().replace("\r\n", "\n");
        sample::assert_expected("gradebook/expected.csv", &text);
    }

    #[test]
    fn names_survive_a_round_trip_with_hidden_characters_visible() {
        let mut class = sample::class();
        class.graded.truncate(1);
        for (name, cell) in [
            ("a\"b,c", "a\"b,c"),
            ("=1+1", "'=1+1"),
            ("Zoë", "Zoë"),
            ("a;b", "a;b"),
            ("a\nAda,54", "a␊Ada,54"),
            ("\u{202e}cba\u{1b}", "\u{fffd}cba␛"),
        ] {
            let person = Person {
                name: name.to_owned(),
                id: name.to_owned(),
            };
            class.graded[0].result.submission = name.to_owned();
            class.graded[0].person = Some(person.clone());
            class.missing = vec![name.to_owned()];
            class.not_submitted = vec![person];
            class.contradicting[0].name = name.to_owned();
            let contents = Gradebook.contents(&class).unwrap();
            let mut reader = csv::Reader::from_reader(contents.as_slice());
            let columns = reader.headers().unwrap().len();
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), 4, "{name:?}");
            for row in &rows {
                assert_eq!((&row[0], row.len()), (cell, columns), "{name:?}");
            }
            for row in [&rows[0], &rows[3]] {
                let whose = (&row[columns - 2], &row[columns - 1]);
                assert_eq!(whose, (cell, cell), "{name:?}");
            }
        }
    }
}
