//! Parts of a class, for grading on several machines.

use crate::hash::fnv1a;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A part of a class: the submissions whose names hash to its number.
///
/// The hash is FNV-1a of the name in UTF-8, modulo the number of shards. So each submission is in exactly one shard,
/// on every machine, whatever else is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// The shard's number, counted from 1.
    pub number: u32,
    /// The number of shards.
    #[serde(rename = "of")]
    pub count: u32,
}

impl Shard {
    /// Whether a submission is in this shard.
    pub(crate) fn has(self, name: &str) -> bool {
        fnv1a(name.bytes()) % u64::from(self.count) + 1 == u64::from(self.number)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.parse::<u32>().ok();
        let shard = text
            .split_once('/')
            .and_then(|(one, all)| Some((number(one)?, number(all)?)));
        match shard {
            Some((number, count)) if (1..=count).contains(&number) => Ok(Self { number, count }),
            Some((_, count)) if count > 0 => {
                Err(format!("the first number must be from 1 to {count}"))
            }
            _ => Err("write a shard like 1/4, which is the first of four".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shard_of_a_name_never_changes() {
        for (name, number) in [("anna", 4), ("bob", 1), ("Zoë Müller", 4), ("", 2)] {
            let found: Vec<u32> = (1..=4)
                .filter(|number| {
                    Shard {
                        number: *number,
                        count: 4,
                    }
                    .has(name)
                })
                .collect();
            assert_eq!(found, [number], "{name}");
        }
    }

    #[test]
    fn shard_numbers_are_validated() {
        assert_eq!(
            "2/4".parse(),
            Ok(Shard {
                number: 2,
                count: 4
            })
        );
        for (text, part) in [
            ("0/4", "from 1 to 4"),
            ("5/4", "from 1 to 4"),
            ("1/0", "like 1/4"),
            ("1", "like 1/4"),
            ("a/b", "like 1/4"),
            ("-1/4", "like 1/4"),
            ("1/2/3", "like 1/4"),
        ] {
            let error = text.parse::<Shard>().unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
    }
}
