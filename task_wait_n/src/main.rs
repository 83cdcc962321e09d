//! Prints the delays of five tasks in ascending order.

use task_wait_n::task_wait_n;

#[tokio::main]
async fn main() {
    println!("{:?}", task_wait_n(5, 6).await);
}
