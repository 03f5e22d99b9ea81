use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::{TermId, TerritoryId};

/// What may be said of a scheme for somebody: why it does not fit, or what cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is for other territories.
    OutOfTerritory,
    /// It is for other legal forms.
    WrongLegalForm,
    /// It is for other sectors.
    WrongSector,
    /// It is for other publics.
    WrongPublic,
    /// It can no longer be asked.
    DeadlinePassed,
    /// It cannot be asked yet.
    NotOpenYet,
    /// It asks for something that is not known, or known too widely to tell.
    Unknown(Criterion),
}

/// What a scheme may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Where.
    Territory,
    /// For which legal forms.
    LegalForm,
    /// In which sectors.
    Sector,
    /// For which publics.
    Public,
}

/// What somebody is, with what lies around it and inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach<T> {
    /// Itself and all that contains it: what asks for one of these asks for it.
    pub around: BTreeSet<T>,
    /// All that it contains: what asks for one of these may ask for it.
    pub inside: BTreeSet<T>,
}

/// Who looks for funding; nothing where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Where.
    pub territories: Option<Reach<TerritoryId>>,
    /// Legal forms of who may ask, and families of beneficiaries that these match.
    pub legal_forms: Option<Reach<TermId>>,
    /// In which sectors.
    pub sectors: Option<Reach<TermId>>,
    /// For which publics.
    pub publics: Option<Reach<TermId>>,
    /// The present day.
    pub today: NaiveDate,
    /// The day on which it begins, if that is known: the scheme must open before.
    pub starts_on: Option<NaiveDate>,
}

/// What a scheme asks for; an empty criterion asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    /// Where.
    pub zones: BTreeSet<TerritoryId>,
    /// For which legal forms and families of beneficiaries.
    pub legal_forms: BTreeSet<TermId>,
    /// In which sectors.
    pub sectors: BTreeSet<TermId>,
    /// For which publics.
    pub publics: BTreeSet<TermId>,
    /// From when.
    pub opens_on: Option<NaiveDate>,
    /// Until when.
    pub deadline: Option<NaiveDate>,
}

impl Profile {
    /// The day by which a scheme must have opened.
    pub fn opened_by(&self) -> NaiveDate {
        self.starts_on.map_or(self.today, |start| start.max(self.today))
    }
}

/// Why a scheme does not fit, and what cannot be told; nothing where it fits.
pub fn fit(profile: &Profile, criteria: &Criteria) -> Vec<Reason> {
    let late = criteria.deadline.is_some_and(|deadline| deadline < profile.today);
    let early = criteria.opens_on.is_some_and(|opens| opens > profile.opened_by());
    let Profile { territories, legal_forms, sectors, publics, .. } = profile;
    let told = [
        held(&criteria.zones, territories.as_ref(), (Reason::OutOfTerritory, Criterion::Territory)),
        held(&criteria.legal_forms, legal_forms.as_ref(), (Reason::WrongLegalForm, Criterion::LegalForm)),
        held(&criteria.sectors, sectors.as_ref(), (Reason::WrongSector, Criterion::Sector)),
        held(&criteria.publics, publics.as_ref(), (Reason::WrongPublic, Criterion::Public)),
        late.then_some(Reason::DeadlinePassed),
        early.then_some(Reason::NotOpenYet),
    ];
    told.into_iter().flatten().collect()
}

/// Whether nothing stands against it; what is not known does not.
pub fn fits(reasons: &[Reason]) -> bool {
    reasons.iter().all(|reason| matches!(reason, Reason::Unknown(_)))
}

