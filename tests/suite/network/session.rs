use chrono::TimeDelta;
use maillage::error::Code;
use serde_json::json;

use super::people::{
    EMAIL, PASSWORD, REFRESH, SIGN_IN, WHO, accept, input, invite, pair, refresh, sign_in, token, tokens,
    with_ana,
};
use crate::harness::{Network, User};

#[tokio::test]
async fn an_administrator_signs_in_and_is_known_by_the_token() {
    let network = with_ana().await;
    let (access, _) = tokens(&network).await;
    let who = network.bearer(&access).await.unwrap().ask(WHO).await;
    assert_eq!(who.text("/viewer/role"), "ADMINISTRATOR");
    assert_eq!(who.text("/viewer/account/email"), EMAIL);
    assert_eq!(who.at("/viewer/scopes").as_array().unwrap().len(), 10);
    assert!(who.at("/viewer/member").is_null());
}

#[tokio::test]
async fn anyone_without_credentials_is_nobody() {
    let network = Network::new().await;
    assert!(network.authorised(&[]).await.unwrap().ask(WHO).await.at("/viewer").is_null());
}

#[tokio::test]
async fn a_wrong_credential_is_refused_and_never_anonymous() {
    let network = with_ana().await;
    let (access, refresh) = tokens(&network).await;
    let good = format!("Bearer {access}");
    let others = ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer mlg_a_b", "Bearer mlg_", &refresh];
    for value in others {
        assert_eq!(network.authorised(&[value]).await.err(), Some(Code::Unauthenticated), "{value}");
    }
    assert_eq!(network.authorised(&[&good, &good]).await.err(), Some(Code::Unauthenticated));
    assert!(network.authorised(&[&good.replace("Bearer", "bearer")]).await.is_ok());
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_answer_the_same() {
    let network = with_ana().await;
    let wrong = sign_in(&network, EMAIL, "une autre phrase longue").await;
    let unknown = sign_in(&network, "bob@example.org", PASSWORD).await;
    assert_eq!(wrong, unknown);
    assert_eq!(wrong.mistakes("signIn"), ["WRONG_CREDENTIALS"]);
}

#[tokio::test]
async fn a_refusal_is_told_in_the_readers_language() {
    let network = with_ana().await;
    let wrong = input(json!({ "email": EMAIL, "password": "une autre phrase" }));
    let message = async |user: User<'_>| {
        user.ask_with(SIGN_IN, wrong.clone()).await.text("/signIn/userErrors/0/message").to_owned()
    };
    assert_eq!(message(network.anonymous()).await, "Adresse électronique ou mot de passe incorrect.");
    let english = message(network.anonymous().in_english()).await;
    assert_eq!(english, "The e-mail address or the password is wrong.");
}

#[tokio::test]
async fn an_address_may_be_written_in_capitals() {
    let network = with_ana().await;
    assert!(sign_in(&network, " ANA@Example.org", PASSWORD).await.mistakes("signIn").is_empty());
}

#[tokio::test]
async fn a_session_expires_after_a_quarter_of_an_hour() {
    let network = with_ana().await;
    let (access, _) = tokens(&network).await;
    network.wait(TimeDelta::minutes(14));
    assert!(network.bearer(&access).await.is_ok());
    network.wait(TimeDelta::minutes(2));
    assert_eq!(network.bearer(&access).await.err(), Some(Code::Unauthenticated));
}

#[tokio::test]
async fn a_refresh_token_gives_the_next_ones_once() {
    let network = with_ana().await;
    let (_, first) = tokens(&network).await;
    network.wait(TimeDelta::days(29));
    let (access, second) = pair(&refresh(&network, &first).await, "refreshSession");
    assert!(network.bearer(&access).await.is_ok());
    network.wait(TimeDelta::days(29));
    let (access, _) = pair(&refresh(&network, &second).await, "refreshSession");
    assert!(network.bearer(&access).await.is_ok());
}

#[tokio::test]
async fn a_refresh_token_that_comes_back_ends_the_whole_session() {
    let network = with_ana().await;
    let (_, first) = tokens(&network).await;
    let (access, second) = pair(&refresh(&network, &first).await, "refreshSession");
    let (other, _) = tokens(&network).await;
    assert_eq!(refresh(&network, &first).await.mistakes("refreshSession"), ["EXPIRED"]);
    assert_eq!(refresh(&network, &second).await.mistakes("refreshSession"), ["EXPIRED"]);
    assert_eq!(network.bearer(&access).await.err(), Some(Code::Unauthenticated));
    assert!(network.bearer(&other).await.is_ok(), "another session of the account goes on");
}

