//! Reads source text that nobody has to have written by hand.
//!
//! A parser calls itself for each level of nesting, so a thousand nested types could overflow the stack, which ends the
//! whole grader. Here the parser gets as much as the text can need, and text that needs too much is not parsed.

use super::{File, Source, Verdict};
use proc_macro2::{TokenStream, TokenTree};
use std::{io, panic::resume_unwind, thread};

/// Judges the syntax trees of a crate's files.
pub(super) fn judge(
    source: &Source,
    judge: impl FnOnce(&[syn::File]) -> Verdict + Send,
) -> Verdict {
    read(source, judge).unwrap_or_else(|verdict| verdict)
}

/// Reads the syntax trees of a crate's files; where they cannot be read, the verdict says why.
pub(super) fn read<T: Send>(
    source: &Source,
    read: impl FnOnce(&[syn::File]) -> T + Send,
) -> Result<T, Verdict> {
    let mut stack = LEAST_STACK;
    for file in &source.files {
        match depth(&file.text) {
            Ok(Some(depth)) => stack = stack.max(depth * STACK_PER_TOKEN),
            Ok(None) => return Err(too_deep(file)),
            Err(error) => return Err(no_thread(&error)),
        }
    }
    let read = on_a_stack(stack, || {
        let parsed: Vec<_> = source.files.iter().map(parse).collect::<Result<_, _>>()?;
        Ok(read(&parsed))
    });
    read.unwrap_or_else(|error| Err(no_thread(&error)))
}

/// What a thread needs for anything, in bytes.
const LEAST_STACK: usize = 16 << 20;

/// What the parser may need for one token, in bytes: four times what was measured without optimization, for types in
/// types. It is reserved, and not used unless it is needed.
const STACK_PER_TOKEN: usize = 128 << 10;

/// How many levels of brackets are looked into. Ten are many.
const MOST_LEVELS: usize = 64;

/// How many brackets a file may have, so that a thread of [`LEAST_STACK`] can take it apart.
const MOST_BRACKETS: usize = 20_000;

/// How many tokens may stand in one another, at the most.
const DEEPEST: usize = 4_000;

/// How deep the parser may get in a text, at the most, in tokens; `None` if that is too deep.
fn depth(text: &str) -> io::Result<Option<usize>> {
    let brackets = text.bytes().filter(|byte| b"([{".contains(byte)).count();
    if brackets > MOST_BRACKETS {
        return Ok(None);
    }
    on_a_stack(LEAST_STACK, || match text.parse::<TokenStream>() {
        Ok(tokens) => depth_of(tokens).filter(|&depth| depth <= DEEPEST),
        // The parser will stop at the same place.
        Err(_) => Some(0),
    })
}

/// The parser is done with what it has read at each `;`. Until then, and in brackets, one thing may be in the other.
fn depth_of(tokens: TokenStream) -> Option<usize> {
    let mut levels = vec![(tokens.into_iter(), 0)];
    let (mut depth, mut deepest) = (0, 0);
    while let Some((tokens, since)) = levels.last_mut() {
        match tokens.next() {
            None => {
                depth -= *since;
                levels.pop();
            }
            Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => {
                depth -= *since;
                *since = 0;
            }
            Some(token) => {
                *since += 1;
                depth += 1;
                deepest = deepest.max(depth);
                if let TokenTree::Group(group) = token {
                    levels.push((group.stream().into_iter(), 0));
                }
            }
        }
        if levels.len() > MOST_LEVELS {
            return None;
        }
    }
    Some(deepest)
}

/// Does work on a thread with a stack of so many bytes.
fn on_a_stack<T: Send>(stack: usize, work: impl FnOnce() -> T + Send) -> io::Result<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(stack);
        let worker = thread.spawn_scoped(scope, work)?;
        Ok(worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

fn parse(file: &File) -> Result<syn::File, Verdict> {
    syn::parse_file(&file.text).map_err(|error| {
        Verdict::Error(format!(
            "the compiler accepts {}, but the checker cannot read it ({error}, line {})",
            file.path.display(),
            error.span().start().line
        ))
    })
}

fn too_deep(file: &File) -> Verdict {
    Verdict::failed(format!(
        "{} is not read: too much of it stands in one another, or in one statement. A task needs a page of simple code.",
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
    use super::*;

    fn of(text: String) -> Source {
        Source {
            files: vec![File {
                path: "src/lib.rs".into(),
                text,
            }],
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
            let verdict = super::super::source::documented(&of(text));
            eprintln!("{start}: {verdict:?}");
        }
    }

    #[test]
    fn ordinary_code_is_not_deep() {
        let text = include_str!("../judge/source.rs");
        let depth = depth(text).unwrap().unwrap();
        assert!(depth < DEEPEST / 2, "{depth}");
    }
}
