//! Makes hidden characters visible.
//!
//! Learners choose file names and what their programs print. All output of the checker goes through this module, so
//! that such text cannot control a terminal, change the direction of the text after it, or look like another text.

use std::{borrow::Cow, fmt::Write};

/// Makes hidden characters visible, except for line ends and tabs.
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |c| matches!(c, '\n' | '\t'))
}

/// Makes all hidden characters visible in text for a single line, such as a name.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

/// Makes hidden characters visible, except those that are kept.
fn shown(text: &str, kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !characters(text).any(|(c, hidden)| hidden && !kept(c)) {
        return text.into();
    }
    characters(text)
        .map(|(c, hidden)| if hidden && !kept(c) { symbol(c) } else { c })
        .collect()
}

/// Writes the hidden characters of a JSON text as escapes. The JSON value stays the same.
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // JSON already escapes all control characters except this one and those beyond ASCII.
    let escaped = |(c, hidden)| hidden && c >= '\x7f';
    if !characters(json).any(escaped) {
        return json.into();
    }
    let mut text = String::with_capacity(json.len() + 16);
    for (c, hidden) in characters(json) {
        if escaped((c, hidden)) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text.into()
}

/// Escapes text for any place in XML and HTML.
pub(crate) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // XML does not allow these at all.
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The characters of a text, each with whether it is invisible or changes how others are shown.
pub fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    let mut rest = text.chars();
    std::iter::from_fn(move || {
        let c = rest.next()?;
        let joins = matches!(c, '\u{200c}' | '\u{200d}')
            && before.is_some_and(is_joined)
            && rest.clone().next().is_some_and(is_joined);
        before = Some(c);
        Some((c, is_hidden(c) && !joins))
    })
}

/// The visible symbol for a hidden character.
fn symbol(c: char) -> char {
    /// The first of the symbols for control characters.
    const PICTURES: u32 = 0x2400;
    match u32::from(c) {
        0x7f => '\u{2421}',
        code if code < 0x20 => {
            char::from_u32(PICTURES + code).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Whether it is a letter of a script from Arabic to Mongolian. Joiners between such letters are a visible part of the
/// spelling.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{18af}') && !is_hidden(c)
}

/// Whether it is a control character, a line separator, or what Unicode calls default-ignorable or a format character
/// without a shape.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_shown_and_all_else_stays() {
        for (what, text, shown) in [
            ("a name", "Zoë Müller", "Zoë Müller"),
            ("decomposed", "Zoe\u{308}", "Zoe\u{308}"),
            ("lines", "a\n\tb", "a\n\tb"),
            ("an escape sequence", "\u{1b}[2J", "␛[2J"),
            ("a carriage return", "right\rwrong", "right␍wrong"),
            ("a control character of 8 bits", "\u{9b}2J", "\u{fffd}2J"),
            ("delete", "a\u{7f}", "a␡"),
            ("an override", "\u{202e}abc", "\u{fffd}abc"),
            ("an isolate", "\u{2066}abc", "\u{fffd}abc"),
            ("a mark of direction", "a\u{200f}", "a\u{fffd}"),
            ("an Arabic mark", "a\u{61c}", "a\u{fffd}"),
            ("no width", "an\u{200b}na", "an\u{fffd}na"),
            ("a soft hyphen", "an\u{ad}na", "an\u{fffd}na"),
            ("a byte order mark", "\u{feff}anna", "\u{fffd}anna"),
            ("a line separator", "a\u{2028}b", "a\u{fffd}b"),
            ("a Hangul filler", "a\u{3164}", "a\u{fffd}"),
            ("a variation selector", "a\u{fe0f}", "a\u{fffd}"),
            ("a tag", "a\u{e0041}", "a\u{fffd}"),
            (
                "a joiner that joins nothing",
                "an\u{200d}na",
                "an\u{fffd}na",
            ),
            ("a joiner at the end", "علی\u{200c}", "علی\u{fffd}"),
            (
                "a joiner as it is spelt",
                "علی\u{200c}رضا",
                "علی\u{200c}رضا",
            ),
            ("Sinhala", "ශ\u{dca}\u{200d}රී", "ශ\u{dca}\u{200d}රී"),
        ] {
            assert_eq!(visible(text), shown, "{what}");
            assert_eq!(visible(shown), shown, "{what}, once more");
            let json = serde_json::to_string(text).unwrap();
            let json = visible_json(&json);
            assert_eq!(visible(&json), json, "{what}, as JSON");
            let back: String = serde_json::from_str(&json).unwrap();
            assert_eq!(back, text, "{what}, as JSON");
        }
    }

    #[test]
    fn a_name_stays_in_its_line() {
        assert_eq!(visible_line("a\nerror: b\t\u{202e}"), "a␊error: b␉\u{fffd}");
    }
}
