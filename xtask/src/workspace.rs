//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the workspace that this program was built from.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask's manifest lies in a folder of the workspace")
}

/// Where everything is kept that can be made again.
pub fn target() -> PathBuf {
    root().join("target")
}
