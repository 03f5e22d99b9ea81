use async_graphql::{Enum, ID, InputObject};
use disclosure::{Axis, Dimension, Grain};

use crate::graphql::YearMonth;
use crate::insight::figures::{COMMUNE, DEPARTMENT, EPCI, NARROW, PERIMETER, REGION, WIDE};
use crate::observation::needs::ObservationStatus;
use crate::reference::territory::{Named, TerritoryReference};

/// What a table of needs is split by.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NeedsDimension {
    /// Régions, and collectivités of that rank.
    Region,
    /// Départements, and collectivités of that rank.
    Department,
    /// Établissements publics de coopération intercommunale.
    Epci,
    /// Communes: the visible part only.
    Commune,
    /// Perimeters registered for figures.
    Perimeter,
    /// Domains of the sector.
    SectorDomain,
    /// Filières, narrower than domains.
    Sector,
    /// Families of need themes.
    ThemeFamily,
    /// Need themes.
    Theme,
    /// Kinds of organisation.
    OrganisationKind,
    /// Career stages.
    CareerStage,
    /// Methods of observation.
    Method,
    /// Contributing members: the visible part only.
    Contributor,
    /// Years; the filter must say from when.
    Year,
    /// Quarters; the filter must say from when.
    Quarter,
    /// Months; the filter must say from when.
    Month,
}

impl NeedsDimension {
    /// As the figures know it.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Region => Dimension::Nodes(Axis::Territory, REGION),
            Self::Department => Dimension::Nodes(Axis::Territory, DEPARTMENT),
            Self::Epci => Dimension::Nodes(Axis::Territory, EPCI),
            Self::Commune => Dimension::Nodes(Axis::Territory, COMMUNE),
            Self::Perimeter => Dimension::Nodes(Axis::Territory, PERIMETER),
            Self::SectorDomain => Dimension::Nodes(Axis::Sector, WIDE),
            Self::Sector => Dimension::Nodes(Axis::Sector, NARROW),
            Self::ThemeFamily => Dimension::Nodes(Axis::Theme, WIDE),
            Self::Theme => Dimension::Nodes(Axis::Theme, NARROW),
            Self::OrganisationKind => Dimension::Nodes(Axis::Kind, WIDE),
            Self::CareerStage => Dimension::Nodes(Axis::Stage, WIDE),
            Self::Method => Dimension::Nodes(Axis::Method, WIDE),
            Self::Contributor => Dimension::Nodes(Axis::Contributor, WIDE),
            Self::Year => Dimension::Time(Grain::Year),
            Self::Quarter => Dimension::Time(Grain::Quarter),
            Self::Month => Dimension::Time(Grain::Month),
        }
    }

    /// As exports name its column.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Department => "department",
            Self::Epci => "epci",
            Self::Commune => "commune",
            Self::Perimeter => "perimeter",
            Self::SectorDomain => "sector_domain",
            Self::Sector => "sector",
            Self::ThemeFamily => "theme_family",
            Self::Theme => "theme",
            Self::OrganisationKind => "organisation_kind",
            Self::CareerStage => "career_stage",
            Self::Method => "method",
            Self::Contributor => "contributor",
            Self::Year => "year",
            Self::Quarter => "quarter",
            Self::Month => "month",
        }
    }
}

/// What is measured in each cell.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Observations; unit: observation; adds up.
    Observations,
    /// Organisations observed; unit: organisation; does not add up, the same one may be in several cells.
    Organisations,
    /// Contributing members, in bands; unit: member; does not add up.
    Contributors,
    /// People concerned, as observed; unit: person; does not add up, the same ones may be counted twice.
    People,
    /// Share of observations of intensity 4 or 5; unit: per cent; does not add up.
    Intensity,
    /// Mean intensity of the visible part, from 1 to 5; does not add up.
    MeanIntensity,
    /// Median intensity of the visible part, from 1 to 5; does not add up.
    MedianIntensity,
    /// Share of the table's observations; unit: per cent; adds up within rounding.
    Share,
    /// Observations more than in the period before, of the same length; unit: observation; does not add up.
    Change,
    /// The same for the visible part of the contributors of both periods; does not add up.
    ChangeSameContributors,
}

impl Measure {
    /// As exports name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Observations => "observations",
            Self::Organisations => "organisations",
            Self::Contributors => "contributors",
            Self::People => "people",
            Self::Intensity => "intensity",
            Self::MeanIntensity => "mean_intensity",
            Self::MedianIntensity => "median_intensity",
            Self::Share => "share",
            Self::Change => "change",
            Self::ChangeSameContributors => "change_same_contributors",
        }
    }

    /// Figures worked out for each cell: those of a table drawn beside count five, one for each figure in it.
    pub const fn work(self) -> usize {
        match self {
            Self::MeanIntensity | Self::MedianIntensity => 15,
            Self::Change => 6,
            Self::ChangeSameContributors => 11,
            _ => 1,
        }
    }

    /// What one of it is, as exports name it.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Observations | Self::Change | Self::ChangeSameContributors => "observation",
            Self::Organisations => "organisation",
            Self::Contributors => "member",
            Self::People => "person",
            Self::Intensity | Self::Share => "percent",
            Self::MeanIntensity | Self::MedianIntensity => "point",
        }
    }

    /// Whether the cells of a table may be added up.
    pub const fn adds_up(self) -> bool {
        matches!(self, Self::Observations | Self::Share)
    }
}

/// Whose observations a table counts.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[graphql(name = "NeedsContribution")]
pub enum Contribution {
    /// What the network shares: exact where the audience reads row by row, protected elsewhere.
    #[default]
    Shared,
    /// The reader's own member structure's, exact, whoever may see them.
    Mine,
}

/// Which observations a table counts. Lists add up; several conditions narrow each other.
#[derive(InputObject, Clone, Debug, Default)]
pub struct NeedsFilter {
    /// In one of these territories.
    pub territories: Option<Vec<TerritoryReference>>,
    /// Of one of these main themes or theme families: codes of the vocabulary `need-theme`.
    pub themes: Option<Vec<String>>,
    /// Of one of these main sectors or domains: codes of the vocabulary `sector`.
    pub sectors: Option<Vec<String>>,
    /// Of one of these kinds of organisation: codes of the vocabulary `organisation-kind`.
    pub organisation_kinds: Option<Vec<String>>,
    /// At one of these career stages: codes of the vocabulary `career-stage`.
    pub career_stages: Option<Vec<String>>,
    /// Observed by one of these methods: codes of the vocabulary `observation-method`.
    pub methods: Option<Vec<String>>,
    /// From this month on, as `2026-03`.
    pub from: Option<YearMonth>,
    /// Until this month (`2026-03`), included; until the present month when absent.
    pub to: Option<YearMonth>,
    /// By one of these members: answers on the visible part alone.
    pub contributors: Option<Vec<ID>>,
    /// In one of these states; a list other than all counted ones (`CONFIRMED`, `IN_PROGRESS`, `MET`, `LAPSED`)
    /// answers on the visible part alone. Drafts are never counted.
    pub statuses: Option<Vec<ObservationStatus>>,
}

impl NeedsFilter {
    /// The territories it names.
    pub fn named(&self) -> Vec<Named> {
        self.territories.iter().flatten().cloned().map(Into::into).collect()
    }
}
