//! Member structures, what they report on, and the readers whose keys the load uses.

use anyhow::{Context, Result};
use chrono::{Datelike, TimeDelta};
use entity::{AccountId, ApiKeyId, AuthorisationId, CharterId, CoverageId, MemberId, MembershipId, Role};
use maillage::access::{KEY_PREFIX, Scope, hash_secret, new_secret};
use maillage::db::{fold, sort_key};
use sea_orm::Value;

use super::Making;
use super::chance::Weighted;
use super::fill::put;
use super::places::Department;
use super::structures::Structure;

/// A member structure.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// Its département.
    pub home: Department,
    /// Structures that authorised it, by the place in the list of all, and their authorisations.
    pub agreements: Vec<(usize, AuthorisationId)>,
}

/// Keys of the readers.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Reads the network.
    pub analyst: String,
    /// Works for a member structure.
    pub advisor: String,
    /// The member structure.
    pub member: MemberId,
    /// Parts of the advisor's and of the analyst's key as the database knows them.
    pub stored: Vec<(&'static str, String)>,
}

impl Making<'_> {
    /// Members with the charter accepted; the first ones are the busiest.
    pub(super) async fn members(
        &mut self,
        count: usize,
        places: &Weighted<Department>,
    ) -> Result<Vec<Member>> {
        let mut members = Vec::with_capacity(count);
        let (mut rows, mut coverage) = (Vec::new(), Vec::new());
        let first = self.start.year() * 100 + i32::try_from(self.start.month())?;
        for number in 0..count {
            let home = places.draw(&mut self.random).context("no département")?.clone();
            let id: MemberId = self.world.id();
            let name = format!("Structure membre {number:03} (fictive)");
            rows.push(vec![
                id.into(),
                name.as_str().into(),
                fold(&name).into(),
                sort_key(&name).into(),
                true.into(),
                1.into(),
                self.start.into(),
            ]);
            let place = if number % 10 == 0 { home.region } else { home.id };
            let coverage_id: CoverageId = self.world.id();
            coverage.push(vec![
                coverage_id.into(),
                id.into(),
                place.into(),
                first.into(),
                1.into(),
                self.start.into(),
            ]);
            members.push(Member { id, home, agreements: Vec::new() });
        }
        put(self.db, "member", &MEMBER, rows).await?;
        put(self.db, "coverage", &COVERAGE, coverage).await?;
        Ok(members)
    }

    /// An analyst and an advisor of the first member, with a key each.
    pub(super) async fn readers(&mut self, members: &[Member]) -> Result<Keys> {
        let member = members.first().context("no member")?.id;
        let (analyst, known) = self.reader(Role::Analyst, None).await?;
        let mut stored = vec![("analyst_key", known.0), ("analyst_hash", known.1)];
        let (advisor, known) = self.reader(Role::Advisor, Some(member)).await?;
        stored.extend([("advisor_key", known.0), ("advisor_hash", known.1)]);
        self.charter(members).await?;
        Ok(Keys { analyst, advisor, member, stored })
    }

    /// A key, and what the database keeps of it.
    async fn reader(&mut self, role: Role, member: Option<MemberId>) -> Result<(String, (String, String))> {
        let (account, membership): (AccountId, MembershipId) = (self.world.id(), self.world.id());
        let email = format!("{}@bench.invalid", role.as_str().to_lowercase());
        let [now, until] = [self.end, self.end + TimeDelta::days(30)];
        let row: Vec<Value> = vec![
            account.into(),
            email.as_str().into(),
            email.as_str().into(),
            role.as_str().into(),
            "FR".into(),
            1.into(),
            now.into(),
        ];
        put(self.db, "account", &ACCOUNT, vec![row]).await?;
        let row =
            vec![membership.into(), account.into(), member.into(), role.as_str().into(), self.start.into()];
        put(self.db, "membership", &MEMBERSHIP, vec![row]).await?;
        let id: ApiKeyId = self.world.id();
        let (public, secret) = (self.world.random_id().simple().to_string(), new_secret(&self.world));
        let hash = hash_secret(&secret);
        let row = vec![
            id.into(),
            public.as_str().into(),
            "bench".into(),
            membership.into(),
            member.into(),
            Scope::write(&Scope::ALL).into(),
            hash.as_str().into(),
            now.into(),
            until.into(),
        ];
        put(self.db, "api_key", &KEY, vec![row]).await?;
        Ok((format!("{KEY_PREFIX}{public}_{secret}"), (public, hash)))
    }

    async fn charter(&mut self, members: &[Member]) -> Result<()> {
        let account: AccountId = self.world.id();
        let row = vec![
            account.into(),
            "a@bench.invalid".into(),
            "a@bench.invalid".into(),
            "A".into(),
            "FR".into(),
            1.into(),
            self.start.into(),
        ];
        put(self.db, "account", &ACCOUNT, vec![row]).await?;
        let charter: CharterId = self.world.id();
        let row = vec![charter.into(), 1.into(), "Charte".into(), "Charter".into(), self.start.into()];
        put(self.db, "charter", &["id", "version", "text_fr", "text_en", "published_at"], vec![row]).await?;
        let accepted = members
            .iter()
            .map(|member| vec![member.id.into(), charter.into(), account.into(), self.start.into()]);
        let columns = &["member_id", "charter_id", "account_id", "accepted_at"];
        put(self.db, "charter_acceptance", columns, accepted.collect()).await
    }

    /// Each member is authorised by some structures of its département.
    pub(super) async fn agreements(
        &mut self,
        members: &mut [Member],
        structures: &[Structure],
        basis: entity::TermId,
    ) -> Result<()> {
        let mut rows = Vec::new();
        for member in members {
            let near = (0..).zip(structures).filter(|(_, one)| one.seat.department == member.home.id);
            for (place, structure) in near.take(25) {
                let id: AuthorisationId = self.world.id();
                member.agreements.push((place, id));
                rows.push(vec![
                    id.into(),
                    member.id.into(),
                    basis.into(),
                    structure.id.into(),
                    "Présidence (fictive)".into(),
                    self.start.date_naive().into(),
                    "PUBLIC".into(),
                    1.into(),
                    self.start.into(),
                ]);
            }
        }
        put(self.db, "authorisation", &AUTHORISATION, rows).await
    }
}

pub const MEMBER: [&str; 7] =
    ["id", "name", "name_folded", "sort_key", "demonstration", "version", "created_at"];
const COVERAGE: [&str; 6] = ["id", "member_id", "territory_id", "first_month", "version", "created_at"];
const ACCOUNT: [&str; 7] = ["id", "email", "email_folded", "name", "language", "version", "created_at"];
const MEMBERSHIP: [&str; 5] = ["id", "account_id", "member_id", "role", "created_at"];
const KEY: [&str; 9] = [
    "id",
    "public_id",
    "name",
    "membership_id",
    "member_id",
    "scopes",
    "secret_hash",
    "created_at",
    "expires_at",
];
const AUTHORISATION: [&str; 9] = [
    "id",
    "member_id",
    "basis_id",
    "structure_id",
    "granted_by",
    "granted_on",
    "level",
    "version",
    "created_at",
];
