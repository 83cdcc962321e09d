//! What can be read of items that macros make: attributes with a text, before a public item.

use super::{Need, Reader, Written, written::unraw};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::Meta;

/// What is wrong with the first public item in a macro's tokens whose documentation is too poor.
pub(super) fn poor_item(reader: &Reader, tokens: TokenStream, file: usize) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut written = Written::default();
    let mut rest = tokens.as_slice();
    while let [token, after @ ..] = rest {
        rest = after;
        match (token, after) {
            (TokenTree::Punct(mark), [TokenTree::Group(attribute), after @ ..])
                if mark.as_char() == '#' && attribute.delimiter() == Delimiter::Bracket =>
            {
                add(&mut written, reader, attribute, file);
                rest = after;
                continue;
            }
            (TokenTree::Ident(word), [TokenTree::Ident(keyword), ..])
                if word == "pub" && begins_item(&keyword.to_string()) =>
            {
                let place = (file, word.span().start().line);
                let what = "what a macro makes here";
                let problem = reader.problem(&written, Need::SentenceIfAny, what, place);
                if problem.is_some() {
                    return problem;
                }
            }
            (TokenTree::Group(group), _) => {
                if let Some(problem) = poor_item(reader, group.stream(), file) {
                    return Some(problem);
                }
            }
            _ => {}
        }
        written = Written::default();
    }
    None
}

fn add(written: &mut Written, reader: &Reader, attribute: &Group, file: usize) {
    if let Ok(meta) = syn::parse2::<Meta>(attribute.stream()) {
        written.add(reader, &meta, file);
        return;
    }
    // With `$text` in it, it is no attribute yet.
    let mut tokens = attribute.stream().into_iter();
    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(mark))) =
        (tokens.next(), tokens.next())
        && unraw(&name) == "doc"
        && mark.as_char() == '='
    {
        let line = attribute.span().start().line;
        written.add_problem(line, "a macro puts it together".to_owned());
    }
}

fn begins_item(keyword: &str) -> bool {
    [
        "fn", "async", "const", "unsafe", "struct", "enum", "union", "trait", "type", "static",
        "mod",
    ]
    .contains(&keyword)
}

/// A token, or where brackets open.
enum Flat {
    Token(TokenTree),
    Opening,
}

/// All tokens in order, those in brackets too.
fn flatten(tokens: TokenStream) -> Vec<Flat> {
    let mut flat = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                if group.delimiter() != Delimiter::None {
                    flat.push(Flat::Opening);
                }
                flat.extend(flatten(group.stream()));
            }
            other => flat.push(Flat::Token(other)),
        }
    }
    flat
}

/// Where a macro's tokens name a function in a way that may make it. A definition may as well call it.
pub(super) fn may_make(
    tokens: TokenStream,
    is_definition: bool,
    is_name: impl Fn(&str) -> bool,
) -> Option<Span> {
    let tokens = flatten(tokens);
    let word = |index: usize| match tokens.get(index) {
        Some(Flat::Token(TokenTree::Ident(ident))) => Some(unraw(ident)),
        _ => None,
    };
    tokens.iter().enumerate().find_map(|(index, token)| {
        let Flat::Token(TokenTree::Ident(ident)) = token else {
            return None;
        };
        let name = unraw(ident);
        let is_declared = index > 0 && word(index - 1).as_deref() == Some("fn");
        let is_called = matches!(tokens.get(index + 1), Some(Flat::Opening));
        let makes =
            name == "include" || is_name(&name) && (is_declared || !is_definition || !is_called);
        makes.then(|| ident.span())
    })
}
