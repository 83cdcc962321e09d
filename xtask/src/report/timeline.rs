//! Draws a timeline with characters.

use super::styled::{FAINT, Line, OPEN, STRONG, Style};
use anstyle::AnsiColor;
use grader::{
    text::seconds,
    timeline::{Bar, Kind, Timeline},
};
use std::iter::repeat_n;

const WAITING: Style = AnsiColor::Cyan.on_default();
const MEASURED: Style = AnsiColor::Magenta.on_default();

/// The width of the time axis on a wide terminal, in columns.
const WIDEST_AXIS: usize = 60;

/// The width of the time axis on a narrow terminal, in columns.
const NARROWEST_AXIS: usize = 8;

/// The lines of a timeline, with bars that fit into `width` columns if possible.
pub(crate) fn timeline(timeline: &Timeline, width: usize) -> Vec<Line> {
    let labels: Vec<String> = timeline
        .bars
        .iter()
        .map(|bar| timeline.label(bar))
        .collect();
    let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
    let margin = longest(&mut labels.iter().map(|label| label.chars().count()));
    let remarks = longest(&mut timeline.bars.iter().map(|bar| looks(bar.kind).1.len()));
    let axis = Axis {
        columns: width
            .saturating_sub(margin + 2 + remarks)
            .clamp(NARROWEST_AXIS, WIDEST_AXIS),
        end: timeline.end(),
    };

    let places = if timeline.is_rearranged() {
        ", with each delay's place in the list"
    } else {
        ""
    };
    let title = Line::new().styled(STRONG, &timeline.title);
    let below = || Line::drawing().indented(margin + 1);
    let mut lines = vec![title.text(places)];
    for (bar, label) in timeline.bars.iter().zip(&labels) {
        let line = Line::drawing().text(format!("{label:>margin$} "));
        lines.push(line.followed_by(axis.bar(bar, timeline)));
    }
    lines.push(below().styled(FAINT, axis.scale()));
    for moment in &timeline.moments {
        let note = axis.note(&moment.label, moment.at);
        lines.push(below().styled(OPEN, note));
    }
    lines.push(timeline.summary().into());
    lines
}

/// The style of a bar, and the text after it.
fn looks(kind: Kind) -> (Style, &'static str) {
    match kind {
        Kind::Wait => (WAITING, ""),
        Kind::Pending => (OPEN, " still waiting"),
        Kind::Dropped => (OPEN, " dropped"),
        Kind::Measured => (MEASURED, ""),
    }
}

/// A time axis that begins at 0.
struct Axis {
    columns: usize,
    /// Its end, in seconds.
    end: f64,
}

impl Axis {
    /// The position of a time, in half columns.
    fn half(&self, time: f64) -> usize {
        let halves = 2 * self.columns;
        if self.end <= 0.0 {
            return 0;
        }
        ((time / self.end * halves as f64).round() as usize).min(halves)
    }

    fn bar(&self, bar: &Bar, timeline: &Timeline) -> Line {
        let Some(begun) = bar.begun else {
            return Line::new().styled(FAINT, "never begun");
        };
        let begin = self.half(begun).min(2 * self.columns - 1);
        let end = self.half(bar.ended).max(begin + 1);
        let moments: Vec<usize> = timeline
            .moments
            .iter()
            .map(|moment| self.column(moment.at))
            .collect();
        let cells: String = (0..self.columns)
            .map(|column| {
                let filled = |half| (begin..end).contains(&half);
                match (filled(2 * column), filled(2 * column + 1)) {
                    (true, true) => '█',
                    (true, false) => '▌',
                    (false, true) => '▐',
                    (false, false) if moments.contains(&column) => '┊',
                    (false, false) => ' ',
                }
            })
            .collect();
        let (style, remark) = looks(bar.kind);
        Line::new().styled(style, cells.trim_end()).text(remark)
    }

    fn column(&self, time: f64) -> usize {
        (self.half(time) / 2).min(self.columns - 1)
    }

    /// Times at the start, the middle and the end.
    fn scale(&self) -> String {
        let (start, end) = ("0", seconds(self.end));
        let middle = seconds(self.end / 2.0);
        let room = self.columns.saturating_sub(start.len() + end.len());
        if room < middle.len() + 6 {
            return format!("{start}{}{end}", "─".repeat(room));
        }
        let before = (self.columns - middle.len()) / 2 - start.len();
        let after = room - before - middle.len();
        format!("{start}{}{middle}{}{end}", line(before), line(after))
    }

