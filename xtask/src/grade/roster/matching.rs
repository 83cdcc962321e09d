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

impl Roster {
    /// Whose submissions are whose.
    pub fn match_with(&self, names: &[String]) -> Matched {
        let mut matched = Matched::default();
        let mut theirs: Vec<Vec<&str>> = vec![Vec::new(); self.members.len()];
        for name in names {
            let found = self.find(name);
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

    /// All whom a name fits in the first way that fits anybody.
    fn find(&self, name: &str) -> Vec<usize> {
        let owner = moodle_owner(name);
        let ways: [&dyn Fn(&Member) -> bool; 5] = [
            &|member| member.is_called(name),
            &|member| member.has_address(name),
            &|member| owner.is_some_and(|owner| member.is_called(owner)),
            &|member| owner.is_some_and(|owner| member.has_address(owner)),
            &|member| member.is_named_in(name),
        ];
        ways.iter()
            .map(|fits| {
                let members = self.members.iter().enumerate();
                members
                    .filter(|(_, member)| fits(member))
                    .map(|(index, _)| index)
                    .collect()
            })
            .find(|found: &Vec<usize>| !found.is_empty())
            .unwrap_or_default()
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
    fn is_called(&self, name: &str) -> bool {
        let name = words(name);
        let own = &self.person.name;
        let turned = own
            .split_once(',')
            .map(|(last, first)| format!("{first} {last}"));
        let same = |other: &str| words(other) == name;
        let last_first = words(own)
            .rsplit_once(' ')
            .is_some_and(|(first, last)| format!("{last} {first}") == name);
        same(own)
            || turned.as_deref().is_some_and(same)
            || last_first
            || self.ids.iter().any(|id| same(id))
    }

    fn has_address(&self, name: &str) -> bool {
        let name = words(name);
        self.ids
            .iter()
            .filter_map(|id| id.split_once('@'))
            .any(|(local, _)| words(local) == name)
    }

    fn is_named_in(&self, name: &str) -> bool {
        const SHORTEST: usize = 3;
        let name = name.to_lowercase();
        self.ids
            .iter()
            .map(|id| {
                let (local, _) = id.split_once('@').unwrap_or((id, ""));
                local.to_lowercase()
            })
            .filter(|id| id.chars().count() >= SHORTEST)
            .any(|id| {
                name.split('_').any(|part| part == id)
                    || name
                        .strip_suffix(&id)
                        .is_some_and(|rest| rest.ends_with('-'))
            })
    }
}

/// A name for comparing.
fn words(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '.' | ','))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        Roster::parse(
            "name,email,id\n\
             Zoë Müller,zm@x.org,1001\n\
             \"Doe, Jane\",jane.doe@x.org,1002\n\
             Bob Li,bob@x.org,boblee\n\
             Bob Li,other@x.org,1004\n\
             Carl,carl@x.org,1\n"
                .as_bytes(),
        )
        .unwrap()
    }

    #[test]
    fn names_lead_to_persons() {
        for (name, id) in [
            ("Zoë Müller", Some("zm@x.org")),
            ("zoë_müller", Some("zm@x.org")),
            ("Müller Zoë", Some("zm@x.org")),
            ("zm", Some("zm@x.org")),
            ("zm@x.org", Some("zm@x.org")),
            ("1001", Some("zm@x.org")),
            ("Zoë Müller_4711_assignsubmission_file_", Some("zm@x.org")),
            ("Jane Doe", Some("jane.doe@x.org")),
            ("Doe, Jane", Some("jane.doe@x.org")),
            ("jane.doe", Some("jane.doe@x.org")),
            (
                "Jane Doe_12_assignsubmission_file_work",
                Some("jane.doe@x.org"),
            ),
            ("doejane_LATE_1002_333_work", Some("jane.doe@x.org")),
            ("async-course-boblee", Some("bob@x.org")),
            // Two persons have this name.
            ("Bob Li", None),
            // Too short to be more than chance.
            ("work_1", None),
            ("1", Some("carl@x.org")),
            ("Zoë", None),
            ("stranger", None),
            ("", None),
        ] {
            let matched = roster().match_with(&[name.to_owned()]);
            let found = matched.persons[0].as_ref().map(|person| person.id.as_str());
            assert_eq!(found, id, "{name:?}");
        }
    }

    #[test]
    fn what_is_unclear_is_told() {
        let names = ["Bob Li", "zm", "1001", "stranger"].map(str::to_owned);
        let matched = roster().match_with(&names);
        assert_eq!(matched.unexpected, ["Bob Li", "stranger"]);
        assert_eq!(
            matched.notes,
            [
                "Bob Li could be of Bob Li (bob@x.org) or Bob Li (other@x.org): it is left to nobody",
                "Zoë Müller (zm@x.org) has several submissions: zm, 1001",
            ]
        );
        let absent: Vec<_> = matched
            .not_submitted
            .iter()
            .map(|person| &*person.id)
            .collect();
        assert_eq!(
            absent,
            ["jane.doe@x.org", "bob@x.org", "other@x.org", "carl@x.org"]
        );
    }
}
