use async_graphql::{Context, ID, InputObject, Object};
use entity::{AccountId, EditionStatus, TerritoryId, edition, edition_referent, phase, session};
use serde_json::json;
use uuid::Uuid;

use super::object::Edition;
use super::read::{CreateEditionInput, EditionOrigin, UpdateEditionInput, read};
use super::referent::people;
use super::{rules, store};
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode, check, payload};
use crate::observation::input::id;
use crate::observation::rules::optional_text;
use crate::programme::participant;
use crate::programme::record::{self, held};
use crate::programme::rules::{Led, Steered};
use crate::programme::template;
use crate::trail::{Act, Change, FieldChange, Written};

/// Another referent for an edition.
#[derive(InputObject)]
pub struct HandOverEditionInput {
    /// Which edition.
    id: ID,
    /// The version of the edition as it was read.
    expected_version: i32,
    /// The account of the next referent, who works for one of the structures that lead it.
    referent: ID,
    /// What the next referent should know (at most 5,000 characters).
    note: Option<String>,
}

payload! {
    /// The edition to be designed.
    CreateEditionPayload {
        /// The edition.
        edition: Edition
    }
    /// The edition changed.
    UpdateEditionPayload {
        /// The edition.
        edition: Edition
    }
    /// The edition handed over.
    HandOverEditionPayload {
        /// The edition.
        edition: Edition
    }
}

/// Designing editions.
#[derive(Default)]
pub struct EditionMutation;

#[Object]
impl EditionMutation {
    /// Begins the design of an edition, from nothing, from a template or from an earlier edition. Its maker is its
    /// referent until it is handed over.
    async fn create_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The edition.")] input: CreateEditionInput,
    ) -> Result<CreateEditionPayload> {
        CreateEditionPayload::of(create(&Request::of_account(ctx)?, input).await)
    }

    /// Changes the plan of an edition that is not over.
    async fn update_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateEditionInput,
    ) -> Result<UpdateEditionPayload> {
        UpdateEditionPayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Makes somebody else the referent of an edition, with what they should know.
    async fn hand_over_edition(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one and to whom.")] input: HandOverEditionInput,
    ) -> Result<HandOverEditionPayload> {
        HandOverEditionPayload::of(hand_over(&Request::of_account(ctx)?, &input).await)
    }
}

async fn create(request: &Request, input: CreateEditionInput) -> Outcome<Edition> {
    let (programme, from) = (&input.programme.clone(), &input.from.clone());
    let said = &input.said();
    let (row, warning) = write_tx(&request.db, |tx| async move {
        let led = held::<Led>(request, &tx, ("programme", programme)).await?;
        let blank = blank(request, &tx, &led).await?;
        let (row, warning) = read(&tx, said.clone(), blank).await?;
        rules::plan(&row)?;
        let row = add(request, &tx, (led, row), from.as_ref()).await?;
        Ok::<_, Refusal>((row, warning))
    })
    .await?;
    Ok((Edition::new(row), warning.into_iter().collect()))
}

async fn add(
    request: &Request,
    tx: &Tx,
    (led, row): (Led, edition::Model),
    from: Option<&EditionOrigin>,
) -> Result<edition::Model, Refusal> {
    let blueprint = match from {
        Some(origin) => Some(template::blueprint(request, tx, origin).await?),
        None => None,
    };
    let row = blueprint.as_ref().map_or(row.clone(), |blueprint| blueprint.describe(row));
    store::add(tx, &row).await?;
    if let Some(account) = led.team.by().account() {
        record::store::add(tx, &referent(request, &row, account, None)).await?;
    }
    if let Some(blueprint) = blueprint {
        template::lay_out(request, tx, &row, &blueprint).await?;
        hold(tx, &row).await?;
    }
    let act = Act::new("createEdition", written(&led.programme, &row, Change::Created));
    request.stamp().leave(tx, act).await?;
    Ok(row)
}

async fn blank(request: &Request, tx: &Tx, led: &Led) -> Result<edition::Model, Refusal> {
    Ok(edition::Model {
        id: request.world.id(),
        programme_id: led.programme.id,
        number: store::last_number(tx, led.programme.id).await?.saturating_add(1),
        title: None,
        territory_id: TerritoryId(Uuid::nil()),
        starts_on: request.world.today(),
        ends_on: request.world.today(),
        capacity: None,
        status: EditionStatus::Draft,
        status_reason: None,
        referent_id: led.team.by().account(),
        from_edition_id: None,
        from_template_id: None,
        questionnaires: json!([]),
        opened_at: None,
        closed_at: None,
        version: 1,
        created_at: request.now,
        updated_at: request.now,
    })
}