fn held<T: Ord>(
    asked: &BTreeSet<T>,
    reach: Option<&Reach<T>>,
    (wrong, criterion): (Reason, Criterion),
) -> Option<Reason> {
    if asked.is_empty() {
        return None;
    }
    let Some(reach) = reach else { return Some(Reason::Unknown(criterion)) };
    if !asked.is_disjoint(&reach.around) {
        return None;
    }
    let partly = !asked.is_disjoint(&reach.inside);
    Some(if partly { Reason::Unknown(criterion) } else { wrong })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn ids<T: From<Uuid> + Ord>(numbers: &BTreeSet<u8>) -> BTreeSet<T> {
        numbers.iter().map(|number| T::from(Uuid::from_u128(u128::from(*number)))).collect()
    }

    fn reach<T: From<Uuid> + Ord>(sets: Option<(BTreeSet<u8>, BTreeSet<u8>)>) -> Option<Reach<T>> {
        sets.map(|(around, inside)| Reach { around: ids(&around), inside: ids(&inside) })
    }

    fn day(number: u8) -> NaiveDate {
        NaiveDate::default() + chrono::Days::new(u64::from(number))
    }

    prop_compose! {
        fn set()(numbers in prop::collection::btree_set(0..12_u8, 0..4)) -> BTreeSet<u8> { numbers }
    }

    prop_compose! {
        fn profile()(
            reaches in prop::array::uniform4(prop::option::of((set(), set()))),
            today in 0..9_u8,
            starts in prop::option::of(0..9_u8),
        ) -> Profile {
            let [territories, forms, sectors, publics] = reaches;
            Profile {
                territories: reach(territories),
                legal_forms: reach(forms),
                sectors: reach(sectors),
                publics: reach(publics),
                today: day(today),
                starts_on: starts.map(day),
            }
        }
    }

    prop_compose! {
        fn criteria()(
            sets in prop::array::uniform4(set()),
            opens in prop::option::of(0..9_u8),
            closes in prop::option::of(0..9_u8),
        ) -> Criteria {
            let [zones, forms, sectors, publics] = &sets;
            Criteria {
                zones: ids(zones),
                legal_forms: ids(forms),
                sectors: ids(sectors),
                publics: ids(publics),
                opens_on: opens.map(day),
                deadline: closes.map(day),
            }
        }
    }

    proptest! {
        #[test]
        fn a_scheme_that_asks_for_nothing_fits_everybody(profile in profile()) {
            prop_assert_eq!(fit(&profile, &Criteria::default()), Vec::new());
        }

        #[test]
        fn who_is_not_known_is_refused_for_dates_only(criteria in criteria(), today in 0..9_u8) {
            let profile = Profile { today: day(today), ..Profile::default() };
            let reasons = fit(&profile, &criteria);
            let dated = |reason: &Reason| matches!(reason, Reason::DeadlinePassed | Reason::NotOpenYet);
            prop_assert!(reasons.iter().all(|reason| dated(reason) || matches!(reason, Reason::Unknown(_))));
            let asked = [criteria.zones.len(), criteria.legal_forms.len(), criteria.sectors.len(), criteria.publics.len()];
            let unknown = reasons.iter().filter(|reason| !dated(reason)).count();
            prop_assert_eq!(unknown, asked.into_iter().filter(|count| *count > 0).count());
        }

        #[test]
        fn to_be_in_more_places_or_to_ask_less_never_makes_a_scheme_unfit(
            profile in profile(), criteria in criteria(), more in set(),
        ) {
            let before = fits(&fit(&profile, &criteria));
            let mut wider = profile.clone();
            if let Some(reach) = &mut wider.territories {
                reach.around.extend(ids::<TerritoryId>(&more));
            }
            let less = Criteria { sectors: BTreeSet::new(), deadline: None, ..criteria.clone() };
            prop_assert!(!before || fits(&fit(&wider, &criteria)));
            prop_assert!(!before || fits(&fit(&profile, &less)));
        }

        #[test]
        fn each_reason_is_given_once_and_is_true(profile in profile(), criteria in criteria()) {
            let reasons = fit(&profile, &criteria);
            let mut once = reasons.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), reasons.len());
            let late = criteria.deadline.is_some_and(|deadline| deadline < profile.today);
            prop_assert_eq!(reasons.contains(&Reason::DeadlinePassed), late);
            let meets = profile.territories.as_ref().is_some_and(|reach| !reach.around.is_disjoint(&criteria.zones));
            prop_assert!(!(meets && reasons.contains(&Reason::OutOfTerritory)));
            prop_assert!(!meets || !reasons.contains(&Reason::Unknown(Criterion::Territory)));
        }
    }
}
