use async_graphql::{ID, InputObject};
use entity::{PartnerId, StructureId};

use super::object::LegalBasis;
use crate::graphql::{Date, parse_id, patch};

patch! {
    /// What is said of a contact.
    ContactSaid
    /// A person to write to, at a structure or at a partner: one of the two.
    create CreateContactInput {
        /// The structure.
        structure: Option<ID>,
        /// The partner.
        partner: Option<ID>,
    }
    /// What changes on a contact. What is left out stays as it was; null clears a field.
    update UpdateContactInput
    required {
        /// The person's name.
        name: String,
        /// Where the data come from.
        source: String,
        /// Why they may be kept.
        legal_basis: LegalBasis,
    }
    optional {
        /// What the person does there.
        role: String,
        /// Professional e-mail address.
        email: String,
        /// Professional telephone number.
        phone: String,
        /// The day on which somebody made sure that it is still right.
        verified_on: Date,
    }
}

/// An objection of a person to being in the directory.
#[derive(InputObject, Debug)]
pub struct ObjectContactInput {
    /// Which contact.
    pub(super) id: ID,
    /// Its version as it was read.
    pub(super) expected_version: i32,
    /// What the person says, if anything.
    pub(super) reason: Option<String>,
}

/// A contact to remove.
#[derive(InputObject, Debug)]
pub struct DeleteContactInput {
    /// Which one.
    pub(super) id: ID,
    /// Its version as it was read.
    pub(super) expected_version: i32,
}

/// Where a contact would stand, as far as the ids could be ones.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    pub(super) structure: Option<StructureId>,
    pub(super) partner: Option<PartnerId>,
}

impl CreateContactInput {
    pub(super) fn named(&self) -> Named {
        Named {
            structure: self.structure.as_ref().and_then(|id| parse_id(id)),
            partner: self.partner.as_ref().and_then(|id| parse_id(id)),
        }
    }
}
