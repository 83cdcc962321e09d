use std::hash::{DefaultHasher, Hasher};

/// A running hash of contents, to tell whether something has changed by accident or by editing.
#[derive(Clone, Default)]
pub(crate) struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Adds one piece; the pieces `ab` and `a`, `b` differ.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }

    /// The value so far.
    pub(crate) fn value(&self) -> u64 {
        self.0.finish()
    }
}
