use entity::{AccountId, Language, Role, Visibility};

use super::{Enrolment, Hasher, enrol, rules, store};
use crate::db::{Db, write_tx};
use crate::error::Error;
use crate::graphql::{Refusal, check};
use crate::trail::{Act, Change, Stamp, Written};
use crate::world::World;

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

/// Closes an account, from the command line: its sessions and its keys are good for nothing from then on.
pub async fn disable(db: &Db, world: &World, email: &str) -> anyhow::Result<()> {
    let stamp = &Stamp::of_the_server(world, "admin disable");
    let done = write_tx(db, |tx| async move {
        let found = store::find_by_email(&*tx, email).await?;
        let account = found.ok_or_else(|| check::not_found("email", email))?.id;
        store::disable(&tx, account, stamp.at).await?;
        let written = Written::new(account, Change::Updated, Visibility::Private, None);
        stamp.leave_private(&tx, Act::new("disableAccount", written)).await?;
        Ok::<_, Refusal>(())
    });
    done.await.map_err(Refusal::into_anyhow)
}
