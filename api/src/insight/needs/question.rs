use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use disclosure::{Axis, Dimension, Filter, Grain, Month, Node, Period, Plan, Query, QueryError, plan};
use entity::{MemberId, ObservationStatus};

use super::input::{Measure, NeedsDimension, NeedsFilter};
use super::words;
use crate::access::Audience;
use crate::error::{Error, Result};
use crate::graphql::{YearMonth, parse_id};
use crate::insight::cut::COUNTED;
use crate::insight::figures::{Atlas, Selection, scheme};
use crate::reference::territory::{Named, Places};

/// Most figures of one answer, its cells times its measures: the country's EPCI by theme with two measures.
const MOST_FIGURES: usize = 150_000;
/// Most figures worked out for one answer, those of the tables that its measures are computed from included.
const MOST_WORK: usize = 500_000;

/// A question that the figures understand.
#[derive(Clone, Debug)]
pub struct Question {
    /// What the table is split by.
    pub by: Vec<NeedsDimension>,
    /// What is measured.
    pub measures: Vec<Measure>,
    /// The same for the crate.
    pub query: Query,
    /// Which rows count.
    pub selection: Selection,
    /// The months of the filter, if it names any.
    pub span: Option<(Month, Month)>,
    /// How many tables like this one the whole answer is made of.
    pub tables: usize,
}

/// Who asks for what, and when.
pub struct Asked<'a> {
    /// What the table is split by.
    pub by: &'a [NeedsDimension],
    /// Which observations.
    pub filter: &'a NeedsFilter,
    /// What is measured.
    pub measures: &'a [Measure],
    /// For whom; nothing for the reader's own rows.
    pub audience: Option<Audience>,
    /// The present day.
    pub today: NaiveDate,
    /// How many tables like this one the whole answer is made of.
    pub tables: usize,
}

impl Question {
    /// Reads a question; `places` are the territories it names.
    pub fn read(asked: &Asked<'_>, atlas: &Atlas, places: &Places) -> Result<Self> {
        let filter = asked.filter;
        check_measures(asked.measures)?;
        let span = span(filter, asked.today)?;
        let mut query = Query { by: asked.by.iter().map(|by| by.dimension()).collect(), ..Query::default() };
        query.filter = nodes(filter, atlas, places)?;
        if let Some((first, last)) = span {
            query.filter.periods = Period::span(first, last);
        }
        let statuses = statuses(filter)?;
        let counted: BTreeSet<ObservationStatus> = COUNTED.into();
        query.filter.narrowed = statuses != counted;
        let months = span.unwrap_or((Month(i32::MIN), Month(i32::MAX)));
        let selection =
            Selection { audience: asked.audience, statuses, intensity: None, contributors: None, months };
        let (by, measures) = (asked.by.to_vec(), asked.measures.to_vec());
        Ok(Self { by, measures, query, selection, span, tables: asked.tables })
    }

    /// How it is answered.
    pub fn plan(&self, atlas: &Atlas) -> Result<Plan> {
        let plan = plan(&atlas.axes, &self.query).map_err(words::refused)?;
        let cells: usize = plan.dimensions.iter().map(|side| side.rows.len() + 1).product();
        let figures = cells.saturating_mul(self.measures.len()).saturating_mul(self.tables);
        let work = cells.saturating_mul(self.measures.iter().map(|measure| measure.work()).sum());
        let fits = figures <= MOST_FIGURES && work.saturating_mul(self.tables) <= MOST_WORK;
        if fits { Ok(plan) } else { Err(words::refused(QueryError::TooLarge)) }
    }

    /// The grain of its dimension of time.
    pub fn grain(&self) -> Option<Grain> {
        self.query.by.iter().find_map(|dimension| match dimension {
            Dimension::Time(grain) => Some(*grain),
            Dimension::Nodes(..) => None,
        })
    }

    /// The same question so many months earlier; nothing where it names no period.
    pub fn earlier(&self, months: i32) -> Option<Self> {
        let (first, last) =
            self.span.map(|(first, last)| (Month(first.0 - months), Month(last.0 - months)))?;
        let mut earlier = self.clone();
        earlier.query.filter.periods = Period::span(first, last);
        earlier.selection.months = (first, last);
        earlier.span = Some((first, last));
        Some(earlier)
    }

