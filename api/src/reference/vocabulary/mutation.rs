use async_graphql::{Context, ID, InputObject, Object};
use entity::{TermId, Visibility, VocabularyId, term, vocabulary};

use super::object::Term;
use super::rules::{self, Place, Wish, Wording};
use super::store::{self, Neighbours};
use crate::access::Request;
use crate::db::{Tx, met_duplicate, write_tx};
use crate::error::{Error, Result};
use crate::graphql::{Date, Outcome, Refusal, UserError, UserErrorCode, id_text, parse_id, payload};
use crate::reference::{conflict, unknown};
use crate::trail::{Act, Change, Written};

/// A term to add to a vocabulary that the network may extend.
#[derive(InputObject, Debug)]
pub struct AddTermInput {
    /// The term that contains it: one of the first level.
    broader: ID,
    /// Its code: small letters and digits, hyphens between words. It can never be reused.
    code: String,
    /// Its label in French.
    label_fr: String,
    /// Its label in English.
    label_en: String,
    /// What to know when using it, in French.
    notes: Option<String>,
}

/// A term to retire.
#[derive(InputObject, Debug)]
pub struct RetireTermInput {
    /// Which term.
    id: ID,
    /// The version you saw.
    expected_version: i32,
    /// Last day of use; today when absent.
    valid_to: Option<Date>,
    /// The term to use instead, of the same list.
    replaced_by: Option<ID>,
}

payload! {
    /// What `addTerm` did.
    AddTermPayload {
        /// The term.
        term: Term
    }

    /// What `retireTerm` did.
    RetireTermPayload {
        /// The term as it now stands.
        term: Term
    }
}

/// Changes of vocabularies.
#[derive(Default)]
pub struct VocabularyMutation;

#[Object]
impl VocabularyMutation {
    /// Adds a narrower term to a vocabulary that the network may extend. For administrators.
    async fn add_term(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The term.")] input: AddTermInput,
    ) -> Result<AddTermPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        AddTermPayload::of(add(&request, &input).await)
    }

    /// Ends the use of a term: it stays on the records that have it, and can be given to no other. Retiring it again
    /// changes its last day and what takes its place. For administrators.
    async fn retire_term(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RetireTermInput,
    ) -> Result<RetireTermPayload> {
        let request = Request::of(ctx)?;
        request.require_account()?;
        RetireTermPayload::of(retire(&request, &input).await)
    }
}

async fn add(request: &Request, input: &AddTermInput) -> Outcome<Term> {
    let broader = &parse_id(&input.broader).ok_or_else(|| unknown(&input.broader, "broader"))?;
    let id: TermId = request.world.id();
    let term = write_tx(&request.db, |tx| async move {
        let (broader, vocabulary) = find(&tx, *broader, "broader").await?;
        let Neighbours { last_key, taken } = store::neighbours(&*tx, &broader, &input.code).await?;
        let place = Place { vocabulary: &vocabulary, broader: &broader, last_key: &last_key, taken };
        let addition = rules::add(&request.actor, input.wording(), place, request.world.today())?;
        let term = store::add(&tx, id, &addition).await.map_err(|error| given_twice(error, &input.code))?;
        let written = Written::new(id, Change::Created, Visibility::Public, None);
        request.stamp().leave(&tx, Act::new("addTerm", written)).await?;
        Ok::<_, Refusal>(term)
    })
    .await?;
    Ok((Term::new(term), Vec::new()))
}

async fn retire(request: &Request, input: &RetireTermInput) -> Outcome<Term> {
    let id = &parse_id(&input.id).ok_or_else(|| unknown(&input.id, "id"))?;
    let term = write_tx(&request.db, |tx| async move {
        let (term, vocabulary) = find(&tx, *id, "id").await?;
        let other = input.replaced_by.as_ref().and_then(|id| parse_id(id));
        let other = store::find_by_ids(&*tx, other.as_slice()).await?;
        let wish = Wish {
            expected_version: input.expected_version,
            valid_to: input.valid_to.map_or_else(|| request.world.today(), Into::into),
            replaced_by: input.replaced_by.as_ref().map(|id| (other.first(), id.to_string())),
        };
        let end = rules::retire(&request.actor, &vocabulary, &term, &wish)?;
        if !store::retire(&tx, &end).await? {
            return Err(conflict(term.version + 1, input.expected_version).into());
        }
        let written = Written::new(*id, Change::Updated, Visibility::Public, None);
        request.stamp().leave(&tx, Act::new("retireTerm", written).fields(&end.changes())).await?;
        Ok::<_, Refusal>(find(&tx, *id, "id").await?.0)
    })
    .await?;
    Ok((Term::new(term), Vec::new()))
}

/// A term and its vocabulary, named at a field of the input.
async fn find(tx: &Tx, id: TermId, field: &str) -> Result<(term::Model, vocabulary::Model), Refusal> {
    let missing = || unknown(&id_text(id), field);
    let term = store::find_by_ids(&**tx, &[id]).await?.into_iter().next().ok_or_else(missing)?;
    let vocabulary: VocabularyId = term.vocabulary_id;
    let found = store::find_vocabularies(&**tx, &[vocabulary]).await?.into_iter().next();
    Ok((term, found.ok_or_else(missing)?))
}

/// Two people gave the same code at the same moment: the second one is told as if it had come later.
fn given_twice(error: Error, code: &str) -> Refusal {
    if !met_duplicate(&error) {
        return error.into();
    }
    UserError::new(UserErrorCode::AlreadyExists, "code").with("value", code).into()
}

impl AddTermInput {
    fn wording(&self) -> Wording {
        Wording {
            code: self.code.clone(),
            label_fr: self.label_fr.clone(),
            label_en: self.label_en.clone(),
            notes: self.notes.clone(),
        }
    }
}
