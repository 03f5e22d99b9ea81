//! The statements on vocabularies and their terms.

mod write;

use std::collections::HashMap;

use chrono::NaiveDate;

use entity::{MatchKind, TermId, VocabularyId, term, vocabulary};
use sea_orm::ConnectionTrait;

use crate::db::{Columns, Order, Page, Row, Slice, Sql, Values, columns};
use crate::error::Result;
use crate::graphql::parse_id;

pub(super) use write::{Neighbours, add, neighbours, retire};

columns!(vocabulary::Model: id, scheme, version, title_fr, title_en, uri, source, licence, valid_from,
    extensible);

columns!(term::Model: id, vocabulary_id, scheme, code, label_fr, label_en, label_folded, sort_key, broader_id,
    valid_from, valid_to, replaced_by_id, notes, created_by, version);

/// Scheme and version.
const BY_SCHEME: Order = Order { columns: &["v.scheme", "v.version", "v.id"], descending: false };

/// Scheme, then the order in which its terms are shown.
const AS_SHOWN: Order = Order { columns: &["t.scheme", "t.sort_key", "t.id"], descending: false };

/// The versions `v` of a vocabulary, the latest first: it came into force later, or has the greater name (`x-10`
/// after `x-9`).
const LATEST_FIRST: &str =
    " order by coalesce(v.valid_from, '0001-01-01') desc, length(v.version) desc, v.version desc";

/// Most terms of a list that is not paged.
const MOST: i64 = 100;

/// A term as it is named: its scheme and its code.
pub type Code = (String, String);

/// Which vocabularies.
#[derive(Clone, Debug, Default)]
pub(super) struct VocabularyFilter {
    pub(super) scheme: Option<String>,
    pub(super) version: Option<String>,
}

impl VocabularyFilter {
    fn apply(&self, sql: &mut Sql) {
        if let Some(scheme) = &self.scheme {
            sql.push(" and v.scheme = ").bind(scheme.clone());
        }
        if let Some(version) = &self.version {
            sql.push(" and v.version = ").bind(version.clone());
        }
    }
}

/// Which terms.
#[derive(Clone, Debug, Default)]
pub(super) struct TermFilter {
    pub(super) scheme: Option<String>,
    /// Of this version; without it, and without a broader term, of the version in force.
    pub(super) version: Option<String>,
    pub(super) search: Option<String>,
    pub(super) broader: Option<TermId>,
    pub(super) usable_on: Option<NaiveDate>,
}

impl TermFilter {
    fn apply(&self, sql: &mut Sql, today: NaiveDate) {
        if let Some(version) = &self.version {
            sql.push(" and t.vocabulary_id in (select id from vocabulary where version = ");
            sql.bind(version.clone()).push(")");
        } else if self.broader.is_none() {
            sql.push(" and t.vocabulary_id in ").append(in_force(today));
        }
        if let Some(day) = self.usable_on {
            sql.push(" and (t.valid_from is null or t.valid_from <= ").bind(day);
            sql.push(") and (t.valid_to is null or t.valid_to >= ").bind(day).push(")");
        }
        if let Some(scheme) = &self.scheme {
            sql.push(" and t.scheme = ").bind(scheme.clone());
        }
        if let Some(search) = &self.search {
            sql.push(" and (t.label_folded like ").bind(format!("{search}%"));
            sql.push(" or t.label_folded like ").bind(format!("% {search}%")).push(")");
        }
        if let Some(broader) = self.broader {
            sql.push(" and t.broader_id = ").bind(broader);
        }
    }
}

/// The version of each vocabulary in force on a day.
fn in_force(on: NaiveDate) -> Sql {
    let mut sql = Sql::new("(select id from (select v.id, row_number() over (partition by v.scheme");
    sql.push(LATEST_FIRST)
        .push(") as place from vocabulary v where v.valid_from is null or v.valid_from <= ");
    sql.bind(on).push(") v where place = 1)");
    sql
}

