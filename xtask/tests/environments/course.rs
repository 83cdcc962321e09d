//! A copy of the course. It shares the target folder with the original, and stays there, so little is built anew.

use crate::kit;
use grader::workspace::Workspace;
use std::{
    env, fs,
    ops::{Deref, DerefMut},
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

/// The original.
const ORIGINAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The folder of the copy, and of what tests make beside it.
const FOLDER: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/environments");

/// A copy of the course.
pub struct Course {
    root: PathBuf,
    touched: AtomicU32,
    limit: Option<&'static str>,
}

/// What a command came to.
#[derive(Debug)]
pub struct Ran {
    pub exit: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    #[track_caller]
    pub fn assert_exit(&self, name: &str, exit: i32) {
        assert_eq!(self.exit, Some(exit), "{name}: {self:#?}");
        assert!(!self.stderr.contains("panicked"), "{name}: {self:#?}");
    }
}

/// The copy, for one test at a time. What checks need is built for it once.
static COURSE: Mutex<Option<Course>> = Mutex::new(None);

/// The copy, while no other test has it.
pub struct Borrowed(MutexGuard<'static, Option<Course>>);

impl Deref for Borrowed {
    type Target = Course;

    fn deref(&self) -> &Course {
        self.0.as_ref().expect("it was made when it was borrowed")
    }
}

impl DerefMut for Borrowed {
    fn deref_mut(&mut self) -> &mut Course {
        self.0.as_mut().expect("it was made when it was borrowed")
    }
}

impl Course {
    /// The copy, as the original is.
    pub fn borrow() -> Borrowed {
        let mut course = COURSE.lock().unwrap_or_else(PoisonError::into_inner);
        let borrowed = course.get_or_insert_with(|| Self {
            root: Path::new(FOLDER).join("course"),
            touched: AtomicU32::new(0),
            limit: None,
        });
        borrowed.reset();
        borrowed.take_over_kit();
        Borrowed(course)
    }

    /// Undoes what the test before has done.
    fn reset(&mut self) {
        fs::create_dir_all(&self.root).unwrap();
        for entry in fs::read_dir(FOLDER).unwrap() {
            let path = entry.unwrap().path();
            if path != self.root {
                fs::remove_dir_all(path).unwrap();
            }
        }
        self.limit = None;
        copy(Path::new(ORIGINAL), &self.root);
    }

    /// Takes over what was built for the original, where this copy has nothing.
    pub fn take_over_kit(&self) {
        kit::take_over(&Workspace::new(self.root.clone(), Self::target()));
    }

    /// The folder that holds the course.
    pub fn parent(&self) -> &Path {
        Path::new(FOLDER)
    }

    /// The target folder of the original and all copies.
    pub fn target() -> PathBuf {
        let workspace = Workspace::find().expect("cargo finds the workspace");
        workspace.target().to_owned()
    }

    /// The folder for what is built for this copy alone.
    pub fn own_folder(&self) -> PathBuf {
        let mut folders = fs::read_dir(Self::target().join("check")).unwrap();
        let is_own = |folder: &PathBuf| {
            let kit = fs::read_to_string(folder.join("kit.json")).unwrap_or_default();
            kit.contains(&format!("\"root\": \"{}\"", self.root.display()))
        };
        let own = folders.find_map(|folder| Some(folder.ok()?.path()).filter(is_own));
        own.expect("something was built for this copy")
    }

    /// A library that was built for this copy.
    pub fn library(&self, name: &str) -> PathBuf {
        let kit = fs::read(self.own_folder().join("kit.json")).unwrap();
        let kit: serde_json::Value = serde_json::from_slice(&kit).unwrap();
        kit["libraries"][name].as_str().unwrap().into()
    }

    /// The files with such names that were built for this copy.
    pub fn built(&self, start: &str) -> Vec<PathBuf> {
        let mut folders = vec![self.own_folder()];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else if entry.file_name().to_string_lossy().starts_with(start) {
                    found.push(entry.path());
                }
            }
        }
        found
    }

    /// Has cargo asked again what is built.
    pub fn forget_what_was_built(&self) {
        fs::remove_file(self.own_folder().join("kit.json")).unwrap();
    }

    /// Moves it, and calls `work` with the path that it had.
    pub fn while_moved(&mut self, work: impl FnOnce(&Self, &Path)) {
        let before = self.root.clone();
        self.root = Path::new(FOLDER).join("elsewhere");
        fs::rename(&before, &self.root).unwrap();
        self.take_over_kit();
        work(self, &before);
        fs::rename(&self.root, &before).unwrap();
        self.root = before;
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        fs::write(self.root.join(path), text).unwrap();
    }

    /// Limits what commands may use from here on, as an option of `prlimit`.
    pub fn limit(&mut self, limit: Option<&'static str>) {
        self.limit = limit;
    }

    /// Changes the solution of a task without changing what it does.
    pub fn touch(&self, task: usize) {
        let lib = format!("{}/src/lib.rs", grader::course::TASKS[task].name);
        let times = self.touched.fetch_add(1, Ordering::Relaxed);
        let text = self.read(&lib);
        self.write(&lib, &format!("{}\n// {times}\n", text.trim_end()));
    }

    /// Writes cargo's configuration for this and all other folders beside the course.
    pub fn configure(&self, config: &str) {
        let folder = Path::new(FOLDER).join(".cargo");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.toml"), config).unwrap();
    }

    /// A command in the course's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_xtask");
        let mut command = match self.limit {
            None => Command::new(program),
            Some(limit) => {
                let mut prlimit = Command::new("prlimit");
                prlimit.args([limit, "--", program]);
                prlimit
            }
        };
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", Self::target())
            // cargo has set them for this test.
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("CARGO_PKG_NAME");
        command
    }

    pub fn run_in(&self, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let output = self
            .command(arguments)
            .current_dir(folder)
            .envs(variables.iter().copied())
            .output()
            .expect("the program can be started");
        Ran {
            exit: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        self.run_in(&self.root, arguments, variables)
    }

    /// Checks task 0.
    pub fn check(&self, variables: &[(&str, &str)]) -> Ran {
        self.run(&["check", "--no-mains", "0"], variables)
    }

    /// A class of one, who handed in task 0 of the original.
    pub fn class(&self) -> PathBuf {
        let class = Path::new(FOLDER).join("class");
        let task = "basic_async_syntax/src";
        copy(
            &Path::new(ORIGINAL).join(task),
            &class.join("ada").join(task),
        );
        class
    }

    /// Grades task 0 of a class.
    pub fn grade(&self, class: &Path, options: &[&str], variables: &[(&str, &str)]) -> Ran {
        let out = Path::new(FOLDER).join("graded");
        let mut arguments = vec!["grade", class.to_str().unwrap(), "--tasks", "0", "--out"];
        arguments.push(out.to_str().unwrap());
        arguments.extend(options);
        self.run(&arguments, variables)
    }

    /// Whether anybody has a grade.
    pub fn has_grades(&self) -> bool {
        let results = Path::new(FOLDER).join("graded/results");
        fs::read_dir(results).is_ok_and(|mut results| results.next().is_some())
    }

    /// The cargo of a toolchain that has no rustfmt.
    pub fn toolchain_without_rustfmt(&self) -> PathBuf {
        let bin = Path::new(FOLDER).join("toolchain/bin");
        fs::create_dir_all(&bin).unwrap();
        let cargo = PathBuf::from(env::var_os("CARGO").expect("cargo runs tests"));
        for program in ["cargo", "rustc"] {
            let original = cargo.with_file_name(program);
            symlink(fs::canonicalize(original).unwrap(), bin.join(program)).unwrap();
        }
        bin.join("cargo")
    }

    /// Whether the original is formatted and tracked as it was: nothing writes there.
    pub fn original_is_untouched() -> bool {
        let lib = Path::new(ORIGINAL).join("basic_async_syntax/src/lib.rs");
        fs::read_to_string(lib).is_ok_and(|text| !text.contains("0.5..="))
    }
}

/// Makes a folder a copy of another, but for what is built, hidden, or a test's. What is the same stays as it is, so
/// that cargo finds nothing new in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(to).unwrap() {
        let entry = entry.unwrap();
        if !from.join(entry.file_name()).exists() {
            match entry.file_type().unwrap().is_dir() {
                true => fs::remove_dir_all(entry.path()).unwrap(),
                false => fs::remove_file(entry.path()).unwrap(),
            }
        }
    }
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if name == "target" || name == ".git" || name == "submissions" {
            continue;
        }
        let (original, copied) = (entry.path(), to.join(&name));
        if entry.file_type().unwrap().is_dir() {
            copy(&original, &copied);
        } else if fs::read(&copied).ok() != fs::read(&original).ok() {
            fs::copy(original, copied).unwrap();
        }
    }
}
