//! Lines of styled text. Width and colours of the terminal matter only when they are shown.
//!
//! Hidden characters in a line are made visible, so no line can control a terminal.

pub(crate) use anstyle::Style;

use anstyle::AnsiColor;
use grader::output::visible;
use std::{iter::repeat_n, mem};
use unicode_width::UnicodeWidthChar;

/// The style of passed checks.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// The style of failed checks.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// The style of undecided and of stretch checks.
pub(crate) const OPEN: Style = AnsiColor::Yellow.on_default();
/// The style of names.
pub(crate) const STRONG: Style = Style::new().bold();
/// The style of unimportant text.
pub(crate) const FAINT: Style = Style::new().dimmed();

/// What happens to a line that is too wide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Flow {
    /// It is wrapped at blanks.
    #[default]
    Prose,
    /// It is not changed, so that it can be copied.
    Verbatim,
    /// It is cut off.
    Drawing,
}

/// A line of text in styles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The indent, in columns.
    indent: usize,
    /// The additional indent of wrapped lines.
    hanging: usize,
    flow: Flow,
    cells: Vec<Cell>,
}

/// A character in its style.
type Cell = (char, Style);

/// A blank at which prose is not wrapped.
pub(crate) const HELD: char = '\u{a0}';

/// A tab moves on to the next multiple of this many columns.
const TAB: usize = 4;

/// The width of prose that is comfortable to read, in columns.
const COMFORTABLE_WIDTH: usize = 100;

impl Line {
    /// An empty line, to which prose can be added.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A line that is never wrapped: code, or a program's output.
    pub(crate) fn verbatim(text: &str) -> Self {
        Self {
            flow: Flow::Verbatim,
            ..Self::from(text)
        }
    }

    /// An empty line for a part of a drawing, which is cut off if it is too wide.
    pub(crate) fn drawing() -> Self {
        Self {
            flow: Flow::Drawing,
            ..Self::default()
        }
    }

    /// The line with additional indent.
    #[must_use]
    pub(crate) fn indented(mut self, columns: usize) -> Self {
        self.indent += columns;
        self
    }

    /// The line with additional indent for its wrapped lines.
    #[must_use]
    pub(crate) fn hanging(mut self, columns: usize) -> Self {
        self.hanging = columns;
        self
    }

    /// Appends text.
    #[must_use]
    pub(crate) fn text(self, text: impl AsRef<str>) -> Self {
        self.styled(Style::new(), text)
    }

    /// Appends text in a style, with hidden characters made visible.
    #[must_use]
    pub(crate) fn styled(mut self, style: Style, text: impl AsRef<str>) -> Self {
        for c in visible(text.as_ref()).chars() {
            let (c, count) = match c {
                '\t' => (' ', TAB - (self.width() - self.indent) % TAB),
                // A line contains no line break.
                '\n' => ('␊', 1),
                c => (c, 1),
            };
            self.cells.extend(repeat_n((c, style), count));
        }
        self
    }

    /// Appends another line.
    #[must_use]
    pub(crate) fn followed_by(mut self, other: Self) -> Self {
        self.cells.extend(other.cells);
        self
    }

    /// The width in columns.
    pub(crate) fn width(&self) -> usize {
        self.indent + self.cells.iter().map(|&(c, _)| width(c)).sum::<usize>()
    }

    /// Wraps the line to this width, as far as words and code allow.
    pub(crate) fn wrap(&self, width: usize) -> Vec<Self> {
        match self.flow {
            Flow::Prose => self.break_at_blanks(width.min(COMFORTABLE_WIDTH)),
            Flow::Verbatim => vec![self.clone()],
            Flow::Drawing => vec![self.cut(width)],
        }
    }

    /// Breaks the line into lines of at most this width; none if it is 0.
    pub(crate) fn fold(&self, width: usize) -> Vec<Self> {
        let lines = self.wrap(width).into_iter();
        lines.flat_map(|line| line.break_anywhere(width)).collect()
    }

    /// The part of the line that fits into this width.
    pub(crate) fn cut(&self, width: usize) -> Self {
        let lines = self.break_anywhere(width);
        lines.into_iter().next().unwrap_or_default()
    }

    fn break_at_blanks(&self, width: usize) -> Vec<Self> {
        let (mut rest, mut indent) = (self.cells.as_slice(), self.indent);
        let mut lines = Vec::new();
        loop {
            let (first, after) = rest.split_at(end_of_line(rest, width.saturating_sub(indent)));
            let shown = |&(c, style)| (if c == HELD { ' ' } else { c }, style);
            let cells = first.iter().map(shown).collect();
            lines.push(Self {
                indent,
                cells,
                ..Self::default()
            });
            let blanks = after.iter().take_while(|(c, _)| *c == ' ').count();
            rest = &after[blanks..];
            if rest.is_empty() {
                return lines;
            }
            indent = self.indent + self.hanging;
        }
    }

    fn break_anywhere(&self, room: usize) -> Vec<Self> {
        if room == 0 {
            return Vec::new();
        }
        let (mut lines, mut line, mut column) = (Vec::new(), Self::new(), 0);
        let indent = repeat_n((' ', Style::new()), self.indent);
        for (c, style) in indent.chain(self.cells.iter().copied()) {
            // Show something even if not a single character fits.
            let c = if width(c) > room { '?' } else { c };
            if column + width(c) > room {
                lines.push(mem::take(&mut line));
                column = 0;
            }
            line.cells.push((c, style));
            column += width(c);
        }
        lines.push(line);
        lines
    }

    /// The line without its styles.
    pub(crate) fn plain(&self) -> String {
        let text = self.cells.iter().map(|(c, _)| c);
        " ".repeat(self.indent) + &text.collect::<String>()
    }

    /// The line for a terminal that shows styles.
    pub(crate) fn ansi(&self) -> String {
        let mut ansi = " ".repeat(self.indent);
        for span in self.cells.chunk_by(|(_, one), (_, other)| one == other) {
            let style = span[0].1;
            let text: String = span.iter().map(|(c, _)| c).collect();
            ansi += &format!("{style}{text}{style:#}");
        }
        ansi
    }
}

impl<T: AsRef<str>> From<T> for Line {
    fn from(text: T) -> Self {
        Self::new().text(text)
    }
}

/// The end of the first line of prose: the last blank that fits, or else the end of the first word. A number is not
/// separated from its unit.
fn end_of_line(cells: &[Cell], room: usize) -> usize {
    let (mut column, mut end, mut before) = (0, None, ' ');
    for (index, &(c, _)) in cells.iter().enumerate() {
        let keeps_unit = before.is_ascii_digit() && begins_with_unit(&cells[index + 1..]);
        if c == ' ' && before != ' ' && !keeps_unit {
            end = Some(index);
        }
        before = c;
        column += width(c);
        if column > room
            && let Some(end) = end
        {
            return end;
        }
    }
    cells.len()
}

/// Whether the text after a number begins with a unit of time.
fn begins_with_unit(cells: &[Cell]) -> bool {
    let word = cells.iter().map(|(c, _)| *c);
    let word: String = word.take_while(|c| c.is_alphanumeric()).collect();
    matches!(word.as_str(), "s" | "ms")
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests;
