use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroU32;
use std::sync::Arc;

use disclosure::{Axis, Cut, Fact, Month, Node, VisibleRows};
use entity::{ObservationId, ObservationStatus};

use crate::access::Audience;

/// How far a row is seen, or at which level the last cut copied it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// By its own member, or not copied.
    Nobody,
    /// Inside protected figures.
    Figures,
    /// By members.
    Members,
    /// By everybody.
    Everybody,
}

impl Seen {
    /// From its place in the order.
    pub const fn of(number: i32) -> Self {
        match number {
            1 => Self::Figures,
            2 => Self::Members,
            3 => Self::Everybody,
            _ => Self::Nobody,
        }
    }

    const fn from(audience: Audience) -> Self {
        match audience {
            Audience::Members => Self::Members,
            Audience::Public => Self::Everybody,
        }
    }
}

/// An observation in 32 bytes: what figures need of a row that may be read row by row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Number of the organisation observed.
    pub organisation: Option<NonZeroU32>,
    /// Persons concerned.
    pub persons: u32,
    /// Where it is.
    pub territory: u32,
    /// Main theme.
    pub theme: u16,
    /// Main sector.
    pub sector: u16,
    /// Kind of the organisation.
    pub kind: u16,
    /// Career stage.
    pub stage: u16,
    /// Method.
    pub method: u16,
    /// Node of the contributor.
    pub contributor: u16,
    /// Months since January 1900.
    pub month: u16,
    /// From 1 to 5.
    pub intensity: u8,
    /// Its state.
    pub status: u8,
    /// How far it is seen.
    pub seen: Seen,
    /// At which level the last cut copied it.
    pub copied: Seen,
}

/// First month that a row can have.
const EPOCH: i32 = 1900 * 12;

impl Row {
    /// The month of a row from its number yyyymm.
    pub fn month_of(number: i32) -> u16 {
        let months = (number / 100) * 12 + number % 100 - 1 - EPOCH;
        u16::try_from(months).unwrap_or_default()
    }

    /// When it was observed.
    pub fn month(&self) -> Month {
        Month(EPOCH + i32::from(self.month))
    }

    /// A state as kept; 0 is a draft's and a deleted row's.
    pub fn status_of(status: ObservationStatus) -> u8 {
        match status {
            ObservationStatus::Draft => 0,
            ObservationStatus::Confirmed => 1,
            ObservationStatus::InProgress => 2,
            ObservationStatus::Met => 3,
            ObservationStatus::Lapsed => 4,
            ObservationStatus::Dismissed => 5,
        }
    }

    /// Its node on an axis.
    pub fn place(&self, axis: Axis) -> Node {
        Node(match axis {
            Axis::Territory => self.territory,
            Axis::Theme => u32::from(self.theme),
            Axis::Sector => u32::from(self.sector),
            Axis::Kind => u32::from(self.kind),
            Axis::Stage => u32::from(self.stage),
            Axis::Method => u32::from(self.method),
            Axis::Contributor => u32::from(self.contributor),
        })
    }

    fn fact(&self) -> Fact {
        Fact {
            contributor: u32::from(self.contributor),
            organisation: self.organisation.map(NonZeroU32::get),
            territory: self.place(Axis::Territory),
            theme: self.place(Axis::Theme),
            sector: self.place(Axis::Sector),
            kind: self.place(Axis::Kind),
            stage: self.place(Axis::Stage),
            method: self.place(Axis::Method),
            month: self.month(),
            rated_high: self.intensity >= 4,
            persons: self.persons,
            sensitive: false,
            key: 0,
            from: Cut(0),
            until: None,
        }
    }
}

/// Most rows in a block; a block that grows beyond is split.
const BLOCK: usize = 8_192;

type Block = Arc<Vec<(ObservationId, Row)>>;

/// Rows by id, in blocks that are shared between one state of the figures and the next.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    blocks: Vec<Block>,
}

impl Rows {
    /// Adds or replaces a row; nothing takes it away.
    pub fn put(&mut self, id: ObservationId, row: Option<Row>) {
        let after = self.blocks.partition_point(|block| block.first().is_some_and(|(first, _)| *first <= id));
        let Some(block) = self.blocks.get_mut(after.saturating_sub(1)) else {
            self.blocks.extend(row.map(|row| Arc::new(vec![(id, row)])));
            return;
        };
        let place = block.binary_search_by_key(&id, |(own, _)| *own);
        match (place, row) {
            (Ok(at), Some(row)) => {
                if let Some(own) = Arc::make_mut(block).get_mut(at) {
                    own.1 = row;
                }
            }
            (Ok(at), None) => drop(Arc::make_mut(block).remove(at)),
            (Err(at), Some(row)) => Arc::make_mut(block).insert(at, (id, row)),
            (Err(_), None) => {}
        }
        self.tidy(after.saturating_sub(1));
    }

