use async_graphql::{Context, ID, InputObject, Object};
use entity::{TerritoryId, Visibility};

use super::rules::{self, Candidate};
use super::store;
use crate::access::Request;
use crate::db::write_tx;
use crate::error::{Error, Result};
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, parse_id, payload};
use crate::insight::figures::Figures;
use crate::reference::perimeter::take_turn;
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
    /// Lets tables be asked by a perimeter of the network; refused when it would single out a commune
    /// or too few organisations. From then on its parts stay as they are.
    async fn register_perimeter(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The perimeter.")] input: RegisterPerimeterInput,
    ) -> Result<RegisterPerimeterPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        let figures = ctx.data_opt::<Figures>();
        let figures = figures.ok_or_else(|| Error::internal(anyhow::anyhow!("no figures in the context")))?;
        RegisterPerimeterPayload::of(register(&request, figures, &input.territory).await)
    }
}

/// The axes are read in the perimeters' turn, so that each is judged against all that were registered before it.
async fn register(request: &Request, figures: &Figures, id: &ID) -> Outcome<Territory> {
    let unknown = || UserError::new(UserErrorCode::UnknownTerritory, "territory").with("value", &**id);
    let perimeter: TerritoryId = parse_id(id).ok_or_else(unknown)?;
    let row = write_tx(&request.db, |tx| async move {
        take_turn(&tx).await?;
        let row = store::lookup(&*tx, perimeter).await?.ok_or_else(unknown)?;
        let state = figures.fresh(&request.db, request.now).await?;
        let candidate = Candidate {
            row: &row,
            isolates: store::isolates(&*tx, perimeter, &state.atlas, &state.rules).await?,
            least: state.rules.charter().organisations,
        };
        let registered = rules::register(&request.actor, &candidate)?;
        if !store::register(&tx, &registered).await? {
            check::version(row.version, row.version + 1)?;
        }
        let written = Written::new(perimeter, Change::Updated, Visibility::Public, row.created_by);
        request.stamp().leave(&tx, Act::new("registerPerimeter", written)).await?;
        store::lookup(&*tx, perimeter).await?.ok_or_else(|| Refusal::from(unknown()))
    })
    .await?;
    Ok((Territory::new(row), Vec::new()))
}
