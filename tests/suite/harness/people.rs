use axum::http::{HeaderMap, header::AUTHORIZATION};
use entity::{AccountId, MemberId, MembershipId, Role};
use maillage::access::{Actor, Known, Scope};
use maillage::db::{fold, insert_rows, sort_key, write_tx};
use maillage::error::{Code, Error};
use maillage::graphql::{Call, Language, Reader, RequestId};
use serde_json::{Value, json};

use super::{Answer, Network, engine};

const ACCOUNT: &[&str] = &["id", "email", "email_folded", "name", "language", "version", "created_at"];

/// Id of the harness's charter and of who accepts it.
const SIGNATORY: uuid::Uuid = uuid::Uuid::from_u128(1);

/// Somebody who asks the network things.
pub struct User<'n> {
    network: &'n Network,
    actor: Actor,
    language: Language,
}

impl Network {
    /// Nobody known.
    pub fn anonymous(&self) -> User<'_> {
        User { network: self, actor: Actor::anonymous(), language: Language::Fr }
    }

    /// Somebody who is this actor.
    pub fn user(&self, actor: Actor) -> User<'_> {
        User { network: self, actor, language: Language::Fr }
    }

    /// Somebody with this bearer token or key; the code of the refusal when it is not good.
    pub async fn bearer(&self, credential: &str) -> Result<User<'_>, Code> {
        self.authorised(&[&format!("Bearer {credential}")]).await
    }

    /// Somebody with these values of `Authorization`.
    pub async fn authorised(&self, values: &[&str]) -> Result<User<'_>, Code> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        let authenticator = self.identity.authenticator();
        let actor = authenticator.authenticate(&self.db, &headers, self.world.now()).await;
        let actor = actor.map_err(|error| error.code)?;
        Ok(User { network: self, actor, language: Language::Fr })
    }

    /// A member structure, its charter accepted.
    pub async fn member(&self, name: &str) -> MemberId {
        let id: MemberId = self.world.id();
        let row = vec![
            id.into(),
            name.into(),
            fold(name).into(),
            sort_key(name).into(),
            false.into(),
            1.into(),
            self.world.now().into(),
        ];
        let columns = &["id", "name", "name_folded", "sort_key", "demonstration", "version", "created_at"];
        self.insert("member", columns, row).await;
        self.sign_charter(id).await;
        id
    }

    /// Lets a member accept the harness's own charter; one that a test published waits for its acceptance.
    async fn sign_charter(&self, member: MemberId) {
        let now = self.world.now();
        if self.count("select count(*) from charter").await == 0 {
            let account = vec![
                SIGNATORY.into(),
                "signataire@example.org".into(),
                "signataire@example.org".into(),
                "Signataire".into(),
                "FR".into(),
                1.into(),
                now.into(),
            ];
            self.insert("account", ACCOUNT, account).await;
            let text = vec![SIGNATORY.into(), 1.into(), "Charte".into(), "Charter".into(), now.into()];
            self.insert("charter", &["id", "version", "text_fr", "text_en", "published_at"], text).await;
        }
        if self.count("select count(*) from account where name = 'Signataire'").await == 1 {
            let columns = &["member_id", "charter_id", "account_id", "accepted_at"];
            let row = vec![member.into(), SIGNATORY.into(), SIGNATORY.into(), now.into()];
            self.insert("charter_acceptance", columns, row).await;
        }
    }

    /// Works for a member structure.
    pub async fn advisor(&self, member: MemberId) -> User<'_> {
        self.someone(Role::Advisor, Some(member)).await
    }

    /// Runs a member structure's part of the network.
    pub async fn coordinator(&self, member: MemberId) -> User<'_> {
        self.someone(Role::Coordinator, Some(member)).await
    }

    /// Compares what the network sees.
    pub async fn analyst(&self) -> User<'_> {
        self.someone(Role::Analyst, None).await
    }

    /// An external partner.
    pub async fn partner(&self) -> User<'_> {
        self.someone(Role::Partner, None).await
    }

    /// Runs the network.
    pub async fn administrator(&self) -> User<'_> {
        self.someone(Role::Administrator, None).await
    }

    async fn someone(&self, role: Role, member: Option<MemberId>) -> User<'_> {
        let (account, membership): (AccountId, MembershipId) = (self.world.id(), self.world.id());
        let email = format!("{}@example.org", account.0.simple());
        let now = self.world.now();
        let row = vec![
            account.into(),
            email.as_str().into(),
            email.as_str().into(),
            role.as_str().into(),
            "FR".into(),
            1.into(),
            now.into(),
        ];
        self.insert("account", ACCOUNT, row).await;
        let columns = &["id", "account_id", "member_id", "role", "created_at"];
        let row = vec![membership.into(), account.into(), member.into(), role.as_str().into(), now.into()];
        self.insert("membership", columns, row).await;
        let scopes = Scope::ALL.to_vec();
        let actor = Actor::known(Known { account, membership, role, member, api_key: None, scopes });
        User { network: self, actor, language: Language::Fr }
    }

    /// Puts a row into a table, past all rules.
    pub async fn insert(&self, table: &'static str, columns: &[&'static str], row: Vec<sea_orm::Value>) {
        let row = &row;
        write_tx(&self.db, |tx| async move {
            insert_rows(&*tx, table, columns, vec![row.clone()]).await?;
            Ok::<_, Error>(())
        })
        .await
        .unwrap_or_else(|error| panic!("cannot insert into {table}: {error:?}"));
    }
}

impl User<'_> {
    /// Reads English.
    #[must_use]
    pub fn in_english(self) -> Self {
        Self { language: Language::En, ..self }
    }

    /// By a key that may be used for this alone.
    #[must_use]
    pub fn with_scopes(self, scopes: &[Scope]) -> Self {
        let known = self.actor.identity().unwrap().clone();
        Self { actor: Actor::known(Known { scopes: scopes.to_vec(), ..known }), ..self }
    }

    /// Who this is.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Asks without variables.
    pub async fn ask(&self, document: &str) -> Answer {
        self.ask_with(document, json!({})).await
    }

    /// Asks with variables.
    pub async fn ask_with(&self, document: &str, variables: Value) -> Answer {
        self.ask_named(document, None, variables).await
    }

    /// Asks for one of a document's operations.
    pub async fn ask_named(&self, document: &str, operation: Option<&str>, variables: Value) -> Answer {
        let request = self.network.request(self.actor.clone(), self.language);
        let reader = Reader { language: self.language, request_id: RequestId::new(request.id.as_str()) };
        let call = Call {
            query: Some(document.to_owned()),
            persisted: None,
            operation_name: operation.map(str::to_owned),
            variables: async_graphql::Variables::from_json(variables),
            read_only: false,
        };
        let mut data = async_graphql::Data::default();
        data.insert(self.language);
        data.insert(self.network.figures.clone());
        data.insert(request.clone().loaders());
        data.insert(request);
        data.insert(self.network.identity.clone());
        let answer = engine().answer(call, data, &reader).await;
        Answer(serde_json::to_value(answer.body).unwrap())
    }
}
