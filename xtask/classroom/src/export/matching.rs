//! Matches submissions with the rows of a downloaded list of people.

use crate::class::{
    Class, Graded,
    people::{Listed, Submitted, owners},
};

/// The submissions of all rows.
#[derive(Debug)]
pub(super) struct Matches<'a> {
    /// The submission of each row.
    pub(super) by_row: Vec<Option<&'a Graded>>,
    /// Remarks about submissions that match no row or several rows.
    pub(super) remarks: Vec<String>,
}

/// Finds the submission of each row. An ambiguous match is left empty.
pub(super) fn matches<'a>(class: &'a Class, rows: &[Listed]) -> Matches<'a> {
    let submissions = class.graded.iter().map(|graded| Submitted {
        name: &graded.result.submission,
        person: graded.person.as_ref(),
    });
    let mut remarks = Vec::new();
    let mut found: Vec<Vec<&Graded>> = vec![Vec::new(); rows.len()];
    for (graded, rows) in class.graded.iter().zip(owners(rows, submissions)) {
        let name = &graded.result.submission;
        match rows[..] {
            [] => remarks.push(format!("`{name}` has no row")),
            [row] => found[row].push(graded),
            _ => remarks.push(format!(
                "`{name}` may belong to {} rows; no grade was written",
                rows.len()
            )),
        }
    }
    let by_row = found.into_iter().map(|found| match found[..] {
        [] => None,
        [graded] => Some(graded),
        _ => {
            let names = found
                .iter()
                .map(|graded| format!("`{}`", graded.result.submission));
            let names: Vec<String> = names.collect();
            remarks.push(format!(
                "{} belong to one row; no grade was written",
                names.join(" and ")
            ));
            None
        }
    });
    Matches {
        by_row: by_row.collect(),
        remarks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn row(number: &str, id: &str, name: &str) -> Listed {
        let one = |text: &str| vec![text.to_owned()];
        Listed {
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
            .by_row
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
                "`stray` has no row"
            ]
        );
    }

    #[test]
    fn two_submissions_for_one_row_give_no_grade() {
        let class = sample::named(&["A B_7_x", "A B_7_y"]);
        let matches = matches(&class, &[row("7", "", "A B")]);
        assert!(matches.by_row[0].is_none());
        assert!(
            matches.remarks[0].contains("belong to one row"),
            "{:?}",
            matches.remarks
        );
    }
}
