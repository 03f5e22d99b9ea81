use std::collections::{BTreeSet, HashMap};

use disclosure::{Axes, Axis, Builder, Hierarchy, Level, Node, ROOT};
use entity::{MemberId, TermId, TerritoryId, TerritoryKind};
use uuid::Uuid;

use super::store::{Place, Sources, Word};
use crate::error::{Error, Result};

/// Régions, or collectivités of that rank.
pub const REGION: Level = Level(1);
/// Départements, or collectivités of that rank.
pub const DEPARTMENT: Level = Level(2);
/// EPCI.
pub const EPCI: Level = Level(3);
/// Communes: visible part only.
pub const COMMUNE: Level = Level(4);
/// Registered perimeters.
pub const PERIMETER: Level = Level(5);
/// Theme families, domains, terms of flat lists.
pub const WIDE: Level = Level(1);
/// Themes, filières.
pub const NARROW: Level = Level(2);

/// What a node is called.
#[derive(Clone, Debug)]
pub struct Name {
    /// Id of the territory, the term or the member.
    pub id: Uuid,
    /// Its code.
    pub code: Box<str>,
    /// Its label in French.
    pub fr: Box<str>,
    /// Its label in English.
    pub en: Box<str>,
}

/// The axes of all tables, and which territory or term each node is.
///
/// Several vintages of the COG and versions of a vocabulary share one node per code: the newest gives its name
/// and its place. Nodes are numbered in dictionary order, so that tables come out in it.
#[derive(Debug)]
pub struct Atlas {
    /// The hierarchies.
    pub axes: Axes,
    /// Names and versions of the COG and of the vocabularies.
    pub versions: BTreeSet<(String, String)>,
    nodes: HashMap<Uuid, Node>,
    names: HashMap<Axis, Vec<Name>>,
}

/// The vocabulary of an axis; territories have none.
pub const fn scheme(axis: Axis) -> Option<&'static str> {
    match axis {
        Axis::Territory | Axis::Contributor => None,
        Axis::Theme => Some("need-theme"),
        Axis::Sector => Some("sector"),
        Axis::Kind => Some("organisation-kind"),
        Axis::Stage => Some("career-stage"),
        Axis::Method => Some("observation-method"),
    }
}

impl Atlas {
    /// From what the database has, in dictionary order.
    pub fn new(sources: &Sources) -> Result<Self> {
        let Sources { places, parts, words, members } = sources;
        let mut maker = Maker::default();
        let territory = maker.territory(places, parts)?;
        let contributor = maker.members(members)?;
        let theme = maker.terms(Axis::Theme, words, 2)?;
        let sector = maker.terms(Axis::Sector, words, 2)?;
        let kind = maker.terms(Axis::Kind, words, 1)?;
        let stage = maker.terms(Axis::Stage, words, 1)?;
        let method = maker.terms(Axis::Method, words, 1)?;
        let axes = Axes { territory, theme, sector, kind, stage, method, contributor };
        let vintages = places.iter().map(|place| ("COG".to_owned(), place.vintage.to_string()));
        let versions = words.iter().map(|word| (word.scheme.clone(), word.version.clone())).chain(vintages);
        Ok(Self { axes, versions: versions.collect(), nodes: maker.nodes, names: maker.names })
    }

    /// The node of a territory or a term; the root for none.
    pub fn node(&self, id: Option<Uuid>) -> Node {
        id.and_then(|id| self.nodes.get(&id)).copied().unwrap_or(ROOT)
    }

    /// The node of a territory, a term or a member that exists.
    pub fn find(&self, id: Uuid) -> Option<Node> {
        self.nodes.get(&id).copied()
    }

    /// The node of a term, by its code.
    pub fn term(&self, axis: Axis, code: &str) -> Option<Node> {
        let place = self.names.get(&axis)?.iter().position(|name| &*name.code == code)?;
        u32::try_from(place).ok().map(Node).filter(|node| *node != ROOT)
    }

    /// What a node is called; nothing for the root of a vocabulary.
    pub fn name(&self, axis: Axis, node: Node) -> Option<&Name> {
        self.names.get(&axis)?.get(node.0 as usize).filter(|name| !name.id.is_nil())
    }

    /// All nodes of an axis but the root, with their names.
    pub fn names(&self, axis: Axis) -> impl Iterator<Item = (Node, &Name)> {
        let names = self.names.get(&axis).map(Vec::as_slice).unwrap_or_default();
        (0..).map(Node).zip(names).skip(1)
    }
}

#[derive(Default)]
struct Maker {
    nodes: HashMap<Uuid, Node>,
    names: HashMap<Axis, Vec<Name>>,
}

impl Maker {
    fn name(&mut self, axis: Axis, node: Node, name: Name) {
        self.nodes.insert(name.id, node);
        self.names.entry(axis).or_insert_with(|| vec![nameless()]).push(name);
    }

