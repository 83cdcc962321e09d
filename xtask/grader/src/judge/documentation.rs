//! Whether the crate and its public items are documented, in sentences.
//!
//! The compiler knows what is public, and warns where documentation is missing. It does not read documentation; that is
//! done here, token by token. What is not written out, but made by a macro, counts as documentation.

mod sentence;
#[cfg(test)]
mod tests;

use super::{
    File, Source, Verdict,
    syntax::{self, Token},
};
use crate::compile::Diagnostic;
use ra_ap_rustc_lexer::{DocStyle, LiteralKind, TokenKind};
use sentence::is_sentence;
use std::{collections::HashSet, path::Path};

/// The lint that tells what is public and has no documentation.
const MISSING: &str = "missing_docs";

/// The lints that tell what is `pub` and yet not public.
const NOT_PUBLIC: [&str; 2] = ["unreachable_pub", "unnameable_types"];

/// Whether a warning is there for this check only.
pub(super) fn is_about_documentation(warning: &Diagnostic) -> bool {
    warning.is_about(&[MISSING]) || warning.is_about(&NOT_PUBLIC)
}

/// The crate and its public items have a documentation that is a sentence.
pub(super) fn documented(source: &Source) -> Verdict {
    let missing = warnings(source, &[MISSING]);
    let mut problems: Vec<Problem> = missing.map(|(at, what)| (at, what.to_owned())).collect();
    let not_public = warnings(source, &NOT_PUBLIC);
    let not_public = not_public.map(|(place, _)| place).collect();
    for file in &source.files {
        let is_root = file.path == source.files[0].path;
        problems.extend(poor_documentation(file, is_root, &not_public));
    }
    problems.sort();
    if problems.is_empty() {
        Verdict::Passed
    } else {
        Verdict::failed(message(&problems))
    }
}

/// A file and a line, from 1.
type Place<'a> = (&'a Path, usize);

/// Where something is not documented, and what is wrong.
type Problem<'a> = (Place<'a>, String);

/// The places that lints of the compiler are about, and their messages.
fn warnings<'a>(
    source: &'a Source,
    lints: &'static [&str],
) -> impl Iterator<Item = (Place<'a>, &'a str)> {
    let warnings = source.warnings.iter();
    let warnings = warnings.filter(|warning| warning.is_about(lints));
    warnings.filter_map(|warning| {
        let span = warning.primary()?;
        let place = (Path::new(&span.file_name), span.line_start);
        Some((place, warning.message.as_str()))
    })
}

fn message(problems: &[Problem]) -> String {
    let mut message = String::new();
    for ((file, line), what) in problems {
        message += &format!("{}:{line}: {what}.\n", file.display());
    }
    message
        + "Say in a sentence, of three words at least, what it does: for the crate, in lines that begin with `//!` at the \
           top of the file; for an item, in lines that begin with `///` above it."
}

/// Finds what is documented in a file, but not by a sentence.
fn poor_documentation<'a>(
    file: &'a File,
    is_root: bool,
    not_public: &HashSet<Place>,
) -> Vec<Problem<'a>> {
    let tokens = syntax::tokens(&file.text);
    let mut problems = Vec::new();
    let (said, mut rest) = Documentation::read(&tokens, DocStyle::Inner);
    // What other files begin with documents modules, which may be private.
    if is_root && said.is_poor() {
        problems.push(((file.path.as_path(), 1), said.describe("the crate")));
    }
    while !rest.is_empty() {
        let (said, item) = Documentation::read(rest, DocStyle::Outer);
        rest = match item {
            [first, ..] if said.is_conditional || first.text == "impl" => after_item(item),
            [public, keyword, rest @ ..] if public.text == "pub" && begins_item(keyword) => {
                let place = (file.path.as_path(), public.line);
                if said.is_poor() && !not_public.contains(&place) {
                    problems.push((place, said.describe(&name(&item[1..]))));
                }
                rest
            }
            [_, rest @ ..] => rest,
            [] => &[],
        };
    }
    problems
}

/// Whether a keyword after `pub` begins an item, and not a field.
fn begins_item(keyword: &Token) -> bool {
    [
        "async", "const", "enum", "extern", "fn", "mod", "static", "struct", "trait", "type",
        "union", "unsafe",
    ]
    .contains(&keyword.text)
}

