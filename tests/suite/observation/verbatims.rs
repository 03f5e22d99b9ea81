use serde_json::json;

use super::{NONE, authorise, record, run, see, share};
use crate::harness::{Answer, Network, User};

async fn say(user: &User<'_>, observation: &str, text: &str, shareable: bool) -> Answer {
    let input = json!({
        "observation": observation, "text": text, "speaker": "Mme Durand", "shareable": shareable,
    });
    run(user, "addVerbatim", "verbatim { id text speaker }", input).await
}

#[tokio::test]
async fn others_read_words_agreed_to_be_shared_where_they_read_the_texts_and_never_who_spoke() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let word = authorise(&coordinator, "PUBLIC", None).await;
    let id = record(&coordinator, json!({})).await;
    say(&coordinator, &id, "On ne tiendra pas.", true).await;
    say(&coordinator, &id, "La mairie nous lâche.", false).await;
    share(&coordinator, &id, "NETWORK", None).await;
    let analyst = network.analyst().await;
    assert_eq!(see(&analyst, &id).await.each("/observation/verbatims", "/text"), NONE);
    share(&coordinator, &id, "NETWORK", Some(&word)).await;
    let seen = see(&analyst, &id).await;
    assert_eq!(seen.each("/observation/verbatims", "/text"), ["On ne tiendra pas."]);
    assert!(seen.at("/observation/verbatims/0/speaker").is_null());
    let own = see(&coordinator, &id).await;
    assert_eq!(own.each("/observation/verbatims", "/speaker"), ["Mme Durand", "Mme Durand"]);
}

#[tokio::test]
async fn words_that_may_not_be_read_are_no_node_either() {
    let network = Network::new().await;
    let coordinator = network.coordinator(network.member("Accueil 44").await).await;
    let id = record(&coordinator, json!({ "visibility": "PUBLIC" })).await;
    let answer = say(&coordinator, &id, "On ne tiendra pas.", true).await;
    let words = answer.text("/addVerbatim/verbatim/id");
    let document = format!(r#"{{ node(id: "{words}") {{ ... on Verbatim {{ text }} }} }}"#);
    assert!(network.analyst().await.ask(&document).await.at("/node").is_null());
    assert_eq!(coordinator.ask(&document).await.text("/node/text"), "On ne tiendra pas.");
}

#[tokio::test]
async fn an_advisor_removes_words_for_good_and_nobody_elses() {
    let network = Network::new().await;
    let member = network.member("Accueil 44").await;
    let (advisor, other) =
        (network.advisor(member).await, network.advisor(network.member("Accueil 01").await).await);
    let id = record(&advisor, json!({})).await;
    let answer = say(&advisor, &id, "On ne tiendra pas.", true).await;
    let words = json!({ "id": answer.text("/addVerbatim/verbatim/id") });
    let refused = run(&other, "removeVerbatim", "removedId", words.clone()).await;
    assert_eq!(refused.mistakes("removeVerbatim"), ["NOT_FOUND"]);
    assert_eq!(run(&advisor, "removeVerbatim", "removedId", words).await.mistakes("removeVerbatim"), NONE);
    assert_eq!(network.count("select count(*) from verbatim").await, 0);
    assert_eq!(say(&other, &id, "Intrus", true).await.mistakes("addVerbatim"), ["NOT_FOUND"]);
}