    /// Splits a block that is full; appended ones are cut at their end, so that they stay full.
    fn tidy(&mut self, at: usize) {
        let Some(block) = self.blocks.get_mut(at) else { return };
        if block.is_empty() {
            self.blocks.remove(at);
        } else if block.len() > BLOCK {
            let last = at + 1 == self.blocks.len();
            let Some(block) = self.blocks.get_mut(at) else { return };
            let block = Arc::make_mut(block);
            let upper = block.split_off(if last { BLOCK } else { BLOCK / 2 });
            block.shrink_to_fit();
            self.blocks.insert(at + 1, Arc::new(upper));
        }
    }

    /// The row of an observation.
    pub fn get(&self, id: ObservationId) -> Option<&Row> {
        let after = self.blocks.partition_point(|block| block.first().is_some_and(|(first, _)| *first <= id));
        let block = self.blocks.get(after.checked_sub(1)?)?;
        let place = block.binary_search_by_key(&id, |(own, _)| *own).ok()?;
        block.get(place).map(|(_, row)| row)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.len()).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// All rows in order of id.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.blocks.iter().flat_map(|block| block.iter()).map(|(_, row)| row)
    }
}

/// Which rows a table counts, beside what its axes say.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Those that this audience reads; nothing when they are the reader's own.
    pub audience: Option<Audience>,
    /// In these states.
    pub statuses: BTreeSet<ObservationStatus>,
    /// Of this intensity; of any when absent.
    pub intensity: Option<u8>,
    /// By these contributors; by any when absent.
    pub contributors: Option<BTreeSet<u16>>,
    /// Between these months, both included.
    pub months: (Month, Month),
}

impl Selection {
    /// Whether the audience reads a row that the cut did not copy while it was hidden from it.
    fn shows(&self, row: &Row) -> bool {
        self.audience.is_none_or(|audience| row.seen >= Seen::from(audience) && !is_held_back(row, audience))
    }

    fn selects(&self, row: &Row) -> bool {
        let month = row.month();
        self.months.0 <= month
            && month <= self.months.1
            && self.intensity.is_none_or(|intensity| intensity == row.intensity)
            && self.contributors.as_ref().is_none_or(|these| these.contains(&row.contributor))
    }

    fn counts(&self, row: &Row) -> bool {
        self.statuses.iter().any(|status| Row::status_of(*status) == row.status)
    }
}

/// Whether an audience may read a row that the last cut copied as hidden from it: it stays out of the visible
/// part until the next cut, for it still counts in the hidden one.
pub fn is_held_back(row: &Row, audience: Audience) -> bool {
    let reads = Seen::from(audience);
    row.seen >= reads && row.copied != Seen::Nobody && row.copied < reads
}

/// The rows of a table.
pub struct View<'v> {
    /// All rows kept.
    pub rows: &'v Rows,
    /// Those that count.
    pub selection: &'v Selection,
    /// The observations of facts that left a lot, by their keys.
    pub departed: &'v Departed,
}

/// The observations of facts that left a lot without being withdrawn, by their keys.
pub type Departed = HashMap<u64, ObservationId>;

impl View<'_> {
    /// The rows that count.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| self.holds(row))
    }

    fn holds(&self, row: &Row) -> bool {
        let selection = self.selection;
        selection.selects(row) && selection.counts(row) && selection.shows(row)
    }

    /// Rows that the reader may read and that this table leaves out: those held back until the next cut, those
    /// in a state that is not counted.
    pub fn left_out(&self, is_inside: impl Fn(&Row) -> bool) -> (usize, usize) {
        let Some(audience) = self.selection.audience else { return (0, 0) };
        let readable =
            |row: &&Row| row.seen >= Seen::from(audience) && self.selection.selects(row) && is_inside(row);
        self.rows.iter().filter(readable).fold((0, 0), |(held, uncounted), row| {
            if self.selection.counts(row) {
                (held + usize::from(is_held_back(row, audience)), uncounted)
            } else {
                (held, uncounted + 1)
            }
        })
    }
}

impl VisibleRows for View<'_> {
    fn each(&self, visit: &mut dyn FnMut(&Fact)) {
        self.iter().for_each(|row| visit(&row.fact()));
    }

    fn find(&self, key: u64) -> Option<Fact> {
        let row = self.rows.get(*self.departed.get(&key)?)?;
        self.holds(row).then(|| row.fact())
    }
}