/// What to call an item, by its tokens after `pub`.
fn name(item: &[Token]) -> String {
    match item.iter().find(|token| !begins_item(token)) {
        Some(name) if name.kind == TokenKind::Ident => format!("`{}`", name.text),
        _ => "what a macro makes here".to_owned(),
    }
}

/// The tokens after an item. Where one only seems to begin, as at `impl` in a parameter, they may begin earlier.
fn after_item<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [token, ..] = tokens
        && !syntax::closes(token.kind)
    {
        tokens = &tokens[token.length + 1..];
        if matches!(token.kind, TokenKind::Semi | TokenKind::OpenBrace) {
            break;
        }
    }
    tokens
}

/// The documentation of something, with what other attributes say about it.
#[derive(Debug, Default)]
struct Documentation {
    /// The text, if there is any.
    text: Option<String>,
    /// Whether there is more than can be read.
    is_unread: bool,
    /// Whether there is `doc(hidden)`. Then the compiler asks for no text.
    is_hidden: bool,
    /// Whether what is documented is compiled only on a condition, or is a test.
    is_conditional: bool,
}

impl Documentation {
    /// Reads the documentation of one style that tokens begin with, and returns the tokens after it.
    fn read<'t, 'a>(mut tokens: &'t [Token<'a>], style: DocStyle) -> (Self, &'t [Token<'a>]) {
        let mut said = Self::default();
        while let [token, rest @ ..] = tokens {
            if style_of_comment(token) == Some(style) {
                let mark = "///".len();
                said.add_line(token.text[mark..].trim_end_matches("*/"));
                tokens = rest;
            } else if let Some((attribute, rest)) = syntax::attribute(tokens)
                && attribute.style == style
            {
                said.add_attribute(attribute.tokens);
                tokens = rest;
            } else {
                break;
            }
        }
        (said, tokens)
    }

    fn add_line(&mut self, line: &str) {
        let text = self.text.get_or_insert_default();
        text.push_str(line);
        text.push('\n');
    }

    /// Adds what an attribute says: a text behind `doc =`, or texts in `concat!`. In `cfg_attr`, it counts as if the
    /// condition held: if it does not, the compiler may miss the documentation.
    fn add_attribute(&mut self, attribute: &[Token]) {
        let names = |name| attribute.iter().any(|token| token.text == name);
        self.is_hidden |= names("doc") && names("hidden");
        self.is_conditional |= names("cfg") || names("test");
        let mut pairs = attribute.windows(2);
        let is_doc = |pair: &[Token]| {
            matches!(pair[0].text, "doc" | "r#doc") && pair[1].kind == TokenKind::Eq
        };
        let Some(start) = pairs.position(is_doc) else {
            return;
        };
        let mut line = String::new();
        for token in &attribute[start + 2..] {
            match (literal(token), token.text) {
                (Some(text), _) => line += &text,
                (None, "concat" | "!" | "(" | ")" | ",") => {}
                (None, _) => self.is_unread = true,
            }
        }
        self.add_line(&line);
    }

    /// Whether it is there, but no sentence.
    fn is_poor(&self) -> bool {
        let text = self.text.as_deref().or(self.is_hidden.then_some(""));
        text.is_some_and(|text| !self.is_unread && !is_sentence(text))
    }

    /// Says what is wrong with the documentation of something.
    fn describe(&self, what: &str) -> String {
        if self.is_hidden {
            return format!("the documentation of {what} is hidden: leave `doc(hidden)` out");
        }
        let text = self.text.as_deref().unwrap_or_default();
        match text.trim().lines().next() {
            None => format!("the documentation of {what} is empty"),
            Some(line) => format!("the documentation of {what} is \"{line}\""),
        }
    }
}

fn style_of_comment(token: &Token) -> Option<DocStyle> {
    match token.kind {
        TokenKind::LineComment { doc_style } | TokenKind::BlockComment { doc_style, .. } => {
            doc_style
        }
        _ => None,
    }
}

/// The text between the quotes of a literal.
fn literal(token: &Token) -> Option<String> {
    let TokenKind::Literal {
        kind: LiteralKind::Str { .. } | LiteralKind::RawStr { .. },
        ..
    } = token.kind
    else {
        return None;
    };
    let (_, text) = token.text.split_once('"')?;
    let (text, _) = text.rsplit_once('"')?;
    Some(text.replace("\\n", "\n"))
}
