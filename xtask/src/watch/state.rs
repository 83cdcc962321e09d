//! What watch knows, and what each event changes about it. No clock, no files, no terminal: what happens is told
//! by an [`Event`], what is to be done by an [`Effect`].

mod schedule;

use super::{
    content,
    events::{Effect, Ending, Event, Job, Key, Kind, Size},
};
use grader::{
    course::TASKS,
    outcome::{TaskOutcome, TaskStatus},
};
use std::time::Duration;

/// What is on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The verdicts of the shown task.
    Task,
    /// A hint for it, once it is there.
    Hint(Option<Vec<String>>),
    /// Its timeline, once it is there.
    Timeline(Option<Vec<String>>),
    /// All tasks.
    List,
}

/// Why a task is to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cause {
    /// Every task is checked once.
    Start,
    /// It was saved, or the learner asked for it.
    Asked,
}

/// What is known of a task.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The outcome of the latest check, or why it could not be made.
    pub latest: Option<Result<TaskOutcome, String>>,
    /// How many checks have come to an end.
    pub runs: u32,
    /// How long the latest took.
    pub took: Duration,
    due: Option<Cause>,
}

impl Known {
    /// Whether all that is asked for holds.
    pub fn is_finished(&self) -> bool {
        self.outcome()
            .is_some_and(|outcome| outcome.status == TaskStatus::Passed)
    }

    /// The outcome of the latest check, if it could be made.
    pub fn outcome(&self) -> Option<&TaskOutcome> {
        self.latest.as_ref()?.as_ref().ok()
    }
}

/// A job under way.
#[derive(Clone, Debug)]
pub struct Running {
    /// The job.
    pub job: Job,
    /// When it began, in the time of [`State::now`].
    pub since: Duration,
    /// How far it has come.
    pub stage: Stage,
    cause: Cause,
    stopped: bool,
}

/// How far a job has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It waits for another process.
    Waiting,
    /// What checks need is built first, and cargo says this about it.
    Building(String),
    /// It is at work.
    Working,
}

/// All that watch knows.
#[derive(Clone, Debug)]
pub struct State {
    /// The tasks, in order.
    pub tasks: Vec<Known>,
    /// The task that is shown, or chosen in the list.
    pub shown: usize,
    /// What is on the screen.
    pub screen: Screen,
    /// How many lines of it are above the screen.
    pub scroll: usize,
    /// The terminal's size.
    pub size: Size,
    /// The time since watch has begun.
    pub now: Duration,
    /// The job under way.
    pub running: Option<Running>,
    /// A task other than the shown one that was saved and checked.
    pub news: Option<usize>,
    /// Whether the first unfinished task is still being looked for.
    pub searching: bool,
    wanted: Option<Kind>,
}

impl State {
    /// At the start, and what is to be done first. Without a task, the first unfinished one is looked for.
    pub fn new(task: Option<usize>, size: Size) -> (Self, Vec<Effect>) {
        let due = Known {
            due: Some(Cause::Start),
            ..Known::default()
        };
        let mut state = Self {
            tasks: vec![due; TASKS.len()],
            shown: task.unwrap_or(0),
            screen: if task.is_some() {
                Screen::Task
            } else {
                Screen::List
            },
            scroll: 0,
            size,
            now: Duration::ZERO,
            running: None,
            news: None,
            searching: task.is_none(),
            wanted: None,
        };
        if let Some(task) = task {
            state.tasks[task].due = Some(Cause::Asked);
        }
        let effects = state.schedule();
        (state, effects)
    }

    /// Takes in what has happened at a time since the start, and says what is to be done.
    pub fn update(&mut self, event: Event, now: Duration) -> Vec<Effect> {
        self.now = now;
        let mut effects = Vec::new();
        match event {
            Event::Saved(tasks) => self.saved(&tasks),
            Event::Key(key) => effects.extend(self.key(key)),
            Event::Resized(size) => self.size = size,
            Event::Waiting => self.enter(Stage::Waiting),
            Event::Building(line) => self.enter(Stage::Building(line)),
            Event::Begun => self.enter(Stage::Working),
            Event::Ended(job, ending) => effects.extend(self.ended(job, ending)),
            Event::Tick => {}
        }
        effects.extend(self.schedule());
        if let Some(line) = content::chosen_line(self) {
            let rows = content::body_rows(self);
            self.scroll = self.scroll.min(line).max((line + 1).saturating_sub(rows));
        }
        self.scroll = self.scroll.min(content::scroll_limit(self));
        effects
    }

    fn enter(&mut self, stage: Stage) {
        if let Some(job) = &mut self.running {
            if stage == Stage::Working {
                job.since = self.now;
            }
            job.stage = stage;
        }
    }

    /// Whether something on the screen changes with time alone.
    pub fn is_busy(&self) -> bool {
        self.running.is_some()
    }

