//! Prints text, with its hidden characters made visible.

mod visible;

pub(crate) use visible::markup;
pub use visible::{characters, visible, visible_json, visible_line};

use std::{
    fmt::Display,
    io::{self, Write},
};

/// Prints text to standard output. The text may contain names that other people chose: hidden characters are made
/// visible.
///
/// # Errors
/// Fails if it cannot be written, for example because the reader has closed the pipe.
pub fn print_text(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(visible(text).as_bytes())?;
    output.flush()
}

/// Prints a line to standard error, with its hidden characters made visible.
pub fn say(line: impl Display) {
    // An error here cannot be reported anywhere.
    let _ = writeln!(io::stderr().lock(), "{}", visible(&line.to_string()));
}
