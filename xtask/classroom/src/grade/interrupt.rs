//! Ctrl-C, and being told to end in other ways.

use anyhow::Result;
use grader::process::Stop;

/// A wish to stop that Ctrl-C makes, and so do `SIGTERM` and a terminal that is closed. A second time ends the program
/// at once, which loses nothing but time. Where there are no signals the first time does.
///
/// # Errors
/// Fails if the system does not allow it.
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
            // In this order: the first time, the flag is looked at before it is raised.
            flag::register_conditional_shutdown(signal, ENDED, stop.flag())
                .and_then(|_| flag::register(signal, stop.flag()))
                .context("cannot watch for Ctrl-C")?;
        }
    }
    Ok(stop)
}
