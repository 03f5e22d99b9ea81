use entity::MemberId;
use maillage::graphql::id_text;
use maillage::network::account::create_administrator;
use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};

pub const EMAIL: &str = "ana@example.org";
pub const PASSWORD: &str = "une phrase assez longue";

pub const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) { \
     session { accessToken refreshToken expiresAt } userErrors { code field message } } }";
pub const REFRESH: &str = "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { \
     session { accessToken refreshToken } userErrors { code field } } }";
pub const INVITE: &str = "mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { \
     issued { token invitation { id state role email member { name } } } userErrors { code field } } }";
pub const ACCEPT: &str = "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { \
     session { accessToken refreshToken } userErrors { code field } } }";
pub const WHO: &str = "{ viewer { role account { email name } member { name } scopes \
     membership { id } memberships { id role member { name } } charterToAccept { version } } }";

/// A network with an administrator who has a password.
pub async fn with_ana() -> Network {
    let network = Network::new().await;
    create_administrator(&network.db, &network.world, EMAIL, "Ana", PASSWORD).await.unwrap();
    network
}

pub async fn sign_in(network: &Network, email: &str, password: &str) -> Answer {
    let input = json!({ "input": { "email": email, "password": password } });
    network.anonymous().ask_with(SIGN_IN, input).await
}

/// Ana's tokens: access, refresh.
pub async fn tokens(network: &Network) -> (String, String) {
    pair(&sign_in(network, EMAIL, PASSWORD).await, "signIn")
}

pub fn pair(answer: &Answer, mutation: &str) -> (String, String) {
    let text = |name| answer.text(&format!("/{mutation}/session/{name}")).to_owned();
    (text("accessToken"), text("refreshToken"))
}

pub async fn refresh(network: &Network, token: &str) -> Answer {
    network.anonymous().ask_with(REFRESH, json!({ "input": { "refreshToken": token } })).await
}

pub async fn invite(by: &User<'_>, email: &str, role: &str, member: Option<MemberId>) -> Answer {
    let member = member.map(|id| id_text(id).0);
    by.ask_with(INVITE, json!({ "input": { "email": email, "role": role, "member": member } })).await
}

pub async fn accept(network: &Network, token: &str, password: &str) -> Answer {
    let input = json!({ "token": token, "name": "Nouvelle personne", "password": password });
    network.anonymous().ask_with(ACCEPT, json!({ "input": input })).await
}

/// The token of an invitation that was made.
pub fn token(answer: &Answer) -> String {
    answer.text("/createInvitation/issued/token").to_owned()
}

/// An input with its fields.
pub fn input(fields: Value) -> Value {
    [("input".to_owned(), fields)].into_iter().collect::<serde_json::Map<_, _>>().into()
}
