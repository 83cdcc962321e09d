//! Shares of a class, for several machines.

use crate::hash::fnv1a;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A share of a class: those submissions whose names have a hash that falls to it.
///
/// The hash is FNV-1a over the name as UTF-8, and the share is the hash modulo the number of shares, counted
/// from 1. So every submission falls to exactly one share, whichever machine asks, and whatever else is submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which, counted from 1.
    pub number: u32,
    /// How many there are.
    pub of: u32,
}

impl Shard {
    /// Whether a submission falls to this share.
    pub(crate) fn has(self, name: &str) -> bool {
        fnv1a(name.bytes()) % u64::from(self.of) + 1 == u64::from(self.number)
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
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            Some((_, of)) if of > 0 => Err(format!("shards of {of} are numbered from 1 to {of}")),
            _ => Err("a shard is written like 1/4: the first of four".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_falls_to_the_same_shard_for_ever() {
        for (name, number) in [("anna", 4), ("bob", 1), ("Zoë Müller", 4), ("", 2)] {
            let found: Vec<u32> = (1..=4)
                .filter(|number| {
                    Shard {
                        number: *number,
                        of: 4,
                    }
                    .has(name)
                })
                .collect();
            assert_eq!(found, [number], "{name}");
        }
    }

    #[test]
    fn shards_are_validated() {
        assert_eq!("2/4".parse(), Ok(Shard { number: 2, of: 4 }));
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
