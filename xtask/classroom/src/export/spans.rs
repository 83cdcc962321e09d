//! Changes cells of a CSV file without changing any other byte.

use anyhow::{Context, Result, ensure};
use std::{ops::Range, str};

/// A file of rows of cells.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    text: &'a str,
    separator: char,
    /// The first row is the header.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell: its position in the file, and its text without quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    span: Range<usize>,
    pub(super) text: String,
}

impl<'a> Sheet<'a> {
    /// Reads a UTF-8 file whose separator is a comma, semicolon or tab.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self> {
        let text = str::from_utf8(bytes).context("it is not in UTF-8")?;
        let body = text.trim_start_matches('\u{feff}');
        let header = body.lines().next().unwrap_or_default();
        let count = |separator: &char| header.matches(*separator).count();
        let separator = [';', '\t', ',']
            .into_iter()
            .max_by_key(count)
            .filter(|separator| count(separator) > 0)
            .context("its first line has no columns")?;
        let mut sheet = Self {
            text,
            separator,
            rows: Vec::new(),
        };
        let mut at = text.len() - body.len();
        while at < text.len() {
            let row = sheet.row(&mut at)?;
            if row.len() > 1 || !row[0].text.is_empty() {
                sheet.rows.push(row);
            }
        }
        ensure!(!sheet.rows.is_empty(), "it is empty");
        Ok(sheet)
    }

    fn row(&self, at: &mut usize) -> Result<Vec<Cell>> {
        let mut row = Vec::new();
        loop {
            row.push(self.cell(at)?);
            let rest = &self.text[*at..];
            if rest.starts_with(self.separator) {
                *at += self.separator.len_utf8();
                continue;
            }
            *at += ["\r\n", "\n", "\r"]
                .into_iter()
                .find(|end| rest.starts_with(end))
                .map_or(0, str::len);
            return Ok(row);
        }
    }

    fn cell(&self, at: &mut usize) -> Result<Cell> {
        let (begin, rest) = (*at, &self.text[*at..]);
        let ends = |c: char| c == self.separator || c == '\n' || c == '\r';
        let Some(quoted) = rest.strip_prefix('"') else {
            let text = rest.split(ends).next().unwrap_or_default();
            *at += text.len();
            return Ok(Cell {
                span: begin..*at,
                text: text.to_owned(),
            });
        };
        let mut text = String::new();
        let mut chars = quoted.char_indices().peekable();
        while let Some((index, c)) = chars.next() {
            if c != '"' {
                text.push(c);
            } else if chars.next_if(|(_, next)| *next == '"').is_some() {
                text.push('"');
            } else {
                // Text between the closing quote and the end of the cell is kept.
                let after = &quoted[index + 1..];
                *at += 1 + index + 1 + after.split(ends).next().unwrap_or_default().len();
                return Ok(Cell {
                    span: begin..*at,
                    text,
                });
            }
        }
        let line = self.text[..begin].matches('\n').count() + 1;
        anyhow::bail!("a quote that begins in line {line} does not end")
    }

    /// The first column with one of these titles, ignoring case.
    pub(super) fn column(&self, titles: &[&str]) -> Option<usize> {
        let is = |cell: &Cell| {
            titles
                .iter()
                .any(|title| title.to_lowercase() == cell.text.trim().to_lowercase())
        };
        self.rows[0].iter().position(is)
    }

    /// The text of a cell; empty if the row is shorter.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.get(column))
            .map_or("", |cell| cell.text.as_str())
    }

    /// The file with these cells changed, given as row, column and text.
    pub(super) fn with(&self, changes: &[(usize, usize, String)]) -> Result<Vec<u8>> {
        let mut changes: Vec<(&Range<usize>, &str)> = changes
            .iter()
            .map(|(row, column, text)| {
                let cell = self.rows.get(*row).and_then(|cells| cells.get(*column));
                let cell = cell.with_context(|| format!("row {} has no such column", row + 1))?;
                Ok((&cell.span, text.as_str()))
            })
            .collect::<Result<_>>()?;
        changes.sort_by_key(|(span, _)| span.start);
        let (mut changed, mut at) = (String::with_capacity(self.text.len()), 0);
        for (span, text) in changes {
            changed += &self.text[at..span.start];
            if text.contains([self.separator, '"', '\n', '\r']) {
                changed += &format!("\"{}\"", text.replace('"', "\"\""));
            } else {
                changed += text;
            }
            at = span.end;
        }
        changed += &self.text[at..];
        Ok(changed.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_cell_changes() {
        let file = "\u{feff}a,\"b \"\"c\"\"\",d\r\n1,\"2,\n2\",\r\n\r\n  x ,y,\"z\"";
        let sheet = Sheet::read(file.as_bytes()).unwrap();
        let texts: Vec<Vec<&str>> = sheet
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(
            texts,
            [
                vec!["a", "b \"c\"", "d"],
                vec!["1", "2,\n2", ""],
                vec!["  x ", "y", "z"]
            ]
        );
        assert_eq!(sheet.column(&["B \"C\""]), Some(1));
        assert_eq!(sheet.with(&[]).unwrap(), file.as_bytes());
        let changed = sheet
            .with(&[(2, 2, "9".to_owned()), (1, 2, "4,5".to_owned())])
            .unwrap();
        assert_eq!(
            String::from_utf8(changed).unwrap(),
            "\u{feff}a,\"b \"\"c\"\"\",d\r\n1,\"2,\n2\",\"4,5\"\r\n\r\n  x ,y,9"
        );
    }

    #[test]
    fn invalid_tables_are_errors() {
        for (file, why) in [
            (&b""[..], "no columns"),
            (b"one column\n1\n", "no columns"),
            (b"a,b\n\"1,2", "line 2 does not end"),
            (b"a,\xff\n", "UTF-8"),
        ] {
            let error = Sheet::read(file).unwrap_err();
            assert!(format!("{error:#}").contains(why), "{error:#}");
        }
    }
}
