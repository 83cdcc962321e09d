//! For people, on a terminal or in a file.

use crate::outcome::{CheckOutcome, CheckStatus, MainStatus, Submission, TaskOutcome, TaskStatus};
use anstream::println;
use anstyle::{AnsiColor, Style};
use textwrap::Options;

/// Prints results as text; in colour where standard output is a terminal and `NO_COLOR` is not set.
#[derive(Debug)]
pub struct Human {
    width: usize,
}

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const OPEN: Style = AnsiColor::Yellow.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// The width of a line that is comfortable to read, in columns.
const COMFORTABLE_WIDTH: usize = 100;

impl Human {
    /// A printer for standard output.
    pub fn new() -> Self {
        Self {
            width: textwrap::termwidth().min(COMFORTABLE_WIDTH),
        }
    }

    /// Prints the outcome of one task.
    pub fn task(&mut self, task: &TaskOutcome) {
        let (mark, style) = match task.status {
            _ if !task.started => ("–", OPEN),
            TaskStatus::Passed if task.main != MainStatus::Failed => ("✓", GOOD),
            TaskStatus::Passed | TaskStatus::Failed => ("✗", BAD),
            TaskStatus::Missing => ("–", OPEN),
            TaskStatus::Error => ("?", OPEN),
        };
        let state = if !task.started && task.status != TaskStatus::Missing {
            "not started".to_owned()
        } else {
            format!("{} of {} points", task.score, task.max_score)
        };
        println!(
            "{style}{mark}{style:#} {STRONG}{} {}{STRONG:#}  {state}",
            task.number, task.task
        );
        if task.status == TaskStatus::Missing {
            self.paragraph(&format!("There is no crate `{}` here.", task.task));
            println!();
            return;
        }
        if !task.started {
            self.paragraph(&unstarted(task));
            println!();
            return;
        }
        match task.main {
            MainStatus::Skipped => {}
            MainStatus::Passed => {
                println!("    {FAINT}its main program prints:{FAINT:#}");
                for line in task.main_message.lines() {
                    println!("    {line}");
                }
            }
            MainStatus::Failed => {
                println!("  {BAD}✗{BAD:#} its main program fails");
                self.paragraph(&task.main_message);
            }
        }
        let passed = count(task, CheckStatus::Passed, false);
        let stretch = count(task, CheckStatus::Passed, true);
        if passed > 0 {
            let beyond = match stretch {
                0 => String::new(),
                n => format!(", and {n} beyond what is asked"),
            };
            let checks = if passed == 1 {
                "check passes"
            } else {
                "checks pass"
            };
            println!("  {GOOD}✓{GOOD:#} {passed} {checks}{beyond}");
        }
        for check in &task.checks {
            self.check(check);
        }
        let skipped: Vec<&str> = task
            .checks
            .iter()
            .filter(|check| check.status == CheckStatus::Skipped)
            .map(|check| check.id)
            .collect();
        if !skipped.is_empty() {
            println!("  {FAINT}– not to be told yet:{FAINT:#}");
            self.paragraph(&skipped.join(", "));
        }
        println!();
    }

    fn check(&self, check: &CheckOutcome) {
        let (mark, style) = match (check.status, check.stretch) {
            (CheckStatus::Passed | CheckStatus::Skipped, _) => return,
            (CheckStatus::Failed, false) => ("✗", BAD),
            (CheckStatus::Failed, true) => ("○", OPEN),
            (CheckStatus::Error, _) => ("?", OPEN),
        };
        let remark = match (check.status, check.stretch) {
            (CheckStatus::Error, _) => " (the checker could not tell)",
            (_, true) => " (not asked for, and not counted)",
            _ => "",
        };
        println!(
            "  {style}{mark}{style:#} {STRONG}{}{STRONG:#}: {}{remark}",
            check.id, check.title
        );
        self.paragraph(&check.message);
    }

    /// Prints a message below what it belongs to. Its first line is prose; what follows is shown as it is.
    fn paragraph(&self, text: &str) {
        let options = Options::new(self.width)
            .initial_indent("    ")
            .subsequent_indent("    ")
            .break_words(false);
        let mut lines = text.lines();
        for line in textwrap::wrap(lines.next().unwrap_or_default(), &options) {
            println!("{line}");
        }
        for line in lines {
            println!("    {line}");
        }
    }

    /// Prints the result as a whole.
    pub fn summary(&mut self, submission: &Submission) {
        let complete = submission
            .tasks
            .iter()
            .filter(|task| task.status == TaskStatus::Passed)
            .count();
        let total = submission.tasks.len();
        let failed_mains = submission
            .tasks
            .iter()
            .filter(|task| task.started && task.main == MainStatus::Failed)
            .count();
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
        println!(
            "{style}{complete} of {total} task{} passed{style:#}, {} of {} points.{mains}",
            if total == 1 { "" } else { "s" },
            submission.score,
            submission.max_score
        );
    }
}

impl Default for Human {
    fn default() -> Self {
        Self::new()
    }
}

/// What is said of a task that has not been started.
fn unstarted(task: &TaskOutcome) -> String {
    task.checks
        .iter()
        .find(|check| check.status == CheckStatus::Failed)
        .map_or_else(String::new, |check| check.message.clone())
}

fn count(task: &TaskOutcome, status: CheckStatus, stretch: bool) -> usize {
    task.checks
        .iter()
        .filter(|check| check.status == status && check.stretch == stretch)
        .count()
}
