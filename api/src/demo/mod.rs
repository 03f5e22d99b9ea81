//! A demonstration network, clearly labelled as invented, made through the API as its users would make it:
//! people invited, a charter accepted, structures and observations recorded and shared.
//!
//! Nothing here may reach a table: what the API refuses, the demonstration cannot do.

mod invent;
mod people;
mod player;
mod stock;

use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::app::App;
use invent::{Inventor, STRUCTURES};
use people::{Cast, MEMBERS};
use player::Player;

/// Where the keys printed at the first start are kept for the next ones.
const KEYS: &str = "demo-keys.txt";

/// Makes the network unless it is there; the text to show: one ready-made key per role.
pub async fn prepare(app: &App, password: &str) -> anyhow::Result<String> {
    let file = app.settings.data_dir.join(KEYS);
    if file.exists() {
        return Ok(std::fs::read_to_string(file)?);
    }
    let player = Player::new(app)?;
    let cast = people::gather(app, &player, password).await?;
    record(app, &player, &cast).await?;
    let text = cast.keys_shown();
    keep(&file, &text)?;
    Ok(text)
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
        for invented in inventor.observations(member, MEMBERS.len()) {
            let mut input = invented.input;
            let authorisation = allowed.iter().find(|(number, _)| *number == invented.structure);
            let fields = input.as_object_mut().context("an input is an object")?;
            fields.insert("structure".to_owned(), json!(structures.get(invented.structure)));
            fields.insert("authorisation".to_owned(), json!(authorisation.map(|(_, id)| id)));
            player.write(Some(token), OBSERVE, input).await?;
        }
    }
    Ok(())
}

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

fn keep(file: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut kept = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    Ok(kept.write_all(text.as_bytes())?)
}

const CREATE: &str = "mutation ($input: CreateStructureInput!) { createStructure(input: $input) { \
    structure { id } userErrors { code field message } } }";
const AUTHORISE: &str = "mutation ($input: RecordAuthorisationInput!) { recordAuthorisation(input: $input) { \
    authorisation { id } userErrors { code field message } } }";
const DECLARE: &str = "mutation ($input: DeclareCoverageInput!) { declareCoverage(input: $input) { \
    coverage { id } userErrors { code field message } } }";
const OBSERVE: &str = "mutation ($input: CreateObservationInput!) { createObservation(input: $input) { \
    observation { id } userErrors { code field message } } }";
