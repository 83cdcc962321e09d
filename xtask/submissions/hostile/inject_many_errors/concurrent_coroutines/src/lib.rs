// Tries: the same with more messages than anybody can read.
// Must not pass: compiles
//! Several waits at once.

macro_rules! many {
    ($($a:tt)*) => { $(many!(@ $a ($($a)*));)* };
    (@ $a:tt ($($b:tt)*)) => { $(compile_error!(concat!("no. ", $a, $b, "<script>"));)* };
}

many!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39);
