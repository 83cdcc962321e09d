//! The handout as a teacher makes it and as a learner uses it.

#![cfg(feature = "classroom")]

mod kit;

use grader::{course::TASKS, workspace::Workspace};
use proc_macro2::TokenStream;
use quote::ToTokens;
use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use syn::{
    Block, ImplItemFn, Item, ItemFn, Stmt,
    visit::{self, Visit},
};

/// The workspace of the course.
fn workspace() -> Workspace {
    Workspace::find().expect("cargo finds the workspace")
}

/// Makes or updates a handout, and returns what became of that: the exit code, and all that was said.
fn handout(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("handout")
        .args(arguments)
        .output()
        .expect("the program can be started");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

/// cargo, as a learner calls it in the handout: nothing of the cargo that runs this test is passed on.
fn cargo(dir: &Path, arguments: &[&str]) -> Output {
    let mut cargo = Command::new(env!("CARGO"));
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let of_cargo = name.starts_with("CARGO") && name != "CARGO_HOME";
        let of_rust = name.starts_with("RUST") && !name.starts_with("RUSTUP");
        if of_cargo || of_rust {
            cargo.env_remove(name);
        }
    }
    cargo
        .args(arguments)
        .current_dir(dir)
        .output()
        .expect("cargo can be started")
}

/// All files of a handout but what was built there, as paths from its root.
fn files(dir: &Path) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("a folder can be read").path();
            if !path.is_dir() {
                let path = path.strip_prefix(dir).expect("it lies there");
                files.push(path.to_string_lossy().replace('\\', "/"));
            } else if path != dir.join("target") {
                folders.push(path);
            }
        }
    }
    files
}

/// A new handout in a folder that each run of the tests uses again: what was built there stays.
fn renewed(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let (built, aside) = (dir.join("target"), dir.with_extension("target"));
    if built.exists() {
        let _ = fs::remove_dir_all(&aside);
        fs::rename(&built, &aside).expect("what was built can be put aside");
    }
    let _ = fs::remove_dir_all(&dir);
    let (code, said) = handout(&[dir.to_str().expect("the path is UTF-8")]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("note:"), "{said}");
    if aside.exists() {
        fs::rename(&aside, &built).expect("what was built can be put back");
    }
    let root = fs::canonicalize(&dir).expect("it was made");
    kit::take_over(&Workspace::new(root, built));
    dir
}

fn reference(task: &str) -> PathBuf {
    workspace().root().join(task).join("src/lib.rs")
}

/// The result of `cargo xtask check`, and its exit code.
fn check(dir: &Path) -> (Value, Option<i32>) {
    let output = cargo(dir, &["xtask", "check", "--no-mains", "--format", "json"]);
    let result = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{error}: {}", String::from_utf8_lossy(&output.stderr));
    });
    (result, output.status.code())
}

