//! The state machine of watch: each [`Event`] changes the state and returns [`Effect`]s. It uses no clock, files or
//! terminal.

mod schedule;

use super::{
    content,
    events::{Effect, Ending, Event, Job, Key, Kind, Size},
    state::{Answer, Cause, Known, Latest, Running, Screen, Stage, State},
};
use grader::course::TASKS;
use std::{mem, time::Duration};

impl State {
    /// The state at the start, and the first effects. Without a task, watch looks for the first unfinished one.
    pub fn new(task: Option<usize>, size: Size) -> (Self, Vec<Effect>) {
        let due = Known {
            due: Some(Cause::Start),
            ..Known::default()
        };
        let mut state = Self {
            tasks: vec![due; TASKS.len()],
            shown: task.unwrap_or(0),
            screen: task.map_or(Screen::Search, |_| Screen::Task),
            scroll: 0,
            size,
            now: Duration::ZERO,
            running: None,
            news: None,
        };
        if let Some(task) = task {
            state.tasks[task].due = Some(Cause::Asked);
        }
        let effects = state.schedule().into_iter().collect();
        (state, effects)
    }

    /// Processes an event at a time since the start, and returns its effects.
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

    fn saved(&mut self, tasks: &[usize]) {
        for &task in tasks {
            self.tasks[task].due = Some(Cause::Asked);
        }
        // A learner who saves wants to see the verdict.
        if tasks.contains(&self.shown) && !self.screen.is_list() {
            self.go_to(Screen::Task);
        }
    }

    fn go_to(&mut self, screen: Screen) {
        self.screen = screen;
        self.scroll = 0;
    }

    fn show(&mut self, task: usize) {
        self.shown = task;
        self.news = self.news.filter(|&news| news != task);
        match self.screen {
            Screen::List => {}
            Screen::Search => self.screen = Screen::List,
            Screen::Task | Screen::Hint(_) | Screen::Timeline(_) => self.go_to(Screen::Task),
        }
    }

    fn key(&mut self, key: Key) -> Option<Effect> {
        let last = self.tasks.len() - 1;
        let in_list = self.screen.is_list();
        let page = content::body_rows(self).saturating_sub(1).max(1);
        match key {
            Key::Quit => return Some(Effect::Quit),
            Key::Suspend => return Some(Effect::Suspend),
            Key::Escape => match self.screen {
                Screen::Task | Screen::Search => return Some(Effect::Quit),
                Screen::Hint(_) | Screen::Timeline(_) | Screen::List => self.go_to(Screen::Task),
            },
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
            Key::List if self.screen == Screen::List => self.go_to(Screen::Task),
            Key::List => self.go_to(Screen::List),
            Key::Hint => self.go_to(Screen::Hint(Answer::Wanted)),
            Key::Timeline => self.go_to(Screen::Timeline(Answer::Wanted)),
            Key::Again => {
                self.go_to(Screen::Task);
                if !self.is_being_checked(self.shown) {
                    self.tasks[self.shown].due = Some(Cause::Asked);
                }
            }
        }
        None
    }

    fn ended(&mut self, job: Job, ending: Ending) -> Option<Effect> {
        let running = self.running.take_if(|running| running.job == job)?;
        if running.stopped {
            // Its result is out of date.
            return None;
        }
        let task = job.task;
        match (ending, job.kind) {
            (Ending::Checked(outcome), _) => self.checked(&running, Latest::Checked(outcome)),
            (Ending::Failed(why), Kind::Check) => self.checked(&running, Latest::Failed(why)),
            (Ending::Hinted(lines), _) => self.tell(task, Screen::Hint(Answer::Here(lines))),
            (Ending::Failed(why), Kind::Hint) => self.tell(task, Screen::Hint(Answer::Failed(why))),
            (Ending::Traced(trace), _) => self.tell(task, Screen::Timeline(Answer::Here(*trace))),
            (Ending::Failed(why), Kind::Timeline) => {
                self.tell(task, Screen::Timeline(Answer::Failed(why)))
            }
            (Ending::Stopped, _) => None,
        }
    }

    fn checked(&mut self, running: &Running, latest: Latest) -> Option<Effect> {
        let task = running.job.task;
        let known = &mut self.tasks[task];
        known.latest = latest;
        known.runs += 1;
        known.took = self.now.saturating_sub(running.since);
        if task == self.shown {
            self.scroll = 0;
            self.news = None;
        } else if running.cause == Cause::Asked {
            self.news = Some(task);
        }
        if self.screen == Screen::Search {
            return self.search();
        }
        (running.cause == Cause::Asked).then_some(Effect::Announce(task))
    }

    /// Shows the answer to a request, unless the learner has left the screen.
    fn tell(&mut self, task: usize, told: Screen) -> Option<Effect> {
        if task == self.shown && mem::discriminant(&told) == mem::discriminant(&self.screen) {
            self.screen = told;
        }
        None
    }

    /// Finds the first unfinished task, if all tasks before it have been checked.
    fn search(&mut self) -> Option<Effect> {
        let Some(first) = self.tasks.iter().position(|known| !known.is_finished()) else {
            self.screen = Screen::List;
            return Some(Effect::Announce(self.shown));
        };
        self.shown = first;
        self.news = None;
        if !self.tasks[first].is_checked() {
            return None;
        }
        self.go_to(Screen::Task);
        Some(Effect::Announce(first))
    }
}

#[cfg(test)]
mod tests;
