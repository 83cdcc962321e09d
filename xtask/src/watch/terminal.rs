//! Takes over the terminal, and restores it in any case.

use super::{
    display::Display,
    events::{Key, Size},
    state::State,
    view,
};
use crate::report::Line;
use anyhow::{Context, Result};
use crossterm::{
    cursor, event,
    event::{KeyCode, KeyEventKind, KeyModifiers},
    execute, queue,
    style::Print,
    terminal::{self, ClearType},
};
use std::{
    io::{self, IsTerminal, Write},
    panic,
    sync::{Mutex, MutexGuard, Once, TryLockError},
    thread,
    time::Duration,
};

/// Whether the terminal is taken over.
static TAKEN: Mutex<bool> = Mutex::new(false);

/// The terminal in raw mode with an alternate screen. It is restored on drop or panic.
#[derive(Debug)]
pub struct Terminal {
    /// The lines on the screen; `None` if they are unknown.
    drawn: Option<(Size, Vec<Line>)>,
    styled: bool,
}

/// Whether both input and output are a capable terminal.
pub fn is_there() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb
}

/// The terminal's size.
///
/// # Errors
/// Fails if the system does not know it.
pub fn size() -> Result<Size> {
    let (columns, rows) = terminal::size().context("cannot find out the size of the terminal")?;
    Ok(Size {
        columns: columns.into(),
        rows: rows.into(),
    })
}

impl Terminal {
    /// Takes over the terminal.
    ///
    /// # Errors
    /// Fails if the terminal refuses. It is then restored.
    pub fn enter() -> Result<Self> {
        leave_on_panic();
        let choice = anstream::AutoStream::choice(&io::stdout());
        let terminal = Self {
            drawn: None,
            styled: choice != anstream::ColorChoice::Never,
        };
        take().context("cannot take the terminal")?;
        Ok(terminal)
    }

    /// Draws the changed lines; nothing if the terminal was given back.
    ///
    /// # Errors
    /// Fails if the terminal cannot be written to.
    pub fn draw(&mut self, lines: Vec<Line>, size: Size) -> Result<()> {
        let taken = lock();
        if !taken.as_deref().is_some_and(|taken| *taken) {
            return Ok(());
        }
        let before = match &self.drawn {
            Some((drawn_size, drawn)) if *drawn_size == size => drawn.as_slice(),
            _ => &[],
        };
        let mut bytes = Vec::new();
        if before.is_empty() {
            queue!(bytes, terminal::Clear(ClearType::All))?;
        }
        for (row, line) in lines.iter().enumerate() {
            if before.get(row) == Some(line) {
                continue;
            }
            let row = u16::try_from(row)?;
            let line = if self.styled {
                line.ansi()
            } else {
                line.plain()
            };
            // The line is cleared first, since the cursor would still be on its last column afterwards.
            queue!(
                bytes,
                cursor::MoveTo(0, row),
                terminal::Clear(ClearType::UntilNewLine),
                Print(line)
            )?;
        }
        self.drawn = Some((size, lines));
        if !bytes.is_empty() {
            let mut out = io::stdout().lock();
            queue!(out, terminal::BeginSynchronizedUpdate)?;
            out.write_all(&bytes)?;
            execute!(out, terminal::EndSynchronizedUpdate)?;
        }
        Ok(())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        leave();
    }
}

impl Display for Terminal {
    fn show(&mut self, state: &State) -> Result<()> {
        self.draw(view::view(state), state.size)
            .context("cannot write to the terminal")
    }

    fn announce(&mut self, _: &State, _: usize) -> Result<()> {
        Ok(())
    }

    fn suspend(&mut self) -> Result<()> {
        leave();
        stop_until_continued();
        self.drawn = None;
        take().context("cannot take the terminal back")
    }
}

fn take() -> io::Result<()> {
    let Some(mut taken) = lock() else {
        return Err(io::ErrorKind::ResourceBusy.into());
    };
    terminal::enable_raw_mode()?;
    // From here on the terminal must be restored.
    *taken = true;
    drop(taken);
    execute!(
        io::stdout(),
        terminal::EnterAlternateScreen,
        terminal::DisableLineWrap,
        cursor::Hide
    )
    .inspect_err(|_| leave())
}

/// Restores the terminal if it was taken over. Errors are ignored, since nothing can be done about them.
fn leave() {
    let taken = lock();
    // If the lock is not available, this thread has panicked while drawing.
    if taken.as_deref().is_none_or(|taken| *taken) {
        let _ = execute!(
            io::stdout(),
            terminal::EndSynchronizedUpdate,
            cursor::Show,
            terminal::EnableLineWrap,
            terminal::LeaveAlternateScreen
        );
        let _ = terminal::disable_raw_mode();
    }
    if let Some(mut taken) = taken {
        *taken = false;
    }
}

/// `None` if another thread holds the lock and does not release it.
fn lock() -> Option<MutexGuard<'static, bool>> {
    for _ in 0..100 {
        match TAKEN.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
    None
}

/// Restores the terminal before a panic's message is printed.
fn leave_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            leave();
            before(panic);
        }));
    });
}

/// Suspends the foreground process group, as Ctrl-Z usually does.
fn stop_until_continued() {
    #[cfg(unix)]
    {
        use rustix::process::{Signal, kill_current_process_group};
        // The signal may reach another thread first, so this one pauses until it takes effect.
        if kill_current_process_group(Signal::TSTP).is_ok() {
            thread::sleep(Duration::from_millis(100));
        }
    }
}

/// Input from the terminal.
pub(super) enum Input {
    Key(Key),
    Resized(Size),
}

/// Reads input from the terminal forever, and calls `tell` with it.
///
/// # Errors
/// Fails if the terminal cannot be read.
pub(super) fn read(tell: impl Fn(Input)) -> Result<()> {
    let mut known = None;
    loop {
        match event::read().context("cannot read from the terminal")? {
            event::Event::Key(event) if event.kind != KeyEventKind::Release => {
                if let Some(key) = key(event.code, event.modifiers) {
                    tell(Input::Key(key));
                }
            }
            event::Event::Key(_)
            | event::Event::Resize(..)
            | event::Event::FocusGained
            | event::Event::FocusLost
            | event::Event::Mouse(_) => {}
        }
        // crossterm does not report a resize that comes together with a key.
        let size = size()?;
        if known.replace(size) != Some(size) {
            tell(Input::Resized(size));
        }
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
    if modifiers.contains(KeyModifiers::CONTROL) {
        return match code {
            KeyCode::Char('c' | 'd') => Some(Key::Quit),
            KeyCode::Char('z') => Some(Key::Suspend),
            _ => None,
        };
    }
    Some(match code {
        KeyCode::Left => Key::Previous,
        KeyCode::Right => Key::Next,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Char(c) => match c.to_ascii_lowercase() {
            'n' => Key::Next,
            'p' => Key::Previous,
            'h' => Key::Hint,
            't' => Key::Timeline,
            'l' => Key::List,
            'r' => Key::Again,
            'q' => Key::Quit,
            'k' => Key::Up,
            'j' => Key::Down,
            ' ' => Key::PageDown,
            c => Key::Digit(c.to_digit(10)?.try_into().ok()?),
        },
        _ => return None,
    })
}
