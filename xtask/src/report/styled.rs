//! Lines of styled text. Reports build them; a terminal's width and colours matter only when they are shown.
//!
//! Whatever is put into a line is made visible there, so no line can steer a terminal.

use grader::output::visible;
use std::{fmt::Write, mem};
use unicode_width::UnicodeWidthChar;

/// How text looks, named after what it means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Ordinary text.
    #[default]
    Plain,
    /// What is right.
    Good,
    /// What is wrong.
    Bad,
    /// What is open, or not asked for.
    Open,
    /// Names.
    Strong,
    /// What may be overlooked.
    Faint,
    /// A stretch of time that was waited.
    Waiting,
    /// A stretch of time that a function measured.
    Measured,
}

impl Style {
    fn ansi(self) -> anstyle::Style {
        use anstyle::{AnsiColor::*, Style};
        match self {
            Self::Plain => Style::new(),
            Self::Good => Green.on_default(),
            Self::Bad => Red.on_default().bold(),
            Self::Open => Yellow.on_default(),
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Waiting => Cyan.on_default(),
            Self::Measured => Magenta.on_default(),
        }
    }
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    text: String,
    style: Style,
}

/// What becomes of a line that is wider than there is room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Flow {
    /// It is broken at blanks.
    #[default]
    Prose,
    /// It is left as it is, so that it can be copied.
    Verbatim,
    /// Its end is left out.
    Drawing,
}

/// A line of text in styles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// How many blanks stand before it.
    indent: usize,
    /// How many more stand before what does not fit into the first line.
    hanging: usize,
    flow: Flow,
    spans: Vec<Span>,
}

/// Stands for a blank at which prose is not broken.
pub(crate) const HELD: char = '\u{a0}';

/// A tab moves on to the next multiple of this many columns.
const TAB: usize = 4;

/// The width of prose that is comfortable to read, in columns.
const COMFORTABLE_WIDTH: usize = 100;

type Cell = (char, Style);

impl Line {
    /// An empty line, to which prose can be added.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A line that is never broken at blanks: code, or what a program prints.
    pub(crate) fn verbatim(text: &str) -> Self {
        Self {
            flow: Flow::Verbatim,
            ..Self::from(text)
        }
    }

    /// An empty line for a part of a drawing, which is cut where there is no room.
    pub(crate) fn drawing() -> Self {
        Self {
            flow: Flow::Drawing,
            ..Self::default()
        }
    }

    /// The line with so many more blanks before it.
    #[must_use]
    pub(crate) fn indented(mut self, columns: usize) -> Self {
        self.indent += columns;
        self
    }

    /// The line, of which what does not fit is indented by so many more columns.
    #[must_use]
    pub(crate) fn hanging(mut self, columns: usize) -> Self {
        self.hanging = columns;
        self
    }

    /// The line with text at its end.
    #[must_use]
    pub(crate) fn text(self, text: impl AsRef<str>) -> Self {
        self.styled(Style::Plain, text)
    }

    /// The line with text in a style at its end. What the text hides is made visible.
    #[must_use]
    pub(crate) fn styled(mut self, style: Style, text: impl AsRef<str>) -> Self {
        let mut column = self.width() - self.indent;
        for c in visible(text.as_ref()).chars() {
            match c {
                '\t' => {
                    let blanks = TAB - column % TAB;
                    (0..blanks).for_each(|_| self.push((' ', style)));
                    column += blanks;
                }
                // A line is one line.
                '\n' => self.push(('␊', style)),
                c => {
                    self.push((c, style));
                    column += width(c);
                }
            }
        }
        self
    }

