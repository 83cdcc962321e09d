//! On Linux the system itself sees to it that no link is on the way.

use super::{Kind, Listing, no_file_any_more};
use rustix::{
    fs::{
        AtFlags, Dir, FileType, Mode, OFlags, ResolveFlags, fstat, open, openat, openat2, statat,
    },
    io::Errno,
};
use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io,
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::ffi::{OsStrExt, OsStringExt},
    },
    path::{Component, Path},
};

/// A folder that is open. Paths are relative to it, and lead to nothing that is not in it.
#[derive(Debug)]
pub(in super::super) struct Folder(OwnedFd);

impl Folder {
    /// Opens a folder of somebody who is trusted: links on the way to it are followed.
    pub(in super::super) fn trusted(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(open(or_here(path), flags, Mode::empty())?))
    }

    /// Opens a folder in it.
    pub(in super::super) fn folder(&self, path: &Path) -> io::Result<Self> {
        Ok(Self(self.open(path, OFlags::RDONLY | OFlags::DIRECTORY)?))
    }

    /// Opens a regular file in it. Nothing else than a file can make this wait.
    pub(in super::super) fn file(&self, path: &Path) -> io::Result<File> {
        // Opening a named pipe waits for its other end, without this.
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY;
        let file = self.open(path, flags)?;
        match kind_of(&file)? {
            Kind::File => Ok(file.into()),
            Kind::Folder | Kind::Link | Kind::Other => Err(no_file_any_more()),
        }
    }

    /// What lies at a place in it.
    pub(in super::super) fn kind(&self, path: &Path) -> io::Result<Kind> {
        kind_of(&self.open(path, OFlags::PATH)?)
    }

    /// What a folder in it holds: so many entries at the most, in any order.
    pub(in super::super) fn list(&self, path: &Path, most: usize) -> io::Result<Listing> {
        let mut folder = Dir::new(self.folder(path)?.0)?;
        let mut entries = Vec::new();
        while entries.len() < most
            && let Some(entry) = folder.read()
        {
            let entry = entry?;
            let name = entry.file_name();
            if [&b"."[..], b".."].contains(&name.to_bytes()) {
                continue;
            }
            let kind = match entry.file_type() {
                // Not all file systems tell.
                FileType::Unknown => {
                    let stat = statat(folder.fd()?, name, AtFlags::SYMLINK_NOFOLLOW)?;
                    FileType::from_raw_mode(stat.st_mode)
                }
                kind => kind,
            };
            entries.push((OsString::from_vec(name.to_bytes().to_owned()), kind.into()));
        }
        Ok(entries)
    }

    fn open(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        match at_once(self.0.as_fd(), path, flags) {
            // Emulators do not know this call, and containers may forbid what they do not know.
            Err(Errno::NOSYS | Errno::PERM) => Ok(step_by_step(self.0.as_fd(), path, flags)?),
            opened => Ok(opened?),
        }
    }
}

/// Opens a path in a folder, with a single call.
pub(super) fn at_once(
    folder: BorrowedFd,
    path: &Path,
    flags: OFlags,
) -> rustix::io::Result<OwnedFd> {
    let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    openat2(folder, or_here(path), flags, Mode::empty(), resolve)
}

/// The same, where the system does not have that call.
pub(super) fn step_by_step(
    folder: BorrowedFd,
    path: &Path,
    flags: OFlags,
) -> rustix::io::Result<OwnedFd> {
    let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let on_the_way = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut names: Vec<&OsStr> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => names.push(name),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(Errno::XDEV);
            }
        }
    }
    let last = names.pop().unwrap_or(OsStr::new("."));
    let mut reached: Option<OwnedFd> = None;
    for name in names {
        let from = reached.as_ref().map_or(folder, AsFd::as_fd);
        reached = Some(openat(from, name.as_bytes(), on_the_way, Mode::empty())?);
    }
    let from = reached.as_ref().map_or(folder, AsFd::as_fd);
    openat(from, last.as_bytes(), flags, Mode::empty())
}

fn or_here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

fn kind_of(open: &OwnedFd) -> io::Result<Kind> {
    Ok(FileType::from_raw_mode(fstat(open)?.st_mode).into())
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        match kind {
            FileType::Directory => Self::Folder,
            FileType::RegularFile => Self::File,
            FileType::Symlink => Self::Link,
            _ => Self::Other,
        }
    }
}
