//! Ctrl-C, and being told to end in other ways.

use anyhow::{Context, Result};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};
use std::sync::{Arc, atomic::AtomicBool};

/// A flag that Ctrl-C raises, as do `SIGTERM` and, on Unix, a terminal that is closed. A second time ends the program at once, which loses nothing
/// but time.
///
/// # Errors
/// Fails if the system does not allow it.
pub fn flag() -> Result<Arc<AtomicBool>> {
    const ENDED: i32 = 1;
    let raised = Arc::new(AtomicBool::new(false));
    let signals = [
        SIGINT,
        SIGTERM,
        #[cfg(unix)]
        signal_hook::consts::SIGHUP,
    ];
    for signal in signals {
        // In this order: the first time the flag is not raised yet when it is looked at.
        flag::register_conditional_shutdown(signal, ENDED, Arc::clone(&raised))
            .and_then(|_| flag::register(signal, Arc::clone(&raised)))
            .context("cannot watch for Ctrl-C")?;
    }
    Ok(raised)
}
