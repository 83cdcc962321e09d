//! Lists the folder of submissions.

use super::names;
use anyhow::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fs, iter,
    path::{Path, PathBuf},
};

/// A submission that has not been read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name: the folder's name, or the archive's name without extension.
    pub name: String,
    /// Its path.
    pub path: PathBuf,
    /// Whether it is a folder or an archive.
    pub form: Form,
}

/// The form of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A folder.
    Folder,
    /// A `.zip` file.
    Zip,
    /// A `.tar.gz` or `.tgz` file.
    TarGz,
}

impl Form {
    /// The form of an archive with this file name, and the name without its extension.
    pub(super) fn from_archive_name(name: &OsStr) -> Option<(Self, &OsStr)> {
        const ENDINGS: [(&str, Form); 3] = [
            (".zip", Form::Zip),
            (".tar.gz", Form::TarGz),
            (".tgz", Form::TarGz),
        ];
        let bytes = name.as_encoded_bytes();
        ENDINGS.iter().find_map(|(ending, form)| {
            let stem = bytes.len().checked_sub(ending.len())?;
            let fits = stem > 0 && bytes[stem..].eq_ignore_ascii_case(ending.as_bytes());
            fits.then(|| (*form, names::prefix(name, stem)))
        })
    }
}

/// The entries of the folder of submissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entries {
    /// The submissions, sorted by file name.
    pub submissions: Vec<Entry>,
    /// Entries that are not submissions, each with the reason.
    pub skipped: Vec<String>,
}

/// Lists the folder of submissions. Links are not followed, and no file is opened.
///
/// # Errors
/// Fails if the folder cannot be read.
pub(super) fn list(folder: &Path) -> Result<Entries> {
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        // An entry that has just been deleted is not a submission.
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        files.push((entry.file_name(), kind));
    }
    files.sort_by(|one, other| one.0.cmp(&other.0));

    let mut entries = Entries::default();
    let mut found = Vec::new();
    for (file_name, kind) in files {
        match form(&file_name, kind) {
            Ok(form) => found.push((file_name, form)),
            Err(why) => entries
                .skipped
                .push(format!("{}: {why}", names::shown(&file_name))),
        }
    }
    let names = names_of(&found);
    entries.submissions = found
        .into_iter()
        .zip(names)
        .map(|((file_name, form), name)| Entry {
            name,
            path: folder.join(file_name),
            form,
        })
        .collect();
    Ok(entries)
}

/// The form of the submission with this file name, or the reason why it is not a submission.
fn form(file_name: &OsStr, kind: fs::FileType) -> Result<Form, &'static str> {
    const NOT_READ: [&str; 9] = [
        ".rar", ".7z", ".tar", ".tar.xz", ".txz", ".tar.bz2", ".tbz", ".tar.zst", ".gz",
    ];
    let name = file_name.as_encoded_bytes();
    if name.starts_with(b".") || name == b"__MACOSX" {
        Err("hidden")
    } else if kind.is_symlink() {
        Err("a link; links are not followed")
    } else if kind.is_dir() {
        Ok(Form::Folder)
    } else if !kind.is_file() {
        Err("neither a folder nor a file")
    } else if let Some((form, _)) = Form::from_archive_name(file_name) {
        Ok(form)
    } else if NOT_READ.iter().any(|ending| {
        name.len() > ending.len()
            && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    }) {
        Err("an unsupported archive format; unpack it into a folder")
    } else {
        Err("not a folder, .zip or .tar.gz")
    }
}

