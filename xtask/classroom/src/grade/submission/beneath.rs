//! Opens what lies in a folder, and never anything else.
//!
//! Whoever owns a folder can put a link in the place of anything in it, at any moment: also between the moment when it is
//! looked at and the one when it is opened. So nothing is opened by a path from the root. A folder is opened once, and
//! what lies in it is reached from there, one folder after the other, without links. What it is, is asked of what is open.

use cap_fs_ext::{DirExt, FollowSymlinks, OpenOptionsFollowExt, OpenOptionsSyncExt};
use cap_std::{
    ambient_authority,
    fs::{Dir, FileType, OpenOptions},
};
use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io,
    path::{Component, Path},
};

/// What lies at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A link, wherever it leads.
    Link,
    /// A pipe, a device or a socket.
    Other,
}

/// What a folder holds: names, and what was there when it was listed.
pub(super) type Listing = Vec<(OsString, Kind)>;

/// A folder that is open. Paths are relative to it, and lead to nothing that is not in it.
#[derive(Debug)]
pub(super) struct Folder(Dir);

impl Folder {
    /// Opens a folder of somebody who is trusted: links on the way to it are followed.
    pub(super) fn trusted(path: &Path) -> io::Result<Self> {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        Ok(Self(Dir::open_ambient_dir(path, ambient_authority())?))
    }

    /// Opens a folder in it.
    pub(super) fn folder(&self, path: &Path) -> io::Result<Self> {
        let mut folder = self.0.try_clone()?;
        for part in path.components() {
            match part {
                // By its name alone, since only the last name of a path is never followed.
                Component::Normal(name) => folder = folder.open_dir_nofollow(name)?,
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
            }
        }
        Ok(Self(folder))
    }

    /// Opens a regular file in it. Nothing else than a file can make this wait.
    pub(super) fn file(&self, path: &Path) -> io::Result<File> {
        let (folder, name) = self.place(path)?;
        let mut options = OpenOptions::new();
        // Opening a named pipe waits for its other end, without `nonblock`.
        options.read(true).follow(FollowSymlinks::No).nonblock(true);
        let file = folder.open_with(name, &options)?;
        match file.metadata()?.file_type().into() {
            Kind::File => Ok(file.into_std()),
            Kind::Folder | Kind::Link | Kind::Other => Err(io::Error::new(
                io::ErrorKind::NotFound,
                "there is no regular file any more",
            )),
        }
    }

    /// What lies at a place in it.
    pub(super) fn kind(&self, path: &Path) -> io::Result<Kind> {
        let (folder, name) = self.place(path)?;
        Ok(folder.symlink_metadata(name)?.file_type().into())
    }

    /// What a folder in it holds: so many entries at the most, in any order.
    pub(super) fn list(&self, path: &Path, most: usize) -> io::Result<Listing> {
        let entries = self.folder(path)?.0.entries()?.take(most);
        entries
            .map(|entry| {
                let entry = entry?;
                Ok((entry.file_name(), entry.file_type()?.into()))
            })
            .collect()
    }

    /// The folder in it that a path leads to, and the path's last name.
    fn place<'a>(&self, path: &'a Path) -> io::Result<(Dir, &'a OsStr)> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let folder = self.folder(path.parent().unwrap_or(Path::new("")))?;
        Ok((folder.0, name))
    }
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests;
