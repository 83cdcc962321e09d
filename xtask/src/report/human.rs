//! For people: lines of text with ANSI colours, which whoever prints them may take out.

mod hint;

pub use hint::More;

use anstyle::{AnsiColor, Style};
use grader::output::visible;
use grader::{
    outcome::{CheckOutcome, CheckStatus, MainStatus, Submission, TaskOutcome, TaskStatus},
    timeline::Timeline,
};
use textwrap::Options;

/// Writes results as lines of text.
#[derive(Clone, Copy, Debug)]
pub struct Human {
    width: usize,
}

/// What is right.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What is wrong.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// What is open, or not asked for.
pub const OPEN: Style = AnsiColor::Yellow.on_default();
/// Names.
pub const STRONG: Style = Style::new().bold();
/// What may be overlooked.
pub const FAINT: Style = Style::new().dimmed();

/// The width of a line that is comfortable to read, in columns.
const COMFORTABLE_WIDTH: usize = 100;

/// What lines below a heading begin with.
const INDENT: &str = "    ";

impl Human {
    /// For lines of `width` columns at most, where words allow it.
    pub fn new(width: usize) -> Self {
        Self {
            width: width.min(COMFORTABLE_WIDTH),
        }
    }

    /// For the terminal that standard output is, or for 80 columns.
    pub fn for_terminal() -> Self {
        Self::new(textwrap::termwidth())
    }

    /// The outcome of one task.
    pub fn task(&self, task: &TaskOutcome) -> Vec<String> {
        let (name, state) = heading(task);
        let line = format!("{name}  {state}");
        let mut lines = if textwrap::core::display_width(&line) <= self.width {
            vec![line]
        } else {
            vec![name, format!("{INDENT}{state}")]
        };
        if task.status == TaskStatus::Missing {
            lines.extend(self.paragraph(&format!("There is no crate `{}` here.", task.task)));
            return lines;
        }
        if !task.started {
            let failed = |check: &&CheckOutcome| check.status == CheckStatus::Failed;
            let message = task.checks.iter().find(failed).map(|check| &check.message);
            lines.extend(message.iter().flat_map(|message| self.paragraph(message)));
            return lines;
        }
        lines.extend(self.main(task));
        lines.extend(passed_checks(task));
        let mut drawn: Vec<&Timeline> = Vec::new();
        for check in &task.checks {
            lines.extend(self.check(check));
            // Two mistakes in one run share its picture.
            if let Some(timeline) = &check.timeline
                && !drawn.contains(&timeline)
            {
                let width = self.width.saturating_sub(2 * INDENT.len());
                let picture = super::timeline(timeline, width);
                lines.extend(picture.iter().map(|line| format!("{INDENT}{INDENT}{line}")));
                drawn.push(timeline);
            }
        }
        lines.extend(self.skipped(task));
        lines
    }

    /// The checks that other mistakes hide: their names, and the reason where there is no such mistake to be seen.
    fn skipped(&self, task: &TaskOutcome) -> Vec<String> {
        let skipped = || {
            let checks = task.checks.iter();
            checks.filter(|check| check.status == CheckStatus::Skipped)
        };
        if task.status == TaskStatus::Passed {
            return skipped()
                .flat_map(|check| {
                    let mut lines = self.heading("–", FAINT, check, "");
                    lines.extend(self.paragraph(&check.message));
                    lines
                })
                .collect();
        }
        let names: Vec<&str> = skipped().map(|check| check.id).collect();
        if names.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![format!("  {FAINT}– cannot be told yet:{FAINT:#}")];
        lines.extend(self.paragraph(&names.join(", ")));
        lines
    }

    fn heading(&self, mark: &str, style: Style, check: &CheckOutcome, remark: &str) -> Vec<String> {
        let heading = format!(
            "{style}{mark}{style:#} {STRONG}{}{STRONG:#}: {}{remark}",
            check.id, check.title
        );
        let options = Options::new(self.width)
            .initial_indent("  ")
            .subsequent_indent(INDENT);
        let lines = textwrap::wrap(&heading, &options);
        lines.into_iter().map(|line| line.into_owned()).collect()
    }

    fn main(&self, task: &TaskOutcome) -> Vec<String> {
        match task.main {
            MainStatus::Skipped => Vec::new(),
            MainStatus::Passed => {
                let mut lines = vec![format!("{INDENT}{FAINT}its main program prints:{FAINT:#}")];
                lines.extend(verbatim(&task.main_message));
                lines
            }
            MainStatus::Failed => {
                let mut lines = vec![format!("  {BAD}✗{BAD:#} its main program fails")];
                lines.extend(self.paragraph(&task.main_message));
                lines
            }
        }
    }

