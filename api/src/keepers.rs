//! What a running server does on its own beside answering: it keeps the figures fresh and seals the audit
//! trail. Several servers on one database may all do so: each piece of work is done once.

use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::interval;

use crate::app::App;
use crate::error::{Error, Result};
use crate::insight::cut;
use crate::trail;

/// How often each looks for work.
const PACE: Duration = Duration::from_mins(1);

/// Those at work; they end when this is dropped.
pub struct Keepers(Vec<JoinHandle<()>>);

impl Keepers {
    /// Sets them to work.
    pub fn start(app: &App) -> Self {
        Self(vec![tokio::spawn(keep_figures(app.clone())), tokio::spawn(keep_seals(app.clone()))])
    }
}

impl Drop for Keepers {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

/// Reads the figures before the first table asks for them; then looks every minute whether the daily cut is
/// due, which one of several servers makes.
async fn keep_figures(app: App) {
    if let Err(error) = app.figures.fresh(&app.db, app.world.now()).await {
        told("the figures cannot be read", &error);
    }
    let mut pace = interval(PACE);
    loop {
        pace.tick().await;
        match cut::make_if_due(&app.db, &app.world, app.settings.figures.cut_at).await {
            Ok(Some(cut)) => tracing::info!(cut.number, cut.facts, cut.added, cut.removed, "daily cut made"),
            Ok(None) => {}
            Err(error) => told("no daily cut", &error),
        }
    }
}

/// Seals what is open in the whole trail, then every minute what was written lately. A failure is made up
/// for by another look at the whole.
async fn keep_seals(app: App) {
    let mut pace = interval(PACE);
    let mut whole = true;
    loop {
        pace.tick().await;
        match seal_all(&app, whole).await {
            Ok(()) => whole = false,
            Err(error) => {
                told("the audit trail is not sealed", &error);
                whole = true;
            }
        }
    }
}

async fn seal_all(app: &App, whole: bool) -> Result<()> {
    loop {
        let now = app.world.now();
        let sealed =
            if whole { trail::seal(&app.db, now).await? } else { trail::seal_recent(&app.db, now).await? };
        if sealed == 0 {
            return Ok(());
        }
    }
}

fn told(what: &str, error: &Error) {
    tracing::error!(code = error.code.as_str(), cause = ?error.cause, "{what}");
}
