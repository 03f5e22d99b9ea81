//! Who works with whom on a territory, as each reader may know it.

use maillage::graphql::id_text;
use serde_json::{Value, json};

use super::design::{Thing, does, edition, now, objective, opened, over_it, programme, session, team};
use super::solicitations::person;
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run, territory};

const LINKS: &str = "parties { id name } links { totalCount pageInfo { hasNextPage endCursor } nodes { kind firstOn \
    lastOn editions from { name } to { name member { id } partner { id } } } }";

async fn graph(user: &User<'_>, place: &str, arguments: &str) -> Answer {
    user.ask(&format!(r#"{{ collaborations(territory: "{place}"{arguments}) {{ {LINKS} }} }}"#)).await
}

/// Each link as `KIND from > to`, in no order.
fn links(answer: &Answer) -> Vec<String> {
    let nodes = answer.at("/collaborations/links/nodes").as_array().unwrap();
    let one = |node: &Value| {
        let text = |pointer: &str| node.pointer(pointer).unwrap().as_str().unwrap().to_owned();
        format!("{} {} > {}", text("/kind"), text("/from/name"), text("/to/name"))
    };
    let mut all: Vec<String> = nodes.iter().map(one).collect();
    all.sort();
    all
}

/// Takes a partner into an edition, and lets it speak and pay there.
async fn engage(user: &User<'_>, edition: &Thing, partner: &str) {
    let part = json!({ "edition": edition.id, "partner": partner, "kind": "consultant" });
    does(user, "addEditionPartner", "editionPartner", part).await;
    session(user, edition, "2028-04-04", json!({ "speakers": [partner] })).await;
    for (amount, status) in [(1, "GRANTED"), (2, "REFUSED")] {
        let line = json!({ "edition": edition.id, "partner": partner, "label": "Aide", "amount": amount, "status": status });
        does(user, "addFundingLine", "fundingLine", line).await;
    }
}

#[tokio::test]
async fn a_territory_shows_who_works_with_whom_and_money_to_its_team_alone() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let guest_member = network.member("DLA 35").await;
    let guest = network.coordinator(guest_member).await;
    let (programme, edition) = opened(&coordinator).await;
    let invite = json!({ "programme": programme.id, "member": id_text(guest_member) });
    run(&coordinator, "inviteCoLead", "programme { id }", invite).await;
    let yes = json!({ "programme": programme.id, "accept": true });
    assert_eq!(run(&guest, "answerCoLead", "programme { id }", yes).await.mistakes("answerCoLead"), NONE);
    let partner = person(&coordinator, "Alix", None).await;
    engage(&coordinator, &edition, &partner).await;
    let (reze, ain) =
        (territory(&network, "COMMUNE", "44143").await, territory(&network, "DEPARTMENT", "01").await);
    let loire = territory(&network, "DEPARTMENT", "44").await;
    let shared = [
        "CO_LEAD DLA 44 > DLA 35",
        "PARTNER DLA 35 > Alix",
        "PARTNER DLA 44 > Alix",
        "SPEAKER DLA 35 > Alix",
        "SPEAKER DLA 44 > Alix",
    ];
    let analyst = network.analyst().await;
    let seen = graph(&analyst, &loire, "").await;
    assert_eq!(links(&seen), shared);
    assert_eq!(seen.at("/collaborations/links/totalCount"), 5);
    assert_eq!(seen.at("/collaborations/parties").as_array().unwrap().len(), 3);
    assert_eq!(links(&graph(&analyst, &reze, ", filter: { kinds: [CO_LEAD] }").await), shared[..1]);
    for nothing in [graph(&analyst, &ain, "").await, graph(&network.anonymous(), &loire, "").await] {
        assert_eq!(nothing.at("/collaborations/links/totalCount"), 0);
    }
    let money = graph(&guest, &loire, ", filter: { kinds: [FUNDER] }").await;
    assert_eq!(links(&money), ["FUNDER DLA 35 > Alix", "FUNDER DLA 44 > Alix"]);
    assert_eq!(graph(&guest, &loire, "").await.at("/collaborations/links/totalCount"), 7);
    let give_up = now(&coordinator, &edition).await.with(json!({ "reason": "Faute de public" }));
    does(&coordinator, "cancelEdition", "edition", give_up).await;
    assert_eq!(graph(&guest, &loire, "").await.at("/collaborations/links/totalCount"), 0);
}

#[tokio::test]
async fn a_link_stands_once_for_all_its_editions_and_pages_cost_the_same() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let loire = territory(&network, "DEPARTMENT", "44").await;
    let (programme, first) = opened(&coordinator).await;
    let partner = person(&coordinator, "Alix", None).await;
    engage(&coordinator, &first, &partner).await;
    let autumn = json!({ "startsOn": "2028-09-01", "endsOn": "2028-12-15" });
    let second = edition(&coordinator, &programme, autumn).await;
    let part = json!({ "edition": second.id, "partner": partner, "kind": "lieu" });
    does(&coordinator, "addEditionPartner", "editionPartner", part).await;
    let analyst = network.analyst().await;
    let kinds = ", filter: { kinds: [PARTNER] }";
    assert_eq!(graph(&analyst, &loire, kinds).await.at("/collaborations/links/nodes/0/editions"), 1);
    let whole = graph(&coordinator, &loire, kinds).await;
    let link = whole.at("/collaborations/links/nodes/0");
    assert_eq!(
        (&link["editions"], &link["firstOn"], &link["lastOn"]),
        (&json!(2), &json!("2028-03-01"), &json!("2028-12-15"))
    );
    let early = graph(&coordinator, &loire, r#", filter: { to: "2028-08-31", kinds: [PARTNER] }"#).await;
    assert_eq!(early.at("/collaborations/links/nodes/0/editions"), 1);
    let none = graph(&coordinator, &loire, r#", filter: { from: "2029-01-01" }"#).await;
    assert_eq!(none.at("/collaborations/links/totalCount"), 0);
    let (page, few) = network.statements(graph(&coordinator, &loire, ", first: 2")).await;
    assert_eq!(page.at("/collaborations/links/pageInfo/hasNextPage"), true);
    let after = page.text("/collaborations/links/pageInfo/endCursor");
    let (rest, same) =
        network.statements(graph(&coordinator, &loire, &format!(r#", first: 2, after: "{after}""#))).await;
    assert_eq!((links(&page).len(), links(&rest).len()), (2, 1));
    assert_eq!(few, same);
    assert!(few <= 4, "{few}");
}

#[tokio::test]
async fn a_person_whom_the_reader_may_not_meet_is_no_end_of_a_link() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    let share = made.with(json!({ "visibility": "PUBLIC" }));
    let made = does(&coordinator, "shareProgramme", "programme", share).await;
    let public = edition(&coordinator, &made, json!({})).await;
    objective(&coordinator, &public).await;
    let partner = person(&coordinator, "Alix", None).await;
    engage(&coordinator, &public, &partner).await;
    let open = now(&coordinator, &public).await.with(json!({}));
    does(&coordinator, "openEdition", "edition", open).await;
    let loire = territory(&network, "DEPARTMENT", "44").await;
    assert_eq!(graph(&network.partner().await, &loire, "").await.at("/collaborations/links/totalCount"), 2);
    let nobody = graph(&network.anonymous(), &loire, "").await;
    assert_eq!(
        nobody.at("/collaborations"),
        &over_it(
            json!({ "parties": [] }),
            json!({ "links": {
        "totalCount": 0, "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": [] } })
        )
    );
    assert_eq!(graph(&network.anonymous(), "nowhere", "").await.at("/collaborations/links/totalCount"), 0);
}
