//! What the source text shows: documentation, formatting, warnings.

use super::{
    Verdict,
    switches::{self, Switch},
    syntax,
};
use crate::{
    compile::{Diagnostic, Formatting},
    course::Task,
};
use std::path::PathBuf;
use syn::{Attribute, Expr, Item, Lit, Meta, Visibility};

/// The source of a crate that compiles.
#[derive(Debug)]
pub struct Source {
    /// The task that it is for.
    pub task: &'static Task,
    /// Its files, `lib.rs` first.
    pub files: Vec<File>,
    /// Other texts that it includes, as with `include_str!`.
    pub included: Vec<File>,
    /// What the compiler warns about.
    pub warnings: Vec<Diagnostic>,
    /// What rustfmt says.
    pub formatting: Formatting,
    /// The names of the sorts of the standard library that the crate uses.
    pub sorts: Vec<String>,
}

/// A source file.
#[derive(Debug)]
pub struct File {
    /// Its path as the learner knows it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// The crate and its public items have a documentation that is a sentence.
pub fn documented(source: &Source) -> Verdict {
    let missing = source
        .warnings
        .iter()
        .find(|warning| warning.is_about(&["missing_docs"]));
    if let Some(missing) = missing {
        let begins = if missing.message.ends_with("the crate") {
            "`//!`, at the top of the file"
        } else {
            "`///`, above it"
        };
        return Verdict::failed(format!(
            "{}: {}. It is a line that begins with {begins}.",
            missing.place(),
            missing.message
        ));
    }
    syntax::judge(source, |parsed| documented_in(source, parsed))
}

fn documented_in(source: &Source, parsed: &[syn::File]) -> Verdict {
    for (index, (file, tree)) in source.files.iter().zip(parsed).enumerate() {
        let at = |line: usize| format!("{}:{line}", file.path.display());
        if index == 0 {
            match documentation(&tree.attrs) {
                Some(text) if !is_sentence(&text) => {
                    return not_a_sentence(&at(1), "the crate", &text);
                }
                // The compiler does not ask for the documentation of what is hidden.
                None if is_hidden(&tree.attrs) => {
                    return not_a_sentence(&at(1), "the crate", "");
                }
                _ => {}
            }
        }
        if let Some((line, name, text)) = first_poor_item(&tree.items) {
            return not_a_sentence(&at(line), &format!("`{name}`"), &text);
        }
    }
    Verdict::Passed
}

fn not_a_sentence(place: &str, what: &str, text: &str) -> Verdict {
    Verdict::failed(format!(
        "{place}: the documentation of {what} is \"{}\". Say in a sentence, of three words at least, what it does.",
        text.trim()
    ))
}

/// The first public item whose documentation is too poor: its line, its name, the text.
fn first_poor_item(items: &[Item]) -> Option<(usize, String, String)> {
    for item in items {
        let (visibility, attributes, name) = match item {
            Item::Fn(item) => (&item.vis, &item.attrs, &item.sig.ident),
            Item::Const(item) => (&item.vis, &item.attrs, &item.ident),
            Item::Static(item) => (&item.vis, &item.attrs, &item.ident),
            Item::Struct(item) => (&item.vis, &item.attrs, &item.ident),
            Item::Enum(item) => (&item.vis, &item.attrs, &item.ident),
            Item::Trait(item) => (&item.vis, &item.attrs, &item.ident),
            Item::Type(item) => (&item.vis, &item.attrs, &item.ident),
            Item::Mod(item) => (&item.vis, &item.attrs, &item.ident),
            _ => continue,
        };
        if !matches!(visibility, Visibility::Public(_)) {
            continue;
        }
        let text = documentation(attributes).or(is_hidden(attributes).then(String::new));
        if let Some(text) = text
            && !is_sentence(&text)
        {
            return Some((name.span().start().line, name.to_string(), text));
        }
        if let Item::Mod(module) = item
            && let Some((_, items)) = &module.content
            && let Some(found) = first_poor_item(items)
        {
            return Some(found);
        }
    }
    None
}

/// The documentation in attributes, or `None` where there is none or its text is not in the file.
fn documentation(attributes: &[Attribute]) -> Option<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(doc) = &attribute.meta
            && doc.path.is_ident("doc")
        {
            match &doc.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(line) => lines.push(line.value()),
                    _ => return None,
                },
                // `include_str!` and the like.
                _ => return None,
            }
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether an item is left out of the documentation: `#[doc(hidden)]`.
fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => {
            ["doc", "cfg_attr"]
                .iter()
                .any(|name| list.path.is_ident(name))
                && list.tokens.to_string().contains("hidden")
        }
        Meta::Path(_) | Meta::NameValue(_) => false,
    })
}

