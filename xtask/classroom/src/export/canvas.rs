//! Canvas' gradebook, to upload:
//! <https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807>, and what
//! its importer accepts: <https://github.com/instructure/canvas-lms/blob/master/lib/gradebook_importer.rb>.

use super::{ClassFormat, matching::matches, spans::Sheet};
use crate::{
    class::{Class, people::Listed},
    report::maximum,
    spreadsheet::{bytes, no_formula, points, table, text},
};
use anyhow::{Context, Result, ensure};

/// The columns are Student, ID, SIS User ID, SIS Login ID, Section, and one assignment. The rows are those of a
/// downloaded gradebook, or one per submission.
pub(super) struct Canvas {
    pub(super) template: Option<Vec<u8>>,
    pub(super) column: Option<String>,
}

/// The columns that identify people.
const PEOPLE: [&str; 5] = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"];

/// The first cell of the second row.
const POINTS_POSSIBLE: &str = "    Points Possible";

/// The default assignment. Canvas offers to create it.
const TITLE: &str = "Async Rust";

impl ClassFormat for Canvas {
    fn file_name(&self) -> &'static str {
        "canvas.csv"
    }

    fn contents(&self, class: &Class) -> Result<Vec<u8>> {
        let mut table = table();
        let title = self.column.as_deref().unwrap_or(TITLE);
        table.write_record(PEOPLE.into_iter().chain([no_formula(title).as_ref()]))?;
        let most = points(maximum(class));
        table.write_record([POINTS_POSSIBLE, "", "", "", "", &most])?;
        if let Some(template) = &self.template {
            let gradebook = Gradebook::read(template)?;
            let matches = matches(class, &gradebook.people());
            for (people, graded) in gradebook.rows.iter().zip(matches.by_row) {
                let score = graded
                    .and_then(|graded| graded.grade())
                    .map(|(score, _)| score);
                // Canvas' own cells are unchanged, except formulas.
                let cells: Vec<_> = people.iter().map(|cell| no_formula(cell)).collect();
                table.write_record(
                    cells
                        .iter()
                        .map(AsRef::as_ref)
                        .chain([points(score).as_str()]),
                )?;
            }
        } else {
            for graded in &class.graded {
                let person = graded.person.as_ref();
                let name = person.map_or(&graded.result.submission, |person| &person.name);
                let id = person.map_or(graded.result.submission.as_str(), |person| &person.id);
                let score = points(graded.grade().map(|(score, _)| score));
                table.write_record([&text(name), "", "", &text(id), "", &*score])?;
            }
        }
        bytes(table)
    }

    fn remarks(&self, class: &Class) -> Vec<String> {
        let Some(template) = &self.template else {
            return vec![
                "Canvas finds people by the column SIS Login ID; if their logins are not on the roster, download \
                 the gradebook and give it with --template"
                    .to_owned(),
            ];
        };
        let Ok(gradebook) = Gradebook::read(template) else {
            return Vec::new();
        };
        let matches = matches(class, &gradebook.people());
        let count = matches
            .by_row
            .iter()
            .flatten()
            .filter(|graded| graded.grade().is_some())
            .count();
        let mut remarks = vec![format!(
            "{count} of {} rows have a grade",
            matches.by_row.len()
        )];
        remarks.extend(matches.remarks);
        remarks
    }
}

/// The people of a downloaded gradebook.
struct Gradebook {
    /// The cells of [`PEOPLE`].
    rows: Vec<[String; 5]>,
}

impl Gradebook {
    fn read(template: &[u8]) -> Result<Self> {
        let sheet = Sheet::read(template).context("the template is not a gradebook from Canvas")?;
        let columns = PEOPLE.map(|title| sheet.column(&[title]));
        ensure!(
            columns[0].is_some() && columns[1].is_some(),
            "the template is not a gradebook from Canvas: it has no columns Student and ID"
        );
        let rows = 1..sheet.rows.len();
        let rows = rows.map(|row| {
            columns.map(|column| {
                column
                    .map_or("", |column| sheet.text(row, column))
                    .to_owned()
            })
        });
        // Rows without an ID are Canvas' own settings, not people.
        let person = |row: &[String; 5]| {
            !row[1].trim().is_empty() && row[0].trim() != POINTS_POSSIBLE.trim()
        };
        Ok(Self {
            rows: rows.filter(person).collect(),
        })
    }

    fn people(&self) -> Vec<Listed> {
        let row = |[student, id, user, login, _]: &[String; 5]| Listed {
            numbers: vec![id.clone()],
            ids: vec![user.clone(), login.clone()],
            names: vec![student.clone()],
        };
        self.rows.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_gradebook_is_what_canvas_imports() {
        let class = sample::class();
        let canvas = Canvas {
            template: None,
            column: None,
        };
        let contents = String::from_utf8(canvas.contents(&class).unwrap()).unwrap();
        let mut lines = contents.lines();
        let header =
            "\"Student\",\"ID\",\"SIS User ID\",\"SIS Login ID\",\"Section\",\"Async Rust\"";
        assert_eq!(lines.next(), Some(header));
        let points = lines.next().unwrap();
        assert!(points.starts_with("\"    Points Possible\","), "{points}");
        let mut reader = csv::Reader::from_reader(contents.as_bytes());
        for (row, graded) in reader.records().skip(1).zip(&class.graded) {
            let grade = graded
                .grade()
                .map_or(String::new(), |(score, _)| score.to_string());
            assert_eq!(&row.unwrap()[5], grade);
        }
    }

    #[test]
    fn the_rows_are_those_of_a_downloaded_gradebook() {
        let class = sample::named(&["doejane_LATE_481_99_async.zip", "roe@x.org"]);
        let canvas = Canvas {
            template: Some(
                b"Student,ID,SIS User ID,SIS Login ID,Root Account,Section,Old (1)\n    Points Possible,,,,,,10\n\
                \"Doe, Jane\",481,,jane@x.org,x,One,3\n\"Roe, Jan\",482,s2,roe@x.org,x,Two,\n\"Lee, Ann\",483,,a@x.org,x,One,\n"
                    .to_vec(),
            ),
            column: Some("Async (77)".to_owned()),
        };
        let contents = String::from_utf8(canvas.contents(&class).unwrap()).unwrap();
        let grades: Vec<u32> = class
            .graded
            .iter()
            .map(|graded| graded.grade().unwrap().0)
            .collect();
        let most = class.graded[0].grade().unwrap().1;
        assert_eq!(
            contents.replace("\r\n", "\n"),
            format!(
                "\"Student\",\"ID\",\"SIS User ID\",\"SIS Login ID\",\"Section\",\"Async (77)\"\n\
                \"    Points Possible\",\"\",\"\",\"\",\"\",{most}\n\
                \"Doe, Jane\",481,\"\",\"jane@x.org\",\"One\",{}\n\
                \"Roe, Jan\",482,\"s2\",\"roe@x.org\",\"Two\",{}\n\
                \"Lee, Ann\",483,\"\",\"a@x.org\",\"One\",\"\"\n",
                grades[0], grades[1]
            )
        );
        assert!(canvas.remarks(&class)[0].contains("2 of 3 rows"));
    }
}
