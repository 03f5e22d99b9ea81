use entity::{
    AuthorisationId, MemberId, ObservationId, ObservationSourceId, StructureId, TerritoryId, observation,
};

use crate::access::{Actor, Scope};

/// Whose own rows a reader has; everybody else's it reads as shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reader {
    member: Option<MemberId>,
}

impl Reader {
    /// An actor as a reader; the same rows are its own as in `visible_to`.
    pub fn of(actor: &Actor) -> Self {
        Self { member: actor.works_for_with(Scope::ObservationsRead) }
    }

    /// The member whose rows it reads in full.
    pub const fn member(self) -> Option<MemberId> {
        self.member
    }
}

/// An observation as one reader may see it. What that reader may not see is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Codes, dates and figures; its texts and links are blank where they may not be seen.
    pub row: observation::Model,
    /// Whether it is the reader's own.
    pub own: bool,
}

impl Seen {
    /// Takes away what the reader may not see: others read texts, the structure and the exact territory only
    /// with an authorisation; the source and the authorisation itself stay with the contributor.
    pub fn of(mut row: observation::Model, reader: Reader) -> Self {
        let own = reader.member == Some(row.member_id);
        if !own {
            row.territory_id = row.shared_territory_id;
            row.source_id = None;
            row.created_by = None;
            if !row.authorised {
                row.statement = String::new();
                row.statement_folded = String::new();
                row.status_reason = None;
                row.structure_id = None;
                row.authorisation_id = None;
            }
        }
        Self { row, own }
    }

    /// Its id.
    pub const fn id(&self) -> ObservationId {
        self.row.id
    }

    /// Whether the reader reads its texts.
    pub const fn has_texts(&self) -> bool {
        self.own || self.row.authorised
    }

    /// The need in words.
    pub fn statement(&self) -> Option<&str> {
        self.has_texts().then_some(self.row.statement.as_str())
    }

    /// Its territory, the département at the narrowest where no authorisation allows more.
    pub const fn territory(&self) -> TerritoryId {
        self.row.territory_id
    }

    /// The structure observed.
    pub const fn structure(&self) -> Option<StructureId> {
        self.row.structure_id
    }

    /// Its source: for the contributor alone.
    pub const fn source(&self) -> Option<ObservationSourceId> {
        self.row.source_id
    }

    /// The authorisation it rests on, where the reader reads its texts.
    pub const fn authorisation(&self) -> Option<AuthorisationId> {
        self.row.authorisation_id
    }
}
