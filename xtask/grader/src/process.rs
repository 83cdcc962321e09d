//! Child processes with limits. Whatever happens, none is left behind.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

use crate::{
    sandbox::{Cell, Sandbox},
    threads,
};
use anyhow::{Context, Result, ensure};
#[cfg(not(target_os = "linux"))]
use elsewhere as platform;
#[cfg(target_os = "linux")]
use linux as platform;
use std::{
    cell::Cell as Noted,
    fs::File,
    io::{Read, Seek},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

/// What a process may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Time on the wall clock.
    pub wall: Duration,
    /// Processor time, in whole seconds. Enforced on Linux only.
    pub cpu_seconds: u64,
    /// Address space, in bytes. Enforced on Linux only.
    pub memory: u64,
    /// Memory of its own, which is heap and stacks, in bytes. Enforced on Linux only.
    pub data: u64,
    /// Memory that is really used, in bytes; a process is stopped soon after it uses more. Enforced on Linux only.
    pub resident: u64,
    /// Open files at the same time. Enforced on Linux only.
    pub open_files: u64,
    /// The size of any file it writes, its captured output included, in bytes. Enforced on Linux only.
    pub file_size: u64,
    /// How much it gives way to other processes: from 0, as any other, to 19. Holds on Linux only.
    pub nice: i32,
}

/// A wish that work under way should end soon, unfinished. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Makes the wish.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Lets work go on that nobody has stopped.
    ///
    /// # Errors
    /// Fails if it was made.
    pub fn go_on(&self) -> Result<()> {
        ensure!(!self.is_raised(), "it was stopped before it was done");
        Ok(())
    }

    /// What makes the wish when it is set, for signal handlers.
    #[cfg(unix)]
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// Whether it was made.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A process that has ended.
#[derive(Debug)]
pub struct Finished {
    /// How it ended, or why it was stopped.
    pub status: Result<ExitStatus, Stopped>,
    /// What it wrote to standard output, cut to [`MAX_OUTPUT`].
    pub stdout: Vec<u8>,
    /// What it wrote to standard error, cut to [`MAX_OUTPUT`].
    pub stderr: Vec<u8>,
}

/// Why a process was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Its time was up.
    OutOfTime,
    /// It used too much memory.
    OutOfMemory,
}

/// How much output of a process is kept, in bytes.
pub(crate) const MAX_OUTPUT: u64 = 8 << 20;

/// What a process may reach.
#[derive(Clone, Debug)]
pub struct Confinement {
    /// Whether it is confined at all.
    pub sandbox: Sandbox,
    /// The files that it may use.
    pub cell: Cell,
}

/// What a process keeps busy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Load {
    /// Its threads.
    pub threads: u64,
    /// The processor time that it has used.
    pub processor_time: Duration,
}

/// Fails if this system does not let checks do with processes what they have to do.
///
/// # Errors
/// Fails if so; it says what to allow.
pub fn ensure_possible() -> Result<()> {
    platform::ensure_possible()
}

/// A running process that is killed with all its group when this is dropped.
#[derive(Debug)]
pub struct Running {
    child: Child,
    started: Instant,
    most_resident: u64,
    outgrown: Noted<bool>,
    /// The thread that has started the process lives as long as this: on Linux a process can ask to end when the
    /// thread does that has started it, and exam programs ask for that.
    _keeper: mpsc::Sender<()>,
}

