//! Draws a timeline as a picture for light and dark pages.

use crate::output::markup;
use crate::{
    text::seconds,
    timeline::{Bar, Kind, Moment, Timeline},
};

/// The width of the picture. All lengths here are in pixels.
const WIDTH: f64 = 760.0;
/// The distance of text from the left edge.
const MARGIN: f64 = 20.0;
/// The usual maximum width of a character.
const CHARACTER: f64 = 7.5;
/// The right end of the time axis.
const RIGHT: f64 = WIDTH - 32.0;
/// The top of the first bar.
const TOP: f64 = 64.0;
/// The distance from one bar to the next.
const ROW: f64 = 26.0;
/// The height of a bar.
const BAR: f64 = 16.0;
/// The height of a line of text below the axis.
const LINE: f64 = 22.0;

const STYLE: &str = "\
.back{fill:#fff;stroke:#d0d7de}text{fill:#1f2328;font:13px system-ui,sans-serif}\
.title{font-size:16px;font-weight:600}.faint{fill:#59636e}.label{text-anchor:end;font-variant-numeric:tabular-nums}\
.tick{text-anchor:middle;fill:#59636e;font-size:12px}.grid{stroke:#d0d7de;stroke-width:1}\
.wait{fill:#2f7fd1}.pending,.dropped{fill:#c4761b}.measured{fill:#8250df}\
.moment{stroke:#c4761b;stroke-width:1.5;stroke-dasharray:3 3}\
@media(prefers-color-scheme:dark){.back{fill:#0d1117;stroke:#30363d}text{fill:#e6edf3}\
.faint,.tick{fill:#9198a1}.grid{stroke:#30363d}.wait{fill:#58a6ff}.pending,.dropped{fill:#e3a04f}\
.measured{fill:#bc8cff}.moment{stroke:#e3a04f}}";

/// A self-contained SVG picture of a timeline.
pub fn svg(timeline: &Timeline) -> String {
    picture(timeline, "", &format!("<style>{STYLE}</style>\n"))
}

/// An SVG picture without styles, for a page that contains [`inline_style`] once.
pub fn inline_svg(timeline: &Timeline) -> String {
    picture(timeline, r#" class="timeline""#, "")
}

/// The styles for all pictures of a page.
pub fn inline_style() -> String {
    format!(".timeline{{{STYLE}}}")
}

fn picture(timeline: &Timeline, attributes: &str, style: &str) -> String {
    let labels: Vec<String> = timeline
        .bars
        .iter()
        .map(|bar| timeline.label(bar))
        .collect();
    let longest = labels.iter().map(|label| label.chars().count()).max();
    let axis = Axis {
        begin: MARGIN + CHARACTER * longest.unwrap_or(0) as f64 + 12.0,
        end: timeline.end(),
    };
    let bottom = TOP + ROW * timeline.bars.len() as f64;
    let below = bottom + LINE;
    let height = below + LINE * (timeline.moments.len() as f64 + 1.0) + 8.0;

    let mut parts = vec![
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg"{attributes} viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img">"#
        ),
        format!("<title>{}</title>", markup(&description(timeline))),
        format!(
            r#"{style}<rect class="back" x="0.5" y="0.5" width="{}" height="{}" rx="8"/>"#,
            WIDTH - 1.0,
            height - 1.0
        ),
        text(MARGIN, 28.0, "title", &timeline.title),
        text(MARGIN, 48.0, "faint", caption(timeline)),
    ];
    for tick in axis.ticks() {
        let x = axis.x(tick);
        parts.push(vertical("grid", x, TOP - 6.0, bottom));
        parts.push(text(x, bottom + 16.0, "tick", &seconds_of_tick(tick)));
    }
    for (row, (bar, label)) in timeline.bars.iter().zip(&labels).enumerate() {
        parts.extend(axis.bar(bar, label, TOP + ROW * row as f64));
    }
    for (row, moment) in timeline.moments.iter().enumerate() {
        let x = axis.x(moment.at);
        parts.push(vertical("moment", x, TOP - 6.0, bottom));
        parts.extend(note(moment, x, below, below + LINE * row as f64));
    }
    parts.push(text(MARGIN, height - 14.0, "", &timeline.summary()));
    parts.push("</svg>\n".to_owned());
    parts.join("\n")
}

