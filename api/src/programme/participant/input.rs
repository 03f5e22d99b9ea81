use async_graphql::{ID, InputObject, OneofObject};

use super::object::ParticipantKind;
use crate::graphql::{Date, patch};

patch! {
    /// What is said of a participant.
    ParticipantSaid
    /// A participant to enter: no more than is needed.
    create ParticipantInput {}
    /// Another card for a participant: what is left out stays as it is, null empties.
    update UpdateParticipantInput
    required {
        /// One person, or several together.
        kind: ParticipantKind,
        /// Its name (at most 200 characters).
        name: String,
    }
    optional {
        /// Where to write to.
        email: String,
        /// Where to call (at most 50 characters).
        phone: String,
        /// What it works on (at most 2,000 characters).
        project: String,
        /// The structure of the directory that it is, or works for: with its consent.
        structure: ID,
        /// The day it consented to be tied to that structure; it goes with the structure.
        structure_consent_on: Date,
    }
}

/// Who is meant: somebody known, or somebody new.
#[derive(OneofObject, Clone)]
pub enum ParticipantReference {
    /// A participant that one may see.
    Known(ID),
    /// Somebody to enter.
    New(ParticipantInput),
}

/// An application to an edition.
#[derive(InputObject)]
pub struct AddApplicationInput {
    /// The edition, open or running.
    pub edition: ID,
    /// Who applies.
    pub participant: ParticipantReference,
    /// The day it asked; today when left out.
    pub applied_on: Option<Date>,
}

/// A whole cohort to enrol.
#[derive(InputObject)]
pub struct EnrolCohortInput {
    /// The edition, open or running.
    pub edition: ID,
    /// Who takes part, in the order in which places are given (1 to 200).
    pub participants: Vec<ParticipantReference>,
    /// The day they asked; today when left out.
    pub applied_on: Option<Date>,
    /// Whether those for whom there is no place wait for one; otherwise nobody is enrolled when one is missing.
    #[graphql(default = true)]
    pub waiting_list: bool,
}

/// An enrolment as it was read.
#[derive(InputObject)]
pub struct EnrolmentVersionInput {
    /// Which one, of the edition.
    pub id: ID,
    /// Its version as it was read.
    pub expected_version: i32,
}

/// What becomes of applications.
#[derive(async_graphql::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationDecision {
    /// They take part, or wait for a place.
    Accept,
    /// They do not.
    Refuse,
}

/// Applications to decide on.
#[derive(InputObject)]
pub struct DecideApplicationsInput {
    /// The edition, open or running.
    pub edition: ID,
    /// Which applications (1 to 200); to refuse, those on the waiting list too.
    pub enrolments: Vec<EnrolmentVersionInput>,
    /// What becomes of them.
    pub decision: ApplicationDecision,
    /// Why they are refused (at most 1,000 characters).
    pub reason: Option<String>,
    /// Whether those for whom there is no place wait for one; otherwise nobody is accepted when one is missing.
    #[graphql(default = true)]
    pub waiting_list: bool,
}

/// An enrolment that ends before the edition.
#[derive(InputObject)]
pub struct WithdrawEnrolmentInput {
    /// Which one.
    pub id: ID,
    /// Its version as it was read.
    pub expected_version: i32,
    /// Why (at most 1,000 characters).
    pub reason: String,
}

/// Enrolments that begin.
#[derive(InputObject)]
pub struct ActivateEnrolmentsInput {
    /// The edition, open or running.
    pub edition: ID,
    /// Which enrolments (1 to 200).
    pub enrolments: Vec<EnrolmentVersionInput>,
}

/// Enrolments that were followed to the end.
#[derive(InputObject)]
pub struct CompleteEnrolmentsInput {
    /// The edition, open or running.
    pub edition: ID,
    /// Which enrolments (1 to 200).
    pub enrolments: Vec<EnrolmentVersionInput>,
}

/// A waiting list to serve.
#[derive(InputObject)]
pub struct PromoteWaitingListInput {
    /// The edition, open or running.
    pub edition: ID,
}

/// A participant whose data is to be erased.
#[derive(InputObject)]
pub struct EraseParticipantInput {
    /// Which one.
    pub id: ID,
    /// Its version as it was read.
    pub expected_version: i32,
}
