use std::collections::HashSet;

use chrono::{Months, NaiveDate, TimeDelta};
use entity::{
    AgreementId, ConsultationStatus, EditionId, MemberId, PartnerId, ProgrammeId, StructureId, agreement,
};
use serde_json::json;

use crate::graphql::{Refusal, UserError, UserErrorCode, UserErrors, check, id_text};
use crate::observation::rules::past;
use crate::programme::rules::{Led, illegal};
use crate::trail::FieldChange;

/// Parties of an agreement: not fewer.
const FEWEST_PARTIES: usize = 2;
/// Parties of an agreement: not more.
const MOST_PARTIES: usize = 20;
/// An agreement lasts fifty years at most.
const MOST_MONTHS: u32 = 600;

/// What is due of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It ends.
    End,
    /// One must say that one renews it.
    Renewal,
}

impl Kind {
    /// As statements and keys name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::End => "END",
            Self::Renewal => "RENEWAL",
        }
    }
}

/// Who agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A member structure of the network.
    Member(MemberId),
    /// A partner.
    Partner(PartnerId),
    /// A structure of the directory.
    Structure(StructureId),
}

impl Who {
    /// Its id as the API tells it.
    pub fn text(self) -> String {
        match self {
            Self::Member(id) => id_text(id).0,
            Self::Partner(id) => id_text(id).0,
            Self::Structure(id) => id_text(id).0,
        }
    }
}

/// Who agrees, and as what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub who: Who,
    /// As what.
    pub role: String,
    /// Cents that are its part of the amount.
    pub amount: Option<i64>,
}

/// What the database says of those who are named.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The member structures that lead the programme.
    pub leading: Vec<MemberId>,
    /// Those that the caller knows, each with the organisation it is.
    pub parties: Vec<(Who, Who)>,
}

/// Allows parties: from two to twenty, each known and once, a leading structure among them. A partner that is a
/// structure, and that structure, are one.
pub fn parties(named: &[Party], known: &Known) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    errors.check(check::between("parties", named.len(), FEWEST_PARTIES, MOST_PARTIES));
    let leads = |party: &Party| matches!(party.who, Who::Member(id) if known.leading.contains(&id));
    if !named.iter().any(leads) {
        errors.add(UserError::new(UserErrorCode::Required, "parties"));
    }
    let mut seen = HashSet::new();
    for (index, Party { who, .. }) in named.iter().enumerate() {
        let field = format!("parties.{index}.party");
        match known.parties.iter().find(|(party, _)| party == who) {
            None => errors.add(check::not_found(&field, &who.text())),
            Some((_, organisation)) if !seen.insert(*organisation) => {
                errors.add(UserError::new(UserErrorCode::AlreadyExists, &field).with("value", who.text()));
            }
            Some(_) => {}
        }
    }
    errors.finish()
}

/// Allows dates that go together, and a signature that is not to come.
pub fn dates(row: &agreement::Model, today: NaiveDate) -> Result<(), Refusal> {
    let mut errors = UserErrors::default();
    let latest = row.starts_on.checked_add_months(Months::new(MOST_MONTHS)).unwrap_or(row.starts_on);
    if row.ends_on < row.starts_on {
        errors.add(UserError::new(UserErrorCode::EndsBeforeStart, "endsOn"));
    } else if row.ends_on > latest {
        errors.check(check::between("endsOn", row.ends_on, row.starts_on, latest));
    } else if let Some(day) = row.renew_by {
        errors.check(check::between("renewBy", day, row.starts_on, row.ends_on));
    }
    if let Some(day) = row.signed_on {
        errors.check(past(day, today, "signedOn"));
    }
    errors.finish()
}

/// What is signed is a coordinator's to write.
pub fn signing(
    led: &Led,
    before: Option<&agreement::Model>,
    after: &agreement::Model,
) -> Result<(), UserError> {
    let signed = |row: &agreement::Model| row.signed_on.is_some();
    if before.is_some_and(signed) || signed(after) { led.team.coordinating("signedOn") } else { Ok(()) }
}

/// Refuses to take away what is signed.
pub fn draft(row: &agreement::Model) -> Result<(), UserError> {
    if row.signed_on.is_none() { Ok(()) } else { Err(illegal("SIGNED", &["renewAgreement"], "id")) }
}

/// An edition of the programme.
pub fn of_programme(
    programme: ProgrammeId,
    edition: (EditionId, Option<ProgrammeId>),
) -> Result<(), UserError> {
    match edition {
        (_, Some(of)) if of == programme => Ok(()),
        (id, _) => Err(check::not_found("edition", &id_text(id))),
    }
}

/// A consultation of the agreement's edition that was decided; its edition.
pub fn decided(
    row: &agreement::Model,
    consultation: Option<(EditionId, ProgrammeId, ConsultationStatus)>,
) -> Result<Option<EditionId>, UserError> {
    let Some(id) = row.consultation_id else { return Ok(row.edition_id) };
    let own = consultation.filter(|(edition, programme, _)| {
        *programme == row.programme_id && row.edition_id.is_none_or(|of| of == *edition)
    });
    let (edition, _, status) = own.ok_or_else(|| check::not_found("consultation", &id_text(id)))?;
    match status {
        ConsultationStatus::Decided => Ok(Some(edition)),
        ConsultationStatus::Open => Err(illegal(status.as_str(), &["decideConsultation"], "consultation")),
        ConsultationStatus::Withdrawn => Err(illegal(status.as_str(), &[], "consultation")),
    }
}

/// Its first and its last day, as far as they are said.
type Period = (Option<NaiveDate>, Option<NaiveDate>);

/// Allows to renew what is signed, once; what follows begins the day after and lasts as long, unless it is said.
pub fn renew(
    before: &agreement::Model,
    follower: Option<AgreementId>,
    said: Period,
    mut next: agreement::Model,
) -> Result<agreement::Model, UserError> {
    if before.signed_on.is_none() {
        return Err(illegal("DRAFT", &["updateAgreement"], "id"));
    }
    if let Some(follower) = follower {
        let twice = UserError::new(UserErrorCode::AlreadyExists, "id");
        return Err(twice.with("value", id_text(follower).0));
    }
    let start = said.0.unwrap_or(before.ends_on + TimeDelta::days(1));
    next.starts_on = start;
    next.ends_on = said.1.unwrap_or_else(|| end_of((before.starts_on, before.ends_on), start));
    let notice = before.renew_by.map(|day| before.ends_on - day);
    next.renew_by = notice.map(|notice| (next.ends_on - notice).max(start));
    Ok(next)
}

/// The last day of what begins on a day and lasts as long as a period: as many months where that is of whole months, as
/// many days otherwise.
fn end_of((first, last): (NaiveDate, NaiveDate), start: NaiveDate) -> NaiveDate {
    let day = TimeDelta::days(1);
    let mut months = (1..=MOST_MONTHS).map(Months::new);
    let whole = months.find(|months| first.checked_add_months(*months) == Some(last + day));
    let end = whole.and_then(|months| start.checked_add_months(months));
    end.map_or_else(|| start + (last - first), |after| after - day)
}

/// Dates and amount.
pub fn history(before: &agreement::Model, after: &agreement::Model) -> Vec<FieldChange> {
    let told = |row: &agreement::Model| {
        [
            ("startsOn", json!(row.starts_on)),
            ("endsOn", json!(row.ends_on)),
            ("renewBy", json!(row.renew_by)),
            ("amount", json!(row.amount)),
            ("signedOn", json!(row.signed_on)),
        ]
    };
    FieldChange::between(told(before), told(after))
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
