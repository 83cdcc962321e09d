//! Ctrl-C, and being told to end in other ways.

use anyhow::Result;
use std::sync::{Arc, atomic::AtomicBool};

/// A flag that Ctrl-C raises, and so do `SIGTERM` and a terminal that is closed. A second time ends the program at
/// once, which loses nothing but time. Where there are no signals the first time does.
///
/// # Errors
/// Fails if the system does not allow it.
pub fn flag() -> Result<Arc<AtomicBool>> {
    let raised = Arc::new(AtomicBool::new(false));
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
            flag::register_conditional_shutdown(signal, ENDED, Arc::clone(&raised))
                .and_then(|_| flag::register(signal, Arc::clone(&raised)))
                .context("cannot watch for Ctrl-C")?;
        }
    }
    Ok(raised)
}