    /// A note below the axis that points at a time.
    fn note(&self, label: &str, at: f64) -> String {
        let column = self.column(at);
        let text = format!("{label}, {}", seconds(at));
        let length = text.chars().count();
        if column + 2 + length <= self.columns || column < length + 1 {
            format!("{}└ {text}", " ".repeat(column))
        } else {
            format!("{}{text} ┘", " ".repeat(column - length - 1))
        }
    }
}

/// A line of some columns with a space at either end.
fn line(columns: usize) -> String {
    repeat_n(' ', 1)
        .chain(repeat_n('─', columns.saturating_sub(2)))
        .chain(repeat_n(' ', 1))
        .take(columns)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use grader::{svg::svg, timeline::Moment};

    /// Waits that begin and end at these times, in seconds.
    fn waits(spans: &[(f64, f64)]) -> Timeline {
        let bar = |&(begun, ended): &(f64, f64)| Bar {
            label: seconds(ended - begun),
            delay: ended - begun,
            place: None,
            begun: Some(begun),
            ended,
            kind: Kind::Wait,
        };
        Timeline {
            title: "wait_n(3, 9)".to_owned(),
            simulated: true,
            bars: spans.iter().map(bar).collect(),
            left_out: 0,
            moments: Vec::new(),
            total: spans.iter().map(|span| span.1).fold(0.0, f64::max),
            longest: spans.iter().map(|span| span.1 - span.0).fold(0.0, f64::max),
            sum: spans.iter().map(|span| span.1 - span.0).sum(),
        }
    }

    /// The drawing without its colours.
    fn drawn(picture: &Timeline, width: usize) -> Vec<String> {
        timeline(picture, width).iter().map(Line::plain).collect()
    }

    #[test]
    fn sequential_waits_are_a_staircase() {
        assert_eq!(
            drawn(&waits(&[(0.0, 2.0), (2.0, 5.0), (5.0, 10.0)]), 27),
            [
                "wait_n(3, 9)",
                "2.0 s ████",
                "3.0 s     ██████",
                "5.0 s           ██████████",
                "      0 ──── 5.0 s  10.0 s",
                "total 10.0 s, longest wait 5.0 s, sum of the waits 10.0 s",
            ]
        );
    }

    #[test]
    fn concurrent_waits_are_a_wall_and_moments_point_at_their_time() {
        let mut of = waits(&[(0.0, 2.0), (0.0, 3.0), (0.0, 4.0)]);
        of.bars[2].kind = Kind::Dropped;
        of.moments.push(Moment {
            label: "awaited".to_owned(),
            at: 3.0,
        });
        assert_eq!(
            drawn(&of, 55),
            [
                "wait_n(3, 9)",
                "2.0 s ████████████████████          ┊",
                "3.0 s ██████████████████████████████┊",
                "4.0 s ████████████████████████████████████████ dropped",
                "      0 ────────────── 2.0 s ─────────── 4.0 s",
                "                     awaited, 3.0 s ┘",
                "total 4.0 s, longest wait 4.0 s, sum of the waits 9.0 s",
            ]
        );
    }

    #[test]
    fn bars_and_their_texts_fit() {
        let mut of = waits(&[(0.0, 2.0), (0.0, 30.0), (1.0, 30.0)]);
        of.bars[0].kind = Kind::Dropped;
        of.bars[2].kind = Kind::Pending;
        for width in [31, 40, 66, 80, 120] {
            let lines = timeline(&of, width);
            assert!(lines[3].plain().ends_with("█ still waiting"), "{width}");
            for line in &lines[1..5] {
                assert_eq!(line.wrap(width), [line.cut(usize::MAX)], "{width}");
            }
        }
    }

    #[test]
    fn odd_timelines_are_drawn_too() {
        let mut unbegun = waits(&[(0.0, 0.0)]);
        unbegun.bars[0].begun = None;
        for odd in [waits(&[]), waits(&[(0.0, 0.0)]), unbegun] {
            for width in [0, 1, 7, 80, 1000] {
                assert!(drawn(&odd, width).len() >= 3);
            }
            assert!(svg(&odd).contains("</svg>"));
        }
    }

    #[test]
    fn a_picture_is_well_formed_whatever_its_title() {
        let mut of = waits(&[(0.0, 1.0)]);
        of.title = "</text><script>alert('\u{1b}')</script>".to_owned();
        let picture = svg(&of);
        assert!(!picture.contains("<script>") && !picture.contains('\u{1b}'));
        assert!(picture.contains("&lt;script&gt;"));
    }
}
