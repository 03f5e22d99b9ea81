use std::collections::{BTreeSet, HashMap};

use disclosure::{Hierarchy, Node};
use entity::{ProgrammeId, TermId};

use super::bits::Bits;
use super::{Criterion, Missed, Need, Offer, Reason};

/// For whom answers are wanted, and what contains what.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// One of these publics; any when empty.
    pub publics: &'a BTreeSet<TermId>,
    /// One of these career stages; any when empty.
    pub stages: &'a BTreeSet<Node>,
    /// Themes and their families.
    pub themes: &'a Hierarchy,
    /// Sectors and their domains.
    pub sectors: &'a Hierarchy,
}

/// Offers sorted by what they are for, so that one need is compared with all of them in a few steps:
/// thousands of needs meet thousands of editions in one answer.
#[derive(Clone, Debug)]
pub struct Shelf {
    programmes: Vec<ProgrammeId>,
    /// What each fails in whatever the need.
    anyhow: Vec<Missed>,
    themes: HashMap<Node, Bits>,
    sectors: HashMap<Node, Bits>,
    zones: HashMap<Node, Bits>,
    going: Bits,
    public: Bits,
    stage: Bits,
    room: Bits,
    nothing: Bits,
}

impl Shelf {
    /// Sorts offers.
    pub fn new(offers: &[Offer], asked: &Asked<'_>) -> Self {
        let anyhow: Vec<Missed> = offers.iter().map(|offer| anyhow(offer, asked)).collect();
        let held = |criterion| Bits::of(anyhow.iter().map(|missed| !missed.has(criterion)));
        let nothing = Bits::none(offers.len());
        let for_all = Bits::of(offers.iter().map(|offer| offer.sectors.is_empty()));
        Self {
            programmes: offers.iter().map(|offer| offer.programme).collect(),
            themes: meeting(asked.themes, &named(offers, |offer| &offer.themes), &nothing),
            sectors: meeting(asked.sectors, &named(offers, |offer| &offer.sectors), &for_all),
            zones: named(offers, |offer| &offer.zones),
            going: held(Criterion::Going),
            public: held(Criterion::Public),
            stage: held(Criterion::Stage),
            room: held(Criterion::Room),
            nothing,
            anyhow,
        }
    }

    /// Those of the theme, of the sector and of the territory.
    fn on(&self, need: &Need) -> [&Bits; 3] {
        let sorted =
            [(&self.themes, need.theme), (&self.sectors, need.sector), (&self.zones, need.territory)];
        sorted.map(|(sorted, node)| sorted.get(&node).unwrap_or(&self.nothing))
    }

    /// Why a need is not covered; nothing where an offer fails in nothing. The reason is the first criterion, in their
    /// order, that none of those which hold all earlier ones fulfils.
    pub fn reason(&self, need: &Need) -> Option<Reason> {
        let [theme, sector, zone] = self.on(need);
        let steps = [
            (sector, Reason::NoProgramme),
            (&self.going, Reason::Closed),
            (zone, Reason::OutOfZone),
            (&self.public, Reason::WrongPublic),
            (&self.stage, Reason::WrongStage),
            (&self.room, Reason::Full),
        ];
        let mut left = theme.clone();
        steps.into_iter().find(|(holding, _)| !left.keep(holding)).map(|(_, reason)| reason)
    }

    /// What each offer fails in, to answer a need.
    pub fn missed(&self, need: &Need) -> impl Iterator<Item = (ProgrammeId, Missed)> {
        let [theme, sector, zone] = self.on(need);
        let all = self.programmes.iter().zip(&self.anyhow).enumerate();
        all.map(move |(place, (programme, anyhow))| {
            let missed = anyhow
                .or(Criterion::Theme, !theme.has(place))
                .or(Criterion::Sector, !sector.has(place))
                .or(Criterion::Zone, !zone.has(place));
            (*programme, missed)
        })
    }

    /// The programmes that fail in least, the first ones first among equals; none that fails in the theme as well as in
    /// the sector.
    pub fn nearest(&self, need: &Need, most: usize) -> Vec<(ProgrammeId, Missed)> {
        let mut found: Vec<(ProgrammeId, Missed)> = Vec::with_capacity(most + 1);
        for (programme, missed) in self.missed(need) {
            if missed.has(Criterion::Theme) && missed.has(Criterion::Sector) {
                continue;
            }
            let rank = |missed: Missed| (missed.len(), missed);
            if let Some(known) = found.iter().position(|(id, _)| *id == programme) {
                if found.get(known).is_some_and(|(_, known)| rank(*known) <= rank(missed)) {
                    continue;
                }
                found.remove(known);
            }
            let place = found.partition_point(|(_, other)| other.len() <= missed.len());
            found.insert(place, (programme, missed));
            found.truncate(most);
        }
        found
    }
}

/// What an offer fails in whatever the theme, the sector and the territory.
fn anyhow(offer: &Offer, asked: &Asked<'_>) -> Missed {
    let open_to_public = asked.publics.is_empty() || offer.publics.is_empty();
    let open_to_stage = asked.stages.is_empty() || offer.stages.is_empty();
    Missed::default()
        .or(Criterion::Going, !offer.going)
        .or(Criterion::Public, !open_to_public && offer.publics.is_disjoint(asked.publics))
        .or(Criterion::Stage, !open_to_stage && offer.stages.is_disjoint(asked.stages))
        .or(Criterion::Room, offer.full)
}

/// The offers that name each node.
fn named(offers: &[Offer], nodes: impl Fn(&Offer) -> &BTreeSet<Node>) -> HashMap<Node, Bits> {
    let mut named: HashMap<Node, Bits> = HashMap::new();
    for (place, offer) in offers.iter().enumerate() {
        for node in nodes(offer) {
            named.entry(*node).or_insert_with(|| Bits::none(offers.len())).add(place);
        }
    }
    named
}

/// For each node, the offers that name what lies in it or contains it, and those that are for all.
fn meeting(hierarchy: &Hierarchy, named: &HashMap<Node, Bits>, for_all: &Bits) -> HashMap<Node, Bits> {
    let nodes = (0u32..).map(Node).take(hierarchy.len());
    let met = nodes.map(|asked| {
        let mut met = for_all.clone();
        let touching = named
            .iter()
            .filter(|(node, _)| hierarchy.contains(asked, **node) || hierarchy.contains(**node, asked));
        touching.for_each(|(_, offers)| met.join(offers));
        (asked, met)
    });
    met.collect()
}
