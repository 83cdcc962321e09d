//! Tells whose submission is whose, from the submission's name.
//!
//! The first of these that fits anybody decides:
//! 1. the name is the person's name or an id,
//! 2. it is what stands in front of the `@` of an e-mail address,
//! 3. its part in front of what Moodle appends (`_12345_assignsubmission_...`) is one of these,
//! 4. an id of three characters or more stands in it, between underscores or after a last hyphen, as Canvas and
//!    GitHub Classroom name things.
//!
//! Case does not matter, nor does whether words are separated by spaces, underscores, hyphens or full stops, nor
//! whether a name is "Jane Doe" or "Doe, Jane". Where several persons fit, nobody is chosen.

use super::{Matched, Member, Roster};
use std::collections::HashMap;

impl Roster {
    /// Whose submissions are whose.
    pub fn match_with(&self, names: &[String]) -> Matched {
        let mut matched = Matched::default();
        let mut theirs: Vec<Vec<&str>> = vec![Vec::new(); self.members.len()];
        let found = Index::of(names).find(&self.members);
        for (name, found) in names.iter().zip(found) {
            matched.persons.push(match found[..] {
                [index] => {
                    theirs[index].push(name);
                    Some(self.members[index].person.clone())
                }
                _ => {
                    matched.unexpected.push(name.clone());
                    None
                }
            });
            if found.len() > 1 {
                let persons: Vec<String> = found
                    .iter()
                    .map(|index| {
                        let person = &self.members[*index].person;
                        format!("{} ({})", person.name, person.id)
                    })
                    .collect();
                matched.notes.push(format!(
                    "{name} could be of {}: it is left to nobody",
                    persons.join(" or ")
                ));
            }
        }
        for (member, theirs) in self.members.iter().zip(theirs) {
            match theirs[..] {
                [] => matched.not_submitted.push(member.person.clone()),
                [_] => {}
                _ => matched.notes.push(format!(
                    "{} ({}) has several submissions: {}",
                    member.person.name,
                    member.person.id,
                    theirs.join(", ")
                )),
            }
        }
        matched
    }
}

/// The ways in which a name can fit a member; the first that fits anybody decides.
const WAYS: usize = 5;

/// The names of submissions by the texts that fit them, so that no name is held against each member.
#[derive(Debug)]
struct Index {
    names: usize,
    /// By names and ids, as [`words`].
    called: Keys,
    /// By what stands in front of the `@` of addresses, as [`words`].
    addresses: Keys,
    /// By ids that stand in a name, in lower case.
    ids: Keys,
}

/// For each text the names that it fits, each with the way.
type Keys = HashMap<String, Vec<(usize, usize)>>;

/// The members whom a name fits.
#[derive(Clone, Debug)]
struct Fitting {
    way: usize,
    members: Vec<usize>,
}

impl Index {
    fn of(names: &[String]) -> Self {
        let (mut called, mut addresses, mut ids) = (Keys::new(), Keys::new(), Keys::new());
        let add = |keys: &mut Keys, text: String, fits| keys.entry(text).or_default().push(fits);
        for (number, name) in names.iter().enumerate() {
            add(&mut called, words(name), (number, 0));
            add(&mut addresses, words(name), (number, 1));
            if let Some(owner) = moodle_owner(name) {
                add(&mut called, words(owner), (number, 2));
                add(&mut addresses, words(owner), (number, 3));
            }
            let name = name.to_lowercase();
            let last = name.match_indices('-').map(|(at, _)| &name[at + 1..]);
            for part in name.split('_').chain(last) {
                add(&mut ids, part.to_owned(), (number, 4));
            }
        }
        Self {
            names: names.len(),
            called,
            addresses,
            ids,
        }
    }

    /// For each name all whom it fits in the first way that fits anybody, in the order of the roster.
    fn find(&self, members: &[Member]) -> Vec<Vec<usize>> {
        let nobody = Fitting {
            way: WAYS,
            members: Vec::new(),
        };
        let mut found = vec![nobody; self.names];
        for (number, member) in members.iter().enumerate() {
            let mut fit = |keys: &Keys, text: String| {
                for &(name, way) in keys.get(&text).into_iter().flatten() {
                    found[name].add(number, way);
                }
            };
            member.called().for_each(|text| fit(&self.called, text));
            member
                .addresses()
                .for_each(|text| fit(&self.addresses, text));
            member.ids_in_names().for_each(|text| fit(&self.ids, text));
        }
        found.into_iter().map(|fitting| fitting.members).collect()
    }
}

impl Fitting {
    /// Adds a member, or one once more; they come in their order.
    fn add(&mut self, member: usize, way: usize) {
        if way < self.way {
            *self = Self {
                way,
                members: vec![member],
            };
        } else if way == self.way && self.members.last() != Some(&member) {
            self.members.push(member);
        }
    }
}

/// The part of a name that Moodle gives that is a person's.
fn moodle_owner(name: &str) -> Option<&str> {
    let (owner, _) = name.split_once("_assignsubmission_")?;
    let (owner, number) = owner.rsplit_once('_')?;
    number
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(owner)
}

impl Member {
    /// What a name may be that is theirs.
    fn called(&self) -> impl Iterator<Item = String> {
        let own = words(&self.person.name);
        let turned = self.person.name.split_once(',');
        let turned = turned.map(|(last, first)| words(&format!("{first} {last}")));
        let last_first = own
            .rsplit_once(' ')
            .map(|(first, last)| format!("{last} {first}"));
        let ids = self.ids.iter().map(|id| words(id));
        [Some(own), turned, last_first]
            .into_iter()
            .flatten()
            .chain(ids)
    }

    /// What stands in front of the `@` of their addresses.
    fn addresses(&self) -> impl Iterator<Item = String> {
        self.ids
            .iter()
            .filter_map(|id| id.split_once('@'))
            .map(|(local, _)| words(local))
    }

    /// What shows in a longer name that it is theirs.
    fn ids_in_names(&self) -> impl Iterator<Item = String> {
        const SHORTEST: usize = 3;
        self.ids
            .iter()
            .map(|id| {
                let (local, _) = id.split_once('@').unwrap_or((id, ""));
                local.to_lowercase()
            })
            .filter(|id| id.chars().count() >= SHORTEST)
    }
}

/// A name for comparing.
fn words(name: &str) -> String {
    let separates = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.' | ',');
    let mut words = String::with_capacity(name.len());
    for word in name.split(separates).filter(|word| !word.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
        }
        words += &word.to_lowercase();
    }
    words
}

#[cfg(test)]
mod tests;
