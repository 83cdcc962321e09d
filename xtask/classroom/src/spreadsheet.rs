//! CSV tables that are safe to open in a spreadsheet.

use anyhow::{Result, anyhow};
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use grader::output::visible_line;
use std::borrow::Cow;

/// A table for any spreadsheet. Text is always quoted, since spreadsheets of some countries use other separators.
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

/// Foreign text for a cell: one line, with hidden characters made visible, never a formula.
pub(crate) fn text(text: &str) -> Cow<'_, str> {
    match visible_line(text) {
        Cow::Borrowed(text) => no_formula(text),
        Cow::Owned(text) => no_formula(&text).into_owned().into(),
    }
}

/// Puts an apostrophe before text that a spreadsheet may take for a formula, also after separators that some
/// spreadsheets use. Other text is unchanged.
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

/// Points as text; empty without a grade.
pub(crate) fn points(points: Option<u32>) -> String {
    points.map_or_else(String::new, |points| points.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_escaped() {
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
    fn hidden_characters_are_made_visible() {
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
