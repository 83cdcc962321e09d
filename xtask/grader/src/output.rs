//! What is printed and written: hidden characters are made visible here, in one place.

mod visible;

pub(crate) use visible::markup;
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
