//! What member structures observe: needs, the words said, where they come from, what the organisations
//! concerned allow, and which member reports on which territories. Knows structures and vocabularies;
//! has never heard of programmes or figures.

pub mod authorisation;
pub mod coverage;
pub mod input;
pub mod level;
pub mod needs;
pub mod reading;
pub mod rules;
pub mod source;
pub mod store;
pub mod verbatim;

use async_graphql::MergedObject;

/// What can be read of observations.
#[derive(MergedObject, Default)]
pub struct ObservationQuery(
    needs::NeedsQuery,
    source::SourceQuery,
    authorisation::AuthorisationQuery,
    coverage::CoverageQuery,
);

/// What can be changed of observations.
#[derive(MergedObject, Default)]
pub struct ObservationMutation(
    needs::NeedsMutation,
    needs::StepMutation,
    needs::WithdrawalMutation,
    verbatim::VerbatimMutation,
    source::SourceMutation,
    authorisation::AuthorisationMutation,
    coverage::CoverageMutation,
);
