//! From what was observed to a programme that runs, and one beneficiary's way through an accompaniment: programmes,
//! editions, objectives, phases, sessions, means, participants, coordination. Knows observations and the directory; has
//! never heard of evaluations or figures.

pub mod framework;
pub mod record;
pub mod scheme;

use async_graphql::MergedObject;

/// What can be read of programmes and accompaniments.
#[derive(MergedObject, Default)]
pub struct ProgrammeQuery(framework::FrameworkQuery, scheme::SchemeQuery);

/// What can be changed of programmes and accompaniments.
#[derive(MergedObject, Default)]
pub struct ProgrammeMutation(framework::FrameworkMutation, scheme::SchemeMutation);
