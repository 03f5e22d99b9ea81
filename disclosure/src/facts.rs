//! The rows behind the figures, as a cut copies them: small numbers only, no text, no date finer than a month.

use crate::axes::{Axis, Month};
use crate::hierarchy::Node;

/// A daily cut, numbered in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut(pub u32);

/// Why a row left the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    /// Edited, closed, or shared more widely: a change like any other.
    Changed,
    /// Consent withdrawn: figures must move, however few organisations changed.
    Withdrawn,
}

/// One observation as the figures know it. An edited observation is two facts: one that left, one that entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The member structure that contributed it: its node, if contributors are an axis.
    pub contributor: u32,
    /// The organisation observed, if one is named.
    pub organisation: Option<u32>,
    /// The finest place known.
    pub territory: Node,
    /// Main theme, a family alone, or the root.
    pub theme: Node,
    /// Main filière, a domain alone, or the root.
    pub sector: Node,
    /// Kind of the organisation, or the root.
    pub kind: Node,
    /// Its career stage, or the root.
    pub stage: Node,
    /// Method of the observation, or the root.
    pub method: Node,
    /// When it was observed.
    pub month: Month,
    /// Whether its intensity is 4 or 5.
    pub rated_high: bool,
    /// Persons met. A number of organisations *declared* as concerned never counts.
    pub persons: u32,
    /// Whether these persons are a sensitive public.
    pub sensitive: bool,
    /// 64 random bits that go with the row for good and that nobody may read, such as a hash of its identifier
    /// with a secret of the network. They decide how often figures count it, and which way these are rounded.
    pub key: u64,
    /// The first cut that holds it.
    pub from: Cut,
    /// The first cut that no longer holds it, and why.
    pub until: Option<(Cut, Exit)>,
}

impl Fact {
    /// Where it lies on an axis.
    pub fn place(&self, axis: Axis) -> Node {
        match axis {
            Axis::Territory => self.territory,
            Axis::Theme => self.theme,
            Axis::Sector => self.sector,
            Axis::Kind => self.kind,
            Axis::Stage => self.stage,
            Axis::Method => self.method,
            Axis::Contributor => Node(self.contributor),
        }
    }

    /// Whether this cut holds it.
    pub fn is_in(&self, cut: Cut) -> bool {
        self.from <= cut && self.until.is_none_or(|(until, _)| cut < until)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Enters,
    Leaves,
    Withdrawn,
}

/// A fact that enters or leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) contributor: u32,
    pub(crate) cut: Cut,
    pub(crate) fact: u32,
    pub(crate) step: Step,
}

/// One lot of facts that are shared alike (`AGGREGATE_ONLY` ones, `NETWORK` ones, `PUBLIC` ones), with their
/// history. A lot is protected by itself.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    rows: Vec<Fact>,
    /// Of each row its organisation, renumbered from 0. All rows of a contributor that name none share one number.
    units: Vec<u32>,
    unit_count: usize,
    events: Vec<Event>,
}

impl Facts {
    /// Takes the rows in any order.
    pub fn new(mut rows: Vec<Fact>) -> Self {
        // Events are walked through contributor by contributor: their rows had better lie side by side.
        rows.sort_by_key(|row| row.contributor);
        let unit = |row: &Fact| (row.organisation, row.organisation.map_or(row.contributor, |_| 0));
        let mut numbered: Vec<(Option<u32>, u32)> = rows.iter().map(unit).collect();
        numbered.sort_unstable();
        numbered.dedup();
        let number = |row: &Fact| numbered.binary_search(&unit(row)).unwrap_or_default();
        let units = rows.iter().map(|row| u32::try_from(number(row)).unwrap_or(u32::MAX)).collect();
        let mut events: Vec<Event> = (0u32..).zip(&rows).flat_map(|(fact, row)| history(fact, row)).collect();
        events.sort_unstable();
        Self { rows, units, unit_count: numbered.len(), events }
    }

    /// All rows, those that left included.
    pub fn rows(&self) -> &[Fact] {
        &self.rows
    }

    pub(crate) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(crate) fn unit_count(&self) -> usize {
        self.unit_count
    }

    /// A row and the number of its organisation.
    pub(crate) fn row(&self, fact: u32) -> Option<(&Fact, u32)> {
        let place = fact as usize;
        Some((self.rows.get(place)?, *self.units.get(place)?))
    }
}

fn history(fact: u32, row: &Fact) -> impl Iterator<Item = Event> {
    let enters = Event { contributor: row.contributor, cut: row.from, fact, step: Step::Enters };
    let leaves = row.until.filter(|(until, _)| *until > row.from).map(|(cut, exit)| {
        let step = if exit == Exit::Withdrawn { Step::Withdrawn } else { Step::Leaves };
        Event { cut, step, ..enters }
    });
    let ever = row.until.is_none_or(|(until, _)| until > row.from);
    ever.then_some(enters).into_iter().chain(leaves)
}
