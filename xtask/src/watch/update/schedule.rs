//! Decides which job is next. What the learner waits for comes first, and at once.

use crate::watch::{
    events::{Effect, Job, Kind},
    state::{Answer, Cause, Running, Screen, Stage, State},
};

impl State {
    /// Starts the most urgent job, or stops the running one in favour of it.
    pub(super) fn schedule(&mut self) -> Option<Effect> {
        if let Some(mut running) = self.running.take() {
            let stops = !running.stopped && self.is_overtaken(running.job);
            if stops && running.job.kind == Kind::Check {
                let due = &mut self.tasks[running.job.task].due;
                due.get_or_insert(running.cause);
            }
            running.stopped |= stops;
            self.running = Some(running);
            return stops.then_some(Effect::Stop);
        }
        let job = self.most_urgent()?;
        let cause = match job.kind {
            Kind::Check => self.tasks[job.task].due.take().unwrap_or(Cause::Asked),
            Kind::Hint | Kind::Timeline => {
                self.begin_answer();
                Cause::Asked
            }
        };
        self.running = Some(Running {
            job,
            since: self.now,
            stage: Stage::Working,
            cause,
            stopped: false,
        });
        Some(Effect::Start(job))
    }

    /// Notes that the job for a request of the learner has started.
    fn begin_answer(&mut self) {
        match &mut self.screen {
            Screen::Hint(answer) => *answer = Answer::Begun,
            Screen::Timeline(answer) => *answer = Answer::Begun,
            Screen::Task | Screen::List | Screen::Search => {}
        }
    }

    /// Whether a running job is out of date, or delays what the learner waits for.
    fn is_overtaken(&self, job: Job) -> bool {
        if self.screen.kind() == Some(job.kind) && job.task == self.shown {
            return false;
        }
        if job.kind == Kind::Check && self.tasks[job.task].due.is_some() {
            return true;
        }
        self.most_urgent().is_some_and(|urgent| {
            let awaited = urgent.task == self.shown && self.screen != Screen::Search;
            let waits_for_job = urgent.kind == Kind::Hint && job.kind == Kind::Check;
            awaited && urgent != job && !(waits_for_job && job.task == self.shown)
        })
    }

    fn most_urgent(&self) -> Option<Job> {
        let due = |task: usize, cause: Cause| self.tasks[task].due == Some(cause);
        let shown = self.shown;
        let is_due = self.tasks[shown].due.is_some();
        let job = |task, kind| Some(Job { task, kind });
        match self.screen.wanted() {
            // A hint needs the verdicts.
            Some(Kind::Hint) | None if is_due => return job(shown, Kind::Check),
            Some(kind) => return job(shown, kind),
            None => {}
        }
        [Cause::Asked, Cause::Start]
            .into_iter()
            .find_map(|cause| (0..self.tasks.len()).find(|&task| due(task, cause)))
            .and_then(|task| job(task, Kind::Check))
    }
}