impl Running {
    /// Starts a process in a group of its own, confined and limited.
    ///
    /// # Errors
    /// Fails if the program cannot be started, confined or limited.
    pub fn start(mut command: Command, limits: &Limits, confinement: &Confinement) -> Result<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            command.process_group(0);
        }
        // What this program was started with is not for the processes that it starts.
        #[cfg(target_os = "linux")]
        close_fds::set_fds_cloexec_threadsafe(3, &[]);
        let name = command.get_program().to_owned();
        let Confinement { sandbox, cell } = confinement.clone();
        let (keeper, kept) = mpsc::channel();
        let (starter, started) = mpsc::channel();
        let nice = limits.nice;
        // A thread of its own: it confines itself before it starts the process, and there is no way back.
        threads::spawn(move || {
            platform::give_way(nice);
            let child = sandbox
                .enter(&cell)
                .context("cannot confine a process")
                .and_then(|()| command.spawn().context("cannot start it"));
            // The other ends of the child's standard streams must not stay open here.
            drop(command);
            if starter.send(child).is_ok() {
                // Ends in an error when the keeper is dropped.
                let _: Result<(), _> = kept.recv();
            }
        })?;
        let child = started
            .recv()
            .context("the thread that starts it has ended")
            .flatten()
            .with_context(|| format!("cannot run {}", name.display()))?;
        let running = Self {
            child,
            started: Instant::now(),
            most_resident: limits.resident,
            outgrown: Noted::new(false),
            _keeper: keeper,
        };
        platform::limit(&running.child, limits)
            .with_context(|| format!("cannot limit {}", name.display()))?;
        Ok(running)
    }

    /// Ends the process and all its group.
    pub fn kill(&mut self) {
        kill(&mut self.child);
        // Killing cannot be refused, so this does not wait long; and there is nothing to do about an error.
        let _ = self.child.wait();
    }

    /// How long ago it was started.
    pub(crate) fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// Whether the process uses more memory than it may, or has done so when this was asked before.
    pub(crate) fn has_outgrown(&self) -> bool {
        if self.uses_more_than(self.most_resident) {
            self.outgrown.set(true);
        }
        self.outgrown.get()
    }

    /// Whether the process uses more memory than this, in bytes.
    pub(crate) fn uses_more_than(&self, bytes: u64) -> bool {
        platform::resident(&self.child).is_some_and(|resident| resident > bytes)
    }

    /// How many threads it has, and how much processor time it has used. Zeros where the system does not tell, or if it has
    /// ended.
    pub(crate) fn load(&self) -> Load {
        platform::load(&self.child)
    }

    /// Whether none of its threads computes, or is about to. Always so where the system does not tell.
    pub(crate) fn is_waiting(&self) -> bool {
        platform::is_waiting(&self.child)
    }

    /// Waits for the process to end, until `deadline` after its start at most, or until it uses too much memory.
    /// `None` if it is still running.
    ///
    /// # Errors
    /// Fails if the process cannot be waited for.
    pub fn wait(&mut self, deadline: Duration) -> Result<Option<ExitStatus>> {
        const SHORTEST_PAUSE: Duration = Duration::from_micros(200);
        const LONGEST_PAUSE: Duration = Duration::from_millis(5);
        let mut pause = SHORTEST_PAUSE;
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(Some(status));
            }
            if self.started.elapsed() >= deadline || self.has_outgrown() {
                return Ok(None);
            }
            thread::sleep(pause);
            pause = (pause * 5 / 4).min(LONGEST_PAUSE);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs a program to its end, or to the end of its time, and collects its output. It reads from `input`.
///
/// # Errors
/// Fails if the program cannot be started, limited or waited for.
pub fn run(
    mut command: Command,
    input: Stdio,
    limits: &Limits,
    confinement: &Confinement,
) -> Result<Finished> {
    let mut stdout = tempfile::tempfile().context("cannot create a temporary file")?;
    let mut stderr = tempfile::tempfile().context("cannot create a temporary file")?;
    command
        .stdin(input)
        .stdout(stdout.try_clone()?)
        .stderr(stderr.try_clone()?);
    let mut running = Running::start(command, limits, confinement)?;
    let status = running.wait(limits.wall)?.ok_or(if running.has_outgrown() {
        Stopped::OutOfMemory
    } else {
        Stopped::OutOfTime
    });
    drop(running);
    Ok(Finished {
        status,
        stdout: read_from_start(&mut stdout)?,
        stderr: read_from_start(&mut stderr)?,
    })
}

/// What was written to a temporary file, cut to [`MAX_OUTPUT`].
///
/// # Errors
/// Fails if the file cannot be read.
pub(crate) fn read_from_start(file: &mut File) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(MAX_OUTPUT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(unix)]
fn kill(child: &mut Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // The whole group may have ended already.
        let _ = kill_process_group(group, Signal::KILL);
    }
    // It may have left its group, or have ended already.
    let _ = child.kill();
}

#[cfg(not(unix))]
fn kill(child: &mut Child) {
    // It may have ended already.
    let _ = child.kill();
}

/// Why a process ended that ended badly: its exit code or its signal.
pub fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("signal {signal}");
        }
    }
    match status.code() {
        Some(code) => format!("exit code {code}"),
        None => status.to_string(),
    }
}

/// Whether a process was ended because it had used up its processor time.
pub(crate) fn used_up_its_time(status: ExitStatus) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        const SIGXCPU: i32 = 24;
        status.signal() == Some(SIGXCPU)
    }
    #[cfg(not(unix))]
    {
        let _ = status;
        false
    }
}
