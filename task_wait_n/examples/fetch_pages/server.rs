//! A small HTTP server on this machine, so that there is something to fetch.

use std::{io, time::Duration};

use tokio::{io::AsyncReadExt, io::AsyncWriteExt, net::TcpListener, time::sleep};

/// Starts a server that answers every request after a while, and returns its URL.
pub async fn start(size: usize, delay: Duration) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                // What is asked for does not matter: the answer is always the same page.
                let _ignored = stream.read(&mut [0; 4096]).await?;
                sleep(delay).await;
                let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n");
                let page = format!("{head}Connection: close\r\n\r\n{}", "x".repeat(size));
                stream.write_all(page.as_bytes()).await
            });
        }
    });
    Ok(url)
}
