use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::{ObservationSourceId, Visibility};

use super::object::ObservationSource;
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, payload};
use crate::network::charter;
use crate::observation::rules::{Contributor, scheme};
use crate::observation::store as shared;
use crate::trail::{Act, Change, Written};

/// A source of observations.
#[derive(InputObject)]
pub struct RecordSourceInput {
    /// What it is: a code of `source-kind`, or the id of a term.
    kind: ID,
    /// What to call it; people are better not named.
    title: String,
    /// Its day.
    dated_on: Option<Date>,
}

payload! {
    /// The source recorded.
    RecordSourcePayload {
        /// The source.
        source: ObservationSource
    }
}

/// Recording sources.
#[derive(Default)]
pub struct SourceMutation;

#[Object]
impl SourceMutation {
    /// Records an interview, a meeting or a document that observations come from.
    async fn record_source(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The source.")] input: RecordSourceInput,
    ) -> Result<RecordSourcePayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RecordSourcePayload::of(record(&request, input).await)
    }
}

async fn record(request: &Request, input: RecordSourceInput) -> Outcome<ObservationSource> {
    let by = Contributor::of(&request.actor)?;
    let brought =
        &rules::Brought { kind: input.kind.0, title: input.title, dated_on: input.dated_on.map(Into::into) };
    let row = write_tx(&request.db, |tx| async move {
        charter::standing(&*tx, by.member()).await?.required()?;
        let today = request.world.today();
        let kind = [(scheme::SOURCE_KIND, brought.kind.clone())];
        let terms = shared::terms(&*tx, &kind, [], today).await?;
        let recorded = rules::record(by, brought, &terms, today)?;
        let row = store::add(&tx, &request.stamp(), recorded).await?;
        let written = Written::new::<ObservationSourceId>(
            row.id,
            Change::Created,
            Visibility::Private,
            Some(row.member_id),
        );
        request.stamp().leave(&tx, Act::new("recordSource", written)).await?;
        Ok::<_, Refusal>(row)
    })
    .await?;
    Ok((ObservationSource(Arc::new(row)), Vec::new()))
}
