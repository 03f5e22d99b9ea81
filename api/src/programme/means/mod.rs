//! Means of an edition: what it costs ([`BudgetLine`]), who pays ([`FundingLine`]), who takes part in running it and for
//! how many days ([`EditionPartner`]), which rooms, equipment and people its sessions need ([`Resource`], a member
//! structure's own, shared by all its editions). Known to the team alone, but for the partners.
//!
//! Amounts are whole cents of euro.

mod budget;
mod budget_line;
mod engagement;
mod funding;
mod funding_line;
mod partner;
mod resource;
mod resource_write;
mod store;

use async_graphql::MergedObject;

pub use budget_line::{BudgetLine, cost};
pub use engagement::PARTNER_KIND;
pub use funding::known_partner;
pub use funding_line::{FundingLine, FundingStatus};
pub use partner::EditionPartner;
pub use resource::{MeansQuery, Resource};
pub use store::{belonging, engaged};

/// What can be changed of the means of editions.
#[derive(MergedObject, Default)]
pub struct MeansMutation(
    budget::BudgetMutation,
    funding::FundingMutation,
    engagement::EngagementMutation,
    resource_write::ResourceMutation,
);
