use async_graphql::{Context, ID, Object};
use entity::{BudgetKind as Kind, budget_line};

use super::budget_line::{BudgetKind, BudgetLine, is_untold};
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Cents, Outcome, Refusal, UserError, UserErrorCode, patch, payload};
use crate::observation::reading::Reading;
use crate::observation::rules::KnownTerms;
use crate::programme::record::{self, RemoveInput, Wanted};
use crate::programme::rules::Steered;

patch! {
    /// What is said of a line of a budget.
    LineSaid
    /// A line to add to the budget of an edition.
    create AddBudgetLineInput {
        /// The edition.
        edition: ID,
    }
    /// Another line: what is left out stays as it is, null empties.
    update UpdateBudgetLineInput
    required {
        /// What the money is for.
        kind: BudgetKind,
        /// Class of the French associations' chart of accounts: 60 to 68, 70 to 79, 86 or 87, with up to four more
        /// digits.
        account: String,
        /// What it is, in words (at most 200 characters).
        label: String,
        /// How many, from 0 to 1,000,000.
        quantity: f64,
        /// Of what: days, participants... (at most 50 characters).
        unit: String,
        /// What one costs, in cents: from 0 to 2^53.
        unit_cost: Cents,
    }
    optional {
        /// Whether the costs include VAT; no when left out.
        with_vat: bool,
        /// What it cost in the end, in cents: from 0 to 2^53.
        actual: Cents,
    }
}

payload! {
    /// The line added.
    AddBudgetLinePayload {
        /// The line.
        budget_line: BudgetLine
    }
    /// The line changed.
    UpdateBudgetLinePayload {
        /// The line.
        budget_line: BudgetLine
    }
    /// The line removed.
    RemoveBudgetLinePayload {
        /// Its id.
        deleted_id: ID
    }
}

/// Budgeting.
#[derive(Default)]
pub struct BudgetMutation;

#[Object]
impl BudgetMutation {
    /// Adds a line to the budget of an edition; a coordinator's of its team.
    async fn add_budget_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The line.")] input: AddBudgetLineInput,
    ) -> Result<AddBudgetLinePayload> {
        AddBudgetLinePayload::of(add(&Request::of_account(ctx)?, input).await)
    }

    /// Changes a line, or notes what it cost, after the edition is closed too; a coordinator's of its team.
    async fn update_budget_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What changes.")] input: UpdateBudgetLineInput,
    ) -> Result<UpdateBudgetLinePayload> {
        UpdateBudgetLinePayload::of(update(&Request::of_account(ctx)?, input).await)
    }

    /// Removes a line; a coordinator's of its team.
    async fn remove_budget_line(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: RemoveInput,
    ) -> Result<RemoveBudgetLinePayload> {
        let request = Request::of_account(ctx)?;
        let may = |steered: &Steered, _: &budget_line::Model| {
            steered.team.coordinating("")?;
            steered.going("id")
        };
        RemoveBudgetLinePayload::of(record::remove(&request, input.parts(), "removeBudgetLine", may).await)
    }
}

async fn add(request: &Request, input: AddBudgetLineInput) -> Outcome<BudgetLine> {
    let edition = input.edition.clone();
    let said = &input.said();
    record::add(request, ("edition", &edition), "addBudgetLine", |tx, steered: Steered| async move {
        steered.team.coordinating("")?;
        steered.going("edition")?;
        let last = record::store::highest::<budget_line::Model>(&tx, steered.edition.id, "rank").await?;
        let blank = budget_line::Model {
            id: request.world.id(),
            edition_id: steered.edition.id,
            rank: last.unwrap_or(0).saturating_add(1),
            kind: Kind::Other,
            account: String::new(),
            label: String::new(),
            quantity: 0.0,
            unit: String::new(),
            unit_cost: 0,
            with_vat: false,
            actual: None,
            version: 1,
            created_at: request.now,
        };
        Ok(Wanted::row(read(said.clone(), blank)?))
    })
    .await
}

async fn update(request: &Request, input: UpdateBudgetLineInput) -> Outcome<BudgetLine> {
    let (id, expected) = (input.id.clone(), input.expected_version);
    let said = &input.said();
    record::change(request, (&id, expected), "updateBudgetLine", |_, steered: Steered, before| async move {
        steered.team.coordinating("")?;
        Ok(Wanted::row(read(said.clone(), before)?))
    })
    .await
}

fn read(said: LineSaid, mut row: budget_line::Model) -> Result<budget_line::Model, Refusal> {
    let terms = KnownTerms::default();
    let mut read = Reading::new(&terms);
    read.must(&mut row.kind, said.kind.map_value(Into::into), "kind");
    read.text(&mut row.account, said.account, 6, "account");
    read.text(&mut row.label, said.label, 200, "label");
    read.number(&mut row.quantity, said.quantity, (0.0, 1e6), "quantity");
    read.text(&mut row.unit, said.unit, 50, "unit");
    let (unit_cost, actual) =
        (said.unit_cost.map_value(|cents| cents.0), said.actual.map_value(|cents| cents.0));
    read.number(&mut row.unit_cost, unit_cost, (0, Cents::MOST), "unitCost");
    row.with_vat = said.with_vat.take().unwrap_or(row.with_vat);
    if is_untold(&row) {
        let most = UserError::new(UserErrorCode::OutOfRange, "quantity").with("min", 0);
        read.check::<()>(Err(most.with("max", Cents::MOST / row.unit_cost.max(1))));
    }
    read.number_or_none(&mut row.actual, actual, (0, Cents::MOST), "actual");
    if !row.account.is_empty() {
        read.check(account(&row.account));
    }
    read.finish_with(row)
}

/// A class of the chart of accounts of associations (règlement ANC 2018-06): charges 60 to 68, products 70 to 79,
/// voluntary contributions 86 and 87; finer accounts below them.
fn account(code: &str) -> Result<(), UserError> {
    let digits = code.len() >= 2 && code.bytes().all(|digit| digit.is_ascii_digit());
    let class: u32 = code.get(..2).and_then(|class| class.parse().ok()).unwrap_or(0);
    if digits && matches!(class, 60..=68 | 70..=79 | 86 | 87) {
        return Ok(());
    }
    Err(UserError::new(UserErrorCode::InvalidFormat, "account").with("value", code))
}

#[cfg(test)]
mod tests {
    use super::account;

    #[test]
    fn accounts_of_charges_products_and_voluntary_contributions_are_known() {
        for code in ["60", "68", "6226", "70", "79", "86", "875"] {
            assert!(account(code).is_ok(), "{code}");
        }
        for code in ["", "6", "69", "80", "88", "6A", "６０"] {
            assert!(account(code).is_err(), "{code}");
        }
    }
}
