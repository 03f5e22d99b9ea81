//! Listens, and stops without losing a request.

use std::{future::Future, io, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, http::Request};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{sleep, timeout},
};
use tower::ServiceExt;

use super::{App, router, track::Peer};

/// Serves `app` until `shutdown` resolves; then readiness answers 503, nothing more is accepted, and
/// requests in flight are given the time of [`Settings::drain_seconds`](super::Settings).
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let router = router(Arc::clone(&app));
    let idle = Duration::from_secs(app.settings.idle_seconds);
    let slots = Arc::new(Semaphore::new(app.settings.connections));
    let graceful = GracefulShutdown::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, slot) = tokio::select! {
            accepted = accept(&listener, &slots) => accepted,
            () = &mut shutdown => break,
        };
        connect(stream, slot, router.clone(), idle, &graceful);
    }
    drop(listener);
    app.drain();
    tracing::info!("stopping: requests in flight end, nothing more is accepted");
    let most = Duration::from_secs(app.settings.drain_seconds);
    if timeout(most, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests in flight");
    }
    Ok(())
}

async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    let slot = Arc::clone(slots).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, slot),
            // Out of file descriptors, most likely: some will be given back.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

fn connect(
    stream: TcpStream,
    slot: Option<OwnedSemaphorePermit>,
    router: Router,
    idle: Duration,
    graceful: &GracefulShutdown,
) {
    let peer = stream.peer_addr().ok().map(|address| Peer(address.ip()));
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = router.map_request(move |mut request: Request<Incoming>| {
        if let Some(peer) = peer {
            request.extensions_mut().insert(peer);
        }
        request.map(Body::new)
    });
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(idle);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(idle);
    let connection =
        builder.serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service));
    let watched = graceful.watch(connection.into_owned());
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(slot);
    });
}
