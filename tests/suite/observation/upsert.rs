use async_graphql::MaybeUndefined::Value;
use entity::{MemberId, ObservationStatus, Visibility};
use maillage::db::write_tx;
use maillage::directory::structure::Verdict;
use maillage::error::Error;
use maillage::graphql::{Date, id_text};
use maillage::observation::needs::{Draft, Judgement, Meanings, Said, Upsert};
use maillage::observation::rules::Contributor;
use maillage::observation::store;
use maillage::observation::verbatim;
use maillage::reference::territory::{Places, TerritoryReference};
use serde_json::json;

use super::{act, count, see, territory};
use crate::harness::Network;

fn draft(external_id: &str, statement: &str) -> Draft {
    Draft {
        external_id: external_id.to_owned(),
        said: Said {
            statement: Value(statement.to_owned()),
            method: Value("desk".into()),
            formulation: Value("observed".into()),
            main_theme: Value("subventions".into()),
            observed_on: Value(Date("2027-05-04".parse().unwrap())),
            intensity: Value(3),
            ..Said::default()
        },
        source: None,
        verbatims: vec![verbatim::Said { text: "Dit ainsi.".to_owned(), speaker: None, shareable: false }],
        status: ObservationStatus::Confirmed,
        visibility: Visibility::Network,
    }
}

/// All of them in Rezé.
async fn import(network: &Network, member: MemberId, drafts: &[Draft]) -> Vec<Judgement> {
    let commune = territory(network, "COMMUNE", "44143").await;
    let mut drafts = drafts.to_vec();
    for draft in &mut drafts {
        draft.said.territory = Value(TerritoryReference::Id(commune.as_str().into()));
    }
    let drafts = drafts.as_slice();
    let today = network.world.today();
    let meanings = Meanings {
        terms: store::all_terms(network.db.reader(), today).await.unwrap(),
        places: Places::all(network.db.reader()).await.unwrap(),
    };
    let upsert = Upsert {
        contributor: Contributor::operator(member),
        charter: maillage::network::charter::standing(network.db.reader(), member).await.unwrap(),
        system: "fichier",
        meanings: &meanings,
        consent: None,
        today,
        world: &network.world,
    };
    let request = network.request(maillage::access::Actor::anonymous(), maillage::graphql::Language::Fr);
    let (upsert, stamp) = (&upsert, &request.stamp());
    let outcome: Result<_, Error> =
        write_tx(&network.db, |tx| async move { upsert.write(&tx, stamp, drafts).await }).await;
    outcome.unwrap()
}

fn verdicts(judgements: &[Judgement]) -> Vec<Verdict> {
    judgements.iter().map(|judgement| judgement.verdict).collect()
}

#[tokio::test]
async fn rows_are_created_once_then_unchanged_then_updated() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let rows = [draft("a", "Un"), draft("b", "Deux"), draft("a", "Un")];
    assert_eq!(
        verdicts(&import(&network, member, &rows).await),
        [Verdict::Created, Verdict::Created, Verdict::Unchanged]
    );
    let changed = [draft("a", "Un"), draft("b", "Deux et demi")];
    assert_eq!(verdicts(&import(&network, member, &changed).await), [Verdict::Unchanged, Verdict::Updated]);
    let analyst = network.analyst().await;
    assert_eq!(count(&analyst, json!({ "theme": { "in": ["subventions"] } })).await, 2);
    assert_eq!(count(&network.advisor(member).await, json!({ "search": "demi" })).await, 1);
    assert_eq!(
        network.count("select count(*) from audit_entry where action = 'importObservations'").await,
        3
    );
    assert_eq!(network.count("select count(*) from verbatim").await, 2);
}

#[tokio::test]
async fn keys_are_each_members_own() {
    let network = Network::new().await;
    let (one, other) = (network.member("Accueil 44").await, network.member("Accueil 01").await);
    let rows = [draft("a", "Un")];
    assert_eq!(verdicts(&import(&network, one, &rows).await), [Verdict::Created]);
    assert_eq!(verdicts(&import(&network, other, &rows).await), [Verdict::Created]);
}

#[tokio::test]
async fn a_row_with_a_mistake_is_rejected_with_its_field_and_the_others_are_kept() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let mut wrong = draft("b", "Deux");
    wrong.said.main_theme = Value("inconnu".into());
    let mut unshared = draft("c", "Trois");
    unshared.said.identifiable = Value(true);
    let judgements =
        import(&network, member, &[draft("a", "Un"), wrong, unshared, draft("", "Quatre")]).await;
    let fields: Vec<_> =
        judgements.iter().flat_map(|row| &row.errors).map(|error| error.field.join(".")).collect();
    assert_eq!(fields, ["mainTheme", "visibility", "externalId"]);
    assert_eq!(count(&network.analyst().await, json!({})).await, 1);
}

#[tokio::test]
async fn an_import_neither_shares_again_nor_brings_back() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let coordinator = network.coordinator(member).await;
    let rows = [draft("a", "Un"), draft("b", "Deux")];
    let made = import(&network, member, &rows).await;
    let ids: Vec<_> = made.iter().map(|row| id_text(row.id.unwrap()).to_string()).collect();
    super::share(&coordinator, &ids[0], "PRIVATE", None).await;
    let input = json!({ "id": ids[1], "expectedVersion": 1 });
    super::run(&coordinator, "deleteObservation", "deletedId", input).await;
    let again = import(&network, member, &[draft("a", "Un, encore"), draft("b", "Deux")]).await;
    assert_eq!(verdicts(&again), [Verdict::Updated, Verdict::Rejected]);
    assert_eq!(see(&coordinator, &ids[0]).await.text("/observation/visibility"), "PRIVATE");
    let late =
        act(&coordinator, "updateObservation", json!({ "id": ids[0], "expectedVersion": 2, "intensity": 1 }));
    assert_eq!(late.await.mistakes("updateObservation"), ["VERSION_CONFLICT"]);
}
