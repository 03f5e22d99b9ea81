use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use entity::{EditionId, SessionId};
use uuid::Uuid;

/// Clashes told of an edition at most.
const MOST: usize = 100;

/// A session that takes up somebody, a room or a thing.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// Who or what.
    pub thing: Uuid,
    /// The session.
    pub session: SessionId,
    /// Its edition.
    pub edition: EditionId,
    /// When it begins.
    pub from: DateTime<Utc>,
    /// When it ends.
    pub to: DateTime<Utc>,
    /// Whether its edition was given up: it then stands in nobody's way.
    pub given_up: bool,
}

/// A session of an edition, another one at the same time, and what both take up.
pub type Clash = (SessionId, SessionId, Uuid);

/// The clashes of these editions, the earliest sessions first; of two sessions of the same edition, told once. Uses
/// are swept in the order of time, so that only those that overlap are ever compared.
pub fn clashes(mut uses: Vec<Use>, of: &BTreeSet<EditionId>) -> HashMap<EditionId, Vec<Clash>> {
    uses.sort_by_key(|one| (one.thing, one.from, one.session));
    let mut found: HashMap<EditionId, BTreeSet<(DateTime<Utc>, Clash)>> = HashMap::new();
    for of_one in uses.chunk_by(|one, other| one.thing == other.thing) {
        let (mut ours, mut others): (Vec<&Use>, Vec<&Use>) = (Vec::new(), Vec::new());
        for new in of_one {
            ours.retain(|earlier| earlier.to > new.from);
            others.retain(|earlier| earlier.to > new.from);
            let mine = of.contains(&new.edition);
            let met = ours.iter().chain(others.iter().filter(|_| mine));
            for (edition, from, clash) in met.flat_map(|earlier| told(earlier, new)) {
                if of.contains(&edition) {
                    found.entry(edition).or_default().insert((from, clash));
                }
            }
            if mine { ours.push(new) } else { others.push(new) }
        }
    }
    let first = |all: BTreeSet<(DateTime<Utc>, Clash)>| all.into_iter().take(MOST).map(|(_, clash)| clash);
    found.into_iter().map(|(edition, all)| (edition, first(all).collect())).collect()
}

/// How two uses that overlap are told: to both editions, or once to the one that both belong to.
fn told<'u>(
    one: &'u Use,
    other: &'u Use,
) -> impl Iterator<Item = (EditionId, DateTime<Utc>, Clash)> + use<'u> {
    let within = one.edition == other.edition;
    let both = [(one, other), (other, one)].into_iter();
    let heard = both.filter(move |(one, other)| !other.given_up && (!within || one.session < other.session));
    heard.map(|(one, other)| (one.edition, one.from, (one.session, other.session, one.thing)))
}
