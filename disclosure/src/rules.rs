//! The primary rule's thresholds. A network's charter may be stricter than the defaults, never looser.

use crate::depth::scrambled;
use crate::facts::Fact;

/// The thresholds a network's charter sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charter {
    /// Distinct organisations a figure needs. INSEE: strictly fewer than 3 units is secret.
    pub organisations: u32,
    /// Largest share of one organisation in a magnitude, in per cent. INSEE: 85.
    pub dominance_percent: u32,
    /// Counts are rounded to the nearest multiple of this: 5 or a multiple of 5.
    pub rounding: u32,
    /// Persons a figure about persons needs. French practice: 5.
    pub persons: u32,
    /// The same where one of the publics is sensitive: 11.
    pub sensitive_persons: u32,
    /// Contributors a figure needs. 1: one DLA often covers a whole département.
    pub contributors: u32,
    /// Observations a share of intensities needs.
    pub share_from: u32,
}

impl Default for Charter {
    fn default() -> Self {
        Self {
            organisations: 3,
            dominance_percent: 85,
            rounding: 5,
            persons: 5,
            sensitive_persons: 11,
            contributors: 1,
            share_from: 30,
        }
    }
}

/// A setting looser than its floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLoose {
    /// Name of the setting in [`Charter`].
    pub setting: &'static str,
    /// What was asked.
    pub given: u32,
    /// The loosest value allowed.
    pub floor: u32,
}

impl std::fmt::Display for TooLoose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = {} is looser than the floor, {}", self.setting, self.given, self.floor)
    }
}

impl std::error::Error for TooLoose {}

/// Thresholds that have been found strict enough.
///
/// ```
/// use disclosure::{Charter, Rules};
/// assert!(Rules::new(Charter { contributors: 3, ..Charter::default() }).is_ok());
/// let refused = Rules::new(Charter { organisations: 2, dominance_percent: 90, ..Charter::default() });
/// assert_eq!(refused.unwrap_err().len(), 2);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    charter: Charter,
    #[cfg(feature = "sabotage")]
    sabotage: Option<Sabotage>,
}

impl Default for Rules {
    fn default() -> Self {
        Self::unchecked(Charter::default())
    }
}

impl Rules {
    /// Refuses a charter that is looser than the defaults, naming every such setting.
    pub fn new(charter: Charter) -> Result<Self, Vec<TooLoose>> {
        let floor = Charter::default();
        let at_least = [
            ("organisations", charter.organisations, floor.organisations),
            ("rounding", charter.rounding, floor.rounding),
            ("persons", charter.persons, floor.persons),
            ("sensitive_persons", charter.sensitive_persons, floor.sensitive_persons),
            ("contributors", charter.contributors, floor.contributors),
            ("share_from", charter.share_from, floor.share_from),
        ];
        let low = at_least.into_iter().filter(|(_, given, floor)| given < floor);
        let uneven = Some(("rounding", charter.rounding, floor.rounding));
        let uneven = uneven.filter(|(_, given, floor)| given >= floor && given % floor != 0);
        let dominant = Some(("dominance_percent", charter.dominance_percent, floor.dominance_percent));
        let dominant = dominant.filter(|(_, given, floor)| given > floor);
        let refused: Vec<TooLoose> = low
            .chain(uneven)
            .chain(dominant)
            .map(|(setting, given, floor)| TooLoose { setting, given, floor })
            .collect();
        if refused.is_empty() { Ok(Self::unchecked(charter)) } else { Err(refused) }
    }

    fn unchecked(charter: Charter) -> Self {
        Self {
            charter,
            #[cfg(feature = "sabotage")]
            sabotage: None,
        }
    }

    /// The thresholds in force.
    pub fn charter(&self) -> &Charter {
        &self.charter
    }

    /// Whether a total and its largest part keep the dominance rule.
    ///
    /// ```
    /// use disclosure::Rules;
    /// let rules = Rules::default();
    /// assert!(rules.is_balanced(100, 85)); // INSEE: a unit of more than 85 % makes a figure secret
    /// assert!(!rules.is_balanced(100, 86));
    /// ```
    pub fn is_balanced(&self, total: u64, largest: u64) -> bool {
        largest * 100 <= total * u64::from(self.charter.dominance_percent)
    }

    /// The shift that a mark gives, below the base.
    pub(crate) fn shift(&self, mark: u64) -> u64 {
        scrambled(mark) % self.base()
    }

    /// How often figures count a row: never one time in sixteen, twice one time in sixteen, else once. So whoever
    /// worked out what was counted still does not know how many rows there are.
    pub fn times(&self, row: &Fact) -> u64 {
        match scrambled(!row.key) % 16 {
            _ if self.is_exact() => 1,
            0 => 0,
            1 => 2,
            _ => 1,
        }
    }
}

#[cfg(not(feature = "sabotage"))]
impl Rules {
    /// The rounding base.
    pub(crate) fn base(&self) -> u64 {
        u64::from(self.charter.rounding)
    }

    fn is_exact(&self) -> bool {
        false
    }
}

#[cfg(feature = "sabotage")]
pub use sabotage::Sabotage;

#[cfg(feature = "sabotage")]
mod sabotage {
    use super::Rules;

    /// A protection taken away, so that the attacker's test can show that it is able to win. Exists in no build
    /// but this crate's own tests.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Sabotage {
        /// Each row counts once, and counts are not rounded.
        NoRounding,
        /// Lists and spans are answered from the rows, not from protected cells.
        ListsFromRows,
    }

    impl Rules {
        /// Rules without one of their protections.
        pub fn sabotaged(sabotage: Sabotage) -> Self {
            Self { sabotage: Some(sabotage), ..Self::default() }
        }

        /// Whether this protection was taken away.
        pub fn lacks(&self, sabotage: Sabotage) -> bool {
            self.sabotage == Some(sabotage)
        }

        /// The rounding base.
        pub fn base(&self) -> u64 {
            if self.is_exact() { 1 } else { u64::from(self.charter.rounding) }
        }

        pub(super) fn is_exact(&self) -> bool {
            self.lacks(Sabotage::NoRounding)
        }
    }
}
