//! Reads source text that nobody has to have written by hand.
//!
//! A parser calls itself for each level of nesting, so a thousand nested types could overflow the stack, which ends the
//! whole grader. Here the parser gets as much as the text can need, and text that needs too much is not parsed. Syntax
//! trees are far larger than their text; so the tokens are counted first, file by file, and too many are not parsed.

mod extent;

use super::{File, Source, Verdict};
use extent::{Excess, extent, lex};
use std::{
    io,
    panic::resume_unwind,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

/// Judges the syntax trees of a crate's files.
pub(super) fn judge(
    source: &Source,
    judge: impl FnOnce(&[syn::File]) -> Verdict + Send,
) -> Verdict {
    read(source, judge).unwrap_or_else(|verdict| verdict)
}

/// Reads the syntax trees of a crate's files and judges them; where they cannot be read, the verdict says why.
fn read(
    source: &Source,
    judge: impl FnOnce(&[syn::File]) -> Verdict + Send,
) -> Result<Verdict, Verdict> {
    let _turn = turn(source);
    let mut stack = LEAST_STACK;
    let mut left = MOST_TOKENS;
    for file in &source.files {
        match extent(&file.text, left) {
            Ok(Ok(extent)) => {
                stack = stack.max(extent.depth * STACK_PER_TOKEN);
                left -= extent.tokens;
            }
            Ok(Err(excess)) => return Err(not_read(file, excess)),
            Err(error) => return Err(no_thread(&error)),
        }
    }
    let read = on_a_stack(stack, || {
        let parsed: Vec<_> = source.files.iter().map(parse).collect::<Result<_, _>>()?;
        Ok(judge(&parsed))
    });
    read.unwrap_or_else(|error| Err(no_thread(&error)))
}

/// What a thread needs for anything, in bytes.
const LEAST_STACK: usize = 16 << 20;

/// What the parser may need for one token, in bytes: four times what was measured without optimization, for types in
/// types. It is reserved, and not used unless it is needed.
const STACK_PER_TOKEN: usize = 128 << 10;

/// How many tokens all files of a crate may have. A task needs some hundred. In a syntax tree a token takes up to 500 bytes
/// (empty statements do), and while a list of them grows, three times as much.
const MOST_TOKENS: usize = 100_000;

/// Crates that are larger than this, in bytes, are read one at a time: it is their memory that counts. No task is so large.
const LARGE: usize = 64 << 10;

/// Waits until no other large crate is read, if this one is large.
fn turn(source: &Source) -> Option<MutexGuard<'static, ()>> {
    static TURN: Mutex<()> = Mutex::new(());
    let bytes: usize = source.files.iter().map(|file| file.text.len()).sum();
    (bytes > LARGE).then(|| TURN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Does work on a thread with a stack of so many bytes.
fn on_a_stack<T: Send>(stack: usize, work: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(stack);
        let worker = thread.spawn_scoped(scope, work)?;
        Ok(worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Parses the very tokens that [`extent`] has looked at.
fn parse(file: &File) -> Result<syn::File, Verdict> {
    let parsed = lex(&file.text)
        .map_err(syn::Error::from)
        .and_then(syn::parse2::<syn::File>);
    parsed.map_err(|error| {
        Verdict::failed(format!(
            "{}:{} cannot be read as a file of Rust items ({error}), although the compiler takes it. Write what it is for \
             as functions and modules in plain Rust: a part of a function, for example, belongs into that function, and \
             not into a file that is included there.",
            file.path.display(),
            error.span().start().line
        ))
    })
}

fn not_read(file: &File, excess: Excess) -> Verdict {
    let why = match excess {
        Excess::Deep => "too much of it stands in one another, or in one statement".to_owned(),
        Excess::Many => format!("with it, the crate has more than {MOST_TOKENS} tokens"),
    };
    Verdict::failed(format!(
        "{} is not read: {why}. A task needs a page of simple code.",
        file.path.display()
    ))
}

fn no_thread(error: &io::Error) -> Verdict {
    Verdict::Error(format!(
        "the checker has no room to read the source ({error})"
    ))
}

#[cfg(test)]
mod tests {
    use super::{extent::DEEPEST, *};

    fn of(text: String) -> Source {
        Source {
            task: &crate::course::TASKS[1],
            files: vec![File {
                path: "src/lib.rs".into(),
                text,
            }],
            included: Vec::new(),
            warnings: Vec::new(),
            formatting: crate::compile::Formatting::Clean,
            sorts: Vec::new(),
        }
    }

    #[test]
    fn no_nesting_overflows_the_stack() {
        let nested = |open: &str, inner: &str, close: &str| {
            [50, 500, 3_000, 100_000]
                .map(|levels| format!("{}{inner}{}", open.repeat(levels), close.repeat(levels)))
        };
        let mut texts = Vec::new();
        for (open, inner, close) in [
            ("&", "u8", ""),
            ("*const ", "u8", ""),
            ("(", "", ")"),
            ("[", "u8", "]"),
            ("B<", "u8", ">"),
            ("<", "u8", " as A>::B"),
            ("fn() -> ", "u8", ""),
            ("impl A<B = ", "u8", ">"),
        ] {
            let types = nested(open, inner, close);
            texts.extend(types.map(|of| format!("type T = {of};\n")));
        }
        for (open, inner, close) in [
            ("(", "x", ")"),
            ("!", "x", ""),
            ("{", "x", "}"),
            ("|| ", "x", ""),
            ("return ", "x", ""),
            ("match x { _ => ", "x", "}"),
            ("if x {} else ", "{}", ""),
            ("x + ", "x", ""),
            ("", "x", ".x"),
            ("m!(", "x", ")"),
            ("mod a {", "", "}"),
            ("fn a() {", "", "}"),
            ("for _ in 0..n {", "", "}"),
        ] {
            let bodies = nested(open, inner, close);
            texts.extend(bodies.map(|of| format!("fn f() {{ {of} }}\n")));
        }
        for text in texts {
            let start: String = text.chars().take(20).collect();
            // That it returns is all that counts.
            let verdict = super::super::documentation::documented(&of(text));
            eprintln!("{start}: {verdict:?}");
        }
    }

    #[test]
    fn ordinary_code_is_neither_deep_nor_long() {
        let text = include_str!("../judge/source.rs");
        let extent = extent(text, MOST_TOKENS).unwrap().unwrap();
        assert!(extent.depth < DEEPEST / 2, "{extent:?}");
        assert!(extent.tokens < MOST_TOKENS / 10, "{extent:?}");
    }

    #[test]
    fn tokens_are_counted_for_all_files_together() {
        let long = |statements: usize| format!("fn f() {{{}}}\n", "x;".repeat(statements));
        for (case, statements, files, passes) in [
            ("one file", MOST_TOKENS / 2 - 10, 1, true),
            ("one file of too much", MOST_TOKENS / 2 + 10, 1, false),
            ("many files", MOST_TOKENS / 20 - 10, 10, true),
            ("too much in many files", MOST_TOKENS / 20 + 10, 10, false),
        ] {
            let mut source = of(String::new());
            source.files = (0..files)
                .map(|number| File {
                    path: format!("src/{number}.rs").into(),
                    text: long(statements),
                })
                .collect();
            let verdict = judge(&source, |_| Verdict::Passed);
            let told = format!("{verdict:?}");
            assert_eq!(verdict == Verdict::Passed, passes, "{case}: {told}");
            assert_eq!(told.contains("more than 100000 tokens"), !passes, "{case}");
        }
    }

    #[test]
    fn what_only_the_compiler_can_read_fails_and_says_where() {
        for (case, text, place) in [
            ("an expression", "\n1 + 1\n", "src/lib.rs:2 cannot be read"),
            ("a list", "[1, 2]\n", "src/lib.rs:1 cannot be read"),
            ("no tokens", "fn f() {}\n\n'", "src/lib.rs:3 cannot be read"),
        ] {
            let verdict = judge(&of(text.to_owned()), |_| Verdict::Passed);
            assert!(
                matches!(&verdict, Verdict::Failed { message, .. } if message.starts_with(place)),
                "{case}: {verdict:?}"
            );
        }
    }

    #[test]
    fn what_stands_before_the_first_line_of_rust_hides_nothing() {
        let deep = format!("type T = {}u8;\n", "&".repeat(100_000));
        for (case, first) in [
            ("a byte order mark", "\u{feff}"),
            ("a command", "#!/usr/bin/env run\n"),
            ("a command that is no token", "#!it's\n"),
            ("both", "\u{feff}#!it's\n"),
            ("an attribute", "#![deny(warnings)]\n"),
            (
                "an attribute, far away",
                "#! /* here */\n[deny(warnings)]\n",
            ),
        ] {
            let verdict = judge(&of(format!("{first}{deep}")), |_| Verdict::Passed);
            let told = format!("{verdict:?}");
            assert!(told.contains("stands in one another"), "{case}: {told}");
        }
    }
}
