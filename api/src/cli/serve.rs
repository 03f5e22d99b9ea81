use std::io::IsTerminal;
use std::net::SocketAddr;

use anyhow::{Context, ensure};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::config::{LogFormat, Settings};
use crate::keepers::Keepers;
use crate::world::World;
use crate::{demo, http};

/// Serves until SIGTERM or Ctrl-C, then lets requests in flight end.
pub async fn serve(app: App) -> anyhow::Result<()> {
    let listener = listen(app.settings.listen).await?;
    serve_on(listener, app).await
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

async fn serve_on(listener: TcpListener, app: App) -> anyhow::Result<()> {
    tracing::info!(address = %listener.local_addr()?, "listening");
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    let keepers = Keepers::start(&app);
    http::serve(listener, app.http()?, stop).await?;
    drop(keepers);
    app.db.close().await
}

/// Makes the demonstration network if it is not there, says how to enter, serves.
pub async fn demo(settings: Settings) -> anyhow::Result<()> {
    log(&settings)?;
    ensure!(settings.database.url.is_none(), "the demonstration runs on the embedded database only");
    // Before the network is made: a port in use is told at once, and two demonstrations never make the same.
    let listener = listen(settings.listen).await?;
    let address = listener.local_addr()?;
    let (app, keys) = demo::open(settings, &World::real()).await?;
    super::print(&format!("Maillage, demonstration network (invented data)\n{keys}http://{address}/\n"))?;
    serve_on(listener, app).await
}

/// Sends the log to standard error in the form of the settings.
pub fn log(settings: &Settings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log).context("the setting `log` is no filter")?;
    let mut log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if !std::io::stderr().is_terminal() {
        log = log.with_ansi(false);
    }
    match settings.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}
