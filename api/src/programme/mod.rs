//! From what was observed to a programme that runs, and one beneficiary's way through an accompaniment: programmes,
//! editions, objectives, phases, sessions, means, participants, coordination. Knows observations and the directory; has
//! never heard of evaluations or figures.

pub mod accompaniment;
pub mod colleague;
pub mod record;

use async_graphql::MergedObject;

/// What can be read of programmes and accompaniments.
#[derive(MergedObject, Default)]
pub struct ProgrammeQuery(
    accompaniment::AccompanimentQuery,
    accompaniment::BoardQuery,
    colleague::ColleagueQuery,
);

/// What can be changed of programmes and accompaniments.
#[derive(MergedObject, Default)]
pub struct ProgrammeMutation(
    accompaniment::AccompanimentMutation,
    accompaniment::AccompanimentStepMutation,
    accompaniment::MissionMutation,
    accompaniment::FollowUpMutation,
);