    /// The line with another one at its end.
    #[must_use]
    pub(crate) fn followed_by(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    fn push(&mut self, (c, style): Cell) {
        match self.spans.last_mut() {
            Some(last) if last.style == style => last.text.push(c),
            _ => self.spans.push(Span {
                text: c.into(),
                style,
            }),
        }
    }

    fn cells(&self) -> impl Iterator<Item = Cell> {
        let spans = self.spans.iter();
        spans.flat_map(|span| span.text.chars().map(|c| (c, span.style)))
    }

    /// How many columns the line takes.
    pub(crate) fn width(&self) -> usize {
        self.indent + self.cells().map(|(c, _)| width(c)).sum::<usize>()
    }

    /// The line as lines that are no wider than this, if words and code allow it.
    pub(crate) fn wrap(&self, width: usize) -> Vec<Self> {
        match self.flow {
            Flow::Prose => self.break_at_blanks(width.min(COMFORTABLE_WIDTH)),
            Flow::Verbatim => vec![self.clone()],
            Flow::Drawing => vec![self.cut(width)],
        }
    }

    /// The line as lines that are no wider than this. No lines for a width of 0.
    pub(crate) fn fold(&self, width: usize) -> Vec<Self> {
        let lines = self.wrap(width).into_iter();
        lines.flat_map(|line| line.break_anywhere(width)).collect()
    }

    /// The beginning of the line that has room in this width.
    pub(crate) fn cut(&self, width: usize) -> Self {
        let lines = self.break_anywhere(width);
        lines.into_iter().next().unwrap_or_default()
    }

    fn break_at_blanks(&self, width: usize) -> Vec<Self> {
        let cells: Vec<Cell> = self.cells().collect();
        let (mut rest, mut indent) = (cells.as_slice(), self.indent);
        let mut lines = Vec::new();
        loop {
            let (first, after) = rest.split_at(end_of_line(rest, width.saturating_sub(indent)));
            let mut line = Self::new().indented(indent);
            for &(c, style) in first {
                line.push((if c == HELD { ' ' } else { c }, style));
            }
            lines.push(line);
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
        let indent = (0..self.indent).map(|_| (' ', Style::Plain));
        for (c, style) in indent.chain(self.cells()) {
            // Where not even one character has room, something has to be seen.
            let c = if width(c) > room { '?' } else { c };
            if column + width(c) > room {
                lines.push(mem::take(&mut line));
                column = 0;
            }
            line.push((c, style));
            column += width(c);
        }
        lines.push(line);
        lines
    }

    /// The line without its styles.
    pub(crate) fn plain(&self) -> String {
        let spans = self.spans.iter().map(|span| span.text.as_str());
        " ".repeat(self.indent) + &spans.collect::<String>()
    }

    /// The line for a terminal that shows styles.
    pub(crate) fn ansi(&self) -> String {
        let mut ansi = " ".repeat(self.indent);
        for Span { text, style } in &self.spans {
            let style = style.ansi();
            // Text takes whatever is written to it.
            let _ = write!(ansi, "{style}{text}{style:#}");
        }
        ansi
    }
}

impl<T: AsRef<str>> From<T> for Line {
    fn from(text: T) -> Self {
        Self::new().text(text)
    }
}

/// Where the first line of prose ends: at the last blank before which all has room, or else after the first word.
/// A number keeps its unit.
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

/// Whether what stands after a number is a unit of time.
fn begins_with_unit(cells: &[Cell]) -> bool {
    let word = cells.iter().map(|(c, _)| *c);
    let word: String = word.take_while(|c| c.is_alphanumeric()).collect();
    matches!(word.as_str(), "s" | "ms")
}

fn width(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(lines: &[Line]) -> Vec<String> {
        lines.iter().map(Line::plain).collect()
    }

    #[test]
    fn prose_is_broken_at_blanks() {
        for (text, width, wrapped) in [
            ("", 9, &[""][..]),
            ("total 1.3 s", 11, &["total 1.3 s"]),
            ("total 1.3 s", 10, &["total", "  1.3 s"]),
            ("2 waits", 4, &["2", "  waits"]),
            ("a  b", 3, &["a", "  b"]),
            ("a  b", 4, &["a  b"]),
            ("900 ms, 2 s", 9, &["900 ms,", "  2 s"]),
            (" · a", 3, &[" ·", "  a"]),
            ("a ", 1, &["a"]),
            ("a longer word", 4, &["a", "  longer", "  word"]),
            ("等待 等待", 6, &["等待", "  等待"]),
            ("a\u{a0}b", 1, &["a b"]),
        ] {
            let line = Line::from(text).hanging(2);
            assert_eq!(plain(&line.wrap(width)), wrapped, "{text:?} in {width}");
        }
        let line = Line::from("a b").indented(4);
        assert_eq!(plain(&line.wrap(5)), ["    a", "    b"]);
        let long = Line::from("a ".repeat(COMFORTABLE_WIDTH));
        assert_eq!(long.wrap(1000).len(), 2);
    }

    #[test]
    fn code_is_left_as_it_is_and_drawings_are_cut() {
        assert_eq!(plain(&Line::verbatim("a b c").wrap(3)), ["a b c"]);
        assert_eq!(plain(&Line::verbatim("a b c").fold(3)), ["a b", " c"]);
        let drawing = Line::drawing().text("██ ██").indented(1);
        assert_eq!(plain(&drawing.wrap(3)), [" ██"]);
        assert_eq!(plain(&drawing.fold(4)), [" ██ "]);
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        for (text, width, folded) in [
            ("", 3, &[""][..]),
            ("abc", 3, &["abc"]),
            ("abcd", 3, &["abc", "d"]),
            ("abc", 0, &[]),
            ("等待等待", 5, &["等待", "等待"]),
            ("等a待", 2, &["等", "a", "待"]),
            ("等a", 1, &["?", "a"]),
            ("e\u{301}e\u{301}", 1, &["e\u{301}", "e\u{301}"]),
            ("\tab", 5, &["    a", "b"]),
            ("等\ta", 9, &["等  a"]),
        ] {
            let line = Line::verbatim(text);
            assert_eq!(plain(&line.fold(width)), folded, "{text:?} in {width}");
            for line in line.fold(width) {
                assert!(line.width() <= width, "{line:?} in {width}");
            }
        }
    }

    #[test]
    fn styles_go_on_in_the_next_line() {
        let line = Line::new().styled(Style::Bad, "one two").text("!");
        let red = |text| Line::new().styled(Style::Bad, text);
        assert_eq!(line.wrap(4), [red("one"), red("two").text("!")]);
        assert_eq!(line.cut(2), red("on"));
        assert_eq!(line.width(), 8);
        let lines = line.wrap(4);
        assert_eq!(lines[1].ansi(), "\u{1b}[1m\u{1b}[31mtwo\u{1b}[0m!");
    }

    #[test]
    fn nothing_in_a_line_steers_the_terminal() {
        let line = Line::new().styled(Style::Faint, "a\u{1b}[2J\nb\u{7}\r");
        assert_eq!(line.plain(), "a␛[2J␊b␇␍");
        assert_eq!(line.ansi(), "\u{1b}[2ma␛[2J␊b␇␍\u{1b}[0m");
    }
}
