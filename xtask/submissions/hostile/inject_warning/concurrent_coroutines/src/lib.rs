// Tries: the same with warnings, and a great many of them.
// Must not pass: no_warnings
// Says: <script>
//! Several waits at once.

use basic_async_syntax::wait_random;
use futures::stream::{FuturesUnordered, StreamExt};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut waits: FuturesUnordered<_> = (0..n).map(|_| wait_random(max_delay)).collect();
    let mut delays = Vec::with_capacity(n);
    while let Some(delay) = waits.next().await {
        let place = delays.partition_point(|&other| other <= delay);
        delays.insert(place, delay);
    }
    delays
}

#[deprecated(note = "\u{1b}]0;owned\u{7}\u{1b}[31m<script>alert(1)</script>]]>&amp;\" onload=\"x\n=cmd|'/C calc'!A0,\u{202e}txt.exe\u{2066}\0\u{9b}2J")]
fn own() {}

/// Warns.
pub fn warn() {
    own();
    own();
}
