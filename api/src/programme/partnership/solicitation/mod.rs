//! Solicitations: the team of an edition asks a partner of the directory to take part in it, and the partner answers.
//!
//! A solicitation is drafted, sent, seen, then accepted or declined with a reason; its team may take it back until then.
//! Whether its day has passed is seen when it is read. Nothing is sent by the server: sending gives the secret of a
//! personal link once, of which only the hash is kept, and the team hands it over.
//!
//! The team reads a [`Solicitation`]; the partner a [`ReceivedSolicitation`](received::ReceivedSolicitation), by its
//! account, as somebody of the member structure that it is, or by the secret without any account. Whoever accepts
//! becomes a partner of the edition, and a speaker of the session it was asked for.

mod answer;
mod mutation;
mod object;
mod query;
mod received;
mod rules;
mod store;

pub use answer::AnswerMutation;
pub use mutation::SolicitationMutation;
pub use object::{Solicitation, SolicitationStatus};
pub use query::{SolicitationQuery, solicitations};
