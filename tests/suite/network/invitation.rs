use chrono::TimeDelta;
use serde_json::json;

use super::people::{EMAIL, PASSWORD, WHO, accept, input, invite, pair, sign_in, token, with_ana};
use crate::harness::Network;

const REVOKE: &str = "mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { \
     invitation { state } userErrors { code } } }";
const LIST: &str = "{ invitations { totalCount nodes { email role state } } }";

#[tokio::test]
async fn an_administrator_invites_the_first_coordinator_who_invites_an_advisor() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let administrator = network.administrator().await;
    let first = invite(&administrator, "cleo@example.org", "COORDINATOR", Some(member)).await;
    let (access, _) = pair(&accept(&network, &token(&first), PASSWORD).await, "acceptInvitation");
    let cleo = network.bearer(&access).await.unwrap();
    assert!(cleo.actor().coordinates(member));
    let second = invite(&cleo, "dina@example.org", "ADVISOR", None).await;
    assert_eq!(second.text("/createInvitation/issued/invitation/member/name"), "DLA 44");
    let (access, _) = pair(&accept(&network, &token(&second), PASSWORD).await, "acceptInvitation");
    let who = network.bearer(&access).await.unwrap().ask(WHO).await;
    assert_eq!(who.text("/viewer/role"), "ADVISOR");
    assert!(sign_in(&network, "dina@example.org", PASSWORD).await.mistakes("signIn").is_empty());
}

#[tokio::test]
async fn an_administrator_invites_nobody_into_a_structure_that_has_its_coordinator() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    network.coordinator(mine).await;
    let administrator = network.administrator().await;
    for role in ["COORDINATOR", "ADVISOR", "ANALYST"] {
        let refused = invite(&administrator, "x@example.org", role, Some(mine)).await;
        assert_eq!(refused.mistakes("createInvitation"), ["NOT_ALLOWED"], "{role}");
    }
    invite(&administrator, "x@example.org", "COORDINATOR", Some(other)).await;
    let second = invite(&administrator, "y@example.org", "COORDINATOR", Some(other)).await;
    assert_eq!(second.mistakes("createInvitation"), ["NOT_ALLOWED"], "one is on the way");
}

#[tokio::test]
async fn a_coordinator_invites_into_its_own_structure_only() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let coordinator = network.coordinator(mine).await;
    let refused = [("ADVISOR", Some(other)), ("COORDINATOR", Some(other)), ("ADMINISTRATOR", None)];
    for (role, member) in refused.into_iter().chain([("ANALYST", Some(mine)), ("PARTNER", None)]) {
        let answer = invite(&coordinator, "x@example.org", role, member).await;
        assert_eq!(answer.mistakes("createInvitation"), ["NOT_ALLOWED"], "{role}");
    }
    assert!(
        invite(&coordinator, "x@example.org", "COORDINATOR", Some(mine))
            .await
            .mistakes("createInvitation")
            .is_empty()
    );
}

#[tokio::test]
async fn advisors_analysts_and_partners_invite_nobody() {
    let network = Network::new().await;
    let member = network.member("A").await;
    for user in [network.advisor(member).await, network.analyst().await, network.partner().await] {
        let answer = invite(&user, "x@example.org", "ADVISOR", Some(member)).await;
        assert_eq!(answer.mistakes("createInvitation"), ["NOT_ALLOWED"]);
    }
    let answer = invite(&network.anonymous(), "x@example.org", "ADVISOR", Some(member)).await;
    assert_eq!(answer.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn an_invitation_is_good_once() {
    let network = Network::new().await;
    let administrator = network.administrator().await;
    let invited = token(&invite(&administrator, "bob@example.org", "ANALYST", None).await);
    assert_eq!(
        accept(&network, &invited, "trop court").await.mistakes("acceptInvitation"),
        ["WEAK_PASSWORD"]
    );
    assert!(accept(&network, &invited, PASSWORD).await.mistakes("acceptInvitation").is_empty());
    assert_eq!(accept(&network, &invited, PASSWORD).await.mistakes("acceptInvitation"), ["EXPIRED"]);
    assert_eq!(accept(&network, "unknown", PASSWORD).await.mistakes("acceptInvitation"), ["EXPIRED"]);
}

#[tokio::test]
async fn an_invitation_expires_after_a_fortnight() {
    let network = Network::new().await;
    let administrator = network.administrator().await;
    let invited = token(&invite(&administrator, "bob@example.org", "ANALYST", None).await);
    network.wait(TimeDelta::days(14));
    assert_eq!(accept(&network, &invited, PASSWORD).await.mistakes("acceptInvitation"), ["EXPIRED"]);
    assert_eq!(administrator.ask(LIST).await.each("/invitations/nodes", "/state"), ["EXPIRED"]);
}

#[tokio::test]
async fn an_invitation_taken_back_is_no_longer_good() {
    let network = Network::new().await;
    let member = network.member("A").await;
    let coordinator = network.coordinator(member).await;
    let made = invite(&coordinator, "bob@example.org", "ADVISOR", None).await;
    let id = input(json!({ "id": made.text("/createInvitation/issued/invitation/id") }));
    for stranger in [network.administrator().await, network.advisor(member).await] {
        assert_eq!(stranger.ask_with(REVOKE, id.clone()).await.mistakes("revokeInvitation"), ["NOT_FOUND"]);
    }
    let revoked = coordinator.ask_with(REVOKE, id.clone()).await;
    assert_eq!(revoked.text("/revokeInvitation/invitation/state"), "REVOKED");
    assert_eq!(coordinator.ask_with(REVOKE, id).await.mistakes("revokeInvitation"), ["ILLEGAL_TRANSITION"]);
    assert_eq!(accept(&network, &token(&made), PASSWORD).await.mistakes("acceptInvitation"), ["EXPIRED"]);
}

#[tokio::test]
async fn an_account_accepts_with_its_own_password() {
    let network = with_ana().await;
    let member = network.member("A").await;
    let coordinator = network.coordinator(member).await;
    let invited = token(&invite(&coordinator, EMAIL, "ADVISOR", None).await);
    let stranger = accept(&network, &invited, "le mot de passe d'un autre").await;
    assert_eq!(stranger.mistakes("acceptInvitation"), ["WRONG_CREDENTIALS"]);
    let (access, _) = pair(&accept(&network, &invited, PASSWORD).await, "acceptInvitation");
    let who = network.bearer(&access).await.unwrap().ask(WHO).await;
    assert_eq!(who.text("/viewer/account/name"), "Ana");
    assert_eq!(who.each("/viewer/memberships", "/role"), ["ADMINISTRATOR", "ADVISOR"]);
}

#[tokio::test]
async fn a_coordinator_does_not_see_the_invitations_of_another_structure() {
    let network = Network::new().await;
    let (mine, other) = (network.member("A").await, network.member("B").await);
    let (coordinator, stranger) = (network.coordinator(mine).await, network.coordinator(other).await);
    invite(&coordinator, "bob@example.org", "ADVISOR", None).await;
    assert_eq!(coordinator.ask(LIST).await.at("/invitations/totalCount"), 1);
    for user in [stranger, network.administrator().await, network.anonymous()] {
        assert_eq!(user.ask(LIST).await.at("/invitations/totalCount"), 0);
    }
}