/// One test, for each step takes the one before: what has to be built takes long.
#[test]
fn a_learner_goes_from_the_handout_to_five_tasks_passed() {
    let dir = renewed("handout");

    // It builds without warnings, and is formatted, with a lock file that needs no change.
    let build = cargo(
        &dir,
        &[
            "build",
            "--workspace",
            "--all-targets",
            "--locked",
            "--message-format",
            "json",
        ],
    );
    let messages = String::from_utf8_lossy(&build.stdout).into_owned();
    let diagnostics: Vec<&str> = messages
        .lines()
        .filter(|line| line.contains(r#""reason":"compiler-message""#))
        .collect();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let said = String::from_utf8_lossy(&build.stderr);
    assert!(
        build.status.success() && !said.contains("warning"),
        "{said}"
    );
    let formatted = cargo(&dir, &["fmt", "--all", "--check"]);
    assert!(formatted.status.success(), "{formatted:?}");

    // Nothing is started.
    let (result, code) = check(&dir);
    let tasks = result["tasks"].as_array().expect("a list of tasks");
    assert_eq!((tasks.len(), code), (TASKS.len(), Some(1)));
    for task in tasks {
        assert_eq!(task["started"], false, "{task:#}");
        assert_eq!(task["score"], 0, "{task:#}");
    }
    // Making handouts is not for learners.
    assert_eq!(
        cargo(&dir, &["xtask", "handout", "x"]).status.code(),
        Some(2)
    );

    // With the solutions, everything passes.
    for task in &TASKS {
        let lib = dir.join(task.name).join("src/lib.rs");
        fs::copy(reference(task.name), lib).expect("a solution can be handed in");
    }
    let (result, code) = check(&dir);
    assert_eq!(code, Some(0), "{result:#}");
    assert_eq!(result["score"], result["max_score"]);
    for task in result["tasks"].as_array().expect("a list of tasks") {
        assert_eq!(task["status"], "passed", "{task:#}");
    }
}

#[test]
fn no_solution_is_in_the_handout() {
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let dir = parent.path().join("handout");
    let (code, said) = handout(&[dir.to_str().expect("the path is UTF-8")]);
    assert_eq!(code, Some(0), "{said}");

    let files = files(&dir);
    for folder in [
        "submissions",
        "classroom",
        "stubs",
        "tests",
        "benches",
        ".git",
    ] {
        let part = format!("/{folder}/");
        let found = files.iter().find(|path| format!("/{path}").contains(&part));
        assert_eq!(found, None, "{folder}");
    }
    let solutions = solutions();
    // The bodies of the references and of all right solutions of the corpus, and much of what they consist of.
    assert!(solutions.len() > 100, "only {} were found", solutions.len());
    for path in files {
        let text = fs::read_to_string(dir.join(&path)).expect("a file can be read");
        let forms = forms(&text);
        for solution in &solutions {
            assert!(
                !forms.iter().any(|form| form.contains(&solution.squeezed)),
                "{path} holds a part of {}:\n{}",
                solution.origin.display(),
                solution.squeezed
            );
        }
    }
}

/// A piece of a solution.
struct Solution {
    origin: PathBuf,
    /// Without any white space, so that another layout does not hide it.
    squeezed: String,
}

/// The shortest piece that tells something, in characters without white space. A body below that,
/// such as one that only calls another function, is no solution of anything.
const SHORTEST: usize = 20;

/// What must be in no file of a handout. Of the references: the body of each function, all of each helper, each
/// statement, and each line of code. Of the right solutions in the checker's corpus: the body of the function.
/// Pieces that the course's examples and lessons teach are not meant: a call of `Instant::now`, for example.
fn solutions() -> Vec<Solution> {
    let workspace = workspace();
    let root = workspace.root();
    let taught: Vec<String> = TASKS
        .iter()
        .flat_map(|task| {
            let folder = root.join(task.name);
            let examples = files(&folder.join("examples"));
            let examples = examples
                .iter()
                .map(|name| folder.join("examples").join(name));
            examples
                .chain([folder.join("README.md")])
                .collect::<Vec<_>>()
        })
        .flat_map(|path| forms(&fs::read_to_string(path).expect("a file can be read")))
        .collect();

    let mut solutions = Vec::new();
    let mut add = |origin: &Path, piece: &str| {
        let squeezed = squeeze(piece);
        if squeezed.chars().count() >= SHORTEST {
            let origin = origin.strip_prefix(root).unwrap_or(origin).to_owned();
            solutions.push(Solution { origin, squeezed });
        }
    };
    for task in &TASKS {
        let path = reference(task.name);
        let text = fs::read_to_string(&path).expect("a reference can be read");
        let pieces = Pieces::of(&text, true);
        for whole in pieces.whole {
            add(&path, &whole);
        }
        for part in pieces.parts {
            let squeezed = squeeze(&part);
            if !taught.iter().any(|taught| taught.contains(&squeezed)) {
                add(&path, &part);
            }
        }
    }
    let corpus = root.join("xtask/submissions/right");
    let is_rust = |name: &String| name.ends_with(".rs");
    for name in files(&corpus).into_iter().filter(is_rust) {
        let path = corpus.join(name);
        let text = fs::read_to_string(&path).expect("a file can be read");
        for whole in Pieces::of(&text, false).whole {
            add(&path, &whole);
        }
    }
    solutions
}

/// The pieces of a solution, as they are written and, lest a comment makes the difference, as bare tokens.
#[derive(Default)]
struct Pieces {
    text: String,
    with_parts: bool,
    whole: Vec<String>,
    parts: Vec<String>,
}

impl Pieces {
    fn of(text: &str, with_parts: bool) -> Self {
        let mut pieces = Self {
            text: text.to_owned(),
            with_parts,
            ..Self::default()
        };
        let file = syn::parse_file(text).expect("a solution is Rust");
        for item in &file.items {
            let helper = matches!(item, Item::Struct(_) | Item::Impl(_) | Item::Enum(_));
            if helper && with_parts {
                pieces.whole.extend(pieces.both(item.to_token_stream()));
            }
            pieces.visit_item(item);
        }
        pieces
    }

    fn both(&self, tokens: TokenStream) -> [String; 2] {
        let mut spans = tokens
            .clone()
            .into_iter()
            .map(|token| token.span().byte_range());
        let start = spans.next().map_or(0, |first| first.start);
        let end = spans.last().map_or(start, |last| last.end);
        [self.text[start..end].to_owned(), tokens.to_string()]
    }

    fn add_body(&mut self, body: &Block) {
        let tokens = body.stmts.iter().map(ToTokens::to_token_stream).collect();
        let [text, tokens] = self.both(tokens);
        if self.with_parts {
            let lines = text.lines().map(str::trim);
            let code = lines.filter(|line| !line.starts_with("//"));
            self.parts.extend(code.map(str::to_owned));
        }
        self.whole.extend([text, tokens]);
    }
}

impl<'ast> Visit<'ast> for Pieces {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.add_body(&function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.add_body(&function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if self.with_parts {
            self.parts.extend(self.both(statement.to_token_stream()));
        }
        visit::visit_stmt(self, statement);
    }
}

/// A file as it is, and without what makes its lines comments or documentation; both without white space.
fn forms(text: &str) -> [String; 2] {
    let bare: String = text
        .lines()
        .map(|line| {
            line.trim_start()
                .trim_start_matches(['/', '!', '#', '>', '*'])
        })
        .collect();
    [squeeze(text), squeeze(&bare)]
}

/// Without white space, and without the commas that rustfmt adds where it breaks a line.
fn squeeze(text: &str) -> String {
    let squeezed: String = text.split_whitespace().collect();
    [")", "]", "}"]
        .iter()
        .fold(squeezed, |text, end| text.replace(&format!(",{end}"), end))
}

#[test]
fn a_handout_is_never_written_over() {
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let path = |name: &str| parent.path().join(name).to_str().expect("UTF-8").to_owned();
    fs::create_dir(path("full")).unwrap();
    fs::write(path("full/notes"), "notes").unwrap();
    fs::write(path("file"), "file").unwrap();
    let inside = workspace().root().join("new");
    for (dir, update, part) in [
        (path("full"), false, "is not empty"),
        (path("full"), true, "is not a handout"),
        (path("file"), false, "is not a folder"),
        (path("file"), true, "is not a handout"),
        (path("file/below"), false, "is not a folder"),
        (path("nothing"), true, "is not a handout"),
        (inside.display().to_string(), false, "inside the course"),
        (
            workspace().root().display().to_string(),
            false,
            "inside the course",
        ),
    ] {
        let mut arguments = vec![dir.as_str()];
        arguments.extend(update.then_some("--update"));
        let (code, said) = handout(&arguments);
        assert!(code == Some(2) && said.contains(part), "{dir}: {said}");
    }
    assert_eq!(files(parent.path()).len(), 2, "something was written");
    assert!(!inside.exists());
}

#[test]
fn an_update_keeps_what_the_learner_wrote() {
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let dir = parent.path().join("handout");
    let shown = dir.to_str().expect("UTF-8");
    assert_eq!(handout(&[shown]).0, Some(0));
    let (code, said) = handout(&[shown]);
    assert!(code == Some(2) && said.contains("--update"), "{said}");

    let read = |path: &str| fs::read_to_string(dir.join(path)).unwrap();
    let (lesson, main) = (read("tasks/README.md"), read("tasks/src/main.rs"));
    for (path, text) in [
        ("tasks/src/lib.rs", "//! My own.\n"),
        ("tasks/src/more.rs", "//! More.\n"),
        ("notes.md", "Notes.\n"),
        ("tasks/README.md", "My own.\n"),
    ] {
        fs::write(dir.join(path), text).unwrap();
    }
    fs::remove_file(dir.join("tasks/src/main.rs")).unwrap();
    let (code, said) = handout(&[shown, "--update"]);
    assert_eq!(code, Some(0), "{said}");
    for (path, text) in [
        ("tasks/src/lib.rs", "//! My own.\n"),
        ("tasks/src/more.rs", "//! More.\n"),
        ("notes.md", "Notes.\n"),
        ("tasks/README.md", lesson.as_str()),
        ("tasks/README.md.yours", "My own.\n"),
        ("tasks/src/main.rs", main.as_str()),
    ] {
        assert_eq!(read(path), text, "{path}");
    }
    for part in [
        "    tasks/src/lib.rs\n",
        "tasks/README.md -> tasks/README.md.yours\n",
    ] {
        assert!(said.contains(part), "{said}");
    }
}