fn select_terms(also: &str) -> Sql {
    Sql::new(format!("select {also}{} from term t", term::Model::list("t")))
}

fn select_vocabularies() -> Sql {
    Sql::new(format!("select {} from vocabulary v where 1 = 1", vocabulary::Model::list("v")))
}

fn read<T: Columns>(rows: Vec<Row>) -> Result<Vec<T>> {
    rows.into_iter().map(|mut row| T::read(&mut row)).collect()
}

/// Terms with these ids.
pub async fn find_by_ids(db: &impl ConnectionTrait, ids: &[TermId]) -> Result<Vec<term::Model>> {
    let mut sql = select_terms("");
    sql.push(" where t.id").within(ids.iter().copied().collect::<Values>());
    read(sql.all(db).await?)
}

/// Adds the end of a statement on terms of vocabularies `v` whose codes are looked up: versions that have begun,
/// the latest last, so that of several terms with one code the last one read is meant.
pub fn begun_latest_last(sql: &mut Sql, today: NaiveDate) {
    sql.push(" and (v.valid_from is null or v.valid_from <= ").bind(today);
    sql.push(") order by coalesce(v.valid_from, '0001-01-01'), length(v.version), v.version");
}

/// Terms by scheme and code, all in one statement; where several versions have one, that of the version in force.
pub async fn find_by_codes(
    db: &impl ConnectionTrait,
    codes: impl IntoIterator<Item = Code>,
    today: NaiveDate,
) -> Result<HashMap<Code, term::Model>> {
    let (schemes, codes) = codes.into_iter().unzip();
    let mut sql = select_terms("");
    sql.push(" join vocabulary v on v.id = t.vocabulary_id where t.scheme").within(Values::Texts(schemes));
    sql.push(" and t.code").within(Values::Texts(codes));
    begun_latest_last(&mut sql, today);
    Ok(named(read(sql.all(db).await?)?))
}

/// Every term that may be named today, by scheme and code; of several versions, that of the version in force.
pub async fn find_all(db: &impl ConnectionTrait, today: NaiveDate) -> Result<HashMap<Code, term::Model>> {
    let mut sql = select_terms("");
    sql.push(" join vocabulary v on v.id = t.vocabulary_id where 1 = 1");
    begun_latest_last(&mut sql, today);
    Ok(named(read(sql.all(db).await?)?))
}

fn named(terms: Vec<term::Model>) -> HashMap<Code, term::Model> {
    terms.into_iter().map(|term| ((term.scheme.clone(), term.code.clone()), term)).collect()
}

/// ` in (...)`: the expression before is a term of a scheme with one of these codes or ids, or, if `narrower`,
/// one that such a term contains at any depth.
pub fn within(scheme: &'static str, names: &[String], narrower: bool) -> Sql {
    let (ids, codes): (Vec<_>, Vec<_>) = names
        .iter()
        .map(|name| parse_id::<TermId>(name).ok_or_else(|| name.clone()))
        .partition(Result::is_ok);
    let mut sql = Sql::new(if narrower { " in (with recursive wanted(id) as (" } else { " in (" });
    sql.push("select id from term where scheme = ").bind(scheme).push(" and (code");
    sql.within(Values::Texts(codes.into_iter().filter_map(Result::err).collect())).push(" or id");
    sql.within(ids.into_iter().flatten().collect::<Values>()).push(")");
    if narrower {
        sql.push(
            " union select n.id from term n join wanted w on n.broader_id = w.id) select id from wanted",
        );
    }
    sql.push(")");
    sql
}

