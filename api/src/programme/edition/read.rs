use async_graphql::ID;
use entity::edition;
use serde_json::Value as Json;

use super::rules::MOST_PLACES;
use crate::db::Tx;
use crate::graphql::{Date, Refusal, UserError, UserErrorCode, patch};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::reference::territory::{Named, Places, TerritoryReference};

/// References of questionnaires at most.
const MOST_QUESTIONNAIRES: usize = 20;

patch! {
    /// What is said of an edition.
    EditionSaid
    /// An edition to design.
    create CreateEditionInput {
        /// The programme, led by one's own member structure.
        programme: ID,
        /// What it is made from: phases, sessions, objectives, means and questionnaires are carried over, their dates
        /// shifted to its first day.
        from: Option<EditionOrigin>,
    }
    /// Another plan for an edition: what is left out stays as it is, null empties.
    update UpdateEditionInput
    required {
        /// Where it takes place.
        territory: TerritoryReference,
        /// Its first day.
        starts_on: Date,
        /// Its last day; at most five years later.
        ends_on: Date,
    }
    optional {
        /// Its own title (at most 200 characters).
        title: String,
        /// How many participants it has room for, from 1 to 100,000; null where nothing limits it.
        capacity: i32,
        /// References of the questionnaires it uses (at most 20, each at most 300 characters).
        questionnaires: Vec<String>,
    }
}

/// What an edition is made from.
#[derive(async_graphql::OneofObject, Clone)]
pub enum EditionOrigin {
    /// An earlier edition that one may see.
    Edition(ID),
    /// A template of the network, or of one's own member structure.
    Template(ID),
}

/// Reads what is said over what was said before.
pub async fn read(
    tx: &Tx,
    said: EditionSaid,
    mut row: edition::Model,
) -> Result<(edition::Model, Option<UserError>), Refusal> {
    let place = said.territory.value().cloned().map_or(Named::Id(row.territory_id), Named::from);
    let places = Places::find(&**tx, &[place]).await?;
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    let warning = read.place(&mut row.territory_id, said.territory, &places, "territory");
    read.must(&mut row.starts_on, said.starts_on.map_value(Into::into), "startsOn");
    read.must(&mut row.ends_on, said.ends_on.map_value(Into::into), "endsOn");
    read.text_or_none(&mut row.title, said.title, 200, "title");
    read.number_or_none(&mut row.capacity, said.capacity, (1, MOST_PLACES), "capacity");
    if !said.questionnaires.is_undefined() {
        let named = said.questionnaires.take().unwrap_or_default();
        if let Some(named) = read.check(questionnaires(named)) {
            row.questionnaires = named;
        }
    }
    read.finish_with((row, warning))
}

fn questionnaires(named: Vec<String>) -> Result<Json, UserError> {
    if named.len() > MOST_QUESTIONNAIRES {
        let many = UserError::new(UserErrorCode::TooMany, "questionnaires");
        return Err(many.with("max", MOST_QUESTIONNAIRES));
    }
    let read = |(index, text): (usize, String)| {
        crate::graphql::check::text(&format!("questionnaires.{index}"), &text, 300).map(Json::String)
    };
    named.into_iter().enumerate().map(read).collect()
}
