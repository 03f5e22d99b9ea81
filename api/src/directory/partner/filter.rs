use async_graphql::{Enum, ID, InputObject};
use chrono::{DateTime, Utc};
use entity::{StructureId, TerritoryId};
use uuid::Uuid;

use super::card::TermField;
use super::store::{Filter, Intervention, Sort, TermsWanted};
use crate::access::Actor;
use crate::db::search_words;
use crate::directory::structure::{TermCondition, reads_inside};
use crate::error::{Code, Error, Result};
use crate::graphql::{Nesting, OrderDirection, parse_id, sorts};

/// A place, and a time if one matters, where somebody should intervene.
#[derive(InputObject, Clone, Debug)]
pub struct InterventionCondition {
    /// Where: one of its zones contains this territory.
    territory: ID,
    /// From when on it should not be away, for the network and its partners; `to` alone when absent.
    from: Option<DateTime<Utc>>,
    /// Until when; at the moment of `from` alone when absent.
    to: Option<DateTime<Utc>>,
}

/// Which partners. Conditions beside each other must all hold.
#[derive(InputObject, Default, Debug)]
pub struct PartnerFilter {
    /// Words that its name or that of its structure holds, each at the beginning of a word, whatever accents and case.
    search: Option<String>,
    /// The structure it is.
    structure: Option<ID>,
    /// Its kinds.
    kinds: Option<TermCondition>,
    /// What it can do.
    skills: Option<TermCondition>,
    /// Which needs it answers.
    themes: Option<TermCondition>,
    /// The sectors it knows.
    sectors: Option<TermCondition>,
    /// How it works.
    modalities: Option<TermCondition>,
    /// In which formats it intervenes.
    formats: Option<TermCondition>,
    /// Where, and when, it can intervene.
    can_intervene: Option<InterventionCondition>,
    /// All of these.
    and: Option<Vec<PartnerFilter>>,
    /// One of these at least.
    or: Option<Vec<PartnerFilter>>,
    /// Not this.
    not: Option<Box<PartnerFilter>>,
}

impl Nesting for PartnerFilter {
    fn parts(&self) -> impl Iterator<Item = &Self> {
        self.and.iter().flatten().chain(self.or.iter().flatten()).chain(self.not.as_deref())
    }
}

impl PartnerFilter {
    /// Those of these, or of all, who can intervene in a territory meanwhile.
    pub fn able(of: Option<Self>, territory: ID, (from, to): (DateTime<Utc>, DateTime<Utc>)) -> Self {
        let there = InterventionCondition { territory, from: Some(from), to: Some(to) };
        Self { can_intervene: Some(there), and: of.map(|filter| vec![filter]), ..Self::default() }
    }

    /// The filter, or `FORBIDDEN` when it asks when partners are away of somebody who does not read that.
    pub(super) fn read(self, actor: &Actor) -> Result<Filter> {
        self.check()?;
        self.periods()?;
        if self.asks_when() && !reads_inside(actor) {
            return Err(Code::Forbidden.into());
        }
        Ok(self.meant())
    }

    fn periods(&self) -> Result<()> {
        let backwards =
            |asked: &InterventionCondition| asked.from.zip(asked.to).is_some_and(|(from, to)| to < from);
        if self.can_intervene.as_ref().is_some_and(backwards) {
            return Err(Error::bad_input(
                "`canIntervene` : la fin précède le début.",
                "`canIntervene`: the end comes before the start.",
            ));
        }
        self.parts().try_for_each(Self::periods)
    }

    fn asks_when(&self) -> bool {
        let when = |asked: &InterventionCondition| asked.from.or(asked.to).is_some();
        self.can_intervene.as_ref().is_some_and(when) || self.parts().any(Self::asks_when)
    }

    fn meant(self) -> Filter {
        let all = |parts: Vec<Self>| parts.into_iter().map(Self::meant).collect();
        Filter {
            words: self.search.as_deref().map(search_words).unwrap_or_default(),
            // an id of another kind is no structure's
            structure: self.structure.as_ref().map(|id| parse_id(id).unwrap_or(StructureId(Uuid::nil()))),
            terms: self.terms(),
            intervention: self.can_intervene.map(InterventionCondition::meant),
            and: self.and.map(all).unwrap_or_default(),
            or: self.or.map(all),
            not: self.not.map(|not| Box::new(not.meant())),
        }
    }

    fn terms(&self) -> Vec<TermsWanted> {
        let conditions = [
            (TermField::Kinds, &self.kinds),
            (TermField::Skills, &self.skills),
            (TermField::Themes, &self.themes),
            (TermField::Sectors, &self.sectors),
            (TermField::Modalities, &self.modalities),
            (TermField::Formats, &self.formats),
        ];
        let wanted = |(field, condition): (TermField, &Option<TermCondition>)| {
            let (names, narrower) = match condition.as_ref()? {
                TermCondition::In(names) => (names, false),
                TermCondition::Within(names) => (names, true),
            };
            Some(TermsWanted { field, names: names.iter().map(|name| name.to_string()).collect(), narrower })
        };
        conditions.into_iter().filter_map(wanted).collect()
    }
}

impl InterventionCondition {
    fn meant(self) -> Intervention {
        let territory = parse_id(&self.territory).unwrap_or(TerritoryId(Uuid::nil()));
        Intervention { territory, period: self.from.or(self.to).zip(self.to.or(self.from)) }
    }
}

/// What partners may be ordered by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Sort")]
pub enum PartnerOrderField {
    /// Their names, in French dictionary order.
    Name,
    /// When they were changed.
    UpdatedAt,
    /// When they were added.
    CreatedAt,
}

/// A part of the order of a list of partners.
#[derive(InputObject, Clone, Copy, Debug)]
pub struct PartnerOrder {
    /// By what.
    field: PartnerOrderField,
    /// Which way.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

impl PartnerOrder {
    /// By name when nothing is asked.
    pub(super) fn read(asked: Option<Vec<Self>>) -> Vec<(Sort, bool)> {
        let asked = asked.into_iter().flatten().map(|order| (order.field.into(), order.direction));
        sorts(asked, (Sort::Name, OrderDirection::Asc))
    }
}