    fn territory(&mut self, places: &[Place], parts: &[(TerritoryId, TerritoryId)]) -> Result<Hierarchy> {
        let mut newest: HashMap<(TerritoryKind, &str), &Place> = HashMap::new();
        for place in places {
            let own = newest.entry((place.kind, &place.code)).or_insert(place);
            if own.vintage < place.vintage {
                *own = place;
            }
        }
        let mut builder = Hierarchy::builder(PERIMETER.0).visible_only(COMMUNE);
        let levels = [
            (TerritoryKind::Region, REGION),
            (TerritoryKind::Department, DEPARTMENT),
            (TerritoryKind::Epci, EPCI),
            (TerritoryKind::Commune, COMMUNE),
        ];
        for (kind, level) in levels {
            let own = places.iter().filter(|place| place.kind == kind);
            for place in
                own.filter(|place| newest.get(&(kind, &place.code)).is_some_and(|new| new.id == place.id))
            {
                let above = [place.region_id, place.department_id, place.epci_id].into_iter().flatten();
                let parents: Vec<Node> = above.filter_map(|id| self.nodes.get(&id.0).copied()).collect();
                let node = builder.add(level, &parents).map_err(Error::internal)?;
                self.name(Axis::Territory, node, place.name());
            }
        }
        self.perimeters(&mut builder, places, parts)?;
        self.countries(places);
        for place in places {
            let new =
                newest.get(&(place.kind, &place.code)).and_then(|new| self.nodes.get(&new.id.0)).copied();
            if let Some(node) = new {
                self.nodes.insert(place.id.0, node);
            }
        }
        Ok(builder.build())
    }

    fn perimeters(
        &mut self,
        builder: &mut Builder,
        places: &[Place],
        parts: &[(TerritoryId, TerritoryId)],
    ) -> Result<()> {
        for place in places.iter().filter(|place| place.kind == TerritoryKind::Perimeter) {
            let own = parts.iter().filter(|(perimeter, _)| *perimeter == place.id);
            let units: Vec<Node> = own.filter_map(|(_, part)| self.nodes.get(&part.0).copied()).collect();
            if !units.is_empty() {
                let node = builder.add_perimeter(PERIMETER, &units).map_err(Error::internal)?;
                self.name(Axis::Territory, node, place.name());
            }
        }
        Ok(())
    }

    /// The country is the root.
    fn countries(&mut self, places: &[Place]) {
        let mut countries = places.iter().filter(|place| place.kind == TerritoryKind::Country);
        let names = self.names.entry(Axis::Territory).or_insert_with(|| vec![nameless()]);
        if let (Some(country), Some(root)) = (countries.next_back(), names.first_mut()) {
            *root = country.name();
            self.nodes.insert(country.id.0, ROOT);
        }
    }

    /// Each contributor's node is its number in facts.
    fn members(&mut self, members: &[(MemberId, String)]) -> Result<Hierarchy> {
        for (number, (id, name)) in (1..).zip(members) {
            let label = name.as_str();
            let name = Name { id: id.0, code: "".into(), fr: label.into(), en: label.into() };
            self.name(Axis::Contributor, Node(number), name);
        }
        Ok(Hierarchy::flat(u32::try_from(members.len()).map_err(Error::internal)?))
    }

    /// Terms narrower than the lowest level count under the one of that level that contains them.
    fn terms(&mut self, axis: Axis, words: &[Word], depth: u8) -> Result<Hierarchy> {
        let own: Vec<&Word> = words.iter().filter(|word| Some(&*word.scheme) == scheme(axis)).collect();
        let by_id: HashMap<TermId, &Word> = own.iter().map(|word| (word.id, *word)).collect();
        let mut newest: HashMap<&str, &Word> = HashMap::new();
        for word in &own {
            let known = newest.entry(&word.code).or_insert(word);
            if known.version < word.version {
                *known = word;
            }
        }
        let above = |word: &Word| word.broader_id.and_then(|id| by_id.get(&id)).copied();
        let level = |word: &Word| std::iter::successors(Some(word), |word| above(word)).take(9).count();
        let mut builder = Hierarchy::builder(depth);
        self.names.insert(axis, vec![nameless()]);
        for at in 1..=depth {
            let here = own.iter().filter(|word| level(word) == usize::from(at));
            for word in here.filter(|word| newest.get(&*word.code).is_some_and(|new| new.id == word.id)) {
                let parent = above(word).and_then(|word| self.nodes.get(&word.id.0)).copied();
                let parents: Vec<Node> = parent.into_iter().collect();
                let node = builder.add(Level(at), &parents).map_err(Error::internal)?;
                self.name(axis, node, word.name());
            }
        }
        for word in &own {
            let mut line = std::iter::successors(Some(*word), |word| above(word)).take(9);
            let known = |word: &Word| self.nodes.get(&newest.get(&*word.code)?.id.0).copied();
            if let Some(node) = line.find_map(known) {
                self.nodes.insert(word.id.0, node);
            }
        }
        Ok(builder.build())
    }
}

fn nameless() -> Name {
    Name { id: Uuid::nil(), code: "".into(), fr: "".into(), en: "".into() }
}
