use super::*;
use crate::{
    compile::Formatting,
    course::{self, TASKS},
    judge::File,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn three_words_are_a_sentence_in_any_script() {
    for text in [
        " Waits a while.",
        "Attend un délai aléatoire.",
        "随机等待一段时间。",
        "ランダムに待つ",
        "# Task 1\n\nRuns all waits.",
    ] {
        assert!(is_sentence(text), "{text}");
    }
    for text in [
        "",
        " wait_n",
        "TODO: write this up",
        "Waits.",
        "```\na b c d\n```",
        "... -- !!",
    ] {
        assert!(!is_sentence(text), "{text}");
    }
}

/// A crate for task 1 of `src/lib.rs` and other files, by their paths.
fn source(lib: &str, others: &[(&str, &str)]) -> Source {
    let file = |path: &str, text: &str| File {
        path: path.into(),
        text: text.to_owned(),
    };
    let (files, included): (Vec<File>, Vec<File>) = others
        .iter()
        .map(|(path, text)| file(path, text))
        .partition(is_rust);
    Source {
        task: &TASKS[1],
        files: std::iter::once(file("src/lib.rs", lib))
            .chain(files)
            .collect(),
        included,
        warnings: Vec::new(),
        formatting: Formatting::Clean,
        sorts: Vec::new(),
    }
}

fn is_rust(file: &File) -> bool {
    file.path.extension().is_some_and(|it| it == "rs")
}

/// What is said of a crate: nothing, if it passes.
fn said(lib: &str, others: &[(&str, &str)]) -> String {
    match documented(&source(lib, others)) {
        Verdict::Passed => String::new(),
        Verdict::Failed { message, .. } => message,
        other => panic!("{other:?}"),
    }
}

const CRATE: &str = "//! Several waits at once.\n";
const FUNCTION: &str = "/// Waits several times at once.\npub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> { vec![] }\n";
const BARE: &str = "pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> { vec![] }\n";

#[test]
fn documentation_that_can_be_read_counts() {
    let readme = "# Task 1\n\nWaits several times at once.\n";
    for (case, lib, others) in [
        ("lines", format!("{CRATE}{FUNCTION}"), &[][..]),
        (
            "a block",
            format!("/*! Several waits at once. */\n/** Waits many times. */\n{BARE}"),
            &[],
        ),
        (
            "texts put together",
            format!("#![doc = concat!(\"Several waits\", ' ', concat!(\"at \", 1))]\n{FUNCTION}"),
            &[],
        ),
        (
            "the macro's whole path",
            format!("{CRATE}#[doc = core::concat!(\"Waits many \", stringify!(times))]\n{BARE}"),
            &[],
        ),
        (
            "a file",
            format!("#![doc = include_str!(\"README.md\")]\n{FUNCTION}"),
            &[("src/README.md", readme)],
        ),
        (
            "a file beside the folder",
            format!("#![doc = include_str!(concat!(\"../\", \"README.md\"))]\n{FUNCTION}"),
            &[("src/../README.md", readme)],
        ),
        (
            "more than can be read",
            format!("{CRATE}#![doc = env!(\"X\")]\n#![cfg_attr(docsrs, doc = \"\")]\n{FUNCTION}"),
            &[],
        ),
        (
            "a private module",
            format!("{CRATE}mod inner {{ {FUNCTION} }}\npub use inner::wait_n;\n"),
            &[],
        ),
        (
            "another name",
            format!("{CRATE}mod inner;\npub use inner::run as wait_n;\n"),
            &[(
                "src/inner.rs",
                "/// Waits several times at once.\npub async fn run() {}\n",
            )],
        ),
        (
            "a file that is included",
            format!("{CRATE}include!(\"inner.rs\");\n"),
            &[("src/inner.rs", FUNCTION)],
        ),
        (
            "a runtime's attribute",
            format!("{CRATE}#[tokio::main]\n{FUNCTION}"),
            &[],
        ),
        (
            "a macro that calls it",
            format!(
                "{CRATE}macro_rules! again {{ ($n:expr) => {{ wait_n($n, 1) }} }}\n\
                 mod inner {{ {FUNCTION} }}\npub use inner::wait_n;\n"
            ),
            &[],
        ),
        (
            "short words on what nobody sees",
            format!("{CRATE}mod inner {{\n/// Limit.\npub const LIMIT: u8 = 1; }}\n{FUNCTION}"),
            &[],
        ),
        (
            "what a macro makes with all it needs",
            format!(
                "{CRATE}macro_rules! limit {{ () => {{\n/// The limit of all.\npub const LIMIT: u8 = 1; }} }}\n\
                 limit!();\n{FUNCTION}"
            ),
            &[],
        ),
    ] {
        assert_eq!(said(&lib, others), "", "{case}");
    }
}

#[test]
fn documentation_that_says_nothing_or_cannot_be_read_fails() {
    let decoy = format!("mod decoy {{ {FUNCTION} }}\n");
    let made = "macro_rules! item { () => { #[doc = \"\"]\npub async fn wait_n() {} } }\n";
    for (case, lib, others, part) in [
        (
            "an empty text put together",
            format!("#![doc = concat!(\"\", \"\")]\n{FUNCTION}"),
            &[][..],
            "src/lib.rs:1: the documentation of the crate is \"\"",
        ),
        (
            "an empty file",
            format!("#![doc = include_str!(\"x\")]\n{FUNCTION}"),
            &[("src/x", "")],
            "the documentation of the crate is \"\"",
        ),
        (
            "a file that is not there",
            format!("#![doc = include_str!(\"x\")]\n{FUNCTION}"),
            &[],
            "\"x\" is no text of this crate. Write it as lines that begin with `//!`",
        ),
        (
            "a condition",
            format!("{CRATE}#[cfg_attr(all(), doc = \"Waits several times.\")]\n{BARE}"),
            &[],
            "src/lib.rs:2: the documentation of `wait_n` cannot be read: what stands in `cfg_attr` does not count",
        ),
        (
            "a condition on the crate",
            format!("#![cfg_attr(all(), doc = \"\")]\n{FUNCTION}"),
            &[],
            "the documentation of the crate cannot be read: what stands in `cfg_attr`",
        ),
        (
            "a raw name",
            format!("{CRATE}#[r#doc = \"\"]\n{BARE}"),
            &[],
            "the documentation of `wait_n` is \"\"",
        ),
        (
            "an own macro of a known name",
            format!(
                "{CRATE}macro_rules! concat {{ ($($t:tt)*) => {{ \"\" }} }}\n\
                 #[doc = concat!(\"Waits many times.\")]\n{BARE}"
            ),
            &[],
            "src/lib.rs:3: the documentation of `wait_n` cannot be read: the macro `concat!` makes it",
        ),
        (
            "a macro",
            format!("{CRATE}{made}item!();\n"),
            &[],
            "src/lib.rs:3: the documentation of what a macro makes here is \"\"",
        ),
        (
            "a macro that is given the text",
            format!(
                "{CRATE}macro_rules! item {{ ($t:expr) => {{ #[doc = $t]\npub async fn wait_n() {{}} }} }}\n\
                 item!(\"\");\n"
            ),
            &[],
            "what a macro makes here cannot be read: a macro puts it together",
        ),
        (
            "a macro that is given the name",
            format!(
                "{CRATE}{decoy}macro_rules! item {{ ($(#[$a:meta])* $n:ident) => {{ $(#[$a])* pub fn $n() {{}} }} }}\n\
                 item!(#[doc = \"\"] wait_n);\n"
            ),
            &[],
            "src/lib.rs:6: the documentation of `wait_n` cannot be read, because a macro may make the function",
        ),
        (
            "a macro that gives the name to another",
            format!(
                "{CRATE}{decoy}macro_rules! item {{ ($n:ident) => {{ hidden!($n); }} }}\n\
                 macro_rules! outer {{ () => {{ item!(wait_n); }} }}\nouter!();\n"
            ),
            &[],
            "src/lib.rs:6: the documentation of `wait_n` cannot be read",
        ),
        (
            "a function that is left out",
            format!("{CRATE}{made}#[cfg(any())]\n{FUNCTION}item!();\n")
                .replace("#[doc = \"\"]", ""),
            &[],
            "because a macro may make the function",
        ),
        (
            "a file of another kind",
            format!("{CRATE}{decoy}std::include!(\"real.txt\");\n"),
            &[("src/real.txt", "#[doc = \"\"] pub fn wait_n() {}")],
            "src/lib.rs:5: the documentation of `wait_n` cannot be read, because the file",
        ),
        (
            "a module in a file of another kind",
            format!("{CRATE}{decoy}#[path = \"real.txt\"]\nmod real;\npub use real::wait_n;\n"),
            &[("src/real.txt", "#[doc = \"\"] pub fn wait_n() {}")],
            "because the file of this module does not end in `.rs`",
        ),
        (
            "no function",
            format!("{CRATE}fn helper() {{}}\n"),
            &[],
            "no file has a public function of that name. Write it out as a function",
        ),
        (
            "an exported function of a private module",
            format!("{CRATE}mod inner {{ #[doc = \"\"] {BARE} }}\npub use inner::wait_n;\n"),
            &[],
            "the documentation of `wait_n` is \"\"",
        ),
        (
            "an exported constant of a private module",
            format!(
                "{CRATE}mod a {{ #[doc = \"\"] pub const X: u8 = 1; }}\npub use a::*;\n{FUNCTION}"
            ),
            &[],
            "the documentation of `X` is \"\"",
        ),
        (
            "an empty module",
            format!("{CRATE}pub mod more;\n{FUNCTION}"),
            &[("src/more.rs", "#![doc = \"\"]\n")],
            "src/more.rs:1: the documentation of the module is \"\"",
        ),
        (
            "a file that is included very often",
            format!(
                "{CRATE}{}{BARE}",
                "#[doc = include_str!(\"x\")]\n".repeat(100)
            ),
            &[("src/x", &" ".repeat(100_000)[..])],
            "too much of it",
        ),
    ] {
        let said = said(&lib, others);
        assert!(said.contains(part), "{case}: {said}\n{lib}");
    }
}

#[test]
fn right_solutions_are_documented() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("submissions/right");
    let mut read = 0;
    for of_task in entries(&folder) {
        let name = of_task.file_name().unwrap().to_str().unwrap();
        let task = course::task(name).unwrap();
        for solution in entries(&of_task) {
            let (mut files, included): (Vec<File>, Vec<File>) =
                files_in(&solution).into_iter().partition(is_rust);
            files.sort_by_key(|file| !file.path.ends_with("lib.rs"));
            let source = Source {
                task,
                files,
                included,
                ..source("", &[])
            };
            let verdict = documented(&source);
            assert_eq!(verdict, Verdict::Passed, "{}", solution.display());
            read += 1;
        }
    }
    assert!(read > 100, "{read}");
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// A file, or all that lie below a folder.
fn files_in(path: &Path) -> Vec<File> {
    if path.is_dir() {
        return entries(path)
            .iter()
            .flat_map(|path| files_in(path))
            .collect();
    }
    vec![File {
        path: path.to_owned(),
        text: fs::read_to_string(path).unwrap(),
    }]
}
