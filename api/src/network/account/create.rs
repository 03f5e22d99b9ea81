use entity::{AccountId, Language, MemberId, Role, Visibility, account, membership};

use super::{Hasher, rules, store};
use crate::db::{Db, Tx, write_tx};
use crate::error::{Error, Result};
use crate::graphql::Refusal;
use crate::trail::{Act, Change, Stamp, Written};
use crate::world::World;

/// Who joins, in which role.
#[derive(Clone, Debug)]
pub struct Enrolment {
    /// E-mail address, which no other account has.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// Hash of the password.
    pub password_hash: String,
    /// Language for what the server writes to this person.
    pub language: Language,
    /// What this person may do.
    pub role: Role,
    /// For which member structure, if for one.
    pub member: Option<MemberId>,
}

/// Makes an account with its first membership.
pub async fn enrol(tx: &Tx, stamp: &Stamp, who: &Enrolment) -> Result<(AccountId, membership::Model)> {
    let row = account::Model {
        id: stamp.world.id(),
        email: who.email.clone(),
        email_folded: who.email.to_lowercase(),
        name: who.name.clone(),
        password_hash: Some(who.password_hash.clone()),
        language: who.language,
        version: 1,
        created_at: stamp.at,
        disabled_at: None,
    };
    store::add(tx, &row).await?;
    let written = Written::new(row.id, Change::Created, Visibility::Private, who.member);
    stamp.leave_private(tx, Act::new("createAccount", written)).await?;
    Ok((row.id, join(tx, stamp, row.id, (who.role, who.member)).await?))
}

/// Gives an account one more membership.
pub(in crate::network) async fn join(
    tx: &Tx,
    stamp: &Stamp,
    account: AccountId,
    (role, member): (Role, Option<MemberId>),
) -> Result<membership::Model> {
    let row = membership::Model {
        id: stamp.world.id(),
        account_id: account,
        member_id: member,
        role,
        created_at: stamp.at,
        ended_at: None,
    };
    store::add_membership(tx, &row).await?;
    let written = Written::new(row.id, Change::Created, Visibility::Private, member);
    let act = Act::new("createMembership", written).detail(serde_json::json!({ "role": role.as_str() }));
    stamp.leave_private(tx, act).await?;
    Ok(row)
}

/// Makes an administrator of the network, from the command line.
pub async fn create_administrator(
    db: &Db,
    world: &World,
    email: &str,
    name: &str,
    password: &str,
) -> anyhow::Result<AccountId> {
    let (email, name) = rules::administrator(email, name, password).map_err(Refusal::into_anyhow)?;
    let password_hash = Hasher::default().hash(world, password).await.map_err(Error::into_anyhow)?;
    let (language, role) = (Language::Fr, Role::Administrator);
    let who = &Enrolment { email, name, password_hash, language, role, member: None };
    let stamp = &Stamp::of_the_server(world, "admin create");
    let made = write_tx(db, |tx| async move {
        if store::find_by_email(&*tx, &who.email).await?.is_some() {
            return Err(rules::taken("email", &who.email).into());
        }
        Ok::<_, Refusal>(enrol(&tx, stamp, who).await?.0)
    });
    made.await.map_err(Refusal::into_anyhow)
}
