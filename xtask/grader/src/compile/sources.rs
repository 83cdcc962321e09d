//! Reads and checks a crate's files before the compiler reads them.

use super::Submitted;
use crate::fingerprint::Fingerprint;
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
};

/// The result of reading a crate's files.
pub(super) enum SourcesOutcome {
    /// The files can be compiled.
    Accepted(Sources),
    /// There is no such crate.
    Missing,
    /// The files cannot be compiled, for this reason.
    Refused(String),
}

/// The files of a crate's `src` folder that its library may consist of.
pub(super) struct Sources {
    /// Their paths, relative to the base.
    pub files: Vec<PathBuf>,
    /// Their contents.
    pub fingerprint: Fingerprint,
}

/// The maximum size of a source file, in bytes. The whole course has some tens of thousands of bytes.
pub const MAX_FILE: u64 = 1 << 20;

/// The maximum size of all files of a crate, in bytes. They are all in memory at the same time.
pub const MAX_CRATE: u64 = 1 << 20;

/// The maximum number of files of a crate.
pub const MAX_FILES: usize = 256;

/// Checks the files that a crate was compiled from. Each has to be a regular file in the submission, and all together
/// must not be too large. Returns the first file that is not allowed, and why.
pub(super) fn first_rejected<'a>(
    submitted: &Submitted,
    files: &'a [PathBuf],
) -> Option<(&'a Path, String)> {
    let mut bytes = 0;
    files.iter().find_map(|path| {
        let problem = if !stays_inside(&submitted.base, path) {
            "lies outside of the submission".to_owned()
        } else {
            match read(&submitted.base.join(path)) {
                Ok(content) => {
                    bytes += content.len() as u64;
                    (bytes > MAX_CRATE)
                        .then(|| format!("is too large: with it, {}", too_large()))?
                }
                Err(_) => "cannot be read as a file, or is too large".to_owned(),
            }
        };
        Some((path.as_path(), problem))
    })
}

/// The message for a crate whose files are too large in total.
fn too_large() -> String {
    format!(
        "the crate's files are larger than {} MB together, which is the maximum",
        MAX_CRATE >> 20
    )
}

/// Whether a path stays inside a folder.
fn stays_inside(base: &Path, path: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).ok();
    real(base)
        .zip(real(&base.join(path)))
        .is_some_and(|(base, path)| path.starts_with(base))
}

/// Reads a regular file that is not too large. It does not follow symbolic links.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The first ancestor of a crate's root file that is not a real directory, for example a symbolic link.
fn first_non_folder(submitted: &Submitted) -> Option<PathBuf> {
    let folders = submitted.lib.ancestors().skip(1);
    let mut folders: Vec<&Path> = folders
        .filter(|path| !path.as_os_str().is_empty())
        .collect();
    folders.reverse();
    folders
        .into_iter()
        .find(|folder| {
            fs::symlink_metadata(submitted.base.join(folder))
                .is_ok_and(|metadata| !metadata.is_dir())
        })
        .map(Path::to_owned)
}

