use std::collections::BTreeSet;

use disclosure::Status;
use entity::{ProgrammeId, TermId};
use sea_orm::ConnectionTrait;

use super::ask::Wanted;
use super::rules::{Missed, Need, Offer, Reason, Shelf};
use super::store::{self, Edition, Frames};
use crate::access::Actor;
use crate::error::Result;
use crate::insight::figures::Atlas;
use crate::insight::needs::{Answer, Cell};
use crate::observation::rules::scheme;

/// Programmes named beside a gap, at most.
const MOST_NEAREST: usize = 3;

/// A cell that shows needs which no programme answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its place among the cells of the table.
    pub place: usize,
    /// What is needed.
    pub need: Need,
    /// Why nothing answers it.
    pub reason: Reason,
}

/// The gaps of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Those that show most needs first.
    pub all: Vec<Gap>,
    /// Cells that show needs and are answered.
    pub covered: usize,
    /// Cells of which nothing can be told.
    pub untold: usize,
}

/// The offers of an audience on the axes of a table.
pub struct Supply {
    shelf: Shelf,
}

impl Supply {
    /// Reads what is offered; three statements.
    pub async fn read(
        db: &impl ConnectionTrait,
        (atlas, wanted): (&Atlas, &Wanted),
        actor: &Actor,
    ) -> Result<Self> {
        let editions = store::editions(db, actor, wanted.today).await?;
        let programmes: BTreeSet<ProgrammeId> = editions.iter().map(|edition| edition.programme).collect();
        let frames = store::frames(db, &programmes).await?;
        let mut offers: Vec<Offer> =
            editions.iter().map(|edition| offer(atlas, wanted, edition, &frames)).collect();
        offers.dedup();
        Ok(Self { shelf: Shelf::new(&offers, &wanted.asked(atlas)) })
    }

    /// The programmes that come nearest to a need, with what they fail in.
    pub fn nearest(&self, gap: &Gap) -> Vec<(ProgrammeId, Missed)> {
        self.shelf.nearest(&gap.need, MOST_NEAREST)
    }
}

fn offer(atlas: &Atlas, wanted: &Wanted, edition: &Edition, frames: &Frames) -> Offer {
    let own = frames.terms.get(&edition.programme).map(Vec::as_slice).unwrap_or_default();
    let of = |name: &'static str| own.iter().filter(move |(scheme, _)| scheme == name).map(|(_, term)| *term);
    let nodes = |name| of(name).filter_map(|term: TermId| atlas.find(term.0)).collect();
    let zones = match frames.zones.get(&edition.programme) {
        Some(zones) => zones.iter().filter_map(|zone| atlas.find(zone.0)).collect(),
        // One that names no zone is for the people of where it takes place.
        None => {
            atlas.find(edition.territory.0).and_then(|node| wanted.around(atlas, node)).into_iter().collect()
        }
    };
    Offer {
        programme: edition.programme,
        going: edition.going,
        full: edition.full,
        themes: nodes(scheme::THEME),
        sectors: nodes(scheme::SECTOR),
        zones,
        publics: of(scheme::PUBLIC).collect(),
        stages: nodes(scheme::CAREER_STAGE),
    }
}

/// The gaps of a table: what it shows, minus what is offered.
pub fn gaps(answer: &Answer, supply: &Supply, wanted: &Wanted) -> Gaps {
    let mut found = Gaps::default();
    let cells = answer.cells.iter().enumerate().filter(|(_, cell)| !cell.is_margin());
    for (place, cell) in cells {
        let Some(need) = wanted.need(&cell.keys) else { continue };
        if shown(cell) <= 0.0 {
            found.untold += usize::from(untold(cell));
            continue;
        }
        match supply.shelf.reason(&need) {
            Some(reason) => found.all.push(Gap { place, need, reason }),
            None => found.covered += 1,
        }
    }
    let weight = |gap: &Gap| answer.cells.get(gap.place).map_or(0.0, shown);
    found.all.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
    found
}

/// The needs that a cell shows: its figure, or the visible part where there is none.
fn shown(cell: &Cell) -> f64 {
    cell.figures.first().and_then(|figure| figure.value.or(figure.visible)).unwrap_or(0.0)
}

/// Whether a cell neither shows needs nor says that there are none.
fn untold(cell: &Cell) -> bool {
    cell.figures.first().is_none_or(|figure| figure.status != Status::TrueZero)
}
