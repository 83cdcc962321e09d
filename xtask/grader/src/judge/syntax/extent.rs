//! How much a text is to the parser, told by its tokens before it begins.

use super::{LEAST_STACK, on_a_stack};
use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};
use std::io;

/// How many levels of brackets are looked into. Ten are many.
const MOST_LEVELS: usize = 64;

/// How many brackets a file may have, so that a thread of [`LEAST_STACK`] can take it apart.
const MOST_BRACKETS: usize = 20_000;

/// How many tokens may stand in one another, at the most.
pub(super) const DEEPEST: usize = 4_000;

/// How much the parser has to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// How deep it may get, in tokens.
    pub depth: usize,
    /// How many tokens there are.
    pub tokens: usize,
}

/// Why a text is not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// The parser might get too deep in it.
    Deep,
    /// There are too many tokens.
    Many,
}

/// How much a text of so many tokens, at the most, is to the parser.
pub(super) fn extent(text: &str, most: usize) -> io::Result<Result<Extent, Excess>> {
    let brackets = text.bytes().filter(|byte| b"([{".contains(byte)).count();
    if brackets > MOST_BRACKETS {
        return Ok(Err(Excess::Deep));
    }
    on_a_stack(LEAST_STACK, || match lex(text) {
        Ok(tokens) => extent_of(tokens, most),
        // The parser will stop at the same place.
        Err(_) => Ok(Extent::default()),
    })
}

/// The parser is done with what it has read at each `;`. Until then, and in brackets, one thing may be in the other.
fn extent_of(tokens: TokenStream, most: usize) -> Result<Extent, Excess> {
    let mut levels = vec![(tokens.into_iter(), 0)];
    let mut depth = 0;
    let mut extent = Extent::default();
    while let Some((tokens, since)) = levels.last_mut() {
        let next = tokens.next();
        extent.tokens += usize::from(next.is_some());
        match next {
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
                extent.depth = extent.depth.max(depth);
                if let TokenTree::Group(group) = token {
                    levels.push((group.stream().into_iter(), 0));
                }
            }
        }
        if levels.len() > MOST_LEVELS || extent.depth > DEEPEST {
            return Err(Excess::Deep);
        }
        if extent.tokens > most {
            return Err(Excess::Many);
        }
    }
    Ok(extent)
}

/// The tokens of a file. A first line like `#!/usr/bin/env` is none of the language, and is left empty.
pub(super) fn lex(text: &str) -> Result<TokenStream, LexError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lexed = text.parse::<TokenStream>();
    if !text.starts_with("#!") || lexed.as_ref().is_ok_and(begins_with_attribute) {
        return lexed;
    }
    text[text.find('\n').unwrap_or(text.len())..].parse()
}

fn begins_with_attribute(tokens: &TokenStream) -> bool {
    let bracket = tokens.clone().into_iter().nth(2);
    matches!(bracket, Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket)
}
