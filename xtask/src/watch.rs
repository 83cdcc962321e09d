//! `watch`: checks again on every save, and shows the verdicts.
//!
//! Data flows one way: files, keys and finished jobs become [`events`]; `update` changes the [`state`] and returns what
//! to do; `view` turns the state into the lines of the screen.

mod content;
mod display;
pub mod events;
mod files;
mod plain;
pub mod state;
pub mod terminal;
mod update;
mod view;
mod work;

use crate::{cli::WatchArguments, desk::Desk, report};
use anyhow::{Context, Result};
use display::Display;
use events::{Effect, Event, Size};
use grader::{
    course::{TASKS, Task},
    threads,
};
use plain::Plain;
use state::State;
use std::{
    io,
    process::ExitCode,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};
use terminal::{Input, Terminal};
use work::{Request, Worker};

/// How often the duration of a job is redrawn.
const TICK: Duration = Duration::from_secs(1);

/// A message to the thread that owns the state.
enum Message {
    Event(Event),
    /// A signal asks the program to end.
    End,
    /// A thread has failed.
    Failed(anyhow::Error),
}

/// Watches this workspace until the learner quits.
///
/// # Errors
/// Fails if the checker itself cannot do its work, or the terminal cannot be used.
pub fn run(arguments: &WatchArguments) -> Result<ExitCode> {
    watch(Desk::open()?, arguments.task)?;
    Ok(ExitCode::SUCCESS)
}

/// Watches the crates of a desk until the learner quits.
///
/// # Errors
/// Fails if the checker itself cannot do its work, or the terminal cannot be used.
pub fn watch(desk: Desk, task: Option<&'static Task>) -> Result<()> {
    let task = task.and_then(|task| TASKS.iter().position(|other| other.number == task.number));
    let (sender, messages) = mpsc::channel();

    follow_signals(&sender)?;
    let saves = sender.clone();
    files::follow(desk.clone(), move |tasks| {
        saves.send(Message::Event(Event::Saved(tasks))).is_ok()
    })?;
    let events = EventSender(sender.clone());
    let worker = Worker::new(desk, move |event| events.tell(event))?;

    if terminal::is_there() {
        let size = terminal::size()?;
        let mut terminal = Terminal::enter()?;
        follow_keys(&sender)?;
        let state = keep(State::new(task, size), worker, &messages, &mut terminal)?;
        drop(terminal);
        report::print(&[content::progress(&state).into()])?;
    } else {
        // Without a terminal, lines are as wide as those of a report.
        let size = Size {
            columns: report::width(),
            rows: usize::MAX,
        };
        let ended = keep(
            State::new(task, size),
            worker,
            &messages,
            &mut Plain::new(task),
        );
        match ended.map_err(|error| error.downcast::<io::Error>()) {
            // The reader of the output has gone.
            Err(Ok(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
            Err(Ok(error)) => return Err(error).context("cannot write to standard output"),
            Err(Err(error)) => return Err(error),
            Ok(_) => {}
        }
    }
    Ok(())
}

/// Processes messages until the end.
fn keep(
    (mut state, mut effects): (State, Vec<Effect>),
    mut worker: Worker,
    messages: &Receiver<Message>,
    display: &mut impl Display,
) -> Result<State> {
    let begun = Instant::now();
    loop {
        for effect in effects {
            match effect {
                Effect::Start(job) => worker.start(Request {
                    job,
                    outcome: state.tasks[job.task].outcome().cloned(),
                }),
                Effect::Stop => worker.stop(),
                Effect::Announce(task) => display.announce(&state, task)?,
                Effect::Suspend => display.suspend()?,
                Effect::Quit => return Ok(state),
            }
        }
        display.show(&state)?;
        let message = if state.is_busy() {
            match messages.recv_timeout(TICK) {
                Err(RecvTimeoutError::Timeout) => Ok(Message::Event(Event::Tick)),
                message => message.context("all event threads have ended"),
            }
        } else {
            messages.recv().context("all event threads have ended")
        };
        effects = match message? {
            Message::Event(event) => state.update(event, begun.elapsed()),
            Message::End => return Ok(state),
            Message::Failed(error) => return Err(error),
        };
    }
}

/// Sends events, and an error if its thread panics.
struct EventSender(Sender<Message>);

impl EventSender {
    fn tell(&self, event: Event) {
        // The receiver is gone when watch ends.
        let _ = self.0.send(Message::Event(event));
    }
}

impl Drop for EventSender {
    fn drop(&mut self) {
        if thread::panicking() {
            let error = anyhow::anyhow!("the checker has panicked; its message is above");
            let _ = self.0.send(Message::Failed(error));
        }
    }
}

fn follow_keys(sender: &Sender<Message>) -> Result<()> {
    let teller = EventSender(sender.clone());
    threads::spawn(move || {
        let ended = terminal::read(|input| {
            teller.tell(match input {
                Input::Key(key) => Event::Key(key),
                Input::Resized(size) => Event::Resized(size),
            });
        });
        if let Err(error) = ended {
            let _ = teller.0.send(Message::Failed(error));
        }
    })?;
    Ok(())
}

/// Ends watch on signals, so that no process is left running and the terminal is restored.
#[cfg(unix)]
fn follow_signals(sender: &Sender<Message>) -> Result<()> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGTERM},
        iterator::Signals,
    };
    let mut signals =
        Signals::new([SIGHUP, SIGINT, SIGTERM]).context("cannot listen for signals")?;
    let sender = sender.clone();
    threads::spawn(move || {
        for _ in signals.forever() {
            let _ = sender.send(Message::End);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn follow_signals(_: &Sender<Message>) -> Result<()> {
    Ok(())
}
