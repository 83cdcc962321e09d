// Tries: to change, move and remove files of others, and who may use them.
// Must not pass: finishes
// Beside it: references
// Says: done: false
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{
        fs::{self, Permissions},
        os::unix::fs::{PermissionsExt, chown, lchown, symlink},
    };
    let folder = std::path::Path::new("/tmp/hostile-canary");
    let secret = folder.join("secret.txt");
    let done = [
        fs::set_permissions(&secret, Permissions::from_mode(0o777)).is_ok(),
        fs::set_permissions(folder, Permissions::from_mode(0o777)).is_ok(),
        chown(&secret, Some(65534), Some(65534)).is_ok(),
        lchown(&secret, Some(65534), None).is_ok(),
        fs::write(&secret, "changed").is_ok(),
        fs::write(folder.join("new"), "new").is_ok(),
        fs::OpenOptions::new().append(true).open(&secret).is_ok(),
        fs::rename(&secret, folder.join("moved")).is_ok(),
        fs::hard_link(&secret, folder.join("linked")).is_ok(),
        symlink(&secret, folder.join("link")).is_ok(),
        fs::copy(&secret, folder.join("copy")).is_ok(),
        fs::create_dir(folder.join("folder")).is_ok(),
        fs::remove_file(&secret).is_ok(),
        fs::remove_dir_all(folder.join("other")).is_ok(),
    ];
    panic!("{n} {max_delay} done: {}", done.contains(&true));
}
