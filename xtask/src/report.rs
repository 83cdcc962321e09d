//! Shows results.

#[cfg(feature = "teacher")]
mod classroom;
#[cfg(feature = "teacher")]
mod command;
#[cfg(feature = "teacher")]
mod export;
mod human;
#[cfg(feature = "teacher")]
mod spreadsheet;
mod svg;
mod timeline;

#[cfg(feature = "teacher")]
pub use classroom::{ClassFormat, write_class};
#[cfg(feature = "teacher")]
pub use command::run;
#[cfg(feature = "teacher")]
pub use export::{Export, Options as ExportOptions, SubmissionFormat};
pub use human::{BAD, FAINT, GOOD, Human, More, OPEN, STRONG};
pub use svg::svg;
#[cfg(feature = "teacher")]
pub(crate) use svg::{inline_style, inline_svg};
pub use timeline::timeline;

use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Prints lines on standard output; in colour where that is a terminal and `NO_COLOR` is not set.
///
/// # Errors
/// Fails if they cannot be written, for instance because nobody reads them any more.
pub fn print(lines: &[String]) -> io::Result<()> {
    let mut output = anstream::stdout().lock();
    for line in lines {
        writeln!(output, "{line}")?;
    }
    output.flush()
}

/// Text with its control characters, line ends and tabs aside, made visible: a learner's program may have written
/// it, and must not steer the terminal. So are marks that turn the direction of writing.
pub fn visible(text: &str) -> Cow<'_, str> {
    /// The symbols for control characters begin here, in their order.
    const PICTURES: u32 = 0x2400;
    /// Marks that turn the direction of what follows, whoever wrote that.
    fn turns(c: char) -> bool {
        matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    }
    let steers = |c: char| turns(c) || c.is_control() && c != '\n' && c != '\t';
    if !text.contains(steers) {
        return text.into();
    }
    text.chars()
        .map(|c| match u32::from(c) {
            0x7f => '\u{2421}',
            code if steers(c) => char::from_u32(PICTURES + code)
                .filter(|_| code < 0x20)
                .unwrap_or(char::REPLACEMENT_CHARACTER),
            _ => c,
        })
        .collect()
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
