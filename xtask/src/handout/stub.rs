//! Makes what a learner starts from out of a reference solution.

use super::imports;
use anyhow::{Context, Result, bail, ensure};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::{collections::BTreeSet, ops::Range};
use syn::{FnArg, Item, ItemFn, Pat, Visibility, spanned::Spanned};

/// The widest line that rustfmt leaves as it is, in columns.
const WIDTH: usize = 100;

/// The reference solution `reference` without its solution: the documentation, the public constants and the
/// signature of `function` stay, its body is a `todo!` of `first_step`. What only the solution needs goes:
/// helpers, imports and comments.
///
/// # Errors
/// Fails if the reference does not parse, or holds what this cannot tell from a solution.
pub fn make(reference: &str, function: &str, first_step: &str) -> Result<String> {
    let file = syn::parse_file(reference)
        .map_err(|error| error.span().start().line)
        .map_err(|line| anyhow::anyhow!("line {line} is no Rust that can be read"))?;
    let mut parts: Vec<Part> = file
        .items
        .iter()
        .map(|item| part(item, function).with_context(|| format!("line {}", line(item))))
        .collect::<Result<_>>()?;
    ensure!(
        parts.iter().any(|part| matches!(part, Part::Function(_))),
        "there is no public function `{function}`"
    );
    let named = keep_what_is_named(&mut parts);

    let header = file.attrs.last().map_or(0, |last| range(last).end);
    let mut stub = reference[..header].to_owned();
    let mut end = header;
    let mut apart = false;
    for (item, part) in file.items.iter().zip(&parts) {
        let Range { start, end: next } = range(item);
        let gap = Gap::between(&reference[end..start]);
        apart |= gap.apart;
        end = next;
        let text = match part {
            Part::Kept(_) => Some(reference[start..end].to_owned()),
            Part::Function(function) => Some(stub_of(reference, function, first_step)?),
            Part::Import(import) => imports::prune(&import.tree, &named)
                .with_context(|| format!("line {}", line(item)))?
                .map(|tree| match tree {
                    imports::Pruned::Whole => reference[start..end].to_owned(),
                    imports::Pruned::Part(tree) => {
                        format!("{}{tree};", &reference[start..range(&import.tree).start])
                    }
                }),
            Part::Helper(_) | Part::Solution => None,
        };
        if let Some(text) = text {
            if !stub.is_empty() {
                stub.push_str(if apart { "\n\n" } else { "\n" });
            }
            stub.push_str(gap.comments);
            stub.push_str(&text);
            apart = false;
        }
    }
    stub.push('\n');
    Ok(stub)
}

/// What becomes of an item.
enum Part<'a> {
    /// It stays.
    Kept(&'a Item),
    /// It stays, with another body.
    Function(&'a ItemFn),
    /// It stays as far as it is named.
    Import(&'a syn::ItemUse),
    /// It stays if something that stays names it.
    Helper(&'a Item),
    /// It goes.
    Solution,
}

fn part<'a>(item: &'a Item, function: &str) -> Result<Part<'a>> {
    let public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    Ok(match item {
        Item::Fn(item) if !public(&item.vis) => Part::Solution,
        Item::Fn(item) if item.sig.ident == function => Part::Function(item),
        Item::Use(import) if !public(&import.vis) => Part::Import(import),
        Item::Const(syn::ItemConst { vis, .. })
        | Item::Type(syn::ItemType { vis, .. })
        | Item::Struct(syn::ItemStruct { vis, .. })
        | Item::Enum(syn::ItemEnum { vis, .. })
            if !public(vis) =>
        {
            Part::Helper(item)
        }
        Item::Const(_) | Item::Type(_) | Item::Use(_) => Part::Kept(item),
        Item::Static(syn::ItemStatic { vis, .. })
        | Item::Trait(syn::ItemTrait { vis, .. })
        | Item::Mod(syn::ItemMod { vis, .. })
            if !public(vis) =>
        {
            Part::Solution
        }
        // Public types are refused below, so this is for a helper, or a helper's trait.
        Item::Impl(_) => Part::Solution,
        Item::Macro(item)
            if !item
                .attrs
                .iter()
                .any(|attribute| attribute.path().is_ident("macro_export")) =>
        {
            Part::Solution
        }
        _ => bail!(
            "no stub can be made of this: beside `{function}`, only constants, types and imports may be public"
        ),
    })
}

/// Keeps the helpers that what stays is declared with, and returns all names that what stays begins paths with.
fn keep_what_is_named(parts: &mut [Part]) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for part in parts.iter() {
        match part {
            Part::Kept(item) => add_names(item.to_token_stream(), &mut named),
            Part::Function(function) => {
                add_names(function.sig.to_token_stream(), &mut named);
                for attribute in &function.attrs {
                    add_names(attribute.to_token_stream(), &mut named);
                }
            }
            Part::Import(_) | Part::Helper(_) | Part::Solution => {}
        }
    }
    while let Some(part) = parts.iter_mut().find(
        |part| matches!(part, Part::Helper(item) if name(item).is_some_and(|name| named.contains(&name))),
    ) {
        if let Part::Helper(item) = *part {
            add_names(item.to_token_stream(), &mut named);
            *part = Part::Kept(item);
        }
    }
    named
}

