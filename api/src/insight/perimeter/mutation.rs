use async_graphql::{Context, ID, InputObject, Object};
use entity::{TerritoryId, Visibility};

use super::rules::{self, Candidate};
use super::store;
use crate::access::Request;
use crate::db::write_tx;
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, parse_id, payload};
use crate::insight::figures::{Figures, State};
use crate::reference::territory::Territory;
use crate::trail::{Act, Change, Written};

/// A perimeter to be used in tables.
#[derive(InputObject)]
pub struct RegisterPerimeterInput {
    /// The perimeter.
    territory: ID,
}

payload! {
    /// The perimeter registered.
    RegisterPerimeterPayload {
        /// The perimeter.
        territory: Territory
    }
}

/// Registering perimeters.
#[derive(Default)]
pub struct RegisterMutation;

#[Object]
impl RegisterMutation {
    /// Lets tables be asked by a perimeter of the network; refused when it would single out too few
    /// organisations.
    async fn register_perimeter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The perimeter.")] input: RegisterPerimeterInput,
    ) -> Result<RegisterPerimeterPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        let figures = ctx.data_opt::<Figures>();
        let figures = figures.ok_or_else(|| Error::internal(anyhow::anyhow!("no figures in the context")))?;
        let state = figures.fresh(&request.db, request.now).await?;
        RegisterPerimeterPayload::of(register(&request, &state, &input.territory).await)
    }
}

async fn register(request: &Request, state: &State, id: &ID) -> Outcome<Territory> {
    let unknown = || UserError::new(UserErrorCode::UnknownTerritory, "territory").with("value", &**id);
    let perimeter: TerritoryId = parse_id(id).ok_or_else(unknown)?;
    let row = write_tx(&request.db, |tx| async move {
        let row = store::lookup(&*tx, perimeter).await?.ok_or_else(unknown)?;
        let candidate = Candidate {
            row: &row,
            isolates: store::isolates(&*tx, perimeter, &state.atlas, &state.rules).await?,
            least: state.rules.charter().organisations,
        };
        store::register(&tx, &rules::register(&request.actor, &candidate)?).await?;
        let written = Written::new(perimeter, Change::Updated, Visibility::Public, row.created_by);
        request.stamp().leave(&tx, Act::new("registerPerimeter", written)).await?;
        store::lookup(&*tx, perimeter).await?.ok_or_else(|| Refusal::from(unknown()))
    })
    .await?;
    Ok((Territory::new(row), Vec::new()))
}
