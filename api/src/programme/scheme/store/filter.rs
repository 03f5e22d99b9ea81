use chrono::NaiveDate;
use entity::{MemberId, TerritoryId, TypedId};

use super::super::rules::{Profile, Reach};
use super::super::vocabulary as scheme;
use super::reach::around_terms;
use crate::db::{Sql, Values};
use crate::reference::territory::{around, inside};
use crate::reference::vocabulary;

/// Names of terms of a vocabulary: codes or ids.
pub type Names = (&'static str, Vec<String>);

/// Which schemes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// With a zone in this territory.
    pub within: Option<TerritoryId>,
    /// For who is in this territory.
    pub covering: Option<TerritoryId>,
    /// For who is one of these: asking for nothing of that vocabulary, or for one of these or what contains it.
    pub open_to: Vec<Names>,
    /// That have one of these, or what it contains.
    pub having: Vec<Names>,
    /// Of funders of these levels.
    pub levels: Option<Vec<&'static str>>,
    /// That can be asked this often.
    pub recurrence: Option<Vec<&'static str>>,
    /// That can be asked on this day, or not.
    pub open: Option<(NaiveDate, bool)>,
    /// Whose deadline lies between these days, both included.
    pub deadline: (Option<NaiveDate>, Option<NaiveDate>),
    /// Whose title or funders hold all these folded words.
    pub words: Vec<String>,
    /// Entered by these members.
    pub members: Option<Vec<MemberId>>,
    /// For who has this profile, or not; what is not known counts for it.
    pub fitting: Option<Fitting>,
}

/// Whether schemes fit a profile.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fitting {
    /// Those that do, or the others.
    pub fits: bool,
    zones: Option<Vec<TerritoryId>>,
    terms: Vec<(&'static [&'static str], Vec<entity::TermId>)>,
    today: NaiveDate,
    opened_by: NaiveDate,
}

/// A legal form is asked for by itself or by its family.
const FORMS: &[&str] = &[scheme::LEGAL_FORM, scheme::BENEFICIARY];

impl Fitting {
    /// The condition that `rules::fit` would give, in SQL.
    pub fn of(profile: &Profile, fits: bool) -> Self {
        fn all<T: Copy + Ord>(reach: &Reach<T>) -> Vec<T> {
            reach.around.union(&reach.inside).copied().collect()
        }
        let known = [
            (FORMS, &profile.legal_forms),
            (&[scheme::SECTOR][..], &profile.sectors),
            (&[scheme::PUBLIC][..], &profile.publics),
        ];
        let known = known.into_iter().filter_map(|(schemes, reach)| Some((schemes, all(reach.as_ref()?))));
        Self {
            fits,
            zones: profile.territories.as_ref().map(all),
            terms: known.collect(),
            today: profile.today,
            opened_by: profile.opened_by(),
        }
    }

    fn write(&self, sql: &mut Sql) {
        sql.push(if self.fits { " and (" } else { " and not (" });
        sql.push("(x.deadline is null or x.deadline >= ").bind(self.today);
        sql.push(") and (x.opens_on is null or x.opens_on <= ").bind(self.opened_by).push(")");
        if let Some(zones) = &self.zones {
            open_zones(sql, |sql| one_of(sql, zones));
        }
        for (schemes, terms) in &self.terms {
            open_terms(sql, schemes, |sql| one_of(sql, terms));
        }
        sql.push(")");
    }
}

impl Filter {
    /// Adds the conditions, each behind ` and`.
    pub fn write(&self, sql: &mut Sql) {
        self.write_criteria(sql);
        self.write_values(sql);
        if let Some(fitting) = &self.fitting {
            fitting.write(sql);
        }
    }

    fn write_criteria(&self, sql: &mut Sql) {
        if let Some(territory) = self.within {
            sql.push(" and x.id in (select funding_scheme_id from funding_scheme_zone where territory_id");
            sql.append(inside(territory)).push(")");
        }
        if let Some(territory) = self.covering {
            open_zones(sql, |sql| {
                sql.append(around(territory));
            });
        }
        for (scheme, names) in &self.open_to {
            // What names nothing is open to nobody.
            sql.push(" and exists (select 1 from term where id");
            sql.append(vocabulary::within(scheme, names, false)).push(")");
            let schemes = if *scheme == scheme::LEGAL_FORM { FORMS } else { std::slice::from_ref(scheme) };
            open_terms(sql, schemes, |sql| {
                sql.append(around_terms(vocabulary::within(scheme, names, false)));
            });
        }
        for (scheme, names) in &self.having {
            sql.push(" and x.id in (select funding_scheme_id from funding_scheme_term where term_id");
            sql.append(vocabulary::within(scheme, names, true)).push(")");
        }
    }

    fn write_values(&self, sql: &mut Sql) {
        for (column, states) in [("x.level", &self.levels), ("x.recurrence", &self.recurrence)] {
            let Some(states) = states else { continue };
            let states = states.iter().map(|state| (*state).to_owned()).collect();
            sql.push(" and ").push(column).within(Values::Texts(states));
        }
        if let Some((today, open)) = self.open {
            sql.push(if open { " and (" } else { " and not (" });
            sql.push("(x.opens_on is null or x.opens_on <= ").bind(today);
            sql.push(") and (x.deadline is null or x.deadline >= ").bind(today).push("))");
        }
        let (from, to) = self.deadline;
        for (comparison, day) in [(" and x.deadline >= ", from), (" and x.deadline <= ", to)] {
            let Some(day) = day else { continue };
            sql.push(comparison).bind(day);
        }
        for word in &self.words {
            sql.push(" and x.search_folded like ").bind(format!("%{word}%"));
        }
        if let Some(members) = &self.members {
            sql.push(" and x.member_id").within(members.iter().copied().collect::<Values>());
        }
    }
}

fn one_of<T: TypedId>(sql: &mut Sql, ids: &[T]) {
    sql.within(ids.iter().copied().collect::<Values>());
}

/// Asks for no territory, or for one of these.
fn open_zones(sql: &mut Sql, wanted: impl Fn(&mut Sql)) {
    sql.push(" and (not exists (select 1 from funding_scheme_zone z where z.funding_scheme_id = x.id)");
    sql.push(
        " or exists (select 1 from funding_scheme_zone z where z.funding_scheme_id = x.id and z.territory_id",
    );
    wanted(sql);
    sql.push("))");
}

/// Asks for no term of these vocabularies, or for one of these.
fn open_terms(sql: &mut Sql, schemes: &[&'static str], wanted: impl Fn(&mut Sql)) {
    let schemes: Vec<String> = schemes.iter().map(|scheme| (*scheme).to_owned()).collect();
    sql.push(
        " and (not exists (select 1 from funding_scheme_term y where y.funding_scheme_id = x.id and y.scheme",
    );
    sql.within(Values::Texts(schemes));
    sql.push(
        ") or exists (select 1 from funding_scheme_term y where y.funding_scheme_id = x.id and y.term_id",
    );
    wanted(sql);
    sql.push("))");
}
