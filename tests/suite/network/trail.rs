use sea_orm::EntityTrait;

use super::people::{EMAIL, PASSWORD, accept, invite, refresh, sign_in, token, tokens, with_ana};
use crate::harness::Network;

async fn acts(network: &Network) -> Vec<entity::audit_entry::Model> {
    let mut entries = entity::audit_entry::Entity::find().all(network.db.reader()).await.unwrap();
    entries.sort_by_key(|entry| entry.id);
    entries
}

#[tokio::test]
async fn every_act_of_identity_leaves_its_entry_and_no_personal_data() {
    let network = with_ana().await;
    let (access, first) = tokens(&network).await;
    refresh(&network, &first).await;
    refresh(&network, &first).await;
    let (access_after, _) = tokens(&network).await;
    let ana = network.bearer(&access_after).await.unwrap();
    let invited = token(&invite(&ana, "bob@example.org", "ANALYST", None).await);
    accept(&network, &invited, PASSWORD).await;
    let entries = acts(&network).await;
    let names: Vec<&str> = entries.iter().map(|entry| entry.action.as_str()).collect();
    let expected = [
        "createAccount",
        "createMembership",
        "signIn",
        "refreshSession",
        "refreshTokenReused",
        "signIn",
        "createInvitation",
        "createAccount",
        "createMembership",
        "acceptInvitation",
    ];
    assert_eq!(names, expected);
    let told = format!("{entries:?}");
    for secret in [EMAIL, "bob@", "Ana", PASSWORD, &access, &first, &invited] {
        assert!(!told.contains(secret), "{secret}");
    }
    let by: Vec<bool> = entries.iter().map(|entry| entry.account_id.is_some()).collect();
    assert_eq!(by, [false, false, true, true, true, true, true, false, false, true]);
}

#[tokio::test]
async fn a_failed_sign_in_writes_nothing() {
    let network = with_ana().await;
    let before = acts(&network).await.len();
    sign_in(&network, EMAIL, "une autre phrase longue").await;
    assert_eq!(acts(&network).await.len(), before);
}
