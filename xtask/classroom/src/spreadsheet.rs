//! What all tables for spreadsheets have in common.

use anyhow::{Result, anyhow};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use grader::output::visible_line;
use std::borrow::Cow;

/// A table that any spreadsheet opens. Text is quoted always, so that a separator of another country's spreadsheet
/// within it does not begin a cell.
pub(crate) fn table() -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new())
}

/// The bytes of a table.
///
/// # Errors
/// Fails if a row could not be written.
pub(crate) fn bytes(table: Writer<Vec<u8>>) -> Result<Vec<u8>> {
    table
        .into_inner()
        .map_err(|error| anyhow!("cannot finish the table: {}", error.error()))
}

/// Text of others for a cell: in one line, with what it hides made visible, and no formula.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    match visible_line(text) {
        Cow::Borrowed(text) => no_formula(text),
        Cow::Owned(text) => no_formula(&text).into_owned().into(),
    }
}

/// Text for a cell that no spreadsheet takes for a formula: one that begins like a formula, wherever a spreadsheet of
/// some country might begin a cell, gets an apostrophe before it. All else stays as it is.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
pub(crate) fn no_formula(text: &str) -> Cow<'_, str> {
    const BEGIN_FORMULA: [char; 11] =
        ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    const SEPARATE: [char; 2] = [';', '\t'];
    let mut neutral = String::new();
    let mut at_begin = true;
    for c in text.chars() {
        if at_begin && BEGIN_FORMULA.contains(&c) {
            neutral.push('\'');
        }
        neutral.push(c);
        at_begin = SEPARATE.contains(&c) || (at_begin && c == '"');
    }
    if neutral.len() == text.len() {
        text.into()
    } else {
        neutral.into()
    }
}

/// The number of points, or an empty cell where there is no grade.
pub(crate) fn points(points: Option<u32>) -> String {
    points.map_or_else(String::new, |points| points.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_like_a_formula() {
        for (name, cell) in [
            ("Zoë", "Zoë"),
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r=1"),
            ("a;=1", "a;'=1"),
            ("＝1", "'＝1"),
            ("\"=1", "\"'=1"),
            ("a-b=c", "a-b=c"),
            ("", ""),
        ] {
            assert_eq!(no_formula(name), cell, "{name:?}");
        }
    }

    #[test]
    fn text_of_others_hides_nothing() {
        for (name, cell) in [
            ("Zoë", "Zoë"),
            ("=1+1", "'=1+1"),
            ("Ada\n=1", "Ada␊=1"),
            ("\t=1", "␉=1"),
            ("\u{1b}[31m", "␛[31m"),
            ("\u{202e}cba", "\u{fffd}cba"),
            ("an\u{200b}na", "an\u{fffd}na"),
        ] {
            assert_eq!(text(name), cell, "{name:?}");
        }
    }
}
