use entity::programme_template;
use serde::Deserialize;

use super::blueprint::Blueprint;
use super::store;
use crate::db::{Db, Tx, sort_key, write_tx};
use crate::error::{Error, Result};
use crate::world::World;

/// Templates that ship with the server: code and text.
const SHIPPED: [(&str, &str); 2] = [
    ("collective-programme", include_str!("../../../../data/templates/collective-programme.toml")),
    (
        "dla-collective-engineering",
        include_str!("../../../../data/templates/dla-collective-engineering.toml"),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    title: String,
    summary: String,
    blueprint: Blueprint,
}

/// Loads the templates of the network that are missing.
pub async fn load_shipped(db: &Db, world: &World) -> anyhow::Result<()> {
    write_tx(db, |tx| async move { load(&tx, world).await }).await.map_err(Error::into_anyhow)
}

async fn load(tx: &Tx, world: &World) -> Result<()> {
    let present = store::shipped(&**tx).await?;
    for (code, text) in SHIPPED {
        if present.iter().any(|known| known == code) {
            continue;
        }
        let sheet: Sheet = toml::from_str(text).map_err(Error::internal)?;
        let row = programme_template::Model {
            id: world.id(),
            member_id: None,
            code: Some(code.to_owned()),
            sort_key: sort_key(&sheet.title),
            title: sheet.title,
            summary: Some(sheet.summary),
            blueprint: sheet.blueprint.write()?,
            version: 1,
            created_at: world.now(),
            deleted_at: None,
        };
        store::add(tx, &row).await?;
    }
    Ok(())
}
