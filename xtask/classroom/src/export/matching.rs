//! Whose submission is whose row, in a list of people that comes from elsewhere.

use crate::class::{Class, Graded};
use std::collections::BTreeMap;

/// What a row says of a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// Numbers that the platform puts into the names of submissions that are downloaded from it.
    pub(super) numbers: Vec<String>,
    /// E-mail addresses, logins and numbers.
    pub(super) ids: Vec<String>,
    /// The full name, in one or several forms.
    pub(super) names: Vec<String>,
}

/// The submissions of rows.
#[derive(Debug)]
pub(super) struct Matches<'a> {
    /// That of each row.
    pub(super) of_row: Vec<Option<&'a Graded>>,
    /// What belongs to no row, or might belong to several.
    pub(super) remarks: Vec<String>,
}

/// Finds the submission of each row: first by number, then by id, last by name. What is not clear is left open.
pub(super) fn matches<'a>(class: &'a Class, rows: &[Row]) -> Matches<'a> {
    let mut of_row: Vec<Option<usize>> = vec![None; rows.len()];
    let mut row_of: Vec<Option<usize>> = vec![None; class.graded.len()];
    let mut unclear = Vec::new();
    let steps: [fn(&Row) -> Vec<String>; 3] = [
        |row| keys(&row.numbers),
        |row| keys(&row.ids),
        |row| row.names.iter().map(|name| words(name)).collect(),
    ];
    let marks: [fn(&Graded) -> Vec<String>; 3] = [numbers, ids, names];
    for (keys_of_row, keys_of_submission) in steps.into_iter().zip(marks) {
        let mut known: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            for key in keys_of_row(row).into_iter().filter(|key| !key.is_empty()) {
                let rows = known.entry(key).or_default();
                if rows.last() != Some(&index) {
                    rows.push(index);
                }
            }
        }
        let mut wanted: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, graded) in class.graded.iter().enumerate() {
            if row_of[index].is_some() {
                continue;
            }
            let found = keys_of_submission(graded)
                .into_iter()
                .filter_map(|key| known.get(&key));
            let mut found: Vec<usize> = found
                .flatten()
                .copied()
                .filter(|row| of_row[*row].is_none())
                .collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                [] => {}
                [row] => wanted.entry(*row).or_default().push(index),
                several => unclear.push(format!(
                    "`{}` may belong to {} rows; no grade was written",
                    graded.result.submission,
                    several.len()
                )),
            }
        }
        for (row, submissions) in wanted {
            if let [submission] = submissions.as_slice() {
                of_row[row] = Some(*submission);
                row_of[*submission] = Some(row);
            } else {
                let names: Vec<String> = submissions
                    .iter()
                    .map(|index| format!("`{}`", class.graded[*index].result.submission))
                    .collect();
                unclear.push(format!(
                    "{} belong to one row; no grade was written",
                    names.join(" and ")
                ));
            }
        }
    }
    let stray = class
        .graded
        .iter()
        .zip(&row_of)
        .filter(|(_, row)| row.is_none());
    let stray = stray.map(|(graded, _)| format!("`{}` has no row", graded.result.submission));
    Matches {
        of_row: of_row
            .into_iter()
            .map(|index| index.map(|index| &class.graded[index]))
            .collect(),
        remarks: unclear.into_iter().chain(stray).collect(),
    }
}

fn keys(texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .map(|text| text.trim().to_lowercase())
        .collect()
}

/// The numbers that stand between `_` in the name: Moodle packs `Full Name_123_assignsubmission_file`, Canvas
/// `namefull_LATE_123_456_file.zip`.
fn numbers(graded: &Graded) -> Vec<String> {
    let parts = graded.result.submission.split('_').skip(1);
    parts
        .filter(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
        .take(1)
        .map(str::to_owned)
        .collect()
}

fn ids(graded: &Graded) -> Vec<String> {
    let id = graded.person.as_ref().map(|person| person.id.clone());
    keys(&[id.unwrap_or_default(), graded.result.submission.clone()])
}

fn names(graded: &Graded) -> Vec<String> {
    let name = &graded.result.submission;
    let before = name.split('_').next().unwrap_or_default();
    let person = graded.person.as_ref().map(|person| words(&person.name));
    person
        .into_iter()
        .chain([words(name), words(before)])
        .collect()
}

/// A name without regard to case, to the order of its words (`Doe, Jane`), or to what separates them.
fn words(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn row(number: &str, id: &str, name: &str) -> Row {
        let one = |text: &str| vec![text.to_owned()];
        Row {
            numbers: one(number),
            ids: one(id),
            names: one(name),
        }
    }

    #[test]
    fn numbers_come_before_ids_and_ids_before_names() {
        let class = sample::named(&[
            "Jane Doe_17_assignsubmission_file",
            "jd@x.org",
            "Doe, John",
            "Ann Lee",
            "stray",
        ]);
        let rows = [
            row("17", "other@x.org", "Somebody Else"),
            row("18", "JD@x.org", "Jane Doe"),
            row("19", "", "John Doe"),
            row("20", "a@x.org", "Ann Lee"),
            row("21", "b@x.org", "Lee Ann"),
            row("22", "", "Nobody"),
        ];
        let matches = matches(&class, &rows);
        let found: Vec<Option<&str>> = matches
            .of_row
            .iter()
            .map(|graded| graded.map(|graded| graded.result.submission.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                Some("Jane Doe_17_assignsubmission_file"),
                Some("jd@x.org"),
                Some("Doe, John"),
                None,
                None,
                None
            ]
        );
        assert_eq!(
            matches.remarks,
            [
                "`Ann Lee` may belong to 2 rows; no grade was written",
                "`Ann Lee` has no row",
                "`stray` has no row"
            ]
        );
    }

    #[test]
    fn two_submissions_for_one_row_give_no_grade() {
        let class = sample::named(&["A B_7_x", "A B_7_y"]);
        let matches = matches(&class, &[row("7", "", "A B")]);
        assert!(matches.of_row[0].is_none());
        assert!(
            matches.remarks[0].contains("belong to one row"),
            "{:?}",
            matches.remarks
        );
    }
}
