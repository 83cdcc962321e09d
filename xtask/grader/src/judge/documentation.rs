//! Whether a crate and its public items are documented, in sentences.
//!
//! The compiler warns where documentation is missing. What it says is read here; not all of it is written down in words:
//! see [`written`]. What a macro makes cannot be read at all, so the function of a task has to be [found](function).

mod function;
mod macros;
#[cfg(test)]
mod tests;
mod written;

use super::{Source, Verdict, syntax};
use function::Exports;
use proc_macro2::Ident;
use syn::{Attribute, Item, Meta, Visibility};
use written::{Reader, Written};

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
    syntax::judge(source, |parsed| {
        match first_problem(&Reader::new(source, parsed), parsed) {
            Some(problem) => Verdict::failed(problem),
            None => Verdict::Passed,
        }
    })
}

/// What is said of something, and how much of it has to be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// A sentence.
    Sentence,
    /// A sentence, if there is anything: where something has to be, and is not, the compiler says so.
    SentenceIfAny,
    /// Words, if there is anything.
    WordsIfAny,
}

fn first_problem(reader: &Reader, parsed: &[syn::File]) -> Option<String> {
    let exports = Exports::of(reader.source().task, parsed);
    for (file, tree) in parsed.iter().enumerate() {
        let (need, what) = if file == 0 {
            (Need::Sentence, "the crate")
        } else {
            (Need::WordsIfAny, "the module")
        };
        let written = reader.read(&tree.attrs, file);
        let problem = reader
            .problem(&written, need, what, (file, 1))
            .or_else(|| poor_item(reader, &exports, &tree.items, file, true));
        if problem.is_some() {
            return problem;
        }
    }
    function::problem(reader, &exports, parsed)
}

impl Reader<'_> {
    /// What is wrong with the documentation of something in a file and line.
    fn problem(
        &self,
        written: &Written,
        need: Need,
        what: &str,
        (file, line): (usize, usize),
    ) -> Option<String> {
        let text = written.text.as_deref();
        let suffices = match need {
            Need::Sentence => text.is_some_and(is_sentence),
            Need::SentenceIfAny => text.map_or(written.problem.is_none(), is_sentence),
            Need::WordsIfAny => text.map_or(written.problem.is_none(), |text| {
                text.chars().any(char::is_alphabetic)
            }),
        };
        if suffices {
            return None;
        }
        let marks = if matches!(what, "the crate" | "the module") {
            "`//!`"
        } else {
            "`///`"
        };
        if let Some(problem) = &written.problem {
            return Some(format!(
                "{}: the documentation of {what} cannot be read: {}. Write it as lines that begin with {marks}.",
                self.place(file, problem.line),
                problem.why
            ));
        }
        Some(format!(
            "{}: the documentation of {what} is \"{}\". Say in a sentence, of three words at least, what it does.",
            self.place(file, line),
            text.unwrap_or_default().trim()
        ))
    }
}

/// What is wrong with the first public item whose documentation is too poor. In a module that others do not see, what is
/// exported from there counts.
fn poor_item(
    reader: &Reader,
    exports: &Exports,
    items: &[Item],
    file: usize,
    is_seen: bool,
) -> Option<String> {
    items.iter().find_map(|item| {
        if let Item::Macro(item) = item
            && !is_for_tests(&item.attrs)
        {
            return macros::poor_item(reader, item.mac.tokens.clone(), file);
        }
        let (visibility, attributes, name) = parts(item)?;
        if is_for_tests(attributes) {
            return None;
        }
        let is_public = matches!(visibility, Visibility::Public(_));
        if is_public && (is_seen || exports.may_be(name)) {
            let need = if is_hidden(attributes) {
                // The compiler does not ask for the documentation of what is hidden.
                Need::Sentence
            } else {
                Need::SentenceIfAny
            };
            let place = (file, name.span().start().line);
            let written = reader.read(attributes, file);
            let problem = reader.problem(&written, need, &format!("`{name}`"), place);
            if problem.is_some() {
                return problem;
            }
        }
        let Item::Mod(module) = item else { return None };
        let (_, items) = module.content.as_ref()?;
        poor_item(reader, exports, items, file, is_seen && is_public)
    })
}

/// What is looked at of an item that can be public and has a name.
fn parts(item: &Item) -> Option<(&Visibility, &[Attribute], &Ident)> {
    Some(match item {
        Item::Fn(item) => (&item.vis, &item.attrs, &item.sig.ident),
        Item::Const(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Static(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Struct(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Enum(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Union(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Trait(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Type(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Mod(item) => (&item.vis, &item.attrs, &item.ident),
        _ => return None,
    })
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

/// Whether attributes make an item one that is there for the learner's own tests only.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path
            .segments
            .last()
            .is_some_and(|last| last.ident == "test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}