fn caption(timeline: &Timeline) -> &'static str {
    let measured = |bar: &Bar| bar.kind == Kind::Measured;
    if timeline.bars.iter().any(measured) {
        "How long it waited, and how long it says that this took"
    } else if timeline.is_rearranged() {
        "Its waits in the order in which they came back, each with its place in the list that was returned"
    } else if timeline.bars.len() == 1 {
        "Its wait"
    } else {
        "Its waits in the order in which they came back"
    }
}

fn description(timeline: &Timeline) -> String {
    format!("Timeline of {}: {}", timeline.title, timeline.summary())
}

struct Axis {
    /// The left end in the picture.
    begin: f64,
    /// The time at the right end, in seconds.
    end: f64,
}

impl Axis {
    fn x(&self, time: f64) -> f64 {
        let share = if self.end > 0.0 { time / self.end } else { 0.0 };
        self.begin + (RIGHT - self.begin) * share.clamp(0.0, 1.0)
    }

    /// Five to ten round times.
    fn ticks(&self) -> Vec<f64> {
        if self.end <= 0.0 {
            return vec![0.0];
        }
        let rough = self.end / 5.0;
        let magnitude = 10_f64.powf(rough.log10().floor());
        let step = [5.0, 2.0, 1.0]
            .map(|round| round * magnitude)
            .into_iter()
            .find(|step| *step <= rough)
            .unwrap_or(magnitude);
        (0..)
            .map(|index| f64::from(index) * step)
            .take_while(|tick| *tick <= self.end * 1.001)
            .collect()
    }

    fn bar(&self, bar: &Bar, label: &str, y: f64) -> Vec<String> {
        let baseline = y + BAR - 3.5;
        let mut parts = vec![text(self.begin - 12.0, baseline, "label", label)];
        let Some(begun) = bar.begun else {
            parts.push(text(self.begin + 4.0, baseline, "faint", "never begun"));
            return parts;
        };
        let (class, remark) = match bar.kind {
            Kind::Wait => ("wait", ""),
            Kind::Pending => ("pending", "still waiting"),
            Kind::Dropped => ("dropped", "dropped"),
            Kind::Measured => ("measured", ""),
        };
        let (from, to) = (self.x(begun), self.x(bar.ended));
        parts.push(format!(
            r#"<rect class="{class}" x="{from:.1}" y="{y}" width="{:.1}" height="{BAR}" rx="3"/>"#,
            (to - from).max(2.0)
        ));
        if !remark.is_empty() {
            // After the bar if there is room, else before it.
            let beside = to + 8.0;
            let before = (from - 90.0).max(self.begin + 4.0);
            let x = if beside + 90.0 < WIDTH {
                beside
            } else {
                before
            };
            parts.push(text(x, baseline, "faint", remark));
        }
        parts
    }
}

/// A line from the axis down to a note, and the note.
fn note(moment: &Moment, x: f64, from: f64, y: f64) -> [String; 2] {
    let label = format!("{}, {}", moment.label, seconds(moment.at));
    let text = if x > WIDTH / 2.0 {
        text(x - 6.0, y + 16.0, "label", &label)
    } else {
        text(x + 6.0, y + 16.0, "", &label)
    };
    [vertical("moment", x, from, y + 18.0), text]
}

fn vertical(class: &str, x: f64, from: f64, to: f64) -> String {
    format!(r#"<line class="{class}" x1="{x:.1}" y1="{from}" x2="{x:.1}" y2="{to}"/>"#)
}

fn text(x: f64, y: f64, class: &str, text: &str) -> String {
    format!(
        r#"<text class="{class}" x="{x:.1}" y="{y}">{}</text>"#,
        markup(text)
    )
}

fn seconds_of_tick(tick: f64) -> String {
    let rounded = (tick * 1000.0).round() / 1000.0;
    format!("{rounded} s")
}
