use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::{CoverageId, Visibility, coverage};

use super::object::Coverage;
use super::rules::Months;
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, YearMonth, check, payload};
use crate::observation::input::id;
use crate::observation::rules::Contributor;
use crate::reference::territory::{Named, Places, TerritoryReference};
use crate::trail::{Act, Change, FieldChange, Written};

/// What one's own member structure reports on.
#[derive(InputObject)]
pub struct DeclareCoverageInput {
    /// The territory.
    territory: TerritoryReference,
    /// The first month, as `2026-03`.
    first_month: YearMonth,
    /// The last month, as `2026-03`; left out while it lasts.
    last_month: Option<YearMonth>,
}

/// Until when a coverage lasts.
#[derive(InputObject)]
pub struct EndCoverageInput {
    /// Which one.
    id: ID,
    /// The last month, as `2026-03`.
    last_month: YearMonth,
    /// Its version as it was read.
    expected_version: i32,
}

payload! {
    /// The coverage declared.
    DeclareCoveragePayload {
        /// The coverage.
        coverage: Coverage
    }
    /// The coverage ended.
    EndCoveragePayload {
        /// The coverage.
        coverage: Coverage
    }
}

/// Declaring and ending coverages.
#[derive(Default)]
pub struct CoverageMutation;

#[Object]
impl CoverageMutation {
    /// Says that one's own member structure reports on a territory; its coordinator's to say.
    async fn declare_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Territory and months.")] input: DeclareCoverageInput,
    ) -> Result<DeclareCoveragePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        DeclareCoveragePayload::of(declare(&request, input).await)
    }

    /// Says until when one's own member structure reports on a territory; its coordinator's to say.
    async fn end_coverage(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and until when.")] input: EndCoverageInput,
    ) -> Result<EndCoveragePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        EndCoveragePayload::of(end(&request, input).await)
    }
}

async fn declare(request: &Request, input: DeclareCoverageInput) -> Outcome<Coverage> {
    let by = Contributor::of(&request.actor)?;
    let months = Months { first: input.first_month, last: input.last_month };
    let name = &Named::from(input.territory);
    let (row, warning) = write_tx(&request.db, |tx| async move {
        let places = Places::find(&*tx, std::slice::from_ref(name)).await?;
        let (place, warning) = places.resolve(name, "territory")?;
        let present = store::months(&tx, by.member(), place.id).await?;
        let declared = rules::declare(by, place.id, months, &present)?;
        let row = store::add(&tx, &request.stamp(), declared).await?;
        request.stamp().leave(&tx, Act::new("declareCoverage", written(&row, Change::Created))).await?;
        Ok::<_, Refusal>((row, warning))
    })
    .await?;
    Ok((Coverage(Arc::new(row)), warning.into_iter().collect()))
}

async fn end(request: &Request, input: EndCoverageInput) -> Outcome<Coverage> {
    let by = Contributor::of(&request.actor)?;
    let unknown = &check::not_found("id", &input.id);
    let coverage: CoverageId = id(&input.id, "id")?;
    let EndCoverageInput { last_month, expected_version, .. } = input;
    let row = write_tx(&request.db, |tx| async move {
        let found = store::find_by_ids(&*tx, &request.actor, &[coverage]).await?.pop();
        let before = found.ok_or_else(|| unknown.clone())?;
        let change = FieldChange {
            field: "lastMonth",
            before: before.last_month.into(),
            after: last_month.number().into(),
        };
        let ended = rules::end(by, before, last_month, expected_version)?;
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion")
            .with("expected", expected_version)
            .with("current", expected_version + 1);
        let row = store::end(&tx, ended).await?.ok_or(conflict)?;
        let act = Act::new("endCoverage", written(&row, Change::Updated));
        request.stamp().leave(&tx, act.fields(&[change])).await?;
        Ok::<_, Refusal>(row)
    })
    .await?;
    Ok((Coverage(Arc::new(row)), Vec::new()))
}

fn written(row: &coverage::Model, change: Change) -> Written {
    Written::new(row.id, change, Visibility::Network, Some(row.member_id))
}