#[tokio::test]
async fn two_exchanges_of_one_token_at_the_same_moment_do_not_both_succeed() {
    let network = with_ana().await;
    let (_, first) = tokens(&network).await;
    let (one, other) = tokio::join!(refresh(&network, &first), refresh(&network, &first));
    let refused = [one.mistakes("refreshSession"), other.mistakes("refreshSession")].concat();
    assert!(refused.contains(&"EXPIRED".to_owned()), "{one:?} {other:?}");
}

#[tokio::test]
async fn a_refresh_token_expires_after_thirty_days() {
    let network = with_ana().await;
    let (_, first) = tokens(&network).await;
    network.wait(TimeDelta::days(30));
    assert_eq!(refresh(&network, &first).await.mistakes("refreshSession"), ["EXPIRED"]);
    assert_eq!(refresh(&network, "unknown").await.mistakes("refreshSession"), ["EXPIRED"]);
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once() {
    let network = with_ana().await;
    let (access, token) = tokens(&network).await;
    let document =
        "mutation ($input: SignOutInput!) { signOut(input: $input) { signedOut userErrors { code } } }";
    let answer = network.anonymous().ask_with(document, input(json!({ "refreshToken": token }))).await;
    assert_eq!(answer.at("/signOut/signedOut"), true);
    assert_eq!(network.bearer(&access).await.err(), Some(Code::Unauthenticated));
    assert_eq!(refresh(&network, &token).await.mistakes("refreshSession"), ["EXPIRED"]);
}

#[tokio::test]
async fn aliases_in_one_request_are_as_many_attempts() {
    let network = with_ana().await;
    let attempt =
        format!("signIn(input: {{email: \"{EMAIL}\", password: \"x\"}}) {{ userErrors {{ code }} }}");
    for _ in 0..2 {
        let fields: Vec<String> = (0..5).map(|number| format!("a{number}: {attempt}")).collect();
        let answer = network.anonymous().ask(&format!("mutation {{ {} }}", fields.join(" "))).await;
        assert_eq!(answer.mistakes("a4"), ["WRONG_CREDENTIALS"]);
    }
    let refused = sign_in(&network, EMAIL, PASSWORD).await;
    assert_eq!(refused.mistakes("signIn"), ["TOO_MANY_ATTEMPTS"]);
    network.wait(TimeDelta::minutes(15));
    assert!(sign_in(&network, EMAIL, PASSWORD).await.mistakes("signIn").is_empty());
}

#[tokio::test]
async fn an_account_with_two_memberships_chooses_one_and_changes() {
    let network = with_ana().await;
    let member = network.member("DLA du Finistère").await;
    let coordinator = network.coordinator(member).await;
    let invited = token(&invite(&coordinator, EMAIL, "ADVISOR", None).await);
    accept(&network, &invited, PASSWORD).await;
    let (access, refresh_token) = tokens(&network).await;
    let who = network.bearer(&access).await.unwrap().ask(WHO).await;
    assert_eq!(who.each("/viewer/memberships", "/role"), ["ADMINISTRATOR", "ADVISOR"]);
    let other = who.text("/viewer/memberships/1/id");

    let choice = json!({ "email": EMAIL, "password": PASSWORD, "membership": other });
    let (access, _) = pair(&network.anonymous().ask_with(SIGN_IN, input(choice)).await, "signIn");
    let who = network.bearer(&access).await.unwrap().ask(WHO).await;
    assert_eq!(who.text("/viewer/member/name"), "DLA du Finistère");

    let change = json!({ "refreshToken": refresh_token, "membership": other });
    let changed = network.anonymous().ask_with(REFRESH, input(change)).await;
    let (access, _) = pair(&changed, "refreshSession");
    assert_eq!(network.bearer(&access).await.unwrap().ask(WHO).await.text("/viewer/role"), "ADVISOR");
}

#[tokio::test]
async fn nobody_acts_under_the_membership_of_somebody_else() {
    let network = with_ana().await;
    let analyst = network.analyst().await;
    let theirs = analyst.ask(WHO).await.text("/viewer/membership/id").to_owned();
    let choice = json!({ "email": EMAIL, "password": PASSWORD, "membership": theirs });
    let answer = network.anonymous().ask_with(SIGN_IN, input(choice)).await;
    assert_eq!(answer.mistakes("signIn"), ["NOT_FOUND"]);
    let (_, refresh_token) = tokens(&network).await;
    let change = json!({ "refreshToken": refresh_token, "membership": theirs });
    let answer = network.anonymous().ask_with(REFRESH, input(change)).await;
    assert_eq!(answer.mistakes("refreshSession"), ["NOT_FOUND"]);
    assert!(refresh(&network, &refresh_token).await.mistakes("refreshSession").is_empty(), "not used up");
}

#[tokio::test]
async fn knowing_who_asks_costs_one_statement() {
    let network = with_ana().await;
    let (access, _) = tokens(&network).await;
    let (user, statements) = network.statements(network.bearer(&access)).await;
    assert!(user.is_ok());
    assert_eq!(statements, 1);
}
