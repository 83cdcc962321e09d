//! Checks that the crate and its public items are documented with sentences.
//!
//! The compiler knows what is public, and warns about missing documentation. This module reads the documentation, token
//! by token. Documentation that a macro produces counts without being read.

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

/// The lint for public items without documentation.
const MISSING: &str = "missing_docs";

/// The lints for items that are `pub` but not reachable from outside.
const NOT_PUBLIC: [&str; 2] = ["unreachable_pub", "unnameable_types"];

/// Whether a warning was enabled for this check only.
pub(super) fn is_about_documentation(warning: &Diagnostic) -> bool {
    warning.is_about(&[MISSING]) || warning.is_about(&NOT_PUBLIC)
}

/// The documentation of the crate and of each public item is a sentence.
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

/// A place that is badly documented, and what is wrong there.
type Problem<'a> = (Place<'a>, String);

/// The places and messages of some lints.
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

/// Finds documentation in a file that is not a sentence.
fn poor_documentation<'a>(
    file: &'a File,
    is_root: bool,
    not_public: &HashSet<Place>,
) -> Vec<Problem<'a>> {
    let tokens = syntax::tokens(&file.text);
    let mut problems = Vec::new();
    let (said, mut rest) = Documentation::read(&tokens, DocStyle::Inner);
    // The inner documentation of other files belongs to modules, which may be private.
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

/// Whether a token after `pub` begins an item. Otherwise it is a field.
fn begins_item(keyword: &Token) -> bool {
    [
        "async", "const", "enum", "extern", "fn", "mod", "static", "struct", "trait", "type",
        "union", "unsafe",
    ]
    .contains(&keyword.text)
}

/// The name of an item for messages, from its tokens after `pub`.
fn name(item: &[Token]) -> String {
    match item.iter().find(|token| !begins_item(token)) {
        Some(name) if name.kind == TokenKind::Ident => format!("`{}`", name.text),
        _ => "what a macro makes here".to_owned(),
    }
}

/// The tokens after an item. If the item only seemed to begin, such as at `impl` in a parameter, they may begin too
/// early.
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

/// The documentation of an item or crate, with what its other attributes say.
#[derive(Debug, Default)]
struct Documentation {
    /// The text, if there is one.
    text: Option<String>,
    /// Whether a part of the text cannot be read, such as an included file.
    is_unread: bool,
    /// Whether there is `doc(hidden)`, for which the compiler wants no documentation.
    is_hidden: bool,
    /// Whether the item is conditionally compiled, or a test.
    is_conditional: bool,
}

impl Documentation {
    /// Reads the documentation of one style at the beginning of the tokens, and returns the tokens after it.
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

    /// Adds the text of an attribute, after `doc =` or in `concat!`. It treats the condition of a `cfg_attr` as true;
    /// if it is false, the compiler may report missing documentation.
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

    /// Whether there is documentation that is not a sentence.
    fn is_poor(&self) -> bool {
        let text = self.text.as_deref().or(self.is_hidden.then_some(""));
        text.is_some_and(|text| !self.is_unread && !is_sentence(text))
    }

    /// Describes what is wrong with this documentation.
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
