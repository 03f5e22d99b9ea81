//! Partnership: who is asked to take part in editions and answers (`solicitation`), and who works with whom on a territory
//! (`collaboration`). Whoever accepts becomes a partner of the edition, which stands in `means`.

mod collaboration;
mod solicitation;

use async_graphql::MergedObject;

pub use solicitation::{Solicitation, SolicitationStatus, solicitations};

/// What can be read of partnerships.
#[derive(MergedObject, Default)]
pub struct PartnershipQuery(solicitation::SolicitationQuery, collaboration::CollaborationQuery);

/// What can be changed of partnerships.
#[derive(MergedObject, Default)]
pub struct PartnershipMutation(solicitation::SolicitationMutation, solicitation::AnswerMutation);
