//! A demonstration network, clearly labelled as invented, made through the API as its users would make it:
//! people invited, a charter accepted, structures and observations recorded and shared.
//!
//! Nothing here may reach a table: what the API refuses, the demonstration cannot do. The one exception is the
//! label of its member structures, which `network::member::invent` gives.
//!
//! The network is made aside and moved to its place when it is whole, so that an interrupted start begins again.

mod invent;
mod people;
mod place;
mod player;
mod programmes;
mod stock;

use anyhow::Context;
use serde_json::{Value, json};

use crate::app::App;
use crate::config::Settings;
use crate::world::World;
use invent::{Inventor, STRUCTURES};
pub use people::{Cast, MEMBERS, gather, with_good_keys};
pub use place::{Kept, find, finish, workshop};
use player::Player;
use programmes::Ground;

/// The server on the demonstration of its data directory, made if it is not there; and the text to show: one
/// key per role.
pub async fn open(settings: Settings, world: &World) -> anyhow::Result<(App, String)> {
    let data_dir = settings.data_dir.clone();
    let kept = match find(&data_dir)? {
        Some(kept) => kept,
        None => make(&settings, world).await?,
    };
    let app = App::open(settings, world.clone()).await?;
    let fresh = with_good_keys(&app, &kept).await?;
    if fresh != kept {
        place::keep(&data_dir, &fresh)?;
    }
    Ok((app, people::keys_shown(&fresh)))
}

async fn make(settings: &Settings, world: &World) -> anyhow::Result<Kept> {
    let folder = workshop(&settings.data_dir)?;
    tracing::info!("inventing a network: this takes a moment, once");
    let app = App::open(Settings { data_dir: folder, ..settings.clone() }, world.clone()).await?;
    let kept = Kept { password: world.random_id().to_string(), keys: Vec::new() };
    let cast = gather(&app, &kept.password).await?;
    record(&app, &Player::new(&app)?, &cast).await?;
    app.db.close().await?;
    finish(&settings.data_dir, &kept)?;
    Ok(kept)
}

async fn record(app: &App, player: &Player<'_>, cast: &Cast) -> anyhow::Result<()> {
    let mut inventor = Inventor::new(app.world.today());
    let structures = directory(player, cast, &mut inventor).await?;
    for (member, token) in cast.coordinators.iter().enumerate() {
        let coverage = json!({ "territory": { "code": { "kind": "REGION", "code": people::region(member) } },
            "firstMonth": first_month(app) });
        player.write(Some(token), DECLARE, coverage).await?;
        let mut allowed = Vec::new();
        for number in Inventor::observed_by(member) {
            allowed.push((number, authorise(app, player, token, structures.get(number)).await?));
        }
        let mut evidence = Vec::new();
        for invented in inventor.observations(member, MEMBERS.len()) {
            let mut input = invented.input;
            let authorisation = allowed.iter().find(|(number, _)| *number == invented.structure);
            let fields = input.as_object_mut().context("an input is an object")?;
            fields.insert("structure".to_owned(), json!(structures.get(invented.structure)));
            fields.insert("authorisation".to_owned(), json!(authorisation.map(|(_, id)| id)));
            let made = player.write(Some(token), OBSERVE, input).await?;
            if evidence.len() < EVIDENCE {
                evidence.push(text(&made, "/observation/id")?);
            }
        }
        let structure = structures.get(member);
        let ground = Ground { member, token, evidence: &evidence, structure, today: app.world.today() };
        programmes::design(player, &ground).await?;
    }
    Ok(())
}

/// Observations on which the objective of a programme rests.
const EVIDENCE: usize = 3;

async fn directory(player: &Player<'_>, cast: &Cast, inventor: &mut Inventor) -> anyhow::Result<Vec<String>> {
    let token = cast.coordinators.first().context("nobody coordinates")?;
    let mut ids = Vec::new();
    for number in 0..STRUCTURES {
        let made = player.write(Some(token), CREATE, inventor.structure(number)).await?;
        ids.push(text(&made, "/structure/id")?);
    }
    Ok(ids)
}

async fn authorise(
    app: &App,
    player: &Player<'_>,
    token: &str,
    structure: Option<&String>,
) -> anyhow::Result<String> {
    let input = json!({
        "basis": "ORGANISATION_AGREEMENT",
        "structure": structure,
        "grantedBy": "Présidence (fictive)",
        "grantedOn": app.world.today().to_string(),
        "level": "PUBLIC",
    });
    text(&player.write(Some(token), AUTHORISE, input).await?, "/authorisation/id")
}

fn first_month(app: &App) -> String {
    (app.world.today() - chrono::Days::new(4 * 365)).format("%Y-%m").to_string()
}

fn text(value: &Value, pointer: &str) -> anyhow::Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.map(str::to_owned).with_context(|| format!("nothing at {pointer}"))
}

const CREATE: &str = "mutation ($input: CreateStructureInput!) { createStructure(input: $input) { \
    structure { id } userErrors { code field message } } }";
const AUTHORISE: &str = "mutation ($input: RecordAuthorisationInput!) { recordAuthorisation(input: $input) { \
    authorisation { id } userErrors { code field message } } }";
const DECLARE: &str = "mutation ($input: DeclareCoverageInput!) { declareCoverage(input: $input) { \
    coverage { id } userErrors { code field message } } }";
const OBSERVE: &str = "mutation ($input: CreateObservationInput!) { createObservation(input: $input) { \
    observation { id } userErrors { code field message } } }";
