use entity::{AccountId, ApiKeyId, MemberId, MembershipId, Role};

use crate::graphql::{UserError, UserErrorCode};
use crate::trail::Author;

/// What an API key may be used for. A session has all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Read the directory of structures beyond what is public.
    DirectoryRead,
    /// Create and change structures.
    DirectoryWrite,
    /// Read observations beyond what is public.
    ObservationsRead,
    /// Record and change observations.
    ObservationsWrite,
    /// Read programmes and accompaniments beyond what is public.
    ProgrammesRead,
    /// Design and run programmes and accompaniments.
    ProgrammesWrite,
    /// Read who takes part in the editions of one's own member structure.
    ParticipantsRead,
    /// Enrol participants and note their attendance.
    ParticipantsWrite,
    /// Read the figures made for members.
    FiguresRead,
    /// Manage members, keys, invitations, perimeters.
    NetworkManage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 10] = [
        Self::DirectoryRead,
        Self::DirectoryWrite,
        Self::ObservationsRead,
        Self::ObservationsWrite,
        Self::ProgrammesRead,
        Self::ProgrammesWrite,
        Self::ParticipantsRead,
        Self::ParticipantsWrite,
        Self::FiguresRead,
        Self::NetworkManage,
    ];

    /// As written on a key.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DirectoryRead => "directory:read",
            Self::DirectoryWrite => "directory:write",
            Self::ObservationsRead => "observations:read",
            Self::ObservationsWrite => "observations:write",
            Self::ProgrammesRead => "programmes:read",
            Self::ProgrammesWrite => "programmes:write",
            Self::ParticipantsRead => "participants:read",
            Self::ParticipantsWrite => "participants:write",
            Self::FiguresRead => "figures:read",
            Self::NetworkManage => "network:manage",
        }
    }

    /// The scopes of a stored list; words that are no scope are left out.
    pub fn read(list: &serde_json::Value) -> Vec<Self> {
        let words = list.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
        words.filter_map(Self::parse).collect()
    }

    /// A list of scopes as stored.
    pub fn write(scopes: &[Self]) -> serde_json::Value {
        scopes.iter().map(|scope| scope.as_str()).collect()
    }

    /// The scope written so.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// Who asks: nobody known, or an account acting in one of its roles, by a session or by a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    known: Option<Known>,
}

/// An actor with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The account.
    pub account: AccountId,
    /// The membership it acts under.
    pub membership: MembershipId,
    /// What it is there.
    pub role: Role,
    /// The member structure it acts for; none for the network's own roles.
    pub member: Option<MemberId>,
    /// The key it came with, if not by a session.
    pub api_key: Option<ApiKeyId>,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
}

impl Actor {
    /// Nobody known.
    pub const fn anonymous() -> Self {
        Self { known: None }
    }

    /// An account in one of its roles.
    pub const fn known(known: Known) -> Self {
        Self { known: Some(known) }
    }

    /// Account, membership, role; nothing when anonymous.
    pub const fn identity(&self) -> Option<&Known> {
        self.known.as_ref()
    }

    /// The role; nothing when anonymous.
    pub fn role(&self) -> Option<Role> {
        self.known.as_ref().map(|known| known.role)
    }

    /// The account; nothing when anonymous.
    pub fn account(&self) -> Option<AccountId> {
        self.known.as_ref().map(|known| known.account)
    }

    /// Whether it has a scope.
    pub fn has(&self, scope: Scope) -> bool {
        self.known.as_ref().is_some_and(|known| known.scopes.contains(&scope))
    }

    /// Whether it reads what members share with each other.
    pub fn reads_network(&self, scope: Scope) -> bool {
        let inside = matches!(
            self.role(),
            Some(Role::Analyst | Role::Advisor | Role::Coordinator | Role::Administrator)
        );
        inside && self.has(scope)
    }

    /// The member structure whose own rows it reads and writes: an advisor's or a coordinator's.
    pub fn works_for(&self) -> Option<MemberId> {
        let known = self.known.as_ref()?;
        matches!(known.role, Role::Advisor | Role::Coordinator).then_some(known.member)?
    }

    /// The same, for a use that its key is good for.
    pub fn works_for_with(&self, scope: Scope) -> Option<MemberId> {
        self.works_for().filter(|_| self.has(scope))
    }

    /// Whether it works for this member structure.
    pub fn belongs_to(&self, member: MemberId) -> bool {
        self.works_for() == Some(member)
    }

    /// Whether it runs this member structure's part of the network.
    pub fn coordinates(&self, member: MemberId) -> bool {
        self.role() == Some(Role::Coordinator) && self.belongs_to(member)
    }

    /// Whether it runs the network.
    pub fn administers(&self) -> bool {
        self.role() == Some(Role::Administrator)
    }

    /// As the trail keeps it.
    pub fn author(&self) -> Author {
        self.known.as_ref().map_or_else(Author::default, |known| Author {
            account: Some(known.account),
            api_key: known.api_key,
            member: known.member,
        })
    }

    /// The refusal of an act to someone who may see its object.
    pub fn not_allowed(field: &str) -> UserError {
        UserError::new(UserErrorCode::NotAllowed, field)
    }
}
