use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::config::{LogFormat, Settings};
use crate::insight::cut;
use crate::{demo, http};

/// Serves until SIGTERM or Ctrl-C, then lets requests in flight end.
pub async fn serve(app: App) -> anyhow::Result<()> {
    let address = app.settings.listen;
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    tracing::info!(address = %listener.local_addr()?, "listening");
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    let figures = tokio::spawn(keep_figures(app.clone()));
    http::serve(listener, app.http()?, stop).await?;
    figures.abort();
    app.db.close().await
}

/// Reads the figures before the first table asks for them; then looks every minute whether the daily cut is
/// due, which one of several replicas makes.
async fn keep_figures(app: App) {
    if let Err(error) = app.figures.fresh(&app.db, app.world.now()).await {
        tracing::error!(code = error.code.as_str(), cause = ?error.cause, "the figures cannot be read");
    }
    let mut minutes = tokio::time::interval(Duration::from_mins(1));
    loop {
        minutes.tick().await;
        match cut::make_if_due(&app.db, &app.world, app.settings.figures.cut_at).await {
            Ok(Some(cut)) => tracing::info!(cut.number, cut.facts, cut.added, cut.removed, "daily cut made"),
            Ok(None) => {}
            Err(error) => tracing::error!(code = error.code.as_str(), cause = ?error.cause, "no daily cut"),
        }
    }
}

/// Makes the demonstration network if it is not there, says how to enter, serves.
pub async fn demo(app: App) -> anyhow::Result<()> {
    ensure!(app.db.is_embedded(), "the demonstration runs on the embedded database only");
    let password = app.world.random_id().to_string();
    let keys = demo::prepare(&app, &password).await?;
    super::print(&format!(
        "Maillage, demonstration network (invented data)\n{keys}http://{}/\n",
        app.settings.listen
    ))?;
    serve(app).await
}

/// Sends the log to standard error in the form of the settings.
pub fn log(settings: &Settings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&settings.log).context("the setting `log` is no filter")?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match settings.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}
