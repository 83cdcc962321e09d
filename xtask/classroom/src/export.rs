//! Exports grades to other programs, one module per format.

mod canvas;
mod classroom50;
mod exercism;
mod github_classroom;
mod gradescope;
mod matching;
mod moodle;
mod spans;

use crate::class::{Class, Graded, collect::Collection};
use crate::report::ClassFormat;
use anyhow::{Result, bail, ensure};
use fs_err as fs;
use grader::files::write_atomically;
use grader::output::{visible, visible_line};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A format in which one submission is reported.
pub trait SubmissionFormat {
    /// The file extension, with its full stop.
    fn extension(&self) -> &'static str;

    /// The file's contents. Hidden characters in `graded` are already visible.
    ///
    /// # Errors
    /// Fails if there is no grade and the format cannot say so. A missing grade is never a zero.
    fn contents(&self, graded: &Graded) -> Result<String>;
}

/// The export formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// A results.json for each submission
    Gradescope,
    /// A runner's result for each submission, in base64
    GithubClassroom,
    /// A result.json for each submission
    Classroom50,
    /// A results.json of version 3 for each submission
    Exercism,
    /// A gradebook to upload; fills in one that was downloaded if --template names it
    Canvas,
    /// Fills in the grading worksheet that --template names
    Moodle,
}

/// Options of some formats.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The file to fill in.
    pub template: Option<&'a Path>,
    /// The title of the grade's column.
    pub column: Option<&'a str>,
}

/// The result of an export.
#[derive(Debug, Default)]
pub struct Exported {
    /// The file, or the folder of files, that was written.
    pub written: PathBuf,
    /// Remarks for the teacher.
    pub remarks: Vec<String>,
}

enum Kind {
    Submission(&'static dyn SubmissionFormat),
    Class(Box<dyn ClassFormat>),
}

impl Export {
    /// The name on the command line, and of the written folder or file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gradescope => "gradescope",
            Self::GithubClassroom => "github-classroom",
            Self::Classroom50 => "classroom50",
            Self::Exercism => "exercism",
            Self::Canvas => "canvas",
            Self::Moodle => "moodle",
        }
    }

    fn kind(self, options: Options<'_>) -> Result<Kind> {
        let template = options.template.map(fs::read).transpose()?;
        let column = options.column.map(ToOwned::to_owned);
        let kind = match self {
            Self::Gradescope => Kind::Submission(&gradescope::Gradescope),
            Self::GithubClassroom => Kind::Submission(&github_classroom::GithubClassroom),
            Self::Classroom50 => Kind::Submission(&classroom50::Classroom50),
            Self::Exercism => Kind::Submission(&exercism::Exercism),
            Self::Canvas => Kind::Class(Box::new(canvas::Canvas { template, column })),
            Self::Moodle => {
                let Some(template) = template else {
                    bail!(
                        "Moodle only accepts its own worksheet: download it and give it with --template"
                    );
                };
                return Ok(Kind::Class(Box::new(moodle::Moodle { template, column })));
            }
        };
        if let Kind::Submission(_) = kind {
            ensure!(
                options.template.is_none() && options.column.is_none(),
                "--template and --column are for Canvas and Moodle, not for {}",
                self.name()
            );
        }
        Ok(kind)
    }

    /// Exports one submission.
    ///
    /// # Errors
    /// Fails if there is no such submission, it has no grade, or the format is for whole classes.
    pub fn submission(self, class: &Class, name: &str) -> Result<String> {
        let Kind::Submission(format) = self.kind(Options::default())? else {
            bail!("{} is a format for whole classes", self.name());
        };
        let mut all = class.graded.iter();
        let Some(graded) = all.find(|graded| graded.result.submission == name) else {
            bail!("there is no result of the submission `{name}`");
        };
        format.contents(&visible_result(graded)?)
    }

    /// Writes the export of a class into a folder: one file, or a folder with one file per submission.
    ///
    /// # Errors
    /// Fails if the template is not valid, or a file cannot be read or written.
    pub fn write(
        self,
        collection: &Collection,
        options: Options<'_>,
        dir: &Path,
    ) -> Result<Exported> {
        let mut exported = Exported::default();
        match self.kind(options)? {
            Kind::Class(format) => {
                let contents = format.contents(&collection.class)?;
                exported.remarks = format.remarks(&collection.class);
                exported.written = dir.join(format.file_name());
                fs::create_dir_all(dir)?;
                write_atomically(&exported.written, &contents)?;
            }
            Kind::Submission(format) => {
                exported.written = dir.join(self.name());
                fs::create_dir_all(&exported.written)?;
                for (graded, file) in collection.results() {
                    let mut name = file.file_stem().unwrap_or_default().to_owned();
                    name.push(format.extension());
                    let path = exported.written.join(name);
                    match format.contents(&visible_result(graded)?) {
                        Ok(contents) => write_atomically(&path, contents.as_bytes())?,
                        Err(error) => {
                            exported.remarks.push(format!("{error:#}"));
                            // A file of an earlier export would look like a grade.
                            let _ = fs::remove_file(&path);
                        }
                    }
                }
            }
        }
        Ok(exported)
    }
}

