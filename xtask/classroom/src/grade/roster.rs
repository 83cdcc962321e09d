//! The roster: the list of all participants.

mod matching;

use crate::class::{Person, people::folded};
use anyhow::{Context, Result, anyhow, bail, ensure};
use std::{collections::HashMap, path::Path};

/// A roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Roster {
    members: Vec<Member>,
}

/// Somebody on the roster.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Member {
    person: Person,
    /// The cells of all identifying columns.
    ids: Vec<String>,
}

/// The submissions matched with the roster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// The author of each submission.
    pub persons: Vec<Option<Person>>,
    /// The people without a submission, in the order of the roster.
    pub not_submitted: Vec<Person>,
    /// The names of submissions without an author.
    pub unexpected: Vec<String>,
    /// Remarks for the teacher: names that match several people, people with several submissions.
    pub notes: Vec<String>,
}

/// The columns of a roster.
#[derive(Debug, PartialEq, Eq)]
struct Columns {
    /// One column, or those of the first and the last name.
    names: Vec<usize>,
    /// The first one is shown in reports.
    ids: Vec<usize>,
}

impl Roster {
    /// Reads a roster: CSV with commas, semicolons or tabs, with or without a header.
    ///
    /// # Errors
    /// Fails if the file cannot be read or is not a roster. The error names the line.
    pub(super) fn read(path: &Path) -> Result<Self> {
        Self::parse(&fs_err::read(path)?)
            .with_context(|| format!("{} is not a valid roster", path.display()))
    }

    fn parse(bytes: &[u8]) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        ensure!(
            !bytes.starts_with(b"PK\x03\x04"),
            "it is a workbook; save it as CSV"
        );
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = 1 + bytes[..error.valid_up_to()]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            anyhow!("line {line} is not UTF-8 text; save the file as \"CSV UTF-8\"")
        })?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(text))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut columns = None;
        let mut members: Vec<Member> = Vec::new();
        let mut lines: HashMap<String, u64> = HashMap::new();
        let mut counted = Lines::new(text);
        for record in reader.records() {
            let record = record?;
            let line = counted.line(record.position().map_or(0, csv::Position::byte));
            if record.iter().all(str::is_empty) {
                continue;
            }
            let cells: Vec<&str> = record.iter().collect();
            let Some(columns) = &columns else {
                let header =
                    Columns::from_header(&cells).with_context(|| format!("line {line}"))?;
                if header.is_none() {
                    members.push(Columns::default_order().member(&cells, line)?);
                }
                columns = Some(header.unwrap_or_else(Columns::default_order));
                for member in &members {
                    lines.insert(folded(&member.person.id), line);
                }
                continue;
            };
            let member = columns.member(&cells, line)?;
            if let Some(earlier) = lines.insert(folded(&member.person.id), line) {
                bail!(
                    "line {line}: {:?} is already on line {earlier}",
                    member.person.id
                );
            }
            members.push(member);
        }
        ensure!(!members.is_empty(), "it contains no people");
        Ok(Self { members })
    }
}

/// Counts lines. Each byte of the text is read once.
struct Lines<'a> {
    bytes: &'a [u8],
    /// The end of the counted part.
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line number of the record that begins at this byte, after any empty lines. Calls must be in ascending order.
    fn line(&mut self, from: u64) -> u64 {
        let from = usize::try_from(from).unwrap_or(0).min(self.bytes.len());
        let empty = self.bytes[from..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let begin = from + empty.count();
        let passed = self.bytes.get(self.at..begin).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.at = self.at.max(begin);
        self.line
    }
}

/// The delimiter: the candidate that occurs most often in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let count = |delimiter: &u8| {
        first.map_or(0, |line| {
            line.bytes().filter(|byte| byte == delimiter).count()
        })
    };
    // `max_by_key` returns the last of equal candidates.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

impl Columns {
    /// The columns without a header: name, then e-mail address or id.
    fn default_order() -> Self {
        Self {
            names: vec![0],
            ids: vec![1],
        }
    }

