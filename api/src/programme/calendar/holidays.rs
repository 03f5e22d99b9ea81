//! Public holidays of a territory of France, as the law stands today, whatever the year asked for.
//!
//! National ones: Code du travail, L3133-1. Moselle, Bas-Rhin and Haut-Rhin: L3134-13. Overseas, the day that
//! commemorates the abolition of slavery: L3422-2, and decree 83-1003 of 1983 with its changes (28 May in
//! Saint-Martin since 2018, 9 October in Saint-Barthélemy).
//!
//! Saint-Pierre-et-Miquelon (975), Wallis-et-Futuna (986), Polynésie française (987), Nouvelle-Calédonie (988) and the
//! Terres australes (984) have codes of labour or local lists of their own, which change by local decision: they get the
//! national days only, and their own days (5 March in Papeete, 24 September in Nouméa...) are not known here.

use chrono::{Datelike, Days, NaiveDate};

/// Which list of public holidays holds somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HolidayArea {
    /// Where the national list holds alone; also the country as a whole.
    National,
    /// Moselle, Bas-Rhin, Haut-Rhin.
    AlsaceMoselle,
    /// The région Grand Est: three of its ten départements are [`Self::AlsaceMoselle`].
    GrandEst,
    /// Guadeloupe.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    Reunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Saint-Martin.
    SaintMartin,
}

/// Where in the area the day is a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Everywhere.
    Whole,
    /// In a part: the three départements of the Grand Est; for Good Friday, the communes with a Protestant church or one
    /// that two confessions share, which no open list names.
    Part,
}

/// A public holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its French name.
    pub fr: &'static str,
    /// Its English name.
    pub en: &'static str,
    /// Where it holds.
    pub extent: Extent,
}

impl HolidayArea {
    /// Of a département, an overseas collectivité or the Collectivité européenne d'Alsace (`6AE`), by its code.
    pub fn of_department(code: &str) -> Self {
        match code {
            "57" | "67" | "68" | "6AE" => Self::AlsaceMoselle,
            "971" => Self::Guadeloupe,
            "972" => Self::Martinique,
            "973" => Self::Guyane,
            "974" => Self::Reunion,
            "976" => Self::Mayotte,
            "977" => Self::SaintBarthelemy,
            "978" => Self::SaintMartin,
            _ => Self::National,
        }
    }

    /// Of a région by its code, `42` (Alsace until 2015) included; an overseas collectivité stands there under the code of
    /// its département.
    pub fn of_region(code: &str) -> Self {
        match code {
            "01" => Self::Guadeloupe,
            "02" => Self::Martinique,
            "03" => Self::Guyane,
            "04" => Self::Reunion,
            "06" => Self::Mayotte,
            "42" => Self::AlsaceMoselle,
            "44" => Self::GrandEst,
            _ => Self::of_department(code),
        }
    }

    const fn abolition(self) -> Option<(u32, u32)> {
        match self {
            Self::National | Self::AlsaceMoselle | Self::GrandEst => None,
            Self::Mayotte => Some((4, 27)),
            Self::Martinique => Some((5, 22)),
            Self::Guadeloupe => Some((5, 27)),
            Self::SaintMartin => Some((5, 28)),
            Self::Guyane => Some((6, 10)),
            Self::SaintBarthelemy => Some((10, 9)),
            Self::Reunion => Some((12, 20)),
        }
    }
}

/// The public holiday that a day is in an area. When two fall together (1 May and Ascension in 2008), the national one
/// of the fixed date is named.
pub fn holiday(day: NaiveDate, place: HolidayArea) -> Option<Holiday> {
    fixed(day).or_else(|| movable(day)).or_else(|| abolition(day, place)).or_else(|| alsatian(day, place))
}

/// Sunday of Easter in the Gregorian calendar (Meeus, *Astronomical Algorithms*, chapter 8, after Butcher); none outside
/// the years that a date can hold.
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let lunar = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let moon = (19 * golden + century - century.div_euclid(4) - lunar + 15).rem_euclid(30);
    let week = (32 + 2 * century.rem_euclid(4) + 2 * (rest / 4) - moon - rest % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * week) / 451;
    let number = u32::try_from(moon + week - 7 * late + 114).ok()?;
    NaiveDate::from_ymd_opt(year, number / 31, number % 31 + 1)
}

const fn whole(fr: &'static str, en: &'static str) -> Holiday {
    Holiday { fr, en, extent: Extent::Whole }
}

fn fixed(day: NaiveDate) -> Option<Holiday> {
    Some(match (day.month(), day.day()) {
        (1, 1) => whole("Jour de l'an", "New Year's Day"),
        (5, 1) => whole("Fête du Travail", "Labour Day"),
        (5, 8) => whole("Victoire 1945", "Victory in Europe Day"),
        (7, 14) => whole("Fête nationale", "National Day"),
        (8, 15) => whole("Assomption", "Assumption Day"),
        (11, 1) => whole("Toussaint", "All Saints' Day"),
        (11, 11) => whole("Armistice 1918", "Armistice Day"),
        (12, 25) => whole("Noël", "Christmas Day"),
        _ => return None,
    })
}

fn movable(day: NaiveDate) -> Option<Holiday> {
    let after = |days| easter(day.year())?.checked_add_days(Days::new(days));
    let holidays = [
        (1, whole("Lundi de Pâques", "Easter Monday")),
        (39, whole("Ascension", "Ascension Day")),
        (50, whole("Lundi de Pentecôte", "Whit Monday")),
    ];
    holidays.into_iter().find(|(days, _)| after(*days) == Some(day)).map(|(_, holiday)| holiday)
}

fn abolition(day: NaiveDate, place: HolidayArea) -> Option<Holiday> {
    let name = whole("Abolition de l'esclavage", "Abolition of Slavery Day");
    (place.abolition()? == (day.month(), day.day())).then_some(name)
}

fn alsatian(day: NaiveDate, place: HolidayArea) -> Option<Holiday> {
    let extent = match place {
        HolidayArea::AlsaceMoselle => Extent::Whole,
        HolidayArea::GrandEst => Extent::Part,
        _ => return None,
    };
    if (day.month(), day.day()) == (12, 26) {
        return Some(Holiday { fr: "Saint-Étienne", en: "Saint Stephen's Day", extent });
    }
    let good_friday = easter(day.year())?.checked_sub_days(Days::new(2))?;
    (day == good_friday).then_some(Holiday { fr: "Vendredi saint", en: "Good Friday", extent: Extent::Part })
}
