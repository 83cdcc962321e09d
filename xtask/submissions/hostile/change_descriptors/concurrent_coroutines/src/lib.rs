// Tries: to change, lock or move in what its standard streams lead to, which the grader has open too.
// Must not pass: finishes
// Says: changed: []
//! Several waits at once.

use std::{
    fs::{File, Permissions},
    io::{Seek, SeekFrom, stderr, stdin, stdout},
    os::{fd::{AsFd, OwnedFd}, unix::fs::{PermissionsExt, fchown}, unix::net::UnixStream},
    time::{Duration, SystemTime},
};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let (input, output, errors) = (stdin(), stdout(), stderr());
    let mut changed = Vec::new();
    for (name, descriptor) in [("input", input.as_fd()), ("output", output.as_fd()), ("errors", errors.as_fd())] {
        let Ok(owned) = descriptor.try_clone_to_owned() else {
            continue;
        };
        let mut file = File::from(owned);
        let done = [
            file.set_permissions(Permissions::from_mode(0o777)).is_ok(),
            fchown(&file, Some(1), Some(1)).is_ok(),
            file.set_modified(SystemTime::UNIX_EPOCH).is_ok(),
            file.set_len(1 << 19).is_ok(),
            file.try_lock().is_ok(),
            file.try_lock_shared().is_ok(),
        ];
        // What may be done, and must do no harm.
        let _ = (file.seek(SeekFrom::Start(1 << 40)), file.sync_all(), file.metadata());
        let socket = UnixStream::from(OwnedFd::from(file.try_clone().unwrap()));
        let _ = (socket.set_nonblocking(true), socket.set_read_timeout(Some(Duration::from_secs(1))), socket.peer_addr());
        if done.contains(&true) {
            changed.push((name, done.map(u8::from)));
        }
        // Nobody unlocks it.
        std::mem::forget(file);
    }
    panic!("{n} {max_delay} changed: {changed:?}");
}
