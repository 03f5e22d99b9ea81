use chrono::{DateTime, NaiveDate, Utc};
use entity::{MemberId, ObservationSourceId, StructureId, TermId, TerritoryId, TypedId};

use super::view::Reader;
use crate::db::{Sql, Values};
use crate::reference::territory::inside;

/// A single-valued term of an observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermField {
    /// Its main theme.
    Theme,
    /// Its main sector.
    Sector,
    /// Its method.
    Method,
    /// Its formulation.
    Formulation,
    /// The kind of organisation.
    OrganisationKind,
    /// The career stage.
    CareerStage,
}

impl TermField {
    const fn column(self) -> &'static str {
        match self {
            Self::Theme => "o.main_theme_id",
            Self::Sector => "o.main_sector_id",
            Self::Method => "o.method_id",
            Self::Formulation => "o.formulation_id",
            Self::OrganisationKind => "o.organisation_kind_id",
            Self::CareerStage => "o.career_stage_id",
        }
    }
}

/// Which observations: conditions on what the reader may read, and on nothing else, so that no answer tells
/// what it may not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// One of these at least.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// No row: an id that cannot be.
    Nothing,
    /// In a territory or what it contains.
    TerritoryWithin(TerritoryId),
    /// At these territories themselves.
    TerritoryIn(Vec<TerritoryId>),
    /// By a term of its own.
    Term(TermField, Vec<TermId>),
    /// By one of its further themes, further sectors or publics.
    OtherTerm(&'static str, Vec<TermId>),
    /// Observed from this day to that one, both included.
    ObservedOn(Option<NaiveDate>, Option<NaiveDate>),
    /// Observed from this month (yyyymm) to that one, both included.
    Months(Option<i32>, Option<i32>),
    /// Of this intensity to that one, both included.
    Intensity(Option<i32>, Option<i32>),
    /// In these states.
    Status(Vec<&'static str>),
    /// At these levels of visibility.
    Visibility(Vec<&'static str>),
    /// Contributed by these members.
    Contributor(Vec<MemberId>),
    /// The reader's own, or others'.
    Mine(bool),
    /// About these structures.
    Structure(Vec<StructureId>),
    /// From these sources.
    Source(Vec<ObservationSourceId>),
    /// Drawn from something that is no observation, or not.
    Derived(bool),
    /// Whose statement holds all these folded words.
    Search(Vec<String>),
    /// Changed at this instant or later.
    UpdatedSince(DateTime<Utc>),
}

impl Condition {
    /// Adds the condition as one expression, never null under `not`.
    pub fn write(&self, sql: &mut Sql, reader: Reader) {
        match self {
            Self::All(all) => join(sql, all, " and ", "1 = 1", reader),
            Self::Any(any) => match any.as_slice() {
                [one] => one.write(sql, reader),
                any => join(sql, any, " or ", "1 = 0", reader),
            },
            Self::Not(condition) => {
                sql.push("not coalesce(");
                condition.write(sql, reader);
                sql.push(", false)");
            }
            Self::Nothing => drop(sql.push("1 = 0")),
            Self::TerritoryWithin(id) => by_territory(sql, reader, |sql| {
                sql.append(inside(*id));
            }),
            Self::TerritoryIn(ids) => by_territory(sql, reader, |sql| one_of(sql, ids)),
            Self::Term(field, terms) => {
                sql.push(field.column());
                one_of(sql, terms);
            }
            Self::OtherTerm(scheme, terms) => {
                sql.push("o.id in (select observation_id from observation_term where scheme = ");
                sql.bind(*scheme).push(" and term_id");
                one_of(sql, terms);
                sql.push(")");
            }
            Self::ObservedOn(from, to) => between(sql, "o.observed_on", *from, *to),
            Self::Months(from, to) => between(sql, "o.month", *from, *to),
            Self::Intensity(from, to) => between(sql, "o.intensity", *from, *to),
            Self::Status(states) => drop(sql.push("o.status").within(texts(states))),
            Self::Visibility(levels) => drop(sql.push("o.visibility").within(texts(levels))),
            Self::Contributor(members) => {
                sql.push("o.member_id");
                one_of(sql, members);
            }
            Self::Mine(mine) => {
                sql.push(if *mine { "" } else { "not " });
                own(sql, reader);
            }
            Self::Structure(ids) => {
                texts_open(sql, reader);
                sql.push(" and o.structure_id");
                one_of(sql, ids);
            }
            Self::Source(ids) => {
                own(sql, reader);
                sql.push(" and o.source_id");
                one_of(sql, ids);
            }
            Self::Derived(derived) => drop(sql.push("o.derived = ").bind(*derived)),
            Self::Search(words) => {
                texts_open(sql, reader);
                for word in words {
                    sql.push(" and o.statement_folded like ").bind(format!("%{word}%"));
                }
            }
            Self::UpdatedSince(at) => drop(sql.push("o.updated_at >= ").bind(*at)),
        }
    }
}

/// Whether the reader reads a row's texts and its structure.
pub(super) fn texts_open(sql: &mut Sql, reader: Reader) {
    sql.push("(o.authorised or ");
    own(sql, reader);
    sql.push(")");
}

/// Whether a row is the reader's own.
pub(super) fn own(sql: &mut Sql, reader: Reader) {
    match reader.member() {
        Some(member) => sql.push("o.member_id = ").bind(member),
        None => sql.push("1 = 0"),
    };
}

fn by_territory(sql: &mut Sql, reader: Reader, mut condition: impl FnMut(&mut Sql)) {
    sql.push("(o.shared_territory_id");
    condition(sql);
    sql.push(" or ");
    own(sql, reader);
    sql.push(" and o.territory_id");
    condition(sql);
    sql.push(")");
}

/// ` = id` for one, so that an ordered index still serves the page.
fn one_of<T: TypedId>(sql: &mut Sql, ids: &[T]) {
    match ids {
        [id] => sql.push(" = ").bind(Into::<uuid::Uuid>::into(*id)),
        _ => sql.within(ids.iter().copied().collect::<Values>()),
    };
}

fn texts(all: &[&'static str]) -> Values {
    Values::Texts(all.iter().map(|text| (*text).to_owned()).collect())
}

fn between<T: Into<sea_orm::Value>>(sql: &mut Sql, column: &'static str, from: Option<T>, to: Option<T>) {
    sql.push("1 = 1");
    if let Some(from) = from {
        sql.push(" and ").push(column).push(" >= ").bind(from);
    }
    if let Some(to) = to {
        sql.push(" and ").push(column).push(" <= ").bind(to);
    }
}

fn join(sql: &mut Sql, conditions: &[Condition], word: &'static str, none: &'static str, reader: Reader) {
    if conditions.is_empty() {
        sql.push(none);
    }
    for (index, condition) in conditions.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { word }).push("(");
        condition.write(sql, reader);
        sql.push(")");
    }
    if !conditions.is_empty() {
        sql.push(")");
    }
}