/// What these terms contain directly, at most 100 for each.
pub(super) async fn narrower(db: &impl ConnectionTrait, of: &[TermId]) -> Result<Vec<(TermId, term::Model)>> {
    let mut sql = Sql::new(format!(
        "select broader_id, {} from (select t.*, row_number() over (partition by t.broader_id \
         order by t.sort_key, t.id) as place from term t where t.broader_id",
        term::Model::list("t")
    ));
    sql.within(of.iter().copied().collect::<Values>());
    sql.push(") t where place <= ").bind(MOST).push(" order by place");
    sql.all(db).await?.into_iter().map(|mut row| Ok((row.take()?, term::Model::read(&mut row)?))).collect()
}

/// What corresponds to these terms, at most 100 for each. A match is stored once and read from both ends.
pub(super) async fn matches(
    db: &impl ConnectionTrait,
    of: &[TermId],
) -> Result<Vec<(TermId, MatchKind, term::Model)>> {
    let of: Values = of.iter().copied().collect();
    let mut sql = Sql::new(format!(
        "select of_id, kind, {} from (select of_id, kind, t.*, row_number() over (partition by of_id \
         order by t.scheme, t.sort_key, t.id) as place from (select term_id as of_id, kind, target_id \
         from term_match where term_id",
        term::Model::list("t")
    ));
    sql.within(of.clone());
    sql.push(
        " union select target_id, case kind when 'BROAD' then 'NARROW' when 'NARROW' then 'BROAD' else kind \
         end, term_id from term_match where target_id",
    );
    sql.within(of).push(") m join term t on t.id = m.target_id) t where place <= ");
    sql.bind(MOST).push(" order by place");
    let triple = |mut row: Row| Ok((row.take()?, row.take()?, term::Model::read(&mut row)?));
    sql.all(db).await?.into_iter().map(triple).collect()
}

/// A page of terms in the order in which they are shown.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    filter: &TermFilter,
    today: NaiveDate,
    page: &Page,
) -> Result<Slice<term::Model>> {
    let mut sql = select_terms("");
    sql.push(" where 1 = 1");
    filter.apply(&mut sql, today);
    page.apply(&mut sql, &[AS_SHOWN]);
    Ok(Slice::new(page, read(sql.all(db).await?)?))
}

/// How many terms there are.
pub(super) async fn count(db: &impl ConnectionTrait, filter: &TermFilter, today: NaiveDate) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from term t where 1 = 1");
    filter.apply(&mut sql, today);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}

/// Vocabularies with these ids.
pub(super) async fn find_vocabularies(
    db: &impl ConnectionTrait,
    ids: &[VocabularyId],
) -> Result<Vec<vocabulary::Model>> {
    let mut sql = select_vocabularies();
    sql.push(" and v.id").within(ids.iter().copied().collect::<Values>());
    read(sql.all(db).await?)
}

/// A version of a vocabulary; without one, that in force today.
pub(super) async fn find_vocabulary(
    db: &impl ConnectionTrait,
    filter: &VocabularyFilter,
    today: NaiveDate,
) -> Result<Option<vocabulary::Model>> {
    let mut sql = select_vocabularies();
    filter.apply(&mut sql);
    if filter.version.is_none() {
        sql.push(" and v.id in ").append(in_force(today));
    }
    sql.first(db).await?.map(|mut row| vocabulary::Model::read(&mut row)).transpose()
}

/// A page of vocabularies by scheme and version.
pub(super) async fn list_vocabularies(
    db: &impl ConnectionTrait,
    filter: &VocabularyFilter,
    page: &Page,
) -> Result<Slice<vocabulary::Model>> {
    let mut sql = select_vocabularies();
    filter.apply(&mut sql);
    page.apply(&mut sql, &[BY_SCHEME]);
    Ok(Slice::new(page, read(sql.all(db).await?)?))
}

/// How many vocabularies there are.
pub(super) async fn count_vocabularies(db: &impl ConnectionTrait, filter: &VocabularyFilter) -> Result<i64> {
    let mut sql = Sql::new("select count(*) from vocabulary v where 1 = 1");
    filter.apply(&mut sql);
    sql.first(db).await?.map_or(Ok(0), |mut row| row.take())
}
