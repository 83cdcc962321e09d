//! Tasks 1 and 4: does each of several calls do what it does alone?

use super::{
    Evidence, Verdict, calls, concurrency, delays, endings,
    evidence::{Alone, Look, Seen},
};
use crate::observe::{Call, Ending, Outcome, Purpose};

/// What one call is looked at for.
const LOOKS: [fn(&Seen) -> Look; 6] = [
    returns_at_all,
    calls::calls,
    calls::passes,
    delays::returns,
    concurrency::concurrent,
    delays::ascending,
];

fn returns_at_all(seen: &Seen) -> Look {
    endings::problem(seen).map_or(Look::Right, Look::Wrong)
}

/// The calls of runs with several calls that are not as they should be, as run and call. Each has to be made alone too: what
/// is wrong then as well has nothing to do with the others.
pub fn dependent(evidence: &Evidence) -> Vec<(usize, usize)> {
    evidence
        .calls(&[Purpose::Several])
        .iter()
        .filter(|seen| {
            LOOKS
                .iter()
                .any(|look| matches!(look(seen), Look::Wrong(_)))
        })
        .map(|seen| (seen.run, seen.index))
        .collect()
}

/// Each of several calls does what it does alone.
pub fn independent_calls(evidence: &Evidence) -> Verdict {
    for seen in evidence.calls(&[Purpose::Several]) {
        for look in LOOKS {
            let Look::Wrong(problem) = look(&seen) else {
                continue;
            };
            // What is as wrong alone is for another check to say.
            if alone(evidence, &seen).is_some_and(|alone| look(&alone) == Look::Right) {
                return Verdict::Failed {
                    message: format!(
                        "{} {problem} Called alone, it does not. A call should keep what it needs to itself: no statics.",
                        seen.name()
                    ),
                    run: Some(seen.run),
                };
            }
        }
    }
    let followed = evidence
        .of(&[Purpose::Several])
        .filter(|(_, exhibit)| exhibit.ending != Ending::Slow);
    let calls: Vec<&Call> = followed
        .flat_map(|(_, exhibit)| &exhibit.observation.calls)
        .collect();
    let returned = |call: &&Call| matches!(call.outcome, Outcome::Returned(_));
    if !calls.is_empty() && calls.iter().all(returned) {
        Verdict::Passed
    } else {
        Verdict::Unseen("not all of several calls returned.".to_owned())
    }
}

/// The same call, made alone.
fn alone<'a>(evidence: &'a Evidence, seen: &Seen) -> Option<Seen<'a>> {
    let Alone { alone, .. } = evidence
        .alone
        .iter()
        .find(|alone| (alone.run, alone.call) == (seen.run, seen.index))?;
    evidence.calls_of(*alone).into_iter().next()
}
