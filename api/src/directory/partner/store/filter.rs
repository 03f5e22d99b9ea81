use chrono::{DateTime, Utc};
use entity::{StructureId, TerritoryId};

use crate::db::Sql;
use crate::directory::partner::card::TermField;
use crate::reference::territory::around;
use crate::reference::vocabulary;

/// Terms that a partner should have in a field.
#[derive(Clone, Debug)]
pub struct TermsWanted {
    /// In which field.
    pub field: TermField,
    /// Codes or ids.
    pub names: Vec<String>,
    /// Narrower terms too.
    pub narrower: bool,
}

/// Where, and when, a partner should intervene.
#[derive(Clone, Copy, Debug)]
pub struct Intervention {
    /// One of its zones contains this territory.
    pub territory: TerritoryId,
    /// It is not away meanwhile; a moment where both are the same.
    pub period: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Which partners.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Folded words that its names hold, each at the beginning of a word.
    pub words: Vec<String>,
    /// The structure it is.
    pub structure: Option<StructureId>,
    /// Its terms.
    pub terms: Vec<TermsWanted>,
    /// Where and when it can intervene.
    pub intervention: Option<Intervention>,
    /// All of these.
    pub and: Vec<Filter>,
    /// One of these at least.
    pub or: Option<Vec<Filter>>,
    /// Not this.
    pub not: Option<Box<Filter>>,
}

impl Filter {
    /// Adds the conditions.
    pub(super) fn apply(&self, sql: &mut Sql) {
        for word in &self.words {
            let (first, later) = (format!("{word}%"), format!("% {word}%"));
            sql.push(" and (p.name_folded like ").bind(first.clone());
            sql.push(" or p.name_folded like ").bind(later.clone());
            sql.push(" or s.search_folded like ").bind(first);
            sql.push(" or s.search_folded like ").bind(later).push(")");
        }
        if let Some(structure) = self.structure {
            sql.push(" and p.structure_id = ").bind(structure);
        }
        for wanted in &self.terms {
            let terms = vocabulary::within(wanted.field.scheme(), &wanted.names, wanted.narrower);
            sql.push(" and p.id in (select l.partner_id from partner_term l where l.term_id");
            sql.append(terms).push(")");
        }
        if let Some(intervention) = self.intervention {
            intervention.apply(sql);
        }
        self.parts(sql);
    }

    fn parts(&self, sql: &mut Sql) {
        for part in &self.and {
            sql.push(" and ");
            part.whole(sql);
        }
        if let Some(any) = &self.or {
            sql.push(" and (1 = 0");
            for part in any {
                sql.push(" or ");
                part.whole(sql);
            }
            sql.push(")");
        }
        if let Some(part) = &self.not {
            sql.push(" and not coalesce(");
            part.whole(sql);
            sql.push(", false)");
        }
    }

    /// The conditions as one expression.
    fn whole(&self, sql: &mut Sql) {
        sql.push("(1 = 1");
        self.apply(sql);
        sql.push(")");
    }
}

impl Intervention {
    fn apply(self, sql: &mut Sql) {
        sql.push(" and p.id in (select z.partner_id from partner_zone z where z.territory_id");
        sql.append(around(self.territory)).push(")");
        let Some((from, to)) = self.period else { return };
        sql.push(
            " and not exists (select 1 from partner_absence a where a.partner_id = p.id and a.ends_at > ",
        );
        sql.bind(from).push(if from == to { " and a.starts_at <= " } else { " and a.starts_at < " });
        sql.bind(to).push(")");
    }
}
