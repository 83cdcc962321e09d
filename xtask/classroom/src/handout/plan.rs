//! The contents of a handout.

use super::{lock, manifest};
use anyhow::{Context, Result};
use grader::course::{TASKS, Task};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The files of a handout.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Keyed by path from the root of the handout, with `/` as separator.
    pub files: BTreeMap<String, File>,
    /// Why the lock file is the course's whole one, if it is.
    pub lock_problem: Option<String>,
}

/// A file of a handout.
#[derive(Debug)]
pub(super) struct File {
    /// Its content, with `\n` as line ending even if the course was checked out otherwise.
    pub content: Vec<u8>,
    /// Its owner.
    pub owner: Owner,
}

/// Who changes a file after the handout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The learner: a task's `src` folder.
    Learner,
    /// The course: lessons, checks, manifests.
    Course,
    /// Cargo: the lock file.
    Cargo,
}

/// The crates that checks need, besides the stand-ins.
const TOOLS: [&str; 5] = [
    "xtask",
    "xtask/grader",
    "xtask/protocol",
    "xtask/examiner",
    "xtask/system_calls",
];

impl Plan {
    /// Reads the files of a handout from the course. Only files that are named here are included.
    ///
    /// # Errors
    /// Fails if the course cannot be read.
    pub(super) fn new(course: &Path) -> Result<Self> {
        let mut plan = Self::default();
        for path in [".gitignore", "LICENSE", ".cargo/config.toml"] {
            plan.add(path, read(course, path)?, Owner::Course);
        }
        plan.add(
            "README.md",
            read(course, "xtask/stubs/README.md")?,
            Owner::Course,
        );
        let tools = tools(course)?;
        let tasks = TASKS.iter().map(|task| task.name);
        let mut manifests = Vec::new();
        for folder in tasks.chain(tools.iter().map(String::as_str)) {
            let path = format!("{folder}/Cargo.toml");
            let manifest = read(course, &path)?;
            manifests.push((path, manifest));
        }
        let mut used = BTreeSet::new();
        for (path, manifest) in &manifests {
            used.extend(manifest::dependencies(manifest).with_context(|| path.clone())?);
        }
        for (path, manifest) in &manifests {
            let manifest = manifest::member(manifest, &used).with_context(|| path.clone())?;
            plan.add(path, manifest, Owner::Course);
        }
        for task in &TASKS {
            plan.add_task(course, task)
                .with_context(|| format!("cannot hand out {}", task.name))?;
        }
        for tool in &tools {
            plan.add_tool(course, tool)
                .with_context(|| format!("cannot hand out {tool}"))?;
        }
        plan.add_workspace(course)?;
        Ok(plan)
    }

    fn add(&mut self, path: &str, content: String, owner: Owner) {
        let content = content.into_bytes();
        self.files.insert(path.to_owned(), File { content, owner });
    }

    fn add_task(&mut self, course: &Path, task: &Task) -> Result<()> {
        let within = |path: &str| format!("{}/{path}", task.name);
        let lib = within("src/lib.rs");
        let stub = read(course, &format!("xtask/stubs/{}.rs", task.name))?;
        self.add(&lib, stub, Owner::Learner);
        let main = within("src/main.rs");
        self.add(&main, read(course, &main)?, Owner::Learner);
        let lesson = within("README.md");
        self.add(&lesson, read(course, &lesson)?, Owner::Course);
        for path in files(course, &within("examples"))? {
            self.add(&path, read(course, &path)?, Owner::Course);
        }
        Ok(())
    }

    fn add_tool(&mut self, course: &Path, folder: &str) -> Result<()> {
        let build = format!("{folder}/build.rs");
        if course.join(&build).is_file() {
            self.add(&build, read(course, &build)?, Owner::Course);
        }
        for path in files(course, &format!("{folder}/src"))? {
            self.add(&path, read(course, &path)?, Owner::Course);
        }
        Ok(())
    }

    fn add_workspace(&mut self, course: &Path) -> Result<()> {
        let members: Vec<(&str, &str)> = self
            .files
            .iter()
            .filter_map(|(path, file)| {
                let folder = path.strip_suffix("/Cargo.toml")?;
                Some((folder, str::from_utf8(&file.content).ok()?))
            })
            .collect();
        let manifest = manifest::workspace(&read(course, "Cargo.toml")?, &members)
            .context("cannot make Cargo.toml")?;
        self.add("Cargo.toml", manifest, Owner::Course);
        let whole = read(course, "Cargo.lock")?;
        let files = self.files.iter().map(|(path, file)| (path, &file.content));
        let lock = lock::shorten(files, &whole).unwrap_or_else(|error| {
            self.lock_problem = Some(format!("{error:#}"));
            whole
        });
        self.add("Cargo.lock", lock, Owner::Cargo);
        Ok(())
    }
}

/// The folders of the tools and of the stand-ins.
fn tools(course: &Path) -> Result<Vec<String>> {
    let mut tools: Vec<String> = TOOLS.map(str::to_owned).into();
    for folder in entries(&course.join("xtask/stand_ins"))? {
        if let Some(name) = folder.file_name().filter(|_| folder.is_dir()) {
            tools.push(format!("xtask/stand_ins/{}", name.to_string_lossy()));
        }
    }
    Ok(tools)
}

/// The files below a folder of the course, as paths from its root; empty if the folder does not exist. Hidden files are
/// left out, since they belong to an editor.
fn files(course: &Path, folder: &str) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let path = course.join(&folder);
        if !path.exists() {
            continue;
        }
        for entry in entries(&path)? {
            let name = entry.file_name().unwrap_or_default().to_string_lossy();
            let path = format!("{folder}/{name}");
            if name.starts_with('.') {
                continue;
            }
            if entry.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    Ok(files)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect())
        .with_context(|| format!("cannot read {}", folder.display()))
}

/// The text of a file of the course.
fn read(course: &Path, path: &str) -> Result<String> {
    let path = course.join(path);
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
}
