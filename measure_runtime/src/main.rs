//! Prints the mean time, in seconds, of one of five concurrent waits.

use measure_runtime::measure_time;

fn main() {
    println!("{}", measure_time(5, 9));
}
