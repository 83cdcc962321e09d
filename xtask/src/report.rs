//! Shows results on a terminal.

pub(crate) mod human;
mod styled;
mod timeline;

pub use styled::Line;
pub(crate) use styled::{BAD, FAINT, GOOD, OPEN, STRONG, Style};
pub(crate) use timeline::timeline;

use std::io::{self, IsTerminal, Write};

/// The width of the terminal that standard output is, or 80 columns.
pub(crate) fn width() -> usize {
    let is_terminal = io::stdout().is_terminal();
    match is_terminal.then(crossterm::terminal::size) {
        Some(Ok((columns @ 1.., _))) => columns.into(),
        Some(Ok((0, _)) | Err(_)) | None => 80,
    }
}

/// Prints lines on standard output; in colour where that is a terminal and `NO_COLOR` is not set.
///
/// # Errors
/// Fails if they cannot be written, for instance because nobody reads them any more.
pub(crate) fn print(lines: &[Line]) -> io::Result<()> {
    let width = width();
    let mut output = anstream::stdout().lock();
    for line in lines.iter().flat_map(|line| line.wrap(width)) {
        writeln!(output, "{}", line.ansi())?;
    }
    output.flush()
}
