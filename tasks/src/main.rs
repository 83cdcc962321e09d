//! Awaits a task and prints the type of what `task_wait_random` returned.

use std::any::type_name_of_val;

use tasks::task_wait_random;
use tokio::task::JoinError;

#[tokio::main]
async fn main() -> Result<(), JoinError> {
    let mut task = task_wait_random(5);
    // By reference, so that the task is still there when its type is asked for.
    (&mut task).await?;
    println!("{}", type_name_of_val(&task));
    Ok(())
}