/// The result with hidden characters made visible.
fn visible_result(graded: &Graded) -> Result<Graded> {
    fn show(value: &mut Value) {
        match value {
            Value::String(text) => *text = visible(text).into_owned(),
            Value::Array(values) => values.iter_mut().for_each(show),
            Value::Object(values) => values.values_mut().for_each(show),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut value = serde_json::to_value(graded)?;
    show(&mut value);
    let mut shown: Graded = serde_json::from_value(value)?;
    shown.result.submission = visible_line(&shown.result.submission).into_owned();
    Ok(shown)
}

/// The error of formats that cannot express a missing grade.
fn no_grade(graded: &Graded) -> anyhow::Error {
    let why = graded.notes.join("; ");
    anyhow::anyhow!(
        "there is no grade of `{}`{}{why}",
        graded.result.submission,
        if why.is_empty() { "" } else { ": " }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{class::Person, report::sample};
    use base64::{Engine, prelude::BASE64_STANDARD};

    /// Text that an attacker may use.
    const HOSTILE: &str = "x\u{1b}[2J\u{202e}\u{200b}\u{9b}\r\u{7f}";

    /// Whether a text has no hidden characters, not even escaped ones in JSON.
    fn hides_nothing(text: &str) -> bool {
        let escapes = ["\\u00", "\\r", "\\b", "\\f"];
        visible(text) == text && !escapes.iter().any(|escape| text.contains(escape))
    }

    #[test]
    fn no_format_passes_on_hidden_characters() {
        let mut class = sample::class();
        for graded in &mut class.graded {
            graded.result.submission += HOSTILE;
            graded.result.grader.toolchain = HOSTILE.to_owned();
            graded.notes.push(HOSTILE.to_owned());
            graded.person = Some(Person {
                name: HOSTILE.to_owned(),
                id: HOSTILE.to_owned(),
            });
            for task in &mut graded.result.tasks {
                task.task = HOSTILE.to_owned();
                task.main_message = HOSTILE.to_owned();
                for check in &mut task.checks {
                    check.id = HOSTILE.to_owned();
                    check.title = HOSTILE.to_owned();
                    check.message = HOSTILE.to_owned();
                }
            }
        }
        // Moodle needs a template.
        let without_template = [
            Export::Gradescope,
            Export::GithubClassroom,
            Export::Classroom50,
            Export::Exercism,
            Export::Canvas,
        ];
        for export in without_template {
            let Kind::Submission(_) = export.kind(Options::default()).unwrap() else {
                let format = canvas::Canvas {
                    template: None,
                    column: None,
                };
                let table = String::from_utf8(format.contents(&class).unwrap()).unwrap();
                assert!(hides_nothing(&table.replace("\r\n", "\n")), "{table:?}");
                continue;
            };
            for graded in &class.graded {
                let contents = match export.submission(&class, &graded.result.submission) {
                    Ok(contents) if export == Export::GithubClassroom => {
                        String::from_utf8(BASE64_STANDARD.decode(contents).unwrap()).unwrap()
                    }
                    Ok(contents) => contents,
                    Err(error) => error.to_string(),
                };
                assert!(hides_nothing(&contents), "{export:?}: {contents:?}");
            }
        }
    }

    #[test]
    fn the_cells_of_a_template_are_unchanged() {
        let name = "علی\u{200b}\u{202e}";
        let class = sample::named(&[name]);
        let score = class.graded[0].grade().unwrap().0;
        let gradebook = format!("Student,ID,SIS User ID,SIS Login ID,Section\n{name},7,,,One\n");
        let format = canvas::Canvas {
            template: Some(gradebook.into_bytes()),
            column: None,
        };
        let table = String::from_utf8(format.contents(&class).unwrap()).unwrap();
        let row = format!("\"{name}\",7,\"\",\"\",\"One\",{score}\r\n");
        assert!(table.ends_with(&row), "{table:?}");

        let worksheet = format!("Identifier,Full name,Grade\r\nParticipant 7,{name},\r\n");
        let format = moodle::Moodle {
            template: worksheet.clone().into_bytes(),
            column: None,
        };
        let filled = String::from_utf8(format.contents(&class).unwrap()).unwrap();
        assert_eq!(filled, worksheet.replace(",\r\n", &format!(",{score}\r\n")));
    }
}
