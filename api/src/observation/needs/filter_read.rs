use async_graphql::ID;
use chrono::NaiveDate;
use entity::{ObservationStatus, TypedId, Visibility};
use sea_orm::ConnectionTrait;

use super::filter::{Condition, TermField};
use super::filter_input::{ObservationFilter, TerritoryCondition};
use super::store::{Named, Names, named};
use crate::db::search_words;
use crate::directory::structure::TermCondition;
use crate::error::Result;
use crate::graphql::{Date, Nesting, YearMonth, parse_id};
use crate::observation::rules::scheme;

/// The condition that a filter asks for; terms and ids that do not exist match nothing.
pub(super) async fn read(filter: &ObservationFilter, db: &impl ConnectionTrait) -> Result<Condition> {
    filter.check()?;
    let mut names = Names::new();
    filter.names(&mut names);
    Ok(filter.condition(&named(db, &names).await?))
}

/// Where a term stands: in a column of its own, among the further ones, or in either.
type Place = (Option<TermField>, Option<&'static str>);

impl Nesting for ObservationFilter {
    fn parts(&self) -> impl Iterator<Item = &Self> {
        self.and.iter().flatten().chain(self.or.iter().flatten()).chain(self.not.as_deref())
    }
}

impl ObservationFilter {
    fn terms(&self) -> impl Iterator<Item = (&'static str, Place, &TermCondition)> {
        let column = |field| (Some(field), None);
        let either = |field, scheme| (Some(field), Some(scheme));
        let fields = [
            (scheme::THEME, column(TermField::Theme), &self.theme),
            (scheme::THEME, either(TermField::Theme, scheme::THEME), &self.any_theme),
            (scheme::SECTOR, column(TermField::Sector), &self.sector),
            (scheme::SECTOR, either(TermField::Sector, scheme::SECTOR), &self.any_sector),
            (scheme::PUBLIC, (None, Some(scheme::PUBLIC)), &self.public),
            (scheme::METHOD, column(TermField::Method), &self.method),
            (scheme::FORMULATION, column(TermField::Formulation), &self.formulation),
            (scheme::ORGANISATION_KIND, column(TermField::OrganisationKind), &self.organisation_kind),
            (scheme::CAREER_STAGE, column(TermField::CareerStage), &self.career_stage),
        ];
        fields.into_iter().filter_map(|(scheme, place, asked)| Some((scheme, place, asked.as_ref()?)))
    }

    fn names(&self, names: &mut Names) {
        for (scheme, _, condition) in self.terms() {
            names.extend(split(condition).0.iter().map(|name| (scheme, name.0.clone())));
        }
        for part in self.parts() {
            part.names(names);
        }
    }

    fn condition(&self, meant: &Named) -> Condition {
        let mut all: Vec<Condition> = self.territory.iter().flat_map(territory).collect();
        for (scheme, (column, further), condition) in self.terms() {
            let (names, narrower) = split(condition);
            let ids = meant.terms(scheme, names, narrower);
            let column = column.map(|field| Condition::Term(field, ids.clone()));
            let further = further.map(|scheme| Condition::OtherTerm(scheme, ids.clone()));
            all.push(Condition::Any(column.into_iter().chain(further).collect()));
        }
        all.extend(self.values());
        all.extend(self.and.iter().flatten().map(|filter| filter.condition(meant)));
        if let Some(any) = &self.or {
            all.push(Condition::Any(any.iter().map(|filter| filter.condition(meant)).collect()));
        }
        all.extend(self.not.as_ref().map(|filter| Condition::Not(Box::new(filter.condition(meant)))));
        Condition::All(all)
    }

    fn values(&self) -> Vec<Condition> {
        let day = |day: Option<Date>| day.map(NaiveDate::from);
        let days = self.observed_on.map(|days| (day(days.between.from), day(days.between.to)));
        let number = |month: Option<YearMonth>| month.map(YearMonth::number);
        let months = self.month.map(|months| (number(months.between.from), number(months.between.to)));
        let status = |all: &Vec<_>| all.iter().map(|one| ObservationStatus::from(*one).as_str()).collect();
        let levels = |all: &Vec<_>| all.iter().map(|one| Visibility::from(*one).as_str()).collect();
        let words = |text: &String| search_words(text);
        let conditions = [
            days.map(|(from, to)| Condition::ObservedOn(from, to)),
            months.map(|(from, to)| Condition::Months(from, to)),
            self.intensity.map(|range| Condition::Intensity(range.between.from, range.between.to)),
            self.status.as_ref().map(status).map(Condition::Status),
            self.visibility.as_ref().map(levels).map(Condition::Visibility),
            self.contributor.as_deref().map(|all| ids(all, Condition::Contributor)),
            self.mine.map(Condition::Mine),
            self.structure.as_deref().map(|all| ids(all, Condition::Structure)),
            self.source.as_deref().map(|all| ids(all, Condition::Source)),
            self.derived.map(Condition::Derived),
            self.search.as_ref().map(words).map(Condition::Search),
            self.updated_since.map(Condition::UpdatedSince),
        ];
        conditions.into_iter().flatten().collect()
    }
}

fn split(condition: &TermCondition) -> (&[ID], bool) {
    match condition {
        TermCondition::In(names) => (names, false),
        TermCondition::Within(names) => (names, true),
    }
}

fn territory(condition: &TerritoryCondition) -> impl Iterator<Item = Condition> {
    let within = condition.within.as_ref();
    let within = within.map(|id| parse_id(id).map_or(Condition::Nothing, Condition::TerritoryWithin));
    within.into_iter().chain(condition.one_of.as_deref().map(|all| ids(all, Condition::TerritoryIn)))
}

/// A condition on ids; those that are none of this kind name nothing.
fn ids<T: TypedId>(all: &[ID], condition: fn(Vec<T>) -> Condition) -> Condition {
    condition(all.iter().filter_map(|id| parse_id(id)).collect())
}
