// Tries: to steer terminals, browsers and spreadsheets with what it says.
// Must not pass: finishes
// Says: <script>
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let _ = (n, max_delay);
    panic!("\u{1b}]0;owned\u{7}\u{1b}[31m<script>alert(1)</script>]]>&amp;\" onload=\"x\n=cmd|'/C calc'!A0,\u{202e}txt.exe\u{2066}\0\u{9b}2J");
}
