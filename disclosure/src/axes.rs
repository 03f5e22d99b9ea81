//! The axes of a table, and time, which needs no list of nodes.

use crate::hierarchy::Hierarchy;

/// An axis whose nodes are a vocabulary's or a list's. Time is apart: [`Period`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// Country, régions, départements, EPCI, communes, registered perimeters.
    Territory,
    /// All, families, themes.
    Theme,
    /// All, domains, filières.
    Sector,
    /// Kind of the organisation observed.
    Kind,
    /// Its career stage.
    Stage,
    /// Method of the observation.
    Method,
    /// The member structure that contributed it: visible part only.
    Contributor,
}

impl Axis {
    /// Every axis, in the order in which places are kept.
    pub const ALL: [Self; 7] = [
        Self::Territory,
        Self::Theme,
        Self::Sector,
        Self::Kind,
        Self::Stage,
        Self::Method,
        Self::Contributor,
    ];

    /// Kind, stage and method: a protected figure looks at one of them at most.
    pub fn is_trait(self) -> bool {
        matches!(self, Self::Kind | Self::Stage | Self::Method)
    }
}

/// The hierarchies of all axes.
#[derive(Clone, Debug)]
pub struct Axes {
    /// Country, région, département, EPCI, commune, perimeter.
    pub territory: Hierarchy,
    /// All, family, theme.
    pub theme: Hierarchy,
    /// All, domain, filière.
    pub sector: Hierarchy,
    /// A flat list.
    pub kind: Hierarchy,
    /// A flat list.
    pub stage: Hierarchy,
    /// A flat list.
    pub method: Hierarchy,
    /// A flat list.
    pub contributor: Hierarchy,
}

impl Axes {
    /// The hierarchy of one axis.
    pub fn hierarchy(&self, axis: Axis) -> &Hierarchy {
        match axis {
            Axis::Territory => &self.territory,
            Axis::Theme => &self.theme,
            Axis::Sector => &self.sector,
            Axis::Kind => &self.kind,
            Axis::Stage => &self.stage,
            Axis::Method => &self.method,
            Axis::Contributor => &self.contributor,
        }
    }
}

/// A civil month, counted from January of year 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// The month of a year, 1 to 12.
    pub fn of(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }
}

/// How finely a table looks at time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Twelve months.
    Year,
    /// Three months, from January, April, July or October.
    Quarter,
    /// One month.
    Month,
}

impl Grain {
    /// How many months.
    pub fn months(self) -> i32 {
        match self {
            Self::Year => 12,
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }
}

/// A whole period, never days: all of time, or one month, quarter or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Since ever.
    All,
    /// The period of this grain numbered from year 0: year 2024, quarter 4 x 2024, month 12 x 2024.
    Of(Grain, i32),
}

impl Period {
    /// The period of a grain that a month lies in.
    pub fn around(month: Month, grain: Grain) -> Self {
        Self::Of(grain, month.0.div_euclid(grain.months()))
    }

    /// First and last month; all of time has no bounds.
    pub fn months(self) -> (Month, Month) {
        match self {
            Self::All => (Month(i32::MIN), Month(i32::MAX)),
            Self::Of(grain, number) => {
                let first = number * grain.months();
                (Month(first), Month(first + grain.months() - 1))
            }
        }
    }

    /// Whether all of `inner` lies in this period.
    pub fn contains(self, inner: Self) -> bool {
        let ((first, last), (from, to)) = (self.months(), inner.months());
        first <= from && to <= last
    }

    /// The fewest whole periods that make up the months from `first` to `last`, both included.
    ///
    /// ```
    /// use disclosure::{Grain, Month, Period};
    /// let span = Period::span(Month::of(2024, 3), Month::of(2025, 12));
    /// assert_eq!(span.len(), 5); // March, second, third and last quarter of 2024, the year 2025
    /// assert_eq!(span.last(), Some(&Period::Of(Grain::Year, 2025)));
    /// ```
    pub fn span(first: Month, last: Month) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut month = first;
        while month <= last {
            let starts = |grain: &Grain| {
                let (from, to) = Self::around(month, *grain).months();
                from == month && to <= last
            };
            let grain = [Grain::Year, Grain::Quarter].into_iter().find(starts).unwrap_or(Grain::Month);
            parts.push(Self::around(month, grain));
            month = Month(month.0 + grain.months());
        }
        parts
    }

    /// The periods of a grain inside this one; `None` for all of time, and where the grain is the coarser.
    pub fn split(self, grain: Grain) -> Option<Vec<Self>> {
        let Self::Of(own, _) = self else { return None };
        if grain < own {
            return None;
        }
        let (first, last) = self.months();
        let step = usize::try_from(grain.months()).unwrap_or(1);
        Some((first.0..=last.0).step_by(step).map(|month| Self::around(Month(month), grain)).collect())
    }
}