/// Whether a text holds a sentence: three words, or as much in a script that does not part them.
fn is_sentence(text: &str) -> bool {
    const FEWEST_WORDS: usize = 3;
    const FEWEST_SIGNS: usize = 5;
    let mut in_code = false;
    let prose: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| {
            let fence = line.starts_with("```") || line.starts_with("~~~");
            in_code ^= fence;
            !fence && !in_code
        })
        .collect();
    let prose = prose.join(" ");
    let upper = prose.trim_start().to_uppercase();
    if ["TODO", "FIXME", "XXX"]
        .iter()
        .any(|mark| upper.starts_with(mark))
    {
        return false;
    }
    let words = prose
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count();
    // Han, kana, Hangul, Thai, Lao, Khmer and Burmese.
    let signs = prose
        .chars()
        .filter(|sign| {
            matches!(sign, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
                | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
        })
        .count();
    words >= FEWEST_WORDS || signs >= FEWEST_SIGNS
}

/// Every file ends with a newline.
pub fn final_newline(source: &Source) -> Verdict {
    match source.files.iter().find(|file| !file.text.ends_with('\n')) {
        Some(file) => Verdict::failed(format!(
            "{} does not end with a newline: add one after its last line.",
            file.path.display()
        )),
        None => Verdict::Passed,
    }
}

/// rustfmt would change nothing.
pub fn formatted(source: &Source) -> Verdict {
    if let Some(verdict) = switches::off(source, Switch::Formatter) {
        return verdict;
    }
    match &source.formatting {
        Formatting::Clean => Verdict::Passed,
        Formatting::Differs(changes) => Verdict::failed(format!(
            "`cargo fmt` would change this:\n{}",
            changes.trim_end()
        )),
        Formatting::Impossible(why) => Verdict::failed(format!(
            "rustfmt cannot format this ({why}): look for code that is nested very deeply, or for very long lines."
        )),
        Formatting::Unknown(reason) => Verdict::Error(reason.clone()),
    }
}

/// The compiler warns about nothing but, in a check of its own, missing documentation.
pub fn no_warnings(source: &Source) -> Verdict {
    if let Some(verdict) = switches::off(source, Switch::Warnings) {
        return verdict;
    }
    let warnings: Vec<&Diagnostic> = source
        .warnings
        .iter()
        .filter(|warning| !warning.is_about(&["missing_docs"]))
        .collect();
    match warnings.as_slice() {
        [] => Verdict::Passed,
        [only] => Verdict::failed(format!("the compiler warns:\n{}", told(only))),
        [first, ..] => Verdict::failed(format!(
            "the compiler has {} warnings; the first:\n{}",
            warnings.len(),
            told(first)
        )),
    }
}

/// A warning in the compiler's words, but for its advice to ignore a future that is not awaited: whoever follows that
/// is rid of the warning and keeps the mistake.
fn told(warning: &Diagnostic) -> String {
    let shown = warning.shown();
    let rendered = shown.trim_end();
    match rendered.split_once("\nhelp: use `let _ = ...` to ignore") {
        Some((before, _)) if before.contains("futures do nothing unless you `.await`") => {
            format!("{before}\nA future that nobody awaits does nothing: put `.await` after it.")
        }
        _ => rendered.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, is_sentence, told};

    #[test]
    fn nobody_is_told_to_ignore_a_future() {
        let future = "warning: unused `Sleep` that must be used\n  = note: futures do nothing unless you `.await` or poll \
            them\nhelp: use `let _ = ...` to ignore the resulting value\n   |\n 3 |     let _ = sleep();\n";
        let told = |rendered| told(&Diagnostic::without_place("unused", rendered));
        assert_eq!(
            told(future),
            "warning: unused `Sleep` that must be used\n  = note: futures do nothing unless you `.await` or poll \
            them\nA future that nobody awaits does nothing: put `.await` after it."
        );
        let result = "warning: unused `Result` that must be used\nhelp: use `let _ = ...` to ignore the resulting value";
        assert_eq!(told(result), result);
    }

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
}
