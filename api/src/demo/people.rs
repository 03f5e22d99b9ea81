//! The invented people and their keys.

use std::fmt::Write;

use anyhow::Context;
use serde_json::json;

use super::place::Kept;
use super::player::Player;
use super::text;
use crate::app::App;
use crate::error::{Code, Error};
use crate::graphql::id_text;
use crate::network::account::create_administrator;
use crate::network::member::invent;

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

/// Each role of the demonstration, and who plays it.
const ROLES: [(&str, &str); 5] = [
    ("coordinator", "coordination-0"),
    ("advisor", "conseil"),
    ("analyst", "analyse"),
    ("partner", "partenaire"),
    ("administrator", "administration"),
];

/// Who plays.
pub struct Cast {
    /// Tokens of the members' coordinators.
    pub coordinators: Vec<String>,
}

/// One line a role.
pub fn keys_shown(kept: &Kept) -> String {
    let mut shown =
        format!("API keys of the invented people ({DAYS} days), for `Authorization: Bearer ...`:\n");
    for (role, key) in &kept.keys {
        // Writing into a String cannot fail.
        let _ = writeln!(shown, "  {role:<14} {key}");
    }
    shown
}

/// Invites everybody, who accept; members accept the charter.
pub async fn gather(app: &App, password: &str) -> anyhow::Result<Cast> {
    let scene = Scene { player: &Player::new(app)?, password };
    let name = "Administration (démonstration)";
    create_administrator(&app.db, &app.world, &address("administration"), name, password).await?;
    let administrator = scene.sign_in("administration").await?;
    let charter = json!({ "textFr": CHARTER_FR, "textEn": CHARTER_EN });
    scene.player.write(Some(&administrator), PUBLISH, charter).await?;
    let mut coordinators = Vec::new();
    for (number, name) in MEMBERS.iter().enumerate() {
        let member = invent(&app.db, &app.world, name).await.map_err(Error::into_anyhow)?;
        let member = id_text(member).to_string();
        let seat = ("COORDINATOR", Some(member.as_str()));
        let coordinator = scene.invite(&administrator, &format!("coordination-{number}"), seat).await?;
        scene.accept_charter(&coordinator).await?;
        if number == 0 {
            scene.invite(&coordinator, "conseil", ("ADVISOR", Some(&member))).await?;
        }
        coordinators.push(coordinator);
    }
    scene.invite(&administrator, "analyse", ("ANALYST", None)).await?;
    scene.invite(&administrator, "partenaire", ("PARTNER", None)).await?;
    Ok(Cast { coordinators })
}

/// What is kept, with new keys in place of those that are good no longer (or not there yet).
pub async fn with_good_keys(app: &App, kept: &Kept) -> anyhow::Result<Kept> {
    if keys_are_good(app, kept).await? {
        return Ok(kept.clone());
    }
    let scene = Scene { player: &Player::new(app)?, password: &kept.password };
    let mut keys = Vec::new();
    for (role, name) in ROLES {
        let token = scene.sign_in(name).await.context("the invented people cannot sign in any more")?;
        keys.push((role.to_owned(), scene.key(role, &token).await?));
    }
    Ok(Kept { password: kept.password.clone(), keys })
}

async fn keys_are_good(app: &App, kept: &Kept) -> anyhow::Result<bool> {
    for (_, key) in &kept.keys {
        match app.identity.authenticator().identify(&app.db, key, app.world.now()).await {
            Ok(_) => {}
            Err(error) if error.code == Code::Unauthenticated => return Ok(false),
            Err(error) => return Err(error.into_anyhow()),
        }
    }
    Ok(!kept.keys.is_empty())
}

fn address(name: &str) -> String {
    format!("{name}@demo.invalid")
}

struct Scene<'s> {
    player: &'s Player<'s>,
    password: &'s str,
}

impl Scene<'_> {
    async fn sign_in(&self, name: &str) -> anyhow::Result<String> {
        let account = json!({ "email": address(name), "password": self.password });
        text(&self.player.write(None, SIGN_IN, account).await?, "/session/accessToken")
    }

    async fn invite(
        &self,
        by: &str,
        name: &str,
        (role, member): (&str, Option<&str>),
    ) -> anyhow::Result<String> {
        let invitation = json!({ "email": address(name), "role": role, "member": member });
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
            "PROGRAMMES_READ",
            "PROGRAMMES_WRITE",
            "PARTICIPANTS_READ",
            "PARTICIPANTS_WRITE",
            "FIGURES_READ",
            "NETWORK_MANAGE",
        ];
        let wish = json!({ "name": format!("démonstration, {role}"), "days": DAYS, "scopes": scopes });
        text(&self.player.write(Some(token), CREATE_KEY, wish).await?, "/issued/token")
    }
}

const SIGN_IN: &str = "mutation ($input: SignInInput!) { signIn(input: $input) { \
    session { accessToken } userErrors { code field message } } }";
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
