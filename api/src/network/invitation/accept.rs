use entity::{AccountId, MembershipId, Visibility, account, membership};

use super::super::Identity;
use super::super::account::{Enrolment, active_memberships, enrol, find_by_email, join};
use super::super::session::{Session, open};
use super::rules::{self, Welcome};
use super::store;
use crate::access::Request;
use crate::db::{Tx, write_tx};
use crate::error::Result;
use crate::graphql::{Outcome, Refusal, UserError, UserErrorCode};
use crate::trail::{Act, Author, Change, Stamp, Written};

/// What the person gives.
pub(super) struct Answered<'a> {
    pub token: &'a str,
    pub name: Option<&'a str>,
    pub password: &'a str,
}

/// Who accepts: an account that proved to be one, or a newcomer.
enum Guest {
    Known(account::Model),
    New(Enrolment),
}

/// Takes up an invitation and opens a session.
pub(super) async fn accept(
    request: &Request,
    identity: &Identity,
    answered: &Answered<'_>,
) -> Outcome<Session> {
    let found = store::find_by_token(request.db.reader(), answered.token).await?;
    let welcome = &rules::accept(found, request.now)?;
    let guest = &guest(request, identity, (welcome, answered)).await?;
    let session = write_tx(&request.db, |tx| async move {
        if !store::take(&tx, welcome, request.now).await? {
            return Err(rules::expired().into());
        }
        let membership = let_in(&tx, request, welcome, guest).await?;
        leave(&tx, request, (membership.account_id, membership.id)).await?;
        Ok::<_, Refusal>(open(&tx, request, identity, &membership).await?)
    });
    Ok((session.await?, Vec::new()))
}

/// Who has an account with the invitation's address proves it with its password.
async fn guest(
    request: &Request,
    identity: &Identity,
    (welcome, answered): (&Welcome, &Answered<'_>),
) -> Result<Guest, Refusal> {
    let row = welcome.row();
    let Some(account) = find_by_email(request.db.reader(), &row.email).await? else {
        let name = rules::newcomer(answered.name, answered.password)?;
        let password_hash = identity.hasher().hash(&request.world, answered.password).await?;
        let (email, language) = (row.email.clone(), request.language.into());
        let (role, member) = (row.role, row.member_id);
        return Ok(Guest::New(Enrolment { email, name, password_hash, language, role, member }));
    };
    identity.throttle().admit(&account.email, &request.address, request.now)?;
    let hash = account.password_hash.as_deref();
    let right = identity.hasher().verify(answered.password, hash).await?;
    if !right || account.disabled_at.is_some() {
        return Err(UserError::new(UserErrorCode::WrongCredentials, "password").into());
    }
    identity.throttle().forgive(&account.email, &request.address);
    Ok(Guest::Known(account))
}

async fn let_in(tx: &Tx, request: &Request, welcome: &Welcome, guest: &Guest) -> Result<membership::Model> {
    let (row, stamp) = (welcome.row(), request.stamp());
    let account = match guest {
        Guest::New(who) => return Ok(enrol(tx, &stamp, who).await?.1),
        Guest::Known(account) => account.id,
    };
    let mut held = active_memberships(&**tx, account).await?.into_iter().map(|person| person.membership);
    match held.find(|held| (held.role, held.member_id) == (row.role, row.member_id)) {
        Some(membership) => Ok(membership),
        None => join(tx, &stamp, account, (row.role, row.member_id)).await,
    }
}

async fn leave(tx: &Tx, request: &Request, (account, membership): (AccountId, MembershipId)) -> Result<()> {
    let author = Author { account: Some(account), ..Author::default() };
    let written = Written::new(membership, Change::Updated, Visibility::Private, None);
    Stamp { author, ..request.stamp() }.leave_private(tx, Act::new("acceptInvitation", written)).await
}
