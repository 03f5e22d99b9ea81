//! The invented people and their keys.

use std::fmt::Write;

use anyhow::Context;
use serde_json::json;

use super::player::Player;
use super::text;
use crate::app::App;
use crate::network::account::create_administrator;

/// Member structures, two régions.
pub const MEMBERS: [&str; 8] = [
    "DLA Loire-Atlantique (démonstration)",
    "DLA Maine-et-Loire (démonstration)",
    "DLA Sarthe et Mayenne (démonstration)",
    "Pôle culture des Pays de la Loire (démonstration)",
    "DLA Ille-et-Vilaine (démonstration)",
    "DLA Finistère (démonstration)",
    "DLA Côtes-d'Armor (démonstration)",
    "Agence culturelle de Bretagne (démonstration)",
];

const ADMINISTRATOR: &str = "administration@demo.invalid";

const CHARTER_FR: &str = "Charte de démonstration (fictive). Les structures membres restent maîtresses de ce qu'elles \
    observent, partagent avec l'accord des structures accompagnées et ne publient que des chiffres protégés.";
const CHARTER_EN: &str = "Demonstration charter (invented). Member structures remain in charge of what they observe, \
    share it with the agreement of those accompanied, and publish protected figures only.";

/// Days a demonstration key lasts.
const DAYS: i32 = 30;

/// Code of the région a member reports on.
pub const fn region(member: usize) -> &'static str {
    if member < MEMBERS.len() / 2 { "52" } else { "53" }
}

/// Who plays.
pub struct Cast {
    /// Tokens of the members' coordinators.
    pub coordinators: Vec<String>,
    keys: Vec<(&'static str, String)>,
}

impl Cast {
    /// One line a role.
    pub fn keys_shown(&self) -> String {
        let mut shown =
            format!("API keys of the invented people ({DAYS} days), for `Authorization: Bearer ...`:\n");
        for (role, key) in &self.keys {
            // Writing into a String cannot fail.
            let _ = writeln!(shown, "  {role:<14} {key}");
        }
        shown
    }
}

/// Invites everybody, who accept; members accept the charter; one key per role.
pub async fn gather(app: &App, player: &Player<'_>, password: &str) -> anyhow::Result<Cast> {
    create_administrator(&app.db, &app.world, ADMINISTRATOR, "Administration (démonstration)", password)
        .await?;
    let account = json!({ "email": ADMINISTRATOR, "password": password });
    let administrator = text(&player.write(None, SIGN_IN, account).await?, "/session/accessToken")?;
    player
        .write(Some(&administrator), PUBLISH, json!({ "textFr": CHARTER_FR, "textEn": CHARTER_EN }))
        .await?;
    let scene = Scene { player, password };
    let mut coordinators = Vec::new();
    let mut advisor = None;
    for (number, name) in MEMBERS.iter().enumerate() {
        let made = player.write(Some(&administrator), CREATE_MEMBER, json!({ "name": name })).await?;
        let member = text(&made, "/member/id")?;
        let seat = ("COORDINATOR", Some(member.as_str()));
        let coordinator = scene.invite(&administrator, &format!("coordination-{number}"), seat).await?;
        scene.accept_charter(&coordinator).await?;
        if advisor.is_none() {
            advisor = Some(scene.invite(&coordinator, "conseil", ("ADVISOR", Some(&member))).await?);
        }
        coordinators.push(coordinator);
    }
    let analyst = scene.invite(&administrator, "analyse", ("ANALYST", None)).await?;
    let partner = scene.invite(&administrator, "partenaire", ("PARTNER", None)).await?;
    let first = coordinators.first().cloned();
    let roles = [
        ("coordinator", first),
        ("advisor", advisor),
        ("analyst", Some(analyst)),
        ("partner", Some(partner)),
        ("administrator", Some(administrator.clone())),
    ];
    let mut keys = Vec::new();
    for (role, token) in roles {
        keys.push((role, scene.key(role, &token.context("somebody is missing")?).await?));
    }
    Ok(Cast { coordinators, keys })
}

struct Scene<'s> {
    player: &'s Player<'s>,
    password: &'s str,
}

impl Scene<'_> {
    async fn invite(
        &self,
        by: &str,
        name: &str,
        (role, member): (&str, Option<&str>),
    ) -> anyhow::Result<String> {
        let invitation = json!({ "email": format!("{name}@demo.invalid"), "role": role, "member": member });
        let made = self.player.write(Some(by), INVITE, invitation).await?;
        let token = text(&made, "/issued/token")?;
        let acceptance =
            json!({ "token": token, "name": format!("{name} (démonstration)"), "password": self.password });
        text(&self.player.write(None, ACCEPT, acceptance).await?, "/session/accessToken")
    }

    async fn accept_charter(&self, token: &str) -> anyhow::Result<()> {
        let pending = self.player.ask(Some(token), PENDING, json!({})).await?;
        if let Ok(charter) = text(&pending, "/viewer/charterToAccept/id") {
            self.player.write(Some(token), ACCEPT_CHARTER, json!({ "charter": charter })).await?;
        }
        Ok(())
    }

    async fn key(&self, role: &str, token: &str) -> anyhow::Result<String> {
        let scopes = [
            "DIRECTORY_READ",
            "DIRECTORY_WRITE",
            "OBSERVATIONS_READ",
            "OBSERVATIONS_WRITE",
            "FIGURES_READ",
            "NETWORK_MANAGE",
        ];
        let wish = json!({ "name": format!("démonstration, {role}"), "days": DAYS, "scopes": scopes });
        text(&self.player.write(Some(token), CREATE_KEY, wish).await?, "/issued/token")
    }
}

const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) { \
    session { accessToken } userErrors { code field message } } }";
const CREATE_MEMBER: &str = "mutation ($input: CreateMemberInput!) { createMember(input: $input) { \
    member { id } userErrors { code field message } } }";
const INVITE: &str = "mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { \
    issued { token } userErrors { code field message } } }";
const ACCEPT: &str = "mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { \
    session { accessToken } userErrors { code field message } } }";
const PUBLISH: &str = "mutation ($input: PublishCharterInput!) { publishCharter(input: $input) { \
    charter { id } userErrors { code field message } } }";
const PENDING: &str = "{ viewer { charterToAccept { id } } }";
const ACCEPT_CHARTER: &str = "mutation ($input: AcceptCharterInput!) { acceptCharter(input: $input) { \
    charter { id } userErrors { code field message } } }";
const CREATE_KEY: &str = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { \
    issued { token } userErrors { code field message } } }";
