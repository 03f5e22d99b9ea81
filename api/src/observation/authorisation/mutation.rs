use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};
use entity::Visibility as Level;

use super::object::Authorisation;
use super::{rules, store};
use crate::access::Request;
use crate::db::write_tx;
use crate::error::Result;
use crate::graphql::{Date, Outcome, Refusal, UserError, payload};
use crate::network::charter;
use crate::observation::input::id;
use crate::observation::level::Visibility;
use crate::observation::rules::{Contributor, scheme};
use crate::observation::store as shared;
use crate::trail::{Act, Change, Written};

/// What an organisation or a person allows.
#[derive(InputObject)]
pub struct RecordAuthorisationInput {
    /// On what it rests: a code of `authorisation-basis`, or the id of a term.
    basis: ID,
    /// The structure it is given for.
    structure: Option<ID>,
    /// Who gives it: name or office.
    granted_by: String,
    /// The day it is given.
    granted_on: Date,
    /// The widest level it allows; above `PRIVATE`.
    level: Visibility,
    /// Where openly licensed data come from; required for them.
    source: Option<String>,
    /// Licence of openly licensed data, a code of `licence` or the id of a term; required for them.
    licence: Option<ID>,
}

payload! {
    /// The authorisation recorded.
    RecordAuthorisationPayload {
        /// The authorisation.
        authorisation: Authorisation
    }
}

/// Recording authorisations.
#[derive(Default)]
pub struct AuthorisationMutation;

#[Object]
impl AuthorisationMutation {
    /// Records what an organisation or a person allows to be shared of observations about them.
    async fn record_authorisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The authorisation.")] input: RecordAuthorisationInput,
    ) -> Result<RecordAuthorisationPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RecordAuthorisationPayload::of(record(&request, input).await)
    }
}

async fn record(request: &Request, input: RecordAuthorisationInput) -> Outcome<Authorisation> {
    let by = Contributor::of(&request.actor)?;
    let brought = &input.read()?;
    let row = write_tx(&request.db, |tx| async move {
        charter::standing(&*tx, by.member()).await?.required()?;
        let today = request.world.today();
        let basis = (scheme::BASIS, brought.basis.clone());
        let licence = brought.licence.clone().map(|code| (scheme::LICENCE, code));
        let terms: Vec<_> = [basis].into_iter().chain(licence).collect();
        let found = rules::Found {
            terms: shared::terms(&*tx, &terms, [], today).await?,
            structure: match brought.structure {
                Some(id) => !shared::structures(&*tx, vec![id]).await?.is_empty(),
                None => true,
            },
        };
        let recorded = rules::record(by, brought.clone(), &found, today)?;
        let row = store::add(&tx, &request.stamp(), recorded).await?;
        let written = Written::new(row.id, Change::Created, Level::Private, Some(row.member_id));
        request.stamp().leave(&tx, Act::new("recordAuthorisation", written)).await?;
        Ok::<_, Refusal>(row)
    })
    .await?;
    Ok((Authorisation(Arc::new(row)), Vec::new()))
}

impl RecordAuthorisationInput {
    fn read(self) -> Result<rules::Brought, UserError> {
        Ok(rules::Brought {
            basis: self.basis.0,
            structure: self.structure.map(|text| id(&text, "structure")).transpose()?,
            granted_by: self.granted_by,
            granted_on: self.granted_on.into(),
            level: self.level.into(),
            source: self.source,
            licence: self.licence.map(|licence| licence.0),
        })
    }
}
