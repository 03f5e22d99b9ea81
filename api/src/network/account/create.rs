use entity::{AccountId, Language, MemberId, Role, Visibility, account, membership};

use super::store;
use crate::db::Tx;
use crate::error::Result;
use crate::trail::{Act, Change, Stamp, Written};

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
