use async_graphql::{Enum, SimpleObject};
use disclosure::{Band, Flags, HiddenPart, Status};

use super::input::Measure;
use super::measure::Figure;

/// What a figure says, or why there is none.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "Status")]
pub enum FigureStatus {
    /// The figure.
    Ok,
    /// A hidden part too thin to show: fewer organisations than the charter asks, none included.
    Few,
    /// Hidden in a publication so that it, or another figure, cannot be deduced.
    Suppressed,
    /// Nothing observed, and everything may be read here.
    TrueZero,
    /// No member reports on this territory and period.
    NotAvailable,
    /// The figure has no meaning: a share of nothing, a change without a period before.
    NotApplicable,
}

/// What to know of a figure: Eurostat's flags.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureFlag {
    /// `b`: break in the series.
    Break,
    /// `d`: the definition differs, as the notes say.
    DefinitionDiffers,
    /// `e`: a sum of which some parts were too thin to be added.
    Estimated,
    /// `n`: not significant.
    NotSignificant,
    /// `p`: provisional: of a period that was not over when the figure was made.
    Provisional,
    /// `u`: low reliability: a share of fewer than 30 units, or organisations of which some may count twice.
    LowReliability,
}

const FLAGS: [(Flags, FigureFlag); 6] = [
    (Flags::BREAK, FigureFlag::Break),
    (Flags::DEFINITION, FigureFlag::DefinitionDiffers),
    (Flags::ESTIMATED, FigureFlag::Estimated),
    (Flags::NOT_SIGNIFICANT, FigureFlag::NotSignificant),
    (Flags::PROVISIONAL, FigureFlag::Provisional),
    (Flags::UNRELIABLE, FigureFlag::LowReliability),
];

/// What is said of the part that may not be read row by row.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenKind {
    /// A protected figure.
    Protected,
    /// Too thin, or none: nothing tells which.
    Few,
    /// Left aside: the question is one that only the visible part can answer.
    LeftAside,
    /// Nothing is ever hidden here.
    Nothing,
}

/// A band of contributors.
#[derive(SimpleObject, Clone, Copy, Debug)]
pub struct ContributorRange {
    /// At least so many.
    from: u32,
    /// At most so many; open when null.
    to: Option<u32>,
}

impl From<Band> for ContributorRange {
    fn from(band: Band) -> Self {
        Self { from: band.from, to: band.to }
    }
}

/// One measure in one cell: a figure that says what it is.
#[derive(SimpleObject, Clone, Debug)]
pub struct FigureCell {
    /// What is measured.
    measure: Measure,
    /// What the value means, or why there is none.
    status: FigureStatus,
    /// What to know of it.
    flags: Vec<FigureFlag>,
    /// Visible and hidden part together; a secret is null, never zero.
    value: Option<f64>,
    /// Of what the audience may read row by row, exact.
    visible: Option<f64>,
    /// Of what it may not, protected; null for shares of the table, contributors and changes.
    hidden: Option<f64>,
    /// What is said of that part.
    hidden_kind: HiddenKind,
    /// How far protection may have moved the value, either way, nineteen times in twenty.
    margin: f64,
    /// Instead of a value, for contributors.
    range: Option<ContributorRange>,
}

impl From<&Figure> for FigureCell {
    #[expect(clippy::cast_precision_loss, reason = "counts of rows are far below 2^53")]
    fn from(figure: &Figure) -> Self {
        let hidden_kind = match figure.hidden {
            HiddenPart::Protected(_) => HiddenKind::Protected,
            HiddenPart::Few => HiddenKind::Few,
            HiddenPart::LeftAside => HiddenKind::LeftAside,
            HiddenPart::Nothing => HiddenKind::Nothing,
        };
        let set = FLAGS.iter().filter(|(flag, _)| figure.flags.has(*flag));
        Self {
            measure: figure.measure,
            status: figure.status.into(),
            flags: set.map(|(_, flag)| *flag).collect(),
            value: figure.value,
            visible: figure.visible,
            hidden: figure.hidden_count().map(|count| count as f64),
            hidden_kind,
            margin: figure.margin,
            range: figure.band.map(Into::into),
        }
    }
}
