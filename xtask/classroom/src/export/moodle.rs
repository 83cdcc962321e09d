//! Fills in Moodle's offline grading worksheet. Moodle finds its columns by their titles in the teacher's language, and
//! accepts only an otherwise unchanged file:
//! <https://github.com/moodle/moodle/blob/main/mod/assign/feedback/offline/importgradeslib.php>.

use super::{
    ClassFormat,
    matching::{Matches, matches},
    spans::Sheet,
};
use crate::class::{Class, people::Listed};
use anyhow::{Context, Result, ensure};

/// Writes grades, scaled to the worksheet's maximum grade. All other bytes are unchanged.
pub(super) struct Moodle {
    pub(super) template: Vec<u8>,
    pub(super) column: Option<String>,
}

/// The title of the grade's column in the languages of most sites.
const GRADE: [&str; 24] = [
    "Grade",
    "Bewertung",
    "Note",
    "Calificación",
    "Valutazione",
    "Nota",
    "Avaliação",
    "Cijfer",
    "Beoordeling",
    "Betyg",
    "Karakter",
    "Vurdering",
    "Arvosana",
    "Ocena",
    "Známka",
    "Оценка",
    "Оцінка",
    "Not",
    "Értékelés",
    "Βαθμός",
    "成绩",
    "成績",
    "評点",
    "성적",
];

/// The column after a grade, where it is given.
const TOLERANCE: f64 = 1e-9;

impl ClassFormat for Moodle {
    fn file_name(&self) -> &'static str {
        "moodle.csv"
    }

    fn contents(&self, class: &Class) -> Result<Vec<u8>> {
        let worksheet = Worksheet::read(self)?;
        let matches = worksheet.matches(class);
        let mut changes = Vec::new();
        for (index, graded) in matches.by_row.iter().enumerate() {
            let Some((score, most)) = graded.and_then(|graded| graded.grade()) else {
                continue;
            };
            let text = worksheet.grade(index + 1, score, most);
            changes.push((index + 1, worksheet.grade, text));
        }
        worksheet
            .sheet
            .with(&changes)
            .context("the worksheet is damaged")
    }

    fn remarks(&self, class: &Class) -> Vec<String> {
        let Ok(worksheet) = Worksheet::read(self) else {
            return Vec::new();
        };
        let matches = worksheet.matches(class);
        let grades = matches
            .by_row
            .iter()
            .filter_map(|graded| graded.and_then(|graded| graded.grade()));
        let count = grades.clone().count();
        let mut remarks = vec![format!(
            "{count} of {} rows have a grade, in the column `{}`",
            matches.by_row.len(),
            worksheet.sheet.text(0, worksheet.grade)
        )];
        let maximum = worksheet.sheet.rows.iter().skip(1).enumerate();
        let mut maximum = maximum.filter_map(|(index, _)| worksheet.maximum(index + 1));
        match (maximum.next(), grades.map(|(_, most)| most).max()) {
            (Some(maximum), Some(most)) if (maximum - f64::from(most)).abs() > TOLERANCE => {
                remarks.push(format!(
                    "points are scaled: {most} points are the grade {maximum}"
                ));
            }
            (None, Some(_)) => remarks
                .push("the worksheet has no maximum grade, so points are not scaled".to_owned()),
            _ => {}
        }
        remarks.extend(matches.remarks);
        remarks
    }
}

/// A worksheet and the index of its grade column.
struct Worksheet<'a> {
    sheet: Sheet<'a>,
    grade: usize,
}

impl<'a> Worksheet<'a> {
    fn read(moodle: &'a Moodle) -> Result<Self> {
        let sheet =
            Sheet::read(&moodle.template).context("the template is not a worksheet from Moodle")?;
        let grade = match &moodle.column {
            Some(title) => sheet
                .column(&[title])
                .with_context(|| format!("the worksheet has no column `{title}`"))?,
            None => sheet
                .column(&GRADE)
                .or_else(|| before_maximum(&sheet))
                .context(
                    "the worksheet's grade column was not found: \
                 give its title with --column",
                )?,
        };
        ensure!(
            grade > 0,
            "the worksheet's first column identifies people, so it cannot be the grade"
        );
        Ok(Self { sheet, grade })
    }

