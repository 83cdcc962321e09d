//! Opens files and folders inside a folder, and never anything outside of it.
//!
//! The owner of a folder can replace anything in it by a link at any moment, even between a check and the opening of a
//! file. So nothing is opened by an absolute path. A folder is opened once, and everything in it is reached from there,
//! one folder after the other, without following links. The kind of a file is checked after it has been opened.

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

/// The kind of a directory entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A symbolic link.
    Link,
    /// A pipe, a device or a socket.
    Other,
}

/// The names in a folder, with their kinds when it was listed.
pub(super) type Listing = Vec<(OsString, Kind)>;

/// An open folder. Paths are relative to it, and cannot lead out of it.
#[derive(Debug)]
pub(super) struct Folder(Dir);

impl Folder {
    /// Opens the folder of a trusted user: links in its path are followed.
    pub(super) fn trusted(path: &Path) -> io::Result<Self> {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        Ok(Self(Dir::open_ambient_dir(path, ambient_authority())?))
    }

    /// Opens a folder inside this one.
    pub(super) fn folder(&self, path: &Path) -> io::Result<Self> {
        let mut folder = self.0.try_clone()?;
        for part in path.components() {
            match part {
                // One name at a time, since `nofollow` applies only to the last name of a path.
                Component::Normal(name) => folder = folder.open_dir_nofollow(name)?,
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
            }
        }
        Ok(Self(folder))
    }

    /// Opens a regular file inside this folder. It fails for anything else, and never blocks.
    pub(super) fn file(&self, path: &Path) -> io::Result<File> {
        let (folder, name) = self.parent(path)?;
        let mut options = OpenOptions::new();
        // Without `nonblock`, opening a named pipe waits for its other end.
        options.read(true).follow(FollowSymlinks::No).nonblock(true);
        let file = folder.open_with(name, &options)?;
        match file.metadata()?.file_type().into() {
            Kind::File => Ok(file.into_std()),
            Kind::Folder | Kind::Link | Kind::Other => Err(io::Error::new(
                io::ErrorKind::NotFound,
                "it is no longer a regular file",
            )),
        }
    }

    /// The kind of the entry at a path.
    pub(super) fn kind(&self, path: &Path) -> io::Result<Kind> {
        let (folder, name) = self.parent(path)?;
        Ok(folder.symlink_metadata(name)?.file_type().into())
    }

    /// The entries of a folder inside this one in any order, at most `max` of them.
    pub(super) fn list(&self, path: &Path, max: usize) -> io::Result<Listing> {
        let entries = self.folder(path)?.0.entries()?.take(max);
        entries
            .map(|entry| {
                let entry = entry?;
                Ok((entry.file_name(), entry.file_type()?.into()))
            })
            .collect()
    }

    /// The folder that contains the entry at a path, and the entry's name.
    fn parent<'a>(&self, path: &'a Path) -> io::Result<(Dir, &'a OsStr)> {
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
