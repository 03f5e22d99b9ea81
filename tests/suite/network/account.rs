use maillage::error::Code;
use maillage::network::account::{create_administrator, disable};
use serde_json::json;

use super::people::{EMAIL, PASSWORD, WHO, input, refresh, sign_in, tokens, with_ana};
use crate::harness::Network;

const CHANGE: &str = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { \
     account { email } userErrors { code field } } }";
const END: &str = "mutation ($input: EndMembershipInput!) { endMembership(input: $input) { \
     membership { endedAt } userErrors { code } } }";
const MEMBERSHIPS: &str = "{ memberships { totalCount nodes { id role account { email } } } }";

#[tokio::test]
async fn an_administrator_is_made_with_a_real_address_and_a_long_password_only() {
    let network = Network::new().await;
    let refused = [("ana@example.org", "onze lettre"), ("ana", PASSWORD), ("a b@example.org", PASSWORD)];
    for (email, password) in refused {
        assert!(create_administrator(&network.db, &network.world, email, "Ana", password).await.is_err());
    }
    assert!(create_administrator(&network.db, &network.world, EMAIL, "Ana", PASSWORD).await.is_ok());
    let again = create_administrator(&network.db, &network.world, "ANA@example.org", "Ana", PASSWORD).await;
    assert_eq!(again.unwrap_err().to_string(), "email: “ANA@example.org” exists already.");
}

#[tokio::test]
async fn an_account_changes_its_password_and_all_its_sessions_end() {
    let network = with_ana().await;
    let (access, token) = tokens(&network).await;
    let ana = network.bearer(&access).await.unwrap();
    let change = |current: &str, new: &str| input(json!({ "currentPassword": current, "newPassword": new }));
    let wrong = ana.ask_with(CHANGE, change("pas le bon du tout", "court")).await;
    assert_eq!(wrong.mistakes("changePassword"), ["WRONG_CREDENTIALS", "WEAK_PASSWORD"]);
    let right = ana.ask_with(CHANGE, change(PASSWORD, "une nouvelle phrase")).await;
    assert_eq!(right.text("/changePassword/account/email"), EMAIL);
    assert_eq!(network.bearer(&access).await.err(), Some(Code::Unauthenticated));
    assert_eq!(refresh(&network, &token).await.mistakes("refreshSession"), ["EXPIRED"]);
    assert_eq!(sign_in(&network, EMAIL, PASSWORD).await.mistakes("signIn"), ["WRONG_CREDENTIALS"]);
    assert!(sign_in(&network, EMAIL, "une nouvelle phrase").await.mistakes("signIn").is_empty());
}

#[tokio::test]
async fn a_coordinator_sees_the_people_of_its_structure_and_no_others() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let (coordinator, advisor) = (network.coordinator(mine).await, network.advisor(mine).await);
    network.advisor(other).await;
    network.analyst().await;
    let seen = coordinator.ask(MEMBERSHIPS).await;
    assert_eq!(seen.at("/memberships/totalCount"), 2);
    assert_eq!(seen.each("/memberships/nodes", "/role"), ["ADVISOR", "COORDINATOR"]);
    assert_eq!(advisor.ask(MEMBERSHIPS).await.at("/memberships/totalCount"), 1);
    assert_eq!(network.anonymous().ask(MEMBERSHIPS).await.at("/memberships/totalCount"), 0);
}

#[tokio::test]
async fn an_administrator_sees_no_member_structures_people() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let advisor = network.advisor(member).await;
    let administrator = network.administrator().await;
    let seen = administrator.ask(MEMBERSHIPS).await;
    assert_eq!(seen.each("/memberships/nodes", "/role"), ["ADMINISTRATOR"]);
    let id = advisor.ask(WHO).await.text("/viewer/membership/id").to_owned();
    let node = administrator.ask_with("query ($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
    assert!(node.at("/node").is_null());
}

#[tokio::test]
async fn a_coordinator_ends_the_membership_of_its_advisor_and_of_nobody_else() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let coordinator = network.coordinator(mine).await;
    let membership = async |user: &crate::harness::User<'_>| {
        input(json!({ "id": user.ask(WHO).await.text("/viewer/membership/id") }))
    };
    let (own, foreign) = (network.advisor(mine).await, network.advisor(other).await);
    let ended = coordinator.ask_with(END, membership(&own).await).await;
    assert!(ended.at("/endMembership/membership/endedAt").is_string());
    let again = coordinator.ask_with(END, membership(&own).await).await;
    assert_eq!(again.mistakes("endMembership"), ["ILLEGAL_TRANSITION"]);
    let refused = coordinator.ask_with(END, membership(&foreign).await).await;
    assert_eq!(refused.mistakes("endMembership"), ["NOT_FOUND"]);
    let itself = coordinator.ask_with(END, membership(&coordinator).await).await;
    assert_eq!(itself.mistakes("endMembership"), ["NOT_ALLOWED"]);
    let advisor = foreign.ask_with(END, membership(&foreign).await).await;
    assert_eq!(advisor.mistakes("endMembership"), ["NOT_ALLOWED"]);
}

#[tokio::test]
async fn a_closed_account_is_refused_everywhere_with_the_same_words() {
    let network = with_ana().await;
    let (access, token) = tokens(&network).await;
    assert!(disable(&network.db, &network.world, "bob@example.org").await.is_err());
    disable(&network.db, &network.world, EMAIL).await.unwrap();
    assert_eq!(network.bearer(&access).await.err(), Some(Code::Unauthenticated));
    assert_eq!(refresh(&network, &token).await.mistakes("refreshSession"), ["EXPIRED"]);
    let unknown = sign_in(&network, "bob@example.org", PASSWORD).await;
    assert_eq!(sign_in(&network, EMAIL, PASSWORD).await, unknown);
}
