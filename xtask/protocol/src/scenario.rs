use serde::{Deserialize, Serialize};

/// One run of a learner's function: what to call, and how the world behaves meanwhile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Comes back in the observation, so that an answer cannot be prepared beforehand.
    pub nonce: u64,
    /// Which clock the scenario runs on.
    pub clock: Clock,
    /// How the calls are made.
    pub manner: Manner,
    /// The calls, in order.
    pub calls: Vec<Request>,
    /// How long the waits of the imported task take.
    pub script: Script,
    /// How long a call may take on the scenario's clock before it counts as stuck, in seconds.
    pub patience: f64,
    /// How long a task that a function returned is left alone before it is awaited, in seconds.
    pub head_start: f64,
    /// How many waits and how many returned numbers are reported one by one; all of them are counted.
    pub record: usize,
    /// The stack of the thread that the calls are made on, in bytes.
    pub stack: u64,
}

impl Scenario {
    /// How many waits the calls ask for: as many as they say, and one each where a call is a wait.
    pub fn waits(&self) -> usize {
        self.calls.iter().map(|call| call.n.max(1)).sum()
    }
}

/// The clock of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// tokio's paused clock on a current-thread runtime: it jumps ahead whenever nothing else is left to do.
    Paused,
    /// The real clock on a multi-thread runtime.
    Real,
}

/// How the calls of a scenario are made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Manner {
    /// One after the other.
    InTurn,
    /// All at once, in one task.
    AtOnce,
    /// All at once; the scenario ends with the first that returns.
    FirstOf,
    /// The first call only: dropped as soon as all its waits have begun, then watched for this many seconds.
    Dropped {
        /// How long the waits are watched after the drop, in seconds.
        linger: f64,
    },
}

/// The arguments of one call. Functions that take no `n` ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// How many waits are asked for.
    pub n: usize,
    /// The longest delay, in seconds.
    pub max_delay: u32,
}

/// The delays of the imported task's waits, in seconds, by the order in which it is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Script {
    /// These, and from the start again when there are more calls.
    List(Vec<f64>),
    /// Spread evenly over `low..high`, so that no two of the first `count` are equal.
    Spread {
        /// The shortest delay.
        low: f64,
        /// No delay reaches this.
        high: f64,
        /// How many different delays there are.
        count: u32,
        /// How many steps one delay is from the next, modulo `count`, to which it has to be coprime: 1 makes
        /// them ascend, a large one leaves them in no order.
        stride: u32,
    },
}

impl Script {
    /// The delay of call number `index`, counted from 0.
    pub fn delay(&self, index: usize) -> f64 {
        match self {
            Self::List(delays) if delays.is_empty() => 0.0,
            Self::List(delays) => delays[index % delays.len()],
            Self::Spread {
                low,
                high,
                count,
                stride,
            } => {
                let count = u64::from(*count).max(1);
                let step = (index as u64 % count) * u64::from(*stride) % count;
                low + (high - low) * step as f64 / count as f64
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_delays_are_all_different_in_range_and_unsorted() {
        let script = Script::Spread {
            low: 1.0,
            high: 2.0,
            count: 1_000,
            stride: 7_919,
        };
        let delays: Vec<f64> = (0..1_000).map(|index| script.delay(index)).collect();
        let different: std::collections::BTreeSet<u64> =
            delays.iter().map(|delay| delay.to_bits()).collect();
        assert_eq!(different.len(), 1_000);
        assert!(delays.iter().all(|delay| (1.0..2.0).contains(delay)));
        assert!(!delays.is_sorted());
    }
}