    /// The columns of a header; `None` if the line is not a header.
    fn from_header(cells: &[&str]) -> Result<Option<Self>> {
        const NAME: [&str; 6] = [
            "name",
            "full name",
            "fullname",
            "student",
            "student name",
            "display name",
        ];
        const FIRST: [&str; 5] = ["first name", "firstname", "given name", "forename", "first"];
        const LAST: [&str; 5] = ["last name", "lastname", "surname", "family name", "last"];
        // In the order of preference for reports.
        const ID: [&str; 17] = [
            "e-mail",
            "email",
            "e-mail address",
            "email address",
            "mail",
            "id",
            "student id",
            "id number",
            "sid",
            "sis user id",
            "sis login id",
            "login id",
            "login",
            "username",
            "user name",
            "identifier",
            "github_username",
        ];
        let cells: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
        let find = |names: &[&str]| {
            names
                .iter()
                .filter_map(|name| cells.iter().position(|cell| cell == name))
                .collect::<Vec<usize>>()
        };
        let (name, first, last, ids) = (find(&NAME), find(&FIRST), find(&LAST), find(&ID));
        if [&name, &first, &last, &ids]
            .iter()
            .all(|found| found.is_empty())
        {
            return Ok(None);
        }
        let names = match (name.first(), first.first(), last.first()) {
            (_, Some(first), Some(last)) => vec![*first, *last],
            (Some(name), ..) | (None, Some(name), None) | (None, None, Some(name)) => vec![*name],
            (None, None, None) => bail!("no column is called \"name\""),
        };
        ensure!(!ids.is_empty(), "no column is called \"email\" or \"id\"");
        Ok(Some(Self { names, ids }))
    }

    fn member(&self, cells: &[&str], line: u64) -> Result<Member> {
        let cell = |column: &usize| cells.get(*column).copied().unwrap_or_default();
        let names: Vec<&str> = self
            .names
            .iter()
            .map(cell)
            .filter(|name| !name.is_empty())
            .collect();
        let ids: Vec<String> = self
            .ids
            .iter()
            .map(cell)
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect();
        ensure!(!names.is_empty(), "line {line}: there is no name");
        let Some(id) = ids.first() else {
            bail!("line {line}: there is no e-mail address or id beside the name");
        };
        Ok(Member {
            person: Person {
                name: names.join(" "),
                id: id.clone(),
            },
            ids,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn persons(text: &str) -> Vec<(String, String)> {
        let roster =
            Roster::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{text:?}: {error:#}"));
        let persons = roster.members.into_iter().map(|member| member.person);
        persons.map(|person| (person.name, person.id)).collect()
    }

    #[test]
    fn common_forms_of_rosters_are_read() {
        let expected = vec![
            ("Anna Berg".to_owned(), "anna@x.org".to_owned()),
            ("Doe, Bob".to_owned(), "b1".to_owned()),
        ];
        for text in [
            "Anna Berg,anna@x.org\n\"Doe, Bob\",b1\n",
            "\u{feff}Anna Berg;anna@x.org\r\nDoe, Bob;b1\r\n",
            "name,email\nAnna Berg,anna@x.org\n\n\"Doe, Bob\", b1 \n",
            "E-Mail;Group;Full name\nanna@x.org;1;Anna Berg\nb1;2;Doe, Bob",
            "Anna Berg\tanna@x.org\nDoe, Bob\tb1",
        ] {
            assert_eq!(persons(text), expected, "{text:?}");
        }
        assert_eq!(
            persons("First name,Surname,ID number,Email address\nAnna,Berg,7,anna@x.org"),
            [("Anna Berg".to_owned(), "anna@x.org".to_owned())]
        );
    }

    #[test]
    fn errors_name_the_line() {
        for (text, part) in [
            (
                "Anna,a@x\nBob\n",
                "line 2: there is no e-mail address or id",
            ),
            ("Anna,a@x\n,b@x\n", "line 2: there is no name"),
            (
                "Anna,a@x\n\nBob,A@X\n",
                "line 3: \"A@X\" is already on line 1",
            ),
            ("name,email\n", "it contains no people"),
            ("", "it contains no people"),
            (
                "name,group\nAnna,1\n",
                "line 1: no column is called \"email\"",
            ),
            ("email,id\na@x,1\n", "line 1: no column is called \"name\""),
            ("PK\u{3}\u{4}", "save it as CSV"),
        ] {
            let error = Roster::parse(text.as_bytes()).unwrap_err();
            let error = format!("{error:#}");
            assert!(error.contains(part), "{text:?}: {error}");
        }
        let error = Roster::parse(b"Anna,a@x\nZo\xeb,z@x\n").unwrap_err();
        assert!(error.to_string().contains("line 2 is not UTF-8"), "{error}");
    }
}
