//! What is printed and written: hidden characters are made visible here, in one place.

mod visible;

pub use visible::{characters, visible, visible_json, visible_line};

use std::{
    fmt::Display,
    io::{self, Write},
};

/// Prints text in which names of others may stand on standard output, as it is but for what it hides.
///
/// # Errors
/// Fails if it cannot be written, for instance because nobody reads it any more.
pub fn print_text(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(visible(text).as_bytes())?;
    output.flush()
}

/// Says a line on standard error; what it hides is made visible.
pub fn say(line: impl Display) {
    // If nobody hears it, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", visible(&line.to_string()));
}

/// Text for XML and HTML, wherever it may stand there.
pub fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Not allowed in XML at all.
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(c),
        }
    }
    escaped
}
