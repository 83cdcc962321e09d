//! Child processes with limits. They are always killed in the end.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

use crate::{
    sandbox::{FileAccess, Sandbox},
    threads,
};
use anyhow::{Context, Result, ensure};
#[cfg(not(target_os = "linux"))]
use elsewhere as platform;
#[cfg(target_os = "linux")]
use linux as platform;
use std::{
    cell::Cell,
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
    /// Wall-clock time.
    pub wall: Duration,
    /// Processor time, in whole seconds. Enforced on Linux only.
    pub cpu_seconds: u64,
    /// Address space, in bytes. Enforced on Linux only.
    pub memory: u64,
    /// Heap and stacks, in bytes. Enforced on Linux only.
    pub data: u64,
    /// Memory in use, in bytes. A process is stopped soon after it exceeds this. Enforced on Linux only.
    pub resident: u64,
    /// Open files at the same time. Enforced on Linux only.
    pub open_files: u64,
    /// The size of each file it writes, including its captured output, in bytes. Enforced on Linux only.
    pub file_size: u64,
    /// Its nice value, from 0 to 19. Used on Linux only.
    pub nice: i32,
}

/// A request to stop work before it is finished. Clones share the request.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Makes the request.
    pub fn raise(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Checks that work may continue.
    ///
    /// # Errors
    /// Fails if the request was made.
    pub fn check(&self) -> Result<()> {
        ensure!(!self.is_raised(), "it was stopped before it had finished");
        Ok(())
    }

    /// The flag that makes the request, for signal handlers.
    #[cfg(unix)]
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// Whether the request was made.
    pub fn is_raised(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A process that has ended.
#[derive(Debug)]
pub struct Finished {
    /// How it ended, or why it was stopped.
    pub status: Result<ExitStatus, Stopped>,
    /// Its standard output, cut to [`MAX_OUTPUT`].
    pub stdout: Vec<u8>,
    /// Its standard error, cut to [`MAX_OUTPUT`].
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

/// How many bytes of a process's output are kept.
pub(crate) const MAX_OUTPUT: u64 = 8 << 20;

/// How a process is confined.
#[derive(Clone, Debug)]
pub struct Confinement {
    /// Whether it is confined.
    pub sandbox: Sandbox,
    /// The files that it may use.
    pub files: FileAccess,
}

/// The resources that a process uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    /// The number of its threads.
    pub threads: u64,
    /// The processor time that it has used.
    pub processor_time: Duration,
}

/// Checks that this system allows what the checks do with processes.
///
/// # Errors
/// Fails if it does not. The error says what to allow.
pub fn ensure_possible() -> Result<()> {
    platform::ensure_possible()
}

/// A running process. Dropping this kills the process and its group.
#[derive(Debug)]
pub struct Running {
    child: Child,
    started: Instant,
    most_resident: u64,
    outgrown: Cell<bool>,
    /// Keeps the thread alive that started the process: on Linux, an exam program asks to be killed when that thread
    /// ends.
    _keeper: mpsc::Sender<()>,
}

impl Running {
    /// Starts a confined and limited process in its own process group.
    ///
    /// # Errors
    /// Fails if the program cannot be started, confined or limited.
    pub fn start(mut command: Command, limits: &Limits, confinement: &Confinement) -> Result<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            command.process_group(0);
        }
        // The environment of this program must not reach the processes that it starts.
        #[cfg(target_os = "linux")]
        close_fds::set_fds_cloexec_threadsafe(3, &[]);
        let name = command.get_program().to_owned();
        let Confinement { sandbox, files } = confinement.clone();
        let (keeper, kept) = mpsc::channel();
        let (starter, started) = mpsc::channel();
        let nice = limits.nice;
        // It needs its own thread, which confines itself for good before it starts the process.
        threads::spawn(move || {
            platform::set_nice(nice);
            let child = sandbox
                .enter(&files)
                .context("cannot confine a process")
                .and_then(|()| command.spawn().context("cannot start it"));
            // This thread must not keep the child's ends of the standard streams open.
            drop(command);
            if starter.send(child).is_ok() {
                // This returns an error when the keeper is dropped.
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
            outgrown: Cell::new(false),
            _keeper: keeper,
        };
        platform::limit(&running.child, limits)
            .with_context(|| format!("cannot limit {}", name.display()))?;
        Ok(running)
    }

    /// Kills the process and its group.
    pub fn kill(&mut self) {
        kill(&mut self.child);
        // A process cannot refuse to be killed, so this does not wait long. An error cannot be handled.
        let _ = self.child.wait();
    }

    /// The time since its start.
    pub(crate) fn age(&self) -> Duration {
        self.started.elapsed()
    }

    /// Whether the process exceeds its memory limit, or did so at an earlier call.
    pub(crate) fn exceeds_memory_limit(&self) -> bool {
        if self.uses_more_than(self.most_resident) {
            self.outgrown.set(true);
        }
        self.outgrown.get()
    }

    /// Whether the process uses more than this many bytes of memory.
    pub(crate) fn uses_more_than(&self, bytes: u64) -> bool {
        platform::resident(&self.child).is_some_and(|resident| resident > bytes)
    }

    /// Its threads and processor time. Both are zero if the process has ended or the system does not tell.
    pub(crate) fn usage(&self) -> Usage {
        platform::usage(&self.child)
    }

    /// Whether none of its threads runs or is ready to run. Always `true` if the system does not tell.
    pub(crate) fn is_waiting(&self) -> bool {
        platform::is_waiting(&self.child)
    }

    /// Waits for the process to end, until `deadline` after its start or until it uses too much memory. Returns `None`
    /// if it is still running.
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
            if self.started.elapsed() >= deadline || self.exceeds_memory_limit() {
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

/// Runs a program until it ends or its time is up, and collects its output. The program reads from `input`.
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
    let status = running
        .wait(limits.wall)?
        .ok_or(if running.exceeds_memory_limit() {
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

/// The content of a temporary file, cut to [`MAX_OUTPUT`].
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

/// Describes a failed process by its exit code or its signal.
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

/// Whether a process was killed because it used up its processor time.
pub(crate) fn exceeded_processor_time(status: ExitStatus) -> bool {
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