/// Unique names for the submissions. An archive's name loses its extension, unless another submission could have the
/// same name.
fn names_of(found: &[(OsString, Form)]) -> Vec<String> {
    let stem = |file_name: &OsString, form| match form {
        Form::Folder => names::shown(file_name),
        Form::Zip | Form::TarGz => Form::from_archive_name(file_name)
            .map_or_else(|| names::shown(file_name), |(_, stem)| names::shown(stem)),
    };
    let mut claims: BTreeMap<String, usize> = BTreeMap::new();
    for (file_name, form) in found {
        let (whole, stem) = (names::shown(file_name), stem(file_name, *form));
        if stem != whole {
            *claims.entry(stem).or_default() += 1;
        }
        *claims.entry(whole).or_default() += 1;
    }
    let mut given: BTreeSet<String> = BTreeSet::new();
    let texts: BTreeSet<String> = found
        .iter()
        .filter(|(file_name, _)| file_name.to_str().is_some())
        .flat_map(|(file_name, form)| [names::shown(file_name), stem(file_name, *form)])
        .collect();
    found
        .iter()
        .map(|(file_name, form)| {
            let stem = stem(file_name, *form);
            let name = if claims[&stem] == 1 {
                stem
            } else {
                names::shown(file_name)
            };
            // Only a name that is not UTF-8 can already be taken, by a name that is written like its escaped form. It
            // gets a number that makes it unique.
            let is_text = file_name.to_str().is_some();
            let is_free =
                |name: &String| !given.contains(name) && (is_text || !texts.contains(name));
            let name = iter::once(name.clone())
                .chain((2..).map(|number| format!("{name} ({number})")))
                .find(is_free)
                .unwrap_or(name);
            given.insert(name.clone());
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[&str]) -> Vec<String> {
        let found: Vec<(OsString, Form)> = files
            .iter()
            .map(|name| {
                let form = Form::from_archive_name(OsStr::new(name))
                    .map_or(Form::Folder, |(form, _)| form);
                (OsString::from(name), form)
            })
            .collect();
        names_of(&found)
    }

    #[test]
    fn names_of_archives_lose_their_extension() {
        assert_eq!(
            names(&["anna", "bob.zip", "carl.d.tar.gz", "dora.TGZ", ".zip"]),
            ["anna", "bob", "carl.d", "dora", ".zip"]
        );
    }

    #[test]
    fn names_that_would_clash_keep_their_extension() {
        assert_eq!(names(&["a", "a.zip"]), ["a", "a.zip"]);
        assert_eq!(names(&["a.tar.gz", "a.zip"]), ["a.tar.gz", "a.zip"]);
        assert_eq!(names(&["a.zip", "a.zip.zip"]), ["a", "a.zip.zip"]);
        assert_eq!(
            names(&["a", "a.zip", "a.zip.zip"]),
            ["a", "a.zip", "a.zip.zip"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_utf_8_are_unique() {
        let all: [&[u8]; 10] = [
            b"a%FFb",
            b"a%FFb (2)",
            b"a%FFb (2).zip",
            b"a%FFb (3)",
            b"a\xffb",
            b"a\xffb.zip",
            b"a%25FF\xfe",
            b"a%FF\xfe",
            b"a\xff%FE",
            b"a\xff\xfe",
        ];
        let mut found: Vec<(OsString, Form)> = all
            .map(|name| {
                let name = names::from_bytes(name).unwrap();
                let form = Form::from_archive_name(&name).map_or(Form::Folder, |(form, _)| form);
                (name, form)
            })
            .into();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let names = names_of(&found);
        let different: BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), all.len(), "{names:?}");
        for ((file_name, _), name) in found.iter().zip(&names) {
            if let Some(text) = file_name.to_str() {
                assert!(text == name || text == format!("{name}.zip"), "{names:?}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn other_entries_are_reported_and_never_opened() {
        use std::os::unix::{fs::symlink, net::UnixListener};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::create_dir(path.join("anna")).unwrap();
        fs::create_dir(path.join("__MACOSX")).unwrap();
        fs::write(path.join("bob.zip"), "").unwrap();
        fs::write(path.join("notes.txt"), "").unwrap();
        fs::write(path.join("carl.rar"), "").unwrap();
        fs::write(path.join(".DS_Store"), "").unwrap();
        symlink("anna", path.join("dora")).unwrap();
        let _socket = UnixListener::bind(path.join("socket.zip")).unwrap();

        let entries = list(path).unwrap();
        let names: Vec<_> = entries
            .submissions
            .iter()
            .map(|entry| &entry.name)
            .collect();
        assert_eq!(names, ["anna", "bob"]);
        assert_eq!(
            entries.skipped,
            [
                ".DS_Store: hidden",
                "__MACOSX: hidden",
                "carl.rar: an unsupported archive format; unpack it into a folder",
                "dora: a link; links are not followed",
                "notes.txt: not a folder, .zip or .tar.gz",
                "socket.zip: neither a folder nor a file",
            ]
        );
    }
}
