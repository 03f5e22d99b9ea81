//! What names a structure elsewhere: keys in other systems are unique, identifiers are claims that several may
//! carry. Pure.

use std::collections::HashMap;

use entity::StructureId;

use super::card::{Claim, Reference};
use super::rules::refuse;
use crate::directory::identifier_check::CheckResult;
use crate::graphql::{Refusal, UserError, UserErrorCode, id_text};

/// What already stands under a key in another system.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The key.
    pub reference: Reference,
    /// Whose it is.
    pub id: StructureId,
    /// Whether that one was removed.
    pub deleted: bool,
    /// Whether the reader meets that one in full; of a masked one, the key is not tied to the id.
    pub open: bool,
}

/// Keys in other systems are unique: those of a card must not be another structure's.
pub fn free(references: &[Reference], taken: &[Taken], own: Option<StructureId>) -> Result<(), Refusal> {
    let mistake = |reference: &Reference| {
        let other = taken.iter().find(|other| other.reference == *reference && Some(other.id) != own)?;
        let code = if other.deleted { UserErrorCode::Deleted } else { UserErrorCode::AlreadyExists };
        let error = UserError::new(code, "externalReferences").with("value", reference);
        Some(if other.open { error.with("id", id_text(other.id).as_str()) } else { error })
    };
    refuse(references.iter().filter_map(mistake).collect())
}

/// Who carries an identifier of a scheme and a value.
pub type Carriers = HashMap<(String, String), Vec<StructureId>>;

/// Identifiers that tell an organisation from others: that another one carries them is worth a word.
pub fn telling(claims: &[Claim]) -> impl Iterator<Item = &Claim> {
    let telling = |claim: &&Claim| matches!(claim.scheme.as_str(), "siret" | "rna" | "plates-v");
    claims.iter().filter(|claim| claim.check != CheckResult::Placeholder).filter(telling)
}

/// Identifiers that other structures carry too: odd, never refused.
pub fn shared(claims: &[Claim], carriers: &Carriers, own: Option<StructureId>) -> Vec<UserError> {
    let warning = |claim: &Claim| {
        let carriers = carriers.get(&(claim.scheme.clone(), claim.value.clone()))?;
        let others = carriers.iter().filter(|id| Some(**id) != own);
        let others: Vec<String> = others.map(|id| id_text(*id).to_string()).collect();
        let warning = UserError::new(UserErrorCode::Shared, "identifiers").with("value", &claim.value);
        (!others.is_empty()).then(|| warning.with("others", others.join(", ")))
    };
    telling(claims).filter_map(warning).collect()
}
