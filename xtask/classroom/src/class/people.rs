//! Whose submission is whose, and when two names are the same. Rosters and exports both ask here.
//!
//! People come from a list: a roster, or a gradebook that is to be filled in. The first of these ways that fits anybody
//! on the list decides:
//! 1. a number of the list's own stands in the submission's name after an underscore, as Moodle and Canvas put it there,
//! 2. the id that the roster gives the submission is theirs,
//! 3. the name that the roster gives the submission is theirs,
//! 4. the submission is called by their name or an id,
//! 5. it is called by what stands in front of the `@` of their e-mail address,
//! 6. and 7. the same two for the part of the name in front of what Moodle appends (`_12345_assignsubmission_...`),
//! 8. an id of three characters or more stands in the name, between underscores or after a hyphen, as Canvas and
//!    GitHub Classroom name things.
//!
//! Where several people fit, all of them are found, and callers choose nobody.

use super::Person;
use grader::output::characters;
use std::collections::{BTreeSet, HashMap};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Somebody on a list, and all that tells who they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// The full name, in one or several forms.
    pub(crate) names: Vec<String>,
    /// E-mail addresses, logins and numbers.
    pub(crate) ids: Vec<String>,
    /// Numbers that the platform puts into the names of submissions that are downloaded from it.
    pub(crate) numbers: Vec<String>,
}

/// What is known of a submission.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Submitted<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Whose it is, if a roster has told that already.
    pub(crate) person: Option<&'a Person>,
}

/// For each submission the places in the list of all whom it fits, in the first way that fits anybody.
pub(crate) fn owners<'a>(
    list: &[Listed],
    submissions: impl IntoIterator<Item = Submitted<'a>>,
) -> Vec<Vec<usize>> {
    let index = Index::of(list);
    submissions
        .into_iter()
        .map(|submission| index.find(submission))
        .collect()
}

/// The same text for all names that a person or a file system may take for one: case does not matter, nor how a
/// character is composed, nor what cannot be seen. It may be the same for others, too.
pub(crate) fn folded(name: &str) -> String {
    // Both ways, since not all characters have the other case: `ß` is `SS`, and `ẞ` is `ß`.
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

/// For each text the people whom it fits.
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

/// A list by the texts that fit its people, so that no submission is compared with each of them.
#[derive(Debug, Default)]
struct Index {
    numbers: Keys,
    /// As [`name_key`].
    names: Keys,
    /// As [`id_key`].
    ids: Keys,
    /// What stands in front of the `@` of addresses, as [`id_key`].
    addresses: Keys,
    /// Ids that can be told within a longer name, as [`folded`].
    marks: Keys,
}

impl Index {
    fn of(list: &[Listed]) -> Self {
        const SHORTEST_MARK: usize = 3;
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
                if mark.chars().count() >= SHORTEST_MARK {
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
        let ways = [
            number.map(|number| self.numbers.find(number).to_vec()),
            person.map(|person| self.ids.find(&id_key(&person.id)).to_vec()),
            person.map(|person| self.names.find(&name_key(&person.name)).to_vec()),
            Some(called(name)),
            Some(address(name)),
            owner.map(called),
            owner.map(address),
            Some(self.marked(name)),
        ];
        let found = ways.into_iter().flatten().find(|found| !found.is_empty());
        let found: BTreeSet<usize> = found.into_iter().flatten().collect();
        found.into_iter().collect()
    }

    /// All whose ids stand in a name.
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

/// The part of a name given by Moodle that is a person's.
fn moodle_owner(name: &str) -> Option<&str> {
    let (owner, _) = name.split_once("_assignsubmission_")?;
    let (owner, number) = owner.rsplit_once('_')?;
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(owner)
}

/// An id for comparing: whatever separates its words.
fn id_key(id: &str) -> String {
    words(&folded(id)).join(" ")
}

/// A name for comparing: whatever separates its words, and in whatever order they come (`Doe, Jane`).
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
