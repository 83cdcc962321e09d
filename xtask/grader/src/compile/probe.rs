//! Tests the compiler and the linker with a program that is known to be right.

use super::{COMPILE_LIMITS, Crate, Failure, Prebuilt, exam_program, rustc};
use crate::{
    course::{self, TASKS, Task},
    files::write_atomically,
    fingerprint::{Fingerprint, Stamp},
    process,
    sandbox::{Protections, Sandbox},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The source of a crate that uses everything that a task may use, with the function of task 1.
const SOURCE: &str = "\
//! Several waits at once.

pub use concurrent_coroutines::wait_n as another;

/// Puts delays in order.
pub fn sorted(mut delays: Vec<f64>) -> Vec<f64> {
    delays.sort_by(f64::total_cmp);
    delays
}

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let milliseconds: u8 = rand::random();
    let until = std::time::Duration::from_millis(milliseconds.into());
    let _ = tokio::time::timeout(until, basic_async_syntax::wait_random(max_delay)).await;
    let waits = (0..n).map(|_| tasks::task_wait_random(max_delay));
    let delays = futures::future::join_all(waits).await;
    delays.into_iter().flatten().collect()
}
";

/// The name of that crate. It differs from all tasks, because the crate may import any of them.
const NAME: &str = "probe";

/// Confines the compiler in `sandbox`. If it does not work there, and the protections are optional, it runs without
/// them.
///
/// The result is cached in `folder` until something changes on which it depends.
///
/// # Errors
/// Fails if the compiler does not work in the sandbox that is required, or not at all.
pub(super) fn confine(prebuilt: Prebuilt, sandbox: Sandbox, folder: &Path) -> Result<Prebuilt> {
    let record = folder.join("works.json");
    let key = key(&prebuilt, sandbox);
    let works = fs::read(&record).is_ok_and(|known| known == key.as_bytes());
    let prebuilt = prebuilt.confined(sandbox);
    if works {
        return Ok(prebuilt);
    }
    let confined = works_in(&prebuilt, folder)?;
    let Err(why) = confined else {
        write_atomically(&record, key.as_bytes())?;
        return Ok(prebuilt);
    };
    let prebuilt = prebuilt.confined(Sandbox::Off);
    if let Err(why) = works_in(&prebuilt, folder)? {
        bail!("{why}");
    }
    ensure!(
        sandbox != Sandbox::Required,
        "the compiler does not work in the sandbox, perhaps because it or the linker needs files from unusual places: \
         {why}\nPut another `cc` first in the PATH, or grade with --sandbox off, which gives no protection"
    );
    Ok(prebuilt)
}

/// Checks that the compiler still works.
///
/// # Errors
/// Fails if it does not, or if it cannot be tested.
pub(super) fn ensure_works(prebuilt: &Prebuilt, folder: &Path) -> Result<()> {
    prebuilt.ensure_intact()?;
    match works_in(prebuilt, folder)? {
        Ok(()) => Ok(()),
        Err(why) => bail!("{why}"),
    }
}

/// Compiles, links and starts the program. The inner error says what failed, and what to do about it.
fn works_in(prebuilt: &Prebuilt, folder: &Path) -> Result<Result<(), String>> {
    let folder = tempfile::tempdir_in(folder)
        .with_context(|| format!("cannot create a folder in {}", folder.display()))?;
    let out = folder.path();
    let task = course::task("1").expect("the course has a task 1");
    let root = Path::new("probe.rs");
    fs_err::write(out.join(root), SOURCE)?;
    let stand_ins = TASKS.iter().filter_map(|task| task.imports);
    let imports: BTreeMap<&str, PathBuf> = stand_ins
        .map(|import| (import.name, prebuilt.stand_in(import.name)))
        .collect();
    let krate = Crate {
        name: NAME,
        base: out,
        root,
        imports: imports.into_iter().collect(),
        libraries: out,
    };
    let program = match rustc::library(&krate, prebuilt, out)? {
        Ok(library) => {
            ensure!(
                library.sorts == ["sort_by"],
                "the checks do not understand what this compiler prints about sorts: use a stable toolchain as old as this \
                 course, or a newer version of the course"
            );
            exam_program::write(task, NAME, true, out)?;
            let exam = exam_program::exam(NAME, &library.file, prebuilt, out);
            rustc::program(&exam, prebuilt, out)?
        }
        Err(failure) => Err(failure),
    };
    Ok(match program {
        Ok(program) => starts(&program, prebuilt)?,
        Err(failure) => Err(explain(&failure, task)),
    })
}

/// Whether a program starts. Without a grader, it ends with the exit code of a failed examiner.
fn starts(program: &Path, prebuilt: &Prebuilt) -> Result<Result<(), String>> {
    let confinement = prebuilt.confinement(&[program], &[]);
    let mut command = Command::new(program);
    command.env_clear();
    if prebuilt.sandbox().protections()?.system_calls {
        command.arg(protocol::CONFINED);
    }
    let finished = process::run(command, Stdio::null(), &COMPILE_LIMITS, &confinement)?;
    let expected = Some(i32::from(protocol::EXAMINER_FAILED));
    Ok(match finished.status {
        Ok(status) if status.code() == expected => Ok(()),
        Ok(status) => Err(format!(
            "a program can be compiled, but does not start ({}): {}",
            process::describe(status),
            String::from_utf8_lossy(&finished.stderr).trim_end()
        )),
        Err(_) => Err("a program can be compiled, but runs without end".to_owned()),
    })
}

fn explain(failure: &Failure, task: &Task) -> String {
    let text = failure.explain(task);
    if text.contains("linker") && text.contains("not found") {
        return format!(
            "there is no linker: install a C compiler, such as gcc or clang, so that `cc` is in the PATH.\n{text}"
        );
    }
    format!(
        "a program that is known to be right does not compile on this machine. {text}\nIf that does not help, run \
         `cargo clean` and then the same command again"
    )
}

/// A hash of everything that decides whether the compiler works.
fn key(prebuilt: &Prebuilt, sandbox: Sandbox) -> String {
    let mut fingerprint = Fingerprint::default();
    prebuilt.add_to(&mut fingerprint);
    fingerprint.add(format!("{sandbox:?} {:?}", Protections::available()).as_bytes());
    let path = env::var_os("PATH").unwrap_or_default();
    fingerprint.add(path.as_encoded_bytes());
    let linkers = env::split_paths(&path).map(|folder| folder.join("cc"));
    if let Some(linker) = linkers.into_iter().find(|linker| linker.exists()) {
        Stamp::add_to(&linker, &mut fingerprint);
    }
    format!("{:016x}", fingerprint.value())
}