    /// A check that does not simply pass; nothing for one that another mistake hides.
    fn check(&self, check: &CheckOutcome) -> Vec<String> {
        let (mark, style) = match (check.status, check.stretch) {
            (CheckStatus::Passed | CheckStatus::Skipped, _) => return Vec::new(),
            (CheckStatus::Failed, false) => ("✗", BAD),
            (CheckStatus::Failed, true) => ("○", OPEN),
            (CheckStatus::Error, _) => ("?", OPEN),
        };
        let remark = match (check.status, check.stretch) {
            (CheckStatus::Error, _) => " (the checker could not tell)",
            (_, true) => " (not asked for, and not counted)",
            _ => "",
        };
        let mut lines = self.heading(mark, style, check, remark);
        lines.extend(self.paragraph(&check.message));
        lines
    }

    /// A message below what it belongs to. Its first line is prose; what follows is shown as it is.
    pub fn paragraph(&self, text: &str) -> Vec<String> {
        let text = visible(text);
        let (prose, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let options = Options::new(self.width)
            .initial_indent(INDENT)
            .subsequent_indent(INDENT)
            .break_words(false);
        let mut lines: Vec<String> = textwrap::wrap(prose, &options)
            .into_iter()
            .map(|line| line.into_owned())
            .collect();
        lines.extend(verbatim(rest));
        lines
    }

    /// The result as a whole.
    pub fn summary(&self, submission: &Submission) -> String {
        let total = submission.tasks.len();
        let count = |is: fn(&&TaskOutcome) -> bool| submission.tasks.iter().filter(is).count();
        let complete = count(|task| task.status == TaskStatus::Passed);
        let failed_mains = count(|task| task.started && task.main == MainStatus::Failed);
        let style = if complete == total && failed_mains == 0 {
            GOOD
        } else {
            BAD
        };
        let mains = match failed_mains {
            0 => String::new(),
            1 => " A main program fails.".to_owned(),
            count => format!(" {count} main programs fail."),
        };
        format!(
            "{style}{complete} of {total} task{} passed{style:#}, {} of {} points.{mains}",
            if total == 1 { "" } else { "s" },
            submission.score,
            submission.max_score
        )
    }
}

/// A task's name with a mark, and how far it is.
fn heading(task: &TaskOutcome) -> (String, String) {
    let (mark, style) = match task.status {
        TaskStatus::Missing => ("–", OPEN),
        _ if !task.started => ("–", OPEN),
        TaskStatus::Passed if task.main != MainStatus::Failed => ("✓", GOOD),
        TaskStatus::Passed | TaskStatus::Failed => ("✗", BAD),
        TaskStatus::Error => ("?", OPEN),
    };
    let state = if task.status != TaskStatus::Missing && !task.started {
        "not started".to_owned()
    } else {
        format!("{} of {} points", task.score, task.max_score)
    };
    let name = format!(
        "{style}{mark}{style:#} {STRONG}{} {}{STRONG:#}",
        task.number, task.task
    );
    (name, state)
}

fn passed_checks(task: &TaskOutcome) -> Option<String> {
    let count = |stretch| {
        task.checks
            .iter()
            .filter(|check| check.status == CheckStatus::Passed && check.stretch == stretch)
            .count()
    };
    let (counted, stretch) = (count(false), count(true));
    let checks = if counted == 1 {
        "check passes"
    } else {
        "checks pass"
    };
    let beyond = match stretch {
        0 => String::new(),
        n => format!(", and {n} beyond what is asked"),
    };
    (counted > 0).then(|| format!("  {GOOD}✓{GOOD:#} {counted} {checks}{beyond}"))
}

fn verbatim(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .map(|line| format!("{INDENT}{}", visible(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_says_cannot_steer_the_terminal() {
        let lines = Human::new(80).paragraph("it panicked: \x1b[2J\x07done\n\tx\x1b]0;title\x07");
        assert_eq!(lines, ["    it panicked: ␛[2J␇done", "    \tx␛]0;title␇"]);
    }

    #[test]
    fn only_the_first_line_of_a_message_is_wrapped() {
        let lines =
            Human::new(20).paragraph("a few words of prose\nand code that is left as it is");
        assert_eq!(
            lines,
            [
                "    a few words of",
                "    prose",
                "    and code that is left as it is"
            ]
        );
    }
}
