//! Lines with ANSI styles, measured in the columns of a terminal.

use unicode_width::UnicodeWidthChar;

/// A tab moves on to the next multiple of this many columns.
const TAB: usize = 4;

/// What ends all styles.
const RESET: &str = "\x1b[0m";

/// A piece of a line that is not split.
enum Piece<'a> {
    /// A control sequence; it takes no room.
    Sequence(&'a str),
    Char(char),
}

fn pieces(line: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let length = match rest.strip_prefix("\x1b[") {
            // A control sequence ends with a letter or the like.
            Some(sequence) => sequence
                .find(|c: char| ('\x40'..='\x7e').contains(&c))
                .map_or(rest.len(), |end| end + 3),
            None => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        rest = after;
        Some(if length == first.len_utf8() {
            Piece::Char(first)
        } else {
            Piece::Sequence(piece)
        })
    })
}

/// How many columns a line takes.
pub(super) fn width(line: &str) -> usize {
    pieces(line).fold(0, |column, piece| match piece {
        Piece::Sequence(_) => column,
        Piece::Char(c) => column + columns(c, column),
    })
}

fn columns(c: char, column: usize) -> usize {
    match c {
        '\t' => TAB - column % TAB,
        _ => c.width().unwrap_or(0),
    }
}

/// A line as lines of `width` columns at most; styles go on from one to the next. No lines for a width of 0.
pub(super) fn fold(line: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let (mut current, mut column) = (String::new(), 0);
    let mut styles = String::new();
    for piece in pieces(line) {
        let (c, taken) = match piece {
            Piece::Sequence(style) => {
                if style == RESET {
                    styles.clear();
                } else if style.ends_with('m') {
                    styles.push_str(style);
                } else {
                    // It is no style: nothing else may steer the terminal.
                    continue;
                }
                current.push_str(style);
                continue;
            }
            Piece::Char('\t') => ('\t', columns('\t', column).min(width)),
            // Where not even one character has room, something has to be seen.
            Piece::Char(c) if columns(c, column) > width => ('?', 1),
            Piece::Char(c) => (c, columns(c, column)),
        };
        if column + taken > width {
            if !styles.is_empty() {
                current.push_str(RESET);
            }
            lines.push(std::mem::replace(&mut current, styles.clone()));
            column = 0;
        }
        match c {
            '\t' => current.extend(std::iter::repeat_n(' ', taken)),
            c if c.is_control() => {}
            c => current.push(c),
        }
        column += taken;
    }
    lines.push(current);
    lines
}

/// The beginning of a line that has room in `width` columns.
pub(super) fn clip(line: &str, width: usize) -> String {
    fold(line, width).into_iter().next().unwrap_or_default()
}

/// A line without its styles.
pub(super) fn plain(line: &str) -> String {
    pieces(line)
        .filter_map(|piece| match piece {
            Piece::Sequence(_) => None,
            Piece::Char(c) => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_by_columns() {
        for (line, width, folded) in [
            ("", 3, vec![""]),
            ("abc", 3, vec!["abc"]),
            ("abcd", 3, vec!["abc", "d"]),
            ("abc", 0, vec![]),
            ("等待等待", 5, vec!["等待", "等待"]),
            ("等a待", 2, vec!["等", "a", "待"]),
            ("等a", 1, vec!["?", "a"]),
            ("e\u{301}e\u{301}", 1, vec!["e\u{301}", "e\u{301}"]),
            ("\tab", 5, vec!["    a", "b"]),
            ("\ta", 2, vec!["  ", "a"]),
            ("a\u{7}b\x1b", 9, vec!["ab"]),
            ("a\x1b[2Jb", 9, vec!["ab"]),
        ] {
            assert_eq!(fold(line, width), folded, "{line:?} in {width}");
        }
    }

    #[test]
    fn styles_go_on_in_the_next_line() {
        let line = "\x1b[1m\x1b[31mabcd\x1b[0mef";
        assert_eq!(
            fold(line, 3),
            ["\x1b[1m\x1b[31mabc\x1b[0m", "\x1b[1m\x1b[31md\x1b[0mef"]
        );
        assert_eq!(width(line), 6);
        assert_eq!(plain(line), "abcdef");
        assert_eq!(clip(line, 2), "\x1b[1m\x1b[31mab\x1b[0m");
    }

    #[test]
    fn a_sequence_without_end_takes_no_room() {
        assert_eq!(width("ab\x1b[31"), 2);
        assert_eq!(fold("ab\x1b[31", 1).len(), 2);
        assert_eq!(width("\x1b"), 0);
    }
}
