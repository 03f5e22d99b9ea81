//! From what was observed to a programme that runs, and one beneficiary's way through an accompaniment: programmes,
//! editions, objectives, phases, sessions, means, participants, coordination. Knows observations and the directory; has
//! never heard of evaluations or figures.

pub mod calendar;
pub mod record;