    /// The same question to the visible part alone.
    #[must_use]
    pub fn visible_part(&self) -> Self {
        let mut visible = self.clone();
        visible.query.filter.narrowed = true;
        visible
    }

    /// Whether a place on the axes lies in the filter.
    pub fn holds(&self, atlas: &Atlas, place: impl Fn(Axis) -> Node) -> bool {
        self.query.filter.nodes.iter().all(|(axis, nodes)| {
            let hierarchy = atlas.axes.hierarchy(*axis);
            nodes.iter().any(|node| hierarchy.contains(*node, place(*axis)))
        })
    }
}

/// Each measure once: there are ten of them, so that no list is longer.
fn check_measures(measures: &[Measure]) -> Result<()> {
    let mut found = HashSet::new();
    match measures.iter().find(|measure| !found.insert(**measure)) {
        _ if measures.is_empty() => Err(words::no_measure()),
        Some(measure) => Err(words::repeated_measure(*measure)),
        None => Ok(()),
    }
}

/// The states that count; drafts never do.
fn statuses(filter: &NeedsFilter) -> Result<BTreeSet<ObservationStatus>> {
    let Some(asked) = &filter.statuses else { return Ok(COUNTED.into()) };
    let asked = asked.iter().map(|status| ObservationStatus::from(*status));
    let counted: BTreeSet<_> = asked.filter(|status| *status != ObservationStatus::Draft).collect();
    if counted.is_empty() { Err(words::empty_list()) } else { Ok(counted) }
}

fn span(filter: &NeedsFilter, today: NaiveDate) -> Result<Option<(Month, Month)>> {
    let month = |month: YearMonth| Month::of(month.number() / 100, month.number() % 100);
    let (first, last) = match (filter.from, filter.to) {
        (None, None) => return Ok(None),
        (from, to) => (from.unwrap_or(YearMonth::FIRST), to.unwrap_or_else(|| YearMonth::of(today))),
    };
    if last < first {
        return Err(Error::bad_input(
            format!("La période se termine ({last}) avant de commencer ({first})."),
            format!("The period ends ({last}) before it starts ({first})."),
        ));
    }
    Ok(Some((month(first), month(last))))
}

/// The node of a territory as somebody names it.
pub fn territory(atlas: &Atlas, places: &Places, named: &Named) -> Result<Node> {
    let id = match named {
        Named::Id(id) => Some(*id),
        Named::Code(..) => places.lookup(named).map(|(place, _)| place.id),
    };
    let node = id.and_then(|id| atlas.find(id.0)).filter(|node| atlas.name(Axis::Territory, *node).is_some());
    node.ok_or_else(|| words::unknown_territory(named))
}

fn nodes(filter: &NeedsFilter, atlas: &Atlas, places: &Places) -> Result<Filter> {
    let mut found = Filter::default();
    if let Some(territories) = &filter.territories {
        let node = |named: Named| territory(atlas, places, &named);
        let nodes =
            territories.iter().map(|territory| node(territory.clone().into())).collect::<Result<_>>()?;
        found.nodes.insert(Axis::Territory, nodes);
    }
    let terms = [
        (Axis::Theme, &filter.themes),
        (Axis::Sector, &filter.sectors),
        (Axis::Kind, &filter.organisation_kinds),
        (Axis::Stage, &filter.career_stages),
        (Axis::Method, &filter.methods),
    ];
    for (axis, codes) in terms {
        let Some(codes) = codes else { continue };
        let node = |code: &String| {
            atlas.term(axis, code).ok_or_else(|| words::unknown_term(code, scheme(axis).unwrap_or_default()))
        };
        found.nodes.insert(axis, codes.iter().map(node).collect::<Result<_>>()?);
    }
    if let Some(contributors) = &filter.contributors {
        let node = |id: &str| parse_id::<MemberId>(id).and_then(|id| atlas.find(id.0));
        let nodes = contributors.iter().map(|id| node(id).ok_or_else(|| words::unknown_member(id)));
        found.nodes.insert(Axis::Contributor, nodes.collect::<Result<_>>()?);
    }
    let empty = found.nodes.values().any(Vec::is_empty);
    if empty { Err(words::empty_list()) } else { Ok(found) }
}

/// The contributors' nodes of some rows, for a selection.
pub type Contributors = BTreeSet<u16>;
