use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use disclosure::{Axis, Dimension, Grain, Key, Month, Period};
use entity::{MemberId, TermId, TerritoryId};

use super::answer::Answer;
use super::input::NeedsDimension;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::{Language, YearMonth, id_text};
use crate::insight::figures::Name;
use crate::reference::territory::Territory;
use crate::reference::vocabulary::Term;

/// What a row of a dimension holds.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedsRowKind {
    /// A territory, a term, a member or a period.
    Value,
    /// What lies in the filter and in no value of this level, so that totals reconcile.
    NotLocated,
    /// All of the filter.
    Total,
}

/// Which row of a dimension a cell is in.
pub struct NeedsRowLabel {
    answer: Arc<Answer>,
    dimension: NeedsDimension,
    key: Key,
}

/// Code of all, as SDMX writes it.
const TOTAL: &str = "_T";
/// Code of what is not located at a level, as SDMX writes unknown.
const NOT_LOCATED: &str = "_U";

impl NeedsRowLabel {
    /// The rows that a cell is in, one for each dimension.
    pub fn of(answer: &Arc<Answer>, keys: &[Key]) -> Vec<Self> {
        let dimensions = answer.question.by.iter().copied().zip(keys.iter().copied());
        dimensions.map(|(dimension, key)| Self { answer: Arc::clone(answer), dimension, key }).collect()
    }

    fn axis(&self) -> Option<Axis> {
        match self.dimension.dimension() {
            Dimension::Nodes(axis, _) => Some(axis),
            Dimension::Time(_) => None,
        }
    }

    fn name(&self) -> Option<&Name> {
        let (Some(axis), Key::Node(node)) = (self.axis(), self.key) else { return None };
        self.answer.state.atlas.name(axis, node)
    }

    fn months(&self) -> Option<(YearMonth, YearMonth)> {
        let Key::Period(period) = self.key else { return None };
        let (first, last) = period.months();
        let month =
            |month: Month| YearMonth::from_number(month.0.div_euclid(12) * 100 + month.0.rem_euclid(12) + 1);
        month(first).zip(month(last))
    }

    /// As exports write it.
    pub fn code_text(&self) -> String {
        match self.key {
            Key::Total => TOTAL.to_owned(),
            Key::NotLocated => NOT_LOCATED.to_owned(),
            Key::Node(_) => self.name().map(|name| name.code.to_string()).unwrap_or_default(),
            Key::Period(Period::Of(Grain::Year, year)) => year.to_string(),
            Key::Period(Period::Of(Grain::Quarter, number)) => {
                format!("{}-Q{}", number.div_euclid(4), number.rem_euclid(4) + 1)
            }
            Key::Period(_) => self.months().map(|(first, _)| first.to_string()).unwrap_or_default(),
        }
    }

    /// In a language.
    pub fn text(&self, language: Language) -> String {
        match (self.key, self.axis()) {
            (Key::Total, _) => language.pick("Ensemble", "Total").to_owned(),
            (Key::NotLocated, Some(Axis::Territory)) => {
                language.pick("Non localisé à ce niveau", "Not located at this level").to_owned()
            }
            (Key::NotLocated, _) => {
                language.pick("Non précisé à ce niveau", "Not stated at this level").to_owned()
            }
            (Key::Node(_), _) => {
                self.name().map(|name| language.pick(&name.fr, &name.en).to_string()).unwrap_or_default()
            }
            (Key::Period(Period::Of(Grain::Quarter, number)), _) => {
                let (year, quarter) = (number.div_euclid(4), number.rem_euclid(4) + 1);
                format!("{year} {}{quarter}", language.pick("T", "Q"))
            }
            (Key::Period(_), _) => self.code_text(),
        }
    }
}

/// Which row of a dimension a cell is in.
#[Object]
impl NeedsRowLabel {
    /// The dimension.
    async fn dimension(&self) -> NeedsDimension {
        self.dimension
    }

    /// Whether it is a value, the rest or the sum.
    async fn kind(&self) -> NeedsRowKind {
        match self.key {
            Key::Node(_) | Key::Period(_) => NeedsRowKind::Value,
            Key::NotLocated => NeedsRowKind::NotLocated,
            Key::Total => NeedsRowKind::Total,
        }
    }

    /// Code of the territory or term, or the period (`2026`, `2026-Q1`, `2026-03`); `_T` for the sum, `_U` for
    /// what is not located; empty for members.
    async fn code(&self) -> String {
        self.code_text()
    }

    /// Its name in the reader's language.
    async fn label(&self, ctx: &Context<'_>) -> String {
        self.text(Language::of(ctx))
    }

    /// Opaque id of the territory, the term or the member.
    async fn reference(&self) -> Option<ID> {
        let id = self.name()?.id;
        Some(match self.axis()? {
            Axis::Territory => id_text(TerritoryId(id)),
            Axis::Contributor => id_text(MemberId(id)),
            _ => id_text(TermId(id)),
        })
    }

    /// The territory, where it is one.
    async fn territory(&self, ctx: &Context<'_>) -> Result<Option<Territory>> {
        match (self.axis(), self.name()) {
            (Some(Axis::Territory), Some(name)) => Request::load(ctx, TerritoryId(name.id)).await,
            _ => Ok(None),
        }
    }

    /// The term, where it is one.
    async fn term(&self, ctx: &Context<'_>) -> Result<Option<Term>> {
        match (self.axis(), self.name()) {
            (None | Some(Axis::Territory | Axis::Contributor), _) | (_, None) => Ok(None),
            (Some(_), Some(name)) => Request::load(ctx, TermId(name.id)).await,
        }
    }

    /// First month of a period, as `2026-03`.
    async fn from(&self) -> Option<YearMonth> {
        self.months().map(|(first, _)| first)
    }

    /// Last month of a period, as `2026-03`.
    async fn to(&self) -> Option<YearMonth> {
        self.months().map(|(_, last)| last)
    }
}
