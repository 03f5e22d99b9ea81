use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::budget_line;

use crate::access::Request;
use crate::db::KeyPart;
use crate::error::Result;
use crate::graphql::{Cents, id_text};
use crate::programme::edition::Edition;
use crate::programme::record::record;
use crate::programme::rules::Steered;
use crate::programme::store::with_team;

/// What money is for.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "entity::BudgetKind")]
pub enum BudgetKind {
    /// People.
    Human,
    /// Places, travel, equipment.
    Logistic,
    /// Making known.
    Communication,
    /// What is bought.
    Purchase,
    /// Anything else, voluntary contributions too.
    Other,
}

/// What something costs an edition.
#[derive(Clone, Debug)]
pub struct BudgetLine(pub Arc<budget_line::Model>);

record! {
    budget_line::Model, BudgetLineId, BudgetLine in "budget_line" of Steered by edition_id,
    below edition_id: EditionId, seen with_team, for Private,
    Ascending ["x.rank" = |row| KeyPart::Integer(row.rank.into())]
}

/// Cents that a quantity of something costs, however many.
#[expect(clippy::cast_precision_loss, reason = "bounded by 2^53")]
fn product(row: &budget_line::Model) -> f64 {
    row.quantity * row.unit_cost as f64
}

/// Cents that a quantity of something costs; at most [`Cents::MOST`], half cents away from zero.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "bounded by 2^53 on both sides"
)]
pub fn cost(row: &budget_line::Model) -> i64 {
    product(row).round().min(Cents::MOST as f64) as i64
}

/// Whether it costs more than can be said.
#[expect(clippy::cast_precision_loss, reason = "2^53")]
pub fn is_untold(row: &budget_line::Model) -> bool {
    product(row) > Cents::MOST as f64
}

/// What something costs an edition; known to its team.
#[Object]
impl BudgetLine {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        id_text(self.0.id)
    }

    /// The edition.
    async fn edition(&self, ctx: &Context<'_>) -> Result<Option<Edition>> {
        Request::load(ctx, self.0.edition_id).await
    }

    /// What the money is for.
    async fn kind(&self) -> BudgetKind {
        self.0.kind.into()
    }

    /// Class of the French associations' chart of accounts: 60 to 68, 70 to 79, 86 or 87.
    async fn account(&self) -> &str {
        &self.0.account
    }

    /// What it is, in words.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// How many.
    async fn quantity(&self) -> f64 {
        self.0.quantity
    }

    /// Of what: days, participants...
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// What one costs, in cents.
    async fn unit_cost(&self) -> Cents {
        Cents(self.0.unit_cost)
    }

    /// Whether the costs include VAT.
    async fn with_vat(&self) -> bool {
        self.0.with_vat
    }

    /// What all of it should cost, in cents.
    async fn planned(&self) -> Cents {
        Cents(cost(&self.0))
    }

    /// What it cost in the end, in cents; null while that is not known.
    async fn actual(&self) -> Option<Cents> {
        self.0.actual.map(Cents)
    }

    /// Number of its present version: pass it as `expectedVersion` to change it.
    async fn version(&self) -> i32 {
        self.0.version
    }
}