fn referent(
    request: &Request,
    edition: &edition::Model,
    account: AccountId,
    note: Option<String>,
) -> edition_referent::Model {
    edition_referent::Model {
        id: request.world.id(),
        edition_id: edition.id,
        account_id: account,
        since: request.world.today(),
        note,
        version: 1,
        created_at: request.now,
    }
}

async fn update(request: &Request, input: UpdateEditionInput) -> Outcome<Edition> {
    let (id, expected) = (&input.id.clone(), input.expected_version);
    let said = &input.said();
    let (row, warning) = write_tx(&request.db, |tx| async move {
        let steered = held::<Steered>(request, &tx, ("id", id)).await?;
        check::version(expected, steered.edition.version)?;
        steered.going("id")?;
        let (row, warning) = read(&tx, said.clone(), steered.edition.clone()).await?;
        rules::plan(&row)?;
        if (row.starts_on, row.ends_on) != (steered.edition.starts_on, steered.edition.ends_on) {
            hold(&tx, &row).await?;
        }
        if row.capacity != steered.edition.capacity {
            rules::room(&row, participant::taken(&*tx, row.id).await?)?;
        }
        let fields = changes(&steered.edition, &row);
        Ok::<_, Refusal>((save(request, &tx, (&steered, row), ("updateEdition", &fields)).await?, warning))
    })
    .await?;
    Ok((Edition::new(row), warning.into_iter().collect()))
}

async fn hold(tx: &Tx, row: &edition::Model) -> Result<(), Refusal> {
    let sessions = record::store::all::<session::Model>(&**tx, row.id).await?;
    let phases = record::store::all::<phase::Model>(&**tx, row.id).await?;
    Ok(rules::hold(row, &sessions, &phases)?)
}

async fn hand_over(request: &Request, input: &HandOverEditionInput) -> Outcome<Edition> {
    let account: AccountId = id(&input.referent, "referent")?;
    let note = &optional_text("note", input.note.as_deref(), 5_000)?;
    let row = write_tx(&request.db, |tx| async move {
        let steered = held::<Steered>(request, &tx, ("id", &input.id)).await?;
        check::version(input.expected_version, steered.edition.version)?;
        if !people(&*tx, account, steered.programme.id).await? {
            return Err(check::not_found("referent", &input.referent).into());
        }
        let mut row = steered.edition.clone();
        row.referent_id = Some(account);
        record::store::add(&tx, &referent(request, &row, account, note.clone())).await?;
        save(request, &tx, (&steered, row), ("handOverEdition", &[])).await
    })
    .await?;
    Ok((Edition::new(row), Vec::new()))
}

/// Writes an edition with its trail, unless nothing differs.
pub(super) async fn save(
    request: &Request,
    tx: &Tx,
    (steered, row): (&Steered, edition::Model),
    (act, fields): (&'static str, &[FieldChange]),
) -> Result<edition::Model, Refusal> {
    if row == steered.edition && act == "updateEdition" {
        return Ok(row);
    }
    let expected = row.version;
    let conflict = || {
        let conflict = UserError::new(UserErrorCode::VersionConflict, "expectedVersion");
        conflict.with("current", expected + 1).with("expected", expected)
    };
    let row = store::revise(tx, row).await?.ok_or_else(conflict)?;
    let written = written(&steered.programme, &row, Change::Updated);
    request.stamp().leave(tx, Act::new(act, written).fields(fields)).await?;
    Ok(row)
}

/// A draft is followed by its team alone.
fn written(programme: &entity::programme::Model, row: &edition::Model, change: Change) -> Written {
    let draft = row.status == EditionStatus::Draft;
    let audience = if draft { entity::Visibility::Private } else { programme.visibility };
    Written::new(row.id, change, audience, Some(programme.member_id))
}

fn changes(before: &edition::Model, after: &edition::Model) -> Vec<FieldChange> {
    let facts = |row: &edition::Model| {
        [
            ("title", json!(row.title)),
            ("startsOn", json!(row.starts_on)),
            ("endsOn", json!(row.ends_on)),
            ("capacity", json!(row.capacity)),
        ]
    };
    let both = facts(before).into_iter().zip(facts(after));
    let differing = both.filter(|(before, after)| before != after);
    differing.map(|((field, before), (_, after))| FieldChange { field, before, after }).collect()
}
