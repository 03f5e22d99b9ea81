use std::sync::Arc;

use async_graphql::{Enum, Object};
use chrono::NaiveDate;

use super::object::Agreement;
use super::rules::Kind;
use super::store::Due;
use crate::db::{Key, KeyPart};
use crate::graphql::{Date, Node};

/// What is due of an agreement.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[graphql(remote = "Kind")]
pub enum AgreementDueKind {
    /// It ends.
    End,
    /// The last day to say that one renews it.
    Renewal,
}

/// What is due of an agreement, and when.
#[derive(Clone, Debug)]
pub struct AgreementDue {
    kind: Kind,
    on: NaiveDate,
    today: NaiveDate,
    agreement: Agreement,
}

impl AgreementDue {
    /// As seen on a day.
    pub fn new(due: Due, today: NaiveDate) -> Self {
        let Due { kind, on, agreement } = due;
        Self { kind, on, today, agreement: Agreement(Arc::new(agreement)) }
    }
}

impl Node for AgreementDue {
    fn key(&self, _order: &str) -> Key {
        let kind = KeyPart::Text(self.kind.as_str().to_owned());
        vec![KeyPart::Date(self.on), kind, KeyPart::Id(self.agreement.0.id.0)]
    }
}

/// What is due of an agreement, and when.
#[Object]
impl AgreementDue {
    /// What is due.
    async fn kind(&self) -> AgreementDueKind {
        self.kind.into()
    }

    /// The day.
    async fn on(&self) -> Date {
        self.on.into()
    }

    /// Whether the day has passed.
    async fn past(&self) -> bool {
        self.on < self.today
    }

    /// The agreement.
    async fn agreement(&self) -> &Agreement {
        &self.agreement
    }
}