pub(super) fn read_sources(submitted: &Submitted) -> Result<SourcesOutcome> {
    let lib = submitted.base.join(&submitted.lib);
    let folder = lib.parent().context("a source file lies in a folder")?;
    if let Some(link) = first_non_folder(submitted) {
        return Ok(SourcesOutcome::Refused(format!(
            "{} is not a folder; links are not followed.",
            link.display()
        )));
    }
    match fs::symlink_metadata(&lib) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(metadata) if metadata.is_symlink() => {
            return Ok(SourcesOutcome::Refused(format!(
                "{} is a link, and links are not followed.",
                submitted.lib.display()
            )));
        }
        Ok(_) => {
            return Ok(SourcesOutcome::Refused(format!(
                "{} is not a file.",
                submitted.lib.display()
            )));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let crate_folder = submitted.base.join(submitted.task.name);
            return Ok(if crate_folder.is_dir() {
                SourcesOutcome::Refused(format!(
                    "there is no {}. The README.md next to that folder shows the signature of the function.",
                    submitted.lib.display()
                ))
            } else {
                SourcesOutcome::Missing
            });
        }
        Err(error) => {
            return Ok(SourcesOutcome::Refused(format!(
                "{} cannot be read: {error}.",
                submitted.lib.display()
            )));
        }
    }
    // A root file with another name than `lib.rs` is a crate by itself, in a folder with others.
    let mut files = if lib.file_name().is_some_and(|name| name == "lib.rs") {
        match list(folder) {
            Ok(Listed::Files(files)) => files,
            Ok(Listed::NoFile(path)) => {
                return Ok(SourcesOutcome::Refused(format!(
                    "{} is not a file.",
                    path.strip_prefix(&submitted.base)
                        .unwrap_or(&path)
                        .display()
                )));
            }
            Err(error) => {
                return Ok(SourcesOutcome::Refused(format!(
                    "{} cannot be read: {error}.",
                    folder
                        .strip_prefix(&submitted.base)
                        .unwrap_or(folder)
                        .display()
                )));
            }
        }
    } else {
        vec![lib]
    };
    if files.len() > MAX_FILES {
        return Ok(SourcesOutcome::Refused(format!(
            "the crate has more than {MAX_FILES} source files; a task needs one."
        )));
    }
    files.sort();
    let mut sources = Sources {
        files: Vec::new(),
        fingerprint: Fingerprint::default(),
    };
    let mut bytes = 0;
    for path in files {
        let shown = path.strip_prefix(&submitted.base).unwrap_or(&path);
        match read_source_file(&path, shown, &mut sources.fingerprint) {
            Ok(size) => bytes += size,
            Err(problem) => return Ok(SourcesOutcome::Refused(problem)),
        }
        if bytes > MAX_CRATE {
            return Ok(SourcesOutcome::Refused(format!(
                "{}; a task needs some kilobytes.",
                too_large()
            )));
        }
        sources.files.push(shown.to_owned());
    }
    Ok(SourcesOutcome::Accepted(sources))
}

/// Whether a file belongs to an editor: a swap file, a backup, a lock file, or a test file.
pub fn is_editors_own(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
        return false;
    };
    // `.lib.rs.swp`, `.#lib.rs`; `lib.rs~`, `lib.rs___jb_tmp___`; `#lib.rs#`; vim's probe.
    name.starts_with(['.', '#']) || name.ends_with('~') || name.ends_with("___") || name == "4913"
}

/// Adds a file to the fingerprint and returns its size, or says why it cannot be compiled.
fn read_source_file(
    path: &Path,
    shown: &Path,
    fingerprint: &mut Fingerprint,
) -> std::result::Result<u64, String> {
    let shown_name = shown.display();
    let size = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.len(),
        Err(error) => return Err(format!("{shown_name} cannot be read: {error}.")),
    };
    if size > MAX_FILE {
        return Err(format!(
            "{shown_name} is {:.1} MB large; the maximum is {} MB.",
            size as f64 / 1e6,
            MAX_FILE >> 20
        ));
    }
    if shown.to_string_lossy().contains(char::is_control) {
        return Err(format!(
            "{:?} has a control character in its name.",
            shown.to_string_lossy()
        ));
    }
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(error) => return Err(format!("{shown_name} cannot be read: {error}.")),
    };
    if path.extension().is_some_and(|extension| extension == "rs")
        && let Err(error) = std::str::from_utf8(&bytes)
    {
        let before = &bytes[..error.valid_up_to()];
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        return Err(format!(
            "{shown_name} is not UTF-8 text (line {line}): save it with the encoding UTF-8."
        ));
    }
    fingerprint.add(shown.to_string_lossy().as_bytes());
    fingerprint.add(&bytes);
    Ok(bytes.len() as u64)
}

/// The contents of a folder and its subfolders.
enum Listed {
    /// Regular files that a library may consist of.
    Files(Vec<PathBuf>),
    /// Something that may block its reader, such as a pipe.
    NoFile(PathBuf),
}

/// Lists the files in a folder and its subfolders. It does not follow symbolic links.
fn list(folder: &Path) -> io::Result<Listed> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    let main = folder.join("main.rs");
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && !is_editors_own(&path) && path != main {
                files.push(path);
            } else if !kind.is_file() && !kind.is_symlink() {
                return Ok(Listed::NoFile(path));
            }
            if files.len() + folders.len() > 2 * MAX_FILES {
                return Ok(Listed::Files(files));
            }
        }
    }
    Ok(Listed::Files(files))
}
