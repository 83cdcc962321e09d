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
    let line = Line::new().styled(BAD, "one two").text("!");
    let red = |text| Line::new().styled(BAD, text);
    assert_eq!(line.wrap(4), [red("one"), red("two").text("!")]);
    assert_eq!(line.cut(2), red("on"));
    assert_eq!(line.width(), 8);
    let lines = line.wrap(4);
    assert_eq!(lines[1].ansi(), "\u{1b}[1m\u{1b}[31mtwo\u{1b}[0m!");
}

#[test]
fn nothing_in_a_line_steers_the_terminal() {
    let line = Line::new().styled(FAINT, "a\u{1b}[2J\nb\u{7}\r");
    assert_eq!(line.plain(), "a␛[2J␊b␇␍");
    assert_eq!(line.ansi(), "\u{1b}[2ma␛[2J␊b␇␍\u{1b}[0m");
}