    /// The first column contains a number, as in `Participant 123`, which is in the submissions' names too. The next
    /// columns contain names and addresses.
    fn matches<'c>(&self, class: &'c Class) -> Matches<'c> {
        let rows: Vec<Listed> = self
            .sheet
            .rows
            .iter()
            .skip(1)
            .map(|row| {
                let first = row.first().map_or("", |cell| cell.text.as_str());
                let digits =
                    first.len() - first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
                let cells: Vec<String> = row
                    .iter()
                    .skip(1)
                    .take(self.grade - 1)
                    .map(|cell| cell.text.clone())
                    .collect();
                Listed {
                    numbers: vec![first[first.len() - digits..].to_owned()],
                    ids: cells.iter().filter(|cell| is_id(cell)).cloned().collect(),
                    names: cells,
                }
            })
            .collect();
        matches(class, &rows)
    }

    /// The maximum grade is in the column after the grade.
    fn maximum(&self, row: usize) -> Option<f64> {
        number(self.sheet.text(row, self.grade + 1)).filter(|maximum| *maximum > 0.0)
    }

    /// A grade in the worksheet's number format: with a comma if the maximum has one.
    fn grade(&self, row: usize, score: u32, most: u32) -> String {
        let Some(maximum) = self.maximum(row).filter(|_| most > 0) else {
            return score.to_string();
        };
        let grade = format!("{:.2}", f64::from(score) / f64::from(most) * maximum);
        if self.sheet.text(row, self.grade + 1).contains(',') {
            grade.replace('.', ",")
        } else {
            grade
        }
    }
}

/// Whether a cell looks like an e-mail address, login or number.
fn is_id(cell: &str) -> bool {
    !cell.contains(' ') && cell.contains(|c: char| c == '@' || c.is_ascii_digit())
}

/// The column before one with the same number in every row, which is probably the maximum grade.
fn before_maximum(sheet: &Sheet<'_>) -> Option<usize> {
    let columns = sheet.rows[0].len();
    let rows = 1..sheet.rows.len();
    (1..columns.saturating_sub(1)).find(|column| {
        let maximum = sheet.text(1, column + 1);
        number(maximum).is_some_and(|maximum| maximum > 0.0)
            && rows.clone().all(|row| {
                let grade = sheet.text(row, *column);
                sheet.text(row, column + 1) == maximum
                    && (grade.is_empty() || grade == "-" || number(grade).is_some())
            })
    })
}

fn number(text: &str) -> Option<f64> {
    text.trim()
        .replace(',', ".")
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{class::GradedStatus, report::sample};

    const GERMAN: &str = "\u{feff}Kennung,\"Vollständiger Name\",E-Mail-Adresse,Status,Bewertung,\"Bestmögliche Bewertung\",\"Zuletzt geändert (Bewertung)\",\"Feedback als Kommentar\"\r\n\"Teilnehmer/in 17\",\"Zoë Doe\",zoe@x.org,\"Zur Bewertung abgegeben\",,\"50,00\",-,\"gut, \"\"sehr\"\"\"\r\n\"Teilnehmer/in 18\",\"Jan Roe\",jan@x.org,Keine Abgabe,,\"50,00\",-,\r\n";

    #[test]
    fn only_the_grades_change_in_any_language() {
        let class = sample::named(&["Zoë Doe_17_assignsubmission_file", "nobody"]);
        let (score, most) = class.graded[0].grade().unwrap();
        let moodle = Moodle {
            template: GERMAN.into(),
            column: None,
        };
        let grade = format!("{:.2}", f64::from(score) / f64::from(most) * 50.0).replace('.', ",");
        let expected = GERMAN.replacen("abgegeben\",,", &format!("abgegeben\",\"{grade}\","), 1);
        assert_eq!(
            String::from_utf8(moodle.contents(&class).unwrap()).unwrap(),
            expected
        );
        let remarks = moodle.remarks(&class);
        assert!(
            remarks[0].contains("1 of 2 rows have a grade, in the column `Bewertung`"),
            "{remarks:?}"
        );
        assert!(
            remarks.iter().any(|remark| remark.contains("scaled")),
            "{remarks:?}"
        );
        assert!(
            remarks
                .iter()
                .any(|remark| remark.contains("`nobody` has no row")),
            "{remarks:?}"
        );
    }

    #[test]
    fn in_an_unknown_language_the_maximum_identifies_the_column() {
        let sheet = "Id,Nimi,Arvo,Enintään,Muutettu\nX 17,Zoë Doe,,54,-\nX 18,Jan Roe,3,54,-\n";
        let class = sample::named(&["jan roe"]);
        let mut moodle = Moodle {
            template: sheet.into(),
            column: None,
        };
        let (score, most) = class.graded[0].grade().unwrap();
        let grade = format!("{:.2}", f64::from(score) / f64::from(most) * 54.0);
        let filled = String::from_utf8(moodle.contents(&class).unwrap()).unwrap();
        assert_eq!(filled, sheet.replace(",3,54", &format!(",{grade},54")));

        moodle.column = Some("Maksimi".to_owned());
        let error = moodle.contents(&class).unwrap_err();
        assert!(error.to_string().contains("no column `Maksimi`"));
    }

    #[test]
    fn without_a_grade_the_cell_is_unchanged() {
        let mut class = sample::named(&["Zoë Doe_17_assignsubmission_file"]);
        class.graded[0].status = GradedStatus::Error;
        let moodle = Moodle {
            template: GERMAN.into(),
            column: None,
        };
        assert_eq!(moodle.contents(&class).unwrap(), GERMAN.as_bytes());
    }
}
