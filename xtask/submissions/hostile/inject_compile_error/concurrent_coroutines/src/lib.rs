// Tries: the same with messages of the compiler.
// Must not pass: compiles
// Says: <script>
//! Several waits at once.

compile_error!("\u{1b}]0;owned\u{7}\u{1b}[31m<script>alert(1)</script>]]>&amp;\" onload=\"x\n=cmd|'/C calc'!A0,\u{202e}txt.exe\u{2066}\0\u{9b}2J");
