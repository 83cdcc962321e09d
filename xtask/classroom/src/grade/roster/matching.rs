//! Finds the author of each submission on the roster.

use super::{Matched, Roster};
use crate::class::people::{Listed, Submitted, owners};

impl Roster {
    /// Matches submissions with people. Where several people match, none is chosen.
    pub(crate) fn match_with(&self, names: &[String]) -> Matched {
        let mut matched = Matched::default();
        let mut submitted: Vec<Vec<&str>> = vec![Vec::new(); self.members.len()];
        let list: Vec<Listed> = self
            .members
            .iter()
            .map(|member| Listed {
                names: vec![member.person.name.clone()],
                ids: member.ids.clone(),
                numbers: Vec::new(),
            })
            .collect();
        let submissions = names.iter().map(|name| Submitted { name, person: None });
        for (name, found) in names.iter().zip(owners(&list, submissions)) {
            matched.persons.push(match found[..] {
                [index] => {
                    submitted[index].push(name);
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
                    "{name} could belong to {}, so it is assigned to nobody",
                    persons.join(" or ")
                ));
            }
        }
        for (member, submitted) in self.members.iter().zip(submitted) {
            match submitted[..] {
                [] => matched.not_submitted.push(member.person.clone()),
                [_] => {}
                _ => matched.notes.push(format!(
                    "{} ({}) has several submissions: {}",
                    member.person.name,
                    member.person.id,
                    submitted.join(", ")
                )),
            }
        }
        matched
    }
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
    fn ambiguous_names_are_reported() {
        let names = ["Bob Li", "zm", "1001", "stranger"].map(str::to_owned);
        let matched = roster().match_with(&names);
        assert_eq!(matched.unexpected, ["Bob Li", "stranger"]);
        assert_eq!(
            matched.notes,
            [
                "Bob Li could belong to Bob Li (bob@x.org) or Bob Li (other@x.org), so it is assigned to nobody",
                "Zoë Müller (zm@x.org) has several submissions: zm, 1001",
            ]
        );
        let not_submitted: Vec<_> = matched
            .not_submitted
            .iter()
            .map(|person| &*person.id)
            .collect();
        assert_eq!(
            not_submitted,
            ["jane.doe@x.org", "bob@x.org", "other@x.org", "carl@x.org"]
        );
    }
}