    /// The unfinished task to go on with after another: the first one that follows, or else the first one at all.
    pub fn next_unfinished(&self, after: usize) -> Option<usize> {
        let count = self.tasks.len();
        (after + 1..after + count)
            .map(|task| task % count)
            .find(|&task| !self.tasks[task].is_finished())
    }

    fn saved(&mut self, tasks: &[usize]) {
        for &task in tasks {
            self.tasks[task].due = Some(Cause::Asked);
        }
        // Whoever saves wants to see what comes of it.
        if tasks.contains(&self.shown) && self.screen != Screen::List {
            self.go_to(Screen::Task);
        }
    }

    fn go_to(&mut self, screen: Screen) {
        self.wanted = match screen {
            Screen::Hint(_) => Some(Kind::Hint),
            Screen::Timeline(_) => Some(Kind::Timeline),
            Screen::Task | Screen::List => None,
        };
        self.screen = screen;
        self.scroll = 0;
        self.searching = false;
    }

    fn show(&mut self, task: usize) {
        self.shown = task;
        self.news = self.news.filter(|&news| news != task);
        if self.screen != Screen::List {
            self.go_to(Screen::Task);
        }
        self.searching = false;
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        let last = self.tasks.len() - 1;
        let in_list = self.screen == Screen::List;
        let page = content::body_rows(self).saturating_sub(1).max(1);
        match key {
            Key::Quit => return Some(Effect::Quit),
            Key::Suspend => return Some(Effect::Suspend),
            Key::Escape if self.screen == Screen::Task || self.searching => {
                return Some(Effect::Quit);
            }
            Key::Escape => self.go_to(Screen::Task),
            Key::Enter if self.screen == Screen::Task => {}
            Key::Enter => self.go_to(Screen::Task),
            Key::Up if in_list => self.show(self.shown.saturating_sub(1)),
            Key::Down if in_list => self.show((self.shown + 1).min(last)),
            Key::Previous => self.show(self.shown.saturating_sub(1)),
            Key::Next => self.show((self.shown + 1).min(last)),
            Key::Digit(number) if number <= last => self.show(number),
            Key::Digit(_) => {}
            Key::Up => self.scroll = self.scroll.saturating_sub(1),
            Key::Down => self.scroll += 1,
            Key::PageUp => self.scroll = self.scroll.saturating_sub(page),
            Key::PageDown => self.scroll += page,
            Key::Home => self.scroll = 0,
            Key::End => self.scroll = usize::MAX,
            Key::List if in_list && !self.searching => self.go_to(Screen::Task),
            Key::List => self.go_to(Screen::List),
            Key::Hint => self.go_to(Screen::Hint(None)),
            Key::Timeline => self.go_to(Screen::Timeline(None)),
            Key::Again => {
                self.go_to(Screen::Task);
                let check = Job {
                    task: self.shown,
                    kind: Kind::Check,
                };
                if self
                    .running
                    .as_ref()
                    .is_none_or(|running| running.job != check)
                {
                    self.tasks[self.shown].due = Some(Cause::Asked);
                }
            }
        }
        None
    }

    fn ended(&mut self, job: Job, ending: Ending) -> Option<Effect> {
        let running = self.running.take_if(|running| running.job == job)?;
        if running.stopped {
            // Whatever it has come to is out of date.
            return None;
        }
        let latest = match ending {
            Ending::Checked(outcome) => Ok(*outcome),
            Ending::Told(lines) => {
                self.tell(job, lines);
                return None;
            }
            Ending::Failed(why) if job.kind != Kind::Check => {
                self.tell(job, vec![why]);
                return None;
            }
            Ending::Failed(why) => Err(why),
            Ending::Stopped => return None,
        };
        let known = &mut self.tasks[job.task];
        known.latest = Some(latest);
        known.runs += 1;
        known.took = self.now.saturating_sub(running.since);
        if job.task == self.shown {
            self.scroll = 0;
            self.news = None;
        } else if running.cause == Cause::Asked {
            self.news = Some(job.task);
        }
        if self.searching {
            self.search()
        } else {
            (running.cause == Cause::Asked).then_some(Effect::Announce(job.task))
        }
    }

    fn tell(&mut self, job: Job, lines: Vec<String>) {
        if job.task == self.shown {
            match (&mut self.screen, job.kind) {
                (Screen::Hint(told), Kind::Hint) | (Screen::Timeline(told), Kind::Timeline) => {
                    *told = Some(lines);
                }
                // It was left meanwhile.
                _ => {}
            }
        }
    }

    /// Looks for the first unfinished task, as far as all before it have been checked.
    fn search(&mut self) -> Option<Effect> {
        let Some(first) = self.tasks.iter().position(|known| !known.is_finished()) else {
            self.searching = false;
            return Some(Effect::Announce(self.shown));
        };
        self.shown = first;
        self.news = None;
        self.tasks[first].latest.as_ref()?;
        self.go_to(Screen::Task);
        Some(Effect::Announce(first))
    }
}

#[cfg(test)]
mod tests;
