//! Mide cuánto tardan las esperas concurrentes.

use std::time::Instant;

use concurrent_coroutines::wait_n;
use tokio::runtime::Runtime;

/// Devuelve el tiempo total dividido entre `n`, en segundos.
pub fn measure_time(n: usize, max_delay: u32) -> f64 {
    let corrida = Runtime::new().unwrap();
    let inicio = Instant::now();
    corrida.block_on(wait_n(n, max_delay));
    inicio.elapsed().as_secs_f64() / n as f64
}
