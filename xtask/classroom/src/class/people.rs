//! Finds the author of a submission. The roster and all exports use it.
//!
//! People come from a list: a roster, or a gradebook to be filled in. The rules below are tried in order. The first
//! rule that matches anybody on the list decides:
//! 1. The submission's name contains one of the list's own numbers after an underscore, as in Moodle and Canvas.
//! 2. The roster's id for the submission is the person's id.
//! 3. The roster's name for the submission is the person's name.
//! 4. The submission's name is the person's name or id.
//! 5. The submission's name is the part of the person's e-mail address before the `@`.
//! 6. and 7. The same two rules for the part of the name before Moodle's suffix (`_12345_assignsubmission_...`).
//! 8. The name contains an id of at least three characters, between underscores or after a hyphen, as in Canvas and
//!    GitHub Classroom.
//!
//! All people whom the rule matches are returned. Callers choose nobody if there are several.

use super::Person;
use grader::output::characters;
use std::collections::{BTreeSet, HashMap};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A person on a list, with everything that identifies them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The full name, in one or several forms.
    pub(crate) names: Vec<String>,
    /// E-mail addresses, logins and numbers.
    pub(crate) ids: Vec<String>,
    /// Numbers that the platform puts into the names of downloaded submissions.
    pub(crate) numbers: Vec<String>,
}

/// What identifies a submission.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Submitted<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// The author according to the roster, if known.
    pub(crate) person: Option<&'a Person>,
}

/// For each submission the list indices of all people whom the first matching rule matches.
pub(crate) fn owners<'a>(
    list: &[Listed],
    submissions: impl IntoIterator<Item = Submitted<'a>>,
) -> Vec<Vec<usize>> {
    let index = Index::new(list);
    submissions
        .into_iter()
        .map(|submission| index.find(submission))
        .collect()
}

/// Normalizes a name: ignores case, composition of characters and invisible characters, as people and file systems
/// do. Different names may get the same result.
pub(crate) fn folded(name: &str) -> String {
    // Both ways, since some characters lack one case: `ß` becomes `SS`, and `ẞ` becomes `ß`.
    let other_cases = |c: char| {
        c.to_lowercase()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
    };
    let seen: String = characters(name)
        .filter(|(c, hidden)| !hidden && !matches!(c, '\u{200c}' | '\u{200d}'))
        .map(|(c, _)| c)
        .collect();
    seen.nfkd().flat_map(other_cases).nfkd().collect()
}

/// For each text the list indices of the people who have it.
#[derive(Debug, Default)]
struct Keys(HashMap<String, Vec<usize>>);

impl Keys {
    fn add(&mut self, key: String, person: usize) {
        if !key.is_empty() {
            self.0.entry(key).or_default().push(person);
        }
    }

    fn find(&self, key: &str) -> &[usize] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }
}

/// The list, indexed by what identifies its people, so that a submission is not compared with every person.
#[derive(Debug, Default)]
struct Index {
    numbers: Keys,
    /// Keys are made by [`name_key`].
    names: Keys,
    /// Keys are made by [`id_key`].
    ids: Keys,
    /// The part of addresses before the `@`. Keys are made by [`id_key`].
    addresses: Keys,
    /// Ids that are long enough to be searched for within a name. Keys are made by [`folded`].
    marks: Keys,
}

impl Index {
    fn new(list: &[Listed]) -> Self {
        const MIN_MARK_LENGTH: usize = 3;
        let mut index = Self::default();
        for (person, listed) in list.iter().enumerate() {
            for number in &listed.numbers {
                index.numbers.add(number.trim().to_owned(), person);
            }
            for name in &listed.names {
                index.names.add(name_key(name), person);
            }
            for id in &listed.ids {
                index.ids.add(id_key(id), person);
                let address = id.split_once('@').map(|(local, _)| local);
                if let Some(local) = address {
                    index.addresses.add(id_key(local), person);
                }
                let mark = folded(address.unwrap_or(id).trim());
                if mark.chars().count() >= MIN_MARK_LENGTH {
                    index.marks.add(mark, person);
                }
            }
        }
        index
    }

    fn find(&self, submission: Submitted<'_>) -> Vec<usize> {
        let Submitted { name, person } = submission;
        let number = name
            .split('_')
            .skip(1)
            .find(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let owner = moodle_owner(name);
        let called = |name| {
            [
                self.names.find(&name_key(name)),
                self.ids.find(&id_key(name)),
            ]
            .concat()
        };
        let address = |name| self.addresses.find(&id_key(name)).to_vec();
        let rules = [
            number.map(|number| self.numbers.find(number).to_vec()),
            person.map(|person| self.ids.find(&id_key(&person.id)).to_vec()),
            person.map(|person| self.names.find(&name_key(&person.name)).to_vec()),
            Some(called(name)),
            Some(address(name)),
            owner.map(called),
            owner.map(address),
            Some(self.marked(name)),
        ];
        let found = rules.into_iter().flatten().find(|found| !found.is_empty());
        let found: BTreeSet<usize> = found.into_iter().flatten().collect();
        found.into_iter().collect()
    }

    /// All people whose ids are part of a name.
    fn marked(&self, name: &str) -> Vec<usize> {
        let name = folded(name);
        let ends = name.match_indices('-').map(|(at, _)| &name[at + 1..]);
        name.split('_')
            .chain(ends)
            .flat_map(|part| self.marks.find(part))
            .copied()
            .collect()
    }
}

/// The person's part of a name that Moodle has made.
fn moodle_owner(name: &str) -> Option<&str> {
    let (owner, _) = name.split_once("_assignsubmission_")?;
    let (owner, number) = owner.rsplit_once('_')?;
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(owner)
}

/// An id for comparison: its words, whatever separates them.
fn id_key(id: &str) -> String {
    words(&folded(id)).join(" ")
}

/// A name for comparison: its words sorted, whatever separates them (`Doe, Jane` and `Jane Doe` are equal).
fn name_key(name: &str) -> String {
    let folded = folded(name);
    let mut words = words(&folded);
    words.sort_unstable();
    words.join(" ")
}

fn words(folded: &str) -> Vec<&str> {
    folded
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests;
