use super::*;
use crate::{compile::Formatting, course::TASKS};

/// What is said of a crate: nothing, if it passes. The compiler warns about some of its lines.
fn message_of(lib: &str, warnings: &[(&str, usize)]) -> String {
    let source = Source {
        task: &TASKS[1],
        files: vec![File {
            path: "src/lib.rs".into(),
            text: lib.to_owned(),
        }],
        warnings: warnings.iter().map(|it| warning(it.0, it.1)).collect(),
        formatting: Formatting::Clean,
        sorts: Vec::new(),
    };
    match documented(&source) {
        Verdict::Passed => String::new(),
        Verdict::Failed { message, .. } => message,
        other => panic!("{other:?}"),
    }
}

fn warning(lint: &str, line: usize) -> Diagnostic {
    let span = format!(r#"{{"file_name":"src/lib.rs","line_start":{line},"is_primary":true}}"#);
    let json = format!(
        r#"{{"message":"missing documentation for a function","code":{{"code":"{lint}"}},
        "level":"warning","spans":[{span}],"rendered":""}}"#
    );
    serde_json::from_str(&json).expect("this is a diagnostic")
}

#[test]
fn sentences_pass_and_so_does_what_is_not_written_out() {
    for lib in [
        "/*! Several waits at once. */ /** Waits a while. */ pub fn f() {}",
        "#![doc(hidden)]\n//! Several waits at once.",
        "#![cfg_attr(all(), doc = \"Several waits at once.\", allow(x))]",
        "#![doc = concat!(\"Several waits\", \" at once\")]",
        "#![doc = include_str!(\"../README.md\")]",
    ] {
        assert_eq!(message_of(lib, &[]), "", "{lib}");
    }
    for items in [
        "/// Waits\n#[must_use] #[doc = r\" a \"] #[doc = \"while.\"] pub fn f() {}",
        "#[doc = concat!(\"Waits \", 3, ' ', stringify!(times))] pub fn f() {}",
        "macro_rules! made { ($t:expr) => { #[doc = $t] pub fn f() {} } }",
        "macro_rules! made { () => { /** Waits a while. */ pub fn f() {} } }",
        "/// Helps.\nfn f() {}\n///\npub(crate) fn g() {}",
        "/// The limits of all.\npub struct A {\n/// Limit.\npub b: u8 }",
        "impl A {\n/// Makes it.\npub fn new() {} }",
        "#[cfg(test)] mod tests {\n/// Helps.\npub fn f() {} }",
        "/// ```\n/// /// X.\n/// pub fn x() {}\n/// ```\n/// Waits a while.\npub fn f() {}",
    ] {
        let lib = format!("//! Several waits at once.\n{items}");
        assert_eq!(message_of(&lib, &[]), "", "{items}");
    }
}

#[test]
fn what_is_no_sentence_is_named_with_its_place() {
    for (lib, what) in [
        ("//! TODO: write this", "is \"TODO: write this\""),
        ("#![doc = concat!(\"\", \"\")]", "is empty"),
        ("#![cfg_attr(all(), doc = \"\")]", "is empty"),
        ("#![doc(hidden)]", "is hidden: leave `doc(hidden)` out"),
    ] {
        let expected = format!("src/lib.rs:1: the documentation of the crate {what}.\nSay");
        let said = message_of(lib, &[]);
        assert!(said.starts_with(&expected), "{lib}: {said}");
    }
    for (items, what) in [
        ("/// Waits often.\npub fn f() {}", "`f` is \"Waits often.\""),
        ("///\npub async fn f() {}", "`f` is empty"),
        (
            "#[r#doc = \"\"]\npub const unsafe fn f() {}",
            "`f` is empty",
        ),
        (
            "#[doc(hidden)]\npub fn f() {}",
            "`f` is hidden: leave `doc(hidden)` out",
        ),
        (
            "macro_rules! made { () => { #[doc = \"\"]\npub fn f() {} } }",
            "`f` is empty",
        ),
        (
            "made! { #[doc = \"\"]\npub fn $f() {} }",
            "what a macro makes here is empty",
        ),
        (
            "made! { #[doc = concat!()]\npub const A = 1 }",
            "`A` is empty",
        ),
        (
            "impl A { fn f(x: impl B) {} } fn g() -> impl B {}\n/** */ pub fn f() {}",
            "`f` is empty",
        ),
    ] {
        let expected = format!("src/lib.rs:3: the documentation of {what}.\nSay");
        let said = message_of(&format!("//! Several waits at once.\n{items}"), &[]);
        assert!(said.starts_with(&expected), "{items}: {said}");
    }
}

#[test]
fn the_compiler_tells_what_is_public_and_what_has_no_documentation() {
    let lib = "mod inner {\n/// Limit.\npub const LIMIT: u8 = 1;\n}";
    assert_eq!(message_of(lib, &[("unreachable_pub", 3)]), "");
    assert_eq!(message_of(lib, &[("unnameable_types", 3)]), "");
    assert_eq!(
        message_of(lib, &[("missing_docs", 6), ("missing_docs", 1)]),
        "src/lib.rs:1: missing documentation for a function.\n\
         src/lib.rs:3: the documentation of `LIMIT` is \"Limit.\".\n\
         src/lib.rs:6: missing documentation for a function.\n\
         Say in a sentence, of three words at least, what it does: for the crate, in lines that begin with `//!` at the \
         top of the file; for an item, in lines that begin with `///` above it."
    );
}
