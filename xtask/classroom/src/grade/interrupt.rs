//! Ctrl-C and other signals that end the program.

use anyhow::Result;
use grader::process::Stop;

/// A [`Stop`] that is raised by Ctrl-C, `SIGTERM` and a closed terminal. A second signal ends the program at once,
/// which loses no results. On systems without signals, the first Ctrl-C ends it.
///
/// # Errors
/// Fails if the signal handlers cannot be registered.
pub(super) fn stop() -> Result<Stop> {
    let stop = Stop::default();
    #[cfg(unix)]
    {
        use anyhow::Context;
        use signal_hook::{
            consts::{SIGHUP, SIGINT, SIGTERM},
            flag,
        };
        const ENDED: i32 = 1;
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            // The order matters: the first signal finds the flag unset, and then sets it.
            flag::register_conditional_shutdown(signal, ENDED, stop.flag())
                .and_then(|_| flag::register(signal, stop.flag()))
                .context("cannot handle Ctrl-C")?;
        }
    }
    Ok(stop)
}
