//! Health, and an orderly end.

use std::{sync::Arc, time::Duration};

use maillage::http::{App, Settings, router, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::{sleep, timeout},
};

use super::{get, toy};

#[tokio::test]
async fn a_server_is_ready_while_its_database_answers_and_it_is_not_stopping() {
    let app = toy::app(Settings::default(), toy::Door::default());
    let server = router(Arc::clone(&app));
    assert_eq!(get(&server, "/health/ready").await.status, 200);
    app.drain();
    assert_eq!(get(&server, "/health/ready").await.status, 503);
    assert_eq!(get(&server, "/health/live").await.status, 200);
    let broken = toy::Door { closed: true, ..toy::Door::default() };
    assert_eq!(get(&router(toy::app(Settings::default(), broken)), "/health/ready").await.status, 503);
}

async fn call(address: std::net::SocketAddr, query: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET /graphql?query={query} HTTP/1.1\r\nHost: toy\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

async fn listen(app: Arc<App>) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let running =
        tokio::spawn(async move { serve(listener, app, async { drop(stopped.await) }).await.unwrap() });
    (address, stop, running)
}

#[tokio::test]
async fn requests_in_flight_end_and_nothing_more_is_accepted() {
    let (address, stop, running) = listen(toy::app(Settings::default(), toy::Door::default())).await;
    let idle = TcpStream::connect(address).await.unwrap();
    let mut stream = call(address, "%7Bwaits(ms:300)%7D").await;
    sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    let mut answer = String::new();
    timeout(Duration::from_secs(5), stream.read_to_string(&mut answer)).await.unwrap().unwrap();
    assert!(answer.contains(r#""data":{"waits":1}"#), "{answer}");
    drop(idle);
    timeout(Duration::from_secs(5), running).await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_the_server() {
    let settings = Settings { drain_seconds: 0, ..Settings::default() };
    let (address, stop, running) = listen(toy::app(settings, toy::Door::default())).await;
    let _stream = call(address, "%7Bwaits(ms:60000)%7D").await;
    sleep(Duration::from_millis(100)).await;
    stop.send(()).unwrap();
    timeout(Duration::from_secs(5), running).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_connection_survives_a_panic() {
    let (address, _stop, _running) = listen(toy::app(Settings::default(), toy::Door::default())).await;
    let mut stream = call(address, "%7Bpanics%7D").await;
    let read = async |stream: &mut TcpStream| {
        let mut buffer = vec![0; 4096];
        let length = timeout(Duration::from_secs(5), stream.read(&mut buffer)).await.unwrap().unwrap();
        String::from_utf8_lossy(&buffer[..length]).into_owned()
    };
    assert!(read(&mut stream).await.contains("INTERNAL"));
    stream.write_all(b"GET /graphql?query=%7Blanguage%7D HTTP/1.1\r\nHost: toy\r\n\r\n").await.unwrap();
    assert!(read(&mut stream).await.contains("fran\u{e7}ais"));
}