fn name(item: &Item) -> Option<String> {
    match item {
        Item::Const(item) => Some(item.ident.to_string()),
        Item::Type(item) => Some(item.ident.to_string()),
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Adds the identifiers that stand alone or begin a path: what comes behind `::` needs no import.
fn add_names(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Ident(ident) if colons != 2 => drop(names.insert(ident.to_string())),
            TokenTree::Group(group) => add_names(group.stream(), names),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        colons = 0;
    }
}

/// The function with a `todo!` for its body.
fn stub_of(reference: &str, function: &ItemFn, first_step: &str) -> Result<String> {
    for parameter in &function.sig.inputs {
        let FnArg::Typed(parameter) = parameter else {
            bail!("a function of the course takes no `self`");
        };
        let Pat::Ident(parameter) = &*parameter.pat else {
            bail!("a parameter of a function of the course is a name");
        };
        let name = &parameter.ident;
        ensure!(
            first_step.contains(&format!("{{{name}}}")),
            "the first step of `{}` does not say `{{{name}}}`: that parameter would be unused",
            function.sig.ident
        );
    }
    let todo = format!("    todo!({first_step:?})");
    ensure!(
        todo.len() <= WIDTH,
        "the first step of `{}` is too long for a line",
        function.sig.ident
    );
    let start = range(function).start;
    let body = range(&function.block).start;
    let mut text = reference[start..body].to_owned();
    // An expectation of a warning that the body would cause is not met without it.
    for attribute in function.attrs.iter().rev() {
        if attribute.path().is_ident("expect") {
            let range = range(attribute);
            let rest = reference[range.end..]
                .find(|next: char| !next.is_whitespace())
                .map_or(range.end, |white| range.end + white);
            text.replace_range(range.start - start..rest - start, "");
        }
    }
    Ok(format!("{text}{{\n{todo}\n}}"))
}

/// What stands between two items.
struct Gap<'a> {
    /// Whether that is more than a line break.
    apart: bool,
    /// The lines of comment directly above the second item.
    comments: &'a str,
}

impl<'a> Gap<'a> {
    fn between(text: &'a str) -> Self {
        // What follows the first item in its line belongs to that one.
        let below = text.find('\n').map_or("", |end| &text[end + 1..]);
        let mut apart = false;
        let mut comments = below.len();
        let mut at = 0;
        for line in below.split_inclusive('\n') {
            if line.trim().is_empty() {
                apart = true;
                comments = below.len();
            } else {
                comments = comments.min(at);
            }
            at += line.len();
        }
        Self {
            apart,
            comments: &below[comments..],
        }
    }
}

fn range(node: &impl Spanned) -> Range<usize> {
    node.span().byte_range()
}

fn line(node: &impl Spanned) -> usize {
    node.span().start().line
}

#[cfg(test)]
mod tests;
