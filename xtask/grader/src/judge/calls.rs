//! Tasks 1, 3 and 4: is the imported function called as often as requested, and with the right argument?

use super::{
    Evidence, Verdict,
    endings::at_once,
    evidence::{ALL, Finding, ObservedCall, SINGLE, import},
};
use crate::{
    course::Arguments,
    observe::{Outcome, Purpose},
    text,
};

fn purposes(evidence: &Evidence) -> &'static [Purpose] {
    match evidence.task.arguments {
        Arguments::MaxDelay => &ALL,
        Arguments::Both => &SINGLE,
    }
}

/// The imported function is called `n` times, and its futures are run.
pub(crate) fn calls_import(evidence: &Evidence) -> Verdict {
    if let Some(verdict) = in_all(evidence) {
        return verdict;
    }
    evidence.each(purposes(evidence), calls)
}

/// Whether one call calls the imported function as often as requested.
pub(super) fn calls(seen: &ObservedCall) -> Finding {
    let import = import(seen.task);
    let n = match seen.task.arguments {
        Arguments::MaxDelay => 1,
        Arguments::Both => seen.call.request.n,
    };
    let asked = seen.waits.len();
    let is_done = matches!(seen.call.outcome, Outcome::Returned(_) | Outcome::Cancelled);
    // With several calls at once, the grader can only guess which one requested a wait.
    if at_once(seen) && n == 1 {
        return Finding::Irrelevant;
    }
    if asked == n {
        let never_run = seen.waits.iter().all(|wait| wait.begun.is_none());
        if n > 0 && never_run && matches!(seen.call.outcome, Outcome::Returned(_)) {
            return Finding::Wrong(format!(
                "calls `{}`, and never runs it: a future does nothing until it is awaited.",
                import.function
            ));
        }
        Finding::Right
    } else if asked == 0 && is_done {
        Finding::Wrong(format!(
            "does not call `{}::{}`, which it should call {}.",
            import.name,
            import.function,
            text::times(n)
        ))
    } else if is_done || asked > n {
        Finding::Wrong(format!(
            "calls `{}` {}; it should call it {}.",
            import.function,
            text::times(asked),
            text::times(n)
        ))
    } else {
        seen.without_result()
    }
}

/// Judges calls at once of a function that waits once: there must be as many waits as calls.
fn in_all(evidence: &Evidence) -> Option<Verdict> {
    if evidence.task.arguments == Arguments::Both {
        return None;
    }
    evidence.runs_for(&ALL).find_map(|(run_index, run)| {
        let observation = &run.observation;
        let (calls, asked) = (observation.calls.len(), observation.waits.len());
        let returned = |outcome: &Outcome| matches!(outcome, Outcome::Returned(_));
        let all_returned = observation.calls.iter().all(|call| returned(&call.outcome));
        (calls > 1 && asked != calls && all_returned).then(|| Verdict::Failed {
            message: match (import(evidence.task).function, asked) {
                (function, 0) => format!(
                    "none of {calls} calls calls `{function}`, which each should call once."
                ),
                (function, _) => format!(
                    "{calls} calls call `{function}` {} in all: each should call it once.",
                    text::times(asked)
                ),
            },
            run: Some(run_index),
        })
    })
}

/// Every wait gets the `max_delay` of its call.
pub(super) fn passes_max_delay(evidence: &Evidence) -> Verdict {
    evidence.each(purposes(evidence), passes)
}

/// Whether the waits of one call get its `max_delay`.
pub(super) fn passes(seen: &ObservedCall) -> Finding {
    let import = import(seen.task);
    let expected = seen.call.request.max_delay;
    let wrong = seen
        .waits
        .iter()
        .find(|wait| wait.request.max_delay != expected);
    match wrong {
        Some(wait) => Finding::Wrong(format!(
            "calls {}: the argument should be max_delay, which is {expected}.",
            text::invocation(import.function, import.arguments, wait.request),
        )),
        None if !seen.waits.is_empty() => Finding::Right,
        None => Finding::Irrelevant,
    }
}
