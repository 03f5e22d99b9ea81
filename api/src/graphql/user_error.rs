//! What the user can mend, as data.

use async_graphql::{Context, Enum, Object, SimpleObject};

use super::Language;
use crate::db;
use crate::error::{Code, Error};

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident $fr:literal $en:literal)*) => {
        /// What is wrong, for programs; `message` says it to people.
        #[derive(Enum, Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum UserErrorCode {
            $($(#[doc = $doc])* $variant,)*
        }

        impl UserErrorCode {
            /// The sentence, with `{name}` where a value goes.
            pub const fn sentence(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::Fr) => $fr, (Self::$variant, Language::En) => $en,)*
                }
            }
        }
    };
}

codes! {
    /// A value is missing.
    Required "Une valeur est requise." "A value is required."
    /// A text is longer than `max` characters.
    TooLong "Le texte dépasse {max} caractères." "The text is longer than {max} characters."
    /// More than `max` items.
    TooMany "Il y a plus de {max} éléments." "There are more than {max} items."
    /// A number or a date lies outside `min` to `max`.
    OutOfRange "La valeur doit être comprise entre {min} et {max}." "The value must lie between {min} and {max}."
    /// A value has not the form of its kind.
    InvalidFormat "La valeur « {value} » n'a pas la forme attendue." "The value “{value}” has not the expected form."
    /// An identifier fails its check digit; it is kept and flagged.
    CheckDigitFailed "La clé de contrôle de « {value} » est fausse." "The check digit of “{value}” is wrong."
    /// A date lies in the future.
    InTheFuture "La date {value} est dans le futur." "The date {value} is in the future."
    /// A period ends before it starts.
    EndsBeforeStart "La fin précède le début." "The end comes before the start."
    /// Nothing has this id, code or name, or nothing that may be seen.
    NotFound "Rien ne correspond à « {value} »." "Nothing corresponds to “{value}”."
    /// A territory code is unknown to the COG.
    UnknownTerritory "Le territoire « {value} » est inconnu du code officiel géographique." "The territory “{value}” is unknown to the official geographic code."
    /// An old territory code was replaced by the present one.
    TerritoryRedirected "L'ancien code « {value} » a été remplacé par {target}." "The former code “{value}” was replaced by {target}."
    /// Territories of different years of the COG cannot go together.
    MixedVintages "« {value} » n'est pas du millésime {vintage}." "“{value}” is not of the year {vintage}."
    /// A perimeter would contain itself.
    ContainsItself "Le périmètre se contiendrait lui-même par « {value} »." "The perimeter would contain itself by “{value}”."
    /// A vocabulary, or a term of it, takes no narrower terms of the network's own.
    NotExtensible "« {value} » n'accepte pas de terme propre au réseau." "“{value}” takes no term of the network's own."
    /// Other records point at it.
    StillUsed "« {value} » sert encore à d'autres fiches." "“{value}” is still used by other records."
    /// A vocabulary term of the wrong scheme, or no longer valid.
    WrongTerm "« {value} » n'est pas un terme du vocabulaire {scheme}." "“{value}” is not a term of the vocabulary {scheme}."
    /// The record was changed by somebody else meanwhile.
    VersionConflict "La fiche a été modifiée entre-temps : version actuelle {current}, version attendue {expected}." "The record was changed meanwhile: current version {current}, expected version {expected}."
    /// A point of the feasibility report blocks: `value` is its code, `record` what it concerns.
    NotFeasible "Point bloquant : {value} (constaté {figure}, limite {limit})." "Blocking point: {value} (found {figure}, limit {limit})."
    /// A rule that repeats sessions has no end.
    EndlessRule "La règle « {value} » n'a pas de fin : ajoutez COUNT ou UNTIL." "The rule “{value}” has no end: add COUNT or UNTIL."
    /// All places of an edition are taken: `max` is its capacity. As a warning: who is meant waits for one.
    EditionFull "Les {max} places de l'édition sont prises." "The {max} places of the edition are taken."
    /// Sessions are still to come.
    SessionsToCome "Des séances restent à venir : {count}." "Sessions are still to come: {count}."
    /// It was cancelled before.
    AlreadyCancelled "Annulé depuis le {value}." "Cancelled since {value}."
    /// A phase would wait for itself.
    DependencyCircle "La phase « {value} » s'attendrait elle-même." "The phase “{value}” would wait for itself."
    /// What a change was proposed for has changed since.
    ChangedMeanwhile "« {value} » a changé depuis la proposition." "“{value}” has changed since the proposal."
    /// The caller may read this but not do that.
    NotAllowed "Vous n'avez pas le droit de faire cela." "You are not allowed to do this."
    /// The state does not allow this transition; `allowed` names those that it does.
    IllegalTransition "Impossible depuis l'état {state}. Possibles : {allowed}." "Not possible from the state {state}. Possible: {allowed}."
    /// A reason is required.
    ReasonRequired "Indiquez le motif." "Give the reason."
    /// The same thing exists already.
    AlreadyExists "« {value} » existe déjà." "“{value}” exists already."
    /// The record was removed; its key in another system still points at it.
    Deleted "La fiche « {value} » a été supprimée." "The record “{value}” was removed."
    /// Other records carry the same identifier: `others` names them. Nothing is merged by itself.
    Shared "« {value} » figure aussi sur une autre fiche : {others}." "“{value}” stands on another record too: {others}."
    /// The person objected to being in the directory; the objection is kept.
    PersonObjected "La personne qui a cette adresse s'est opposée à figurer dans l'annuaire." "The person with this address objected to being in the directory."
    /// The data-sharing charter must be accepted before contributing.
    CharterNotAccepted "Votre structure n'a pas encore accepté la charte de partage des données (version {version})." "Your structure has not yet accepted the data-sharing charter (version {version})."
    /// The network has not published its data-sharing charter yet: nobody contributes before.
    CharterNotPublished "Le réseau n'a pas encore publié sa charte de partage des données." "The network has not published its data-sharing charter yet."
    /// An observation about an identifiable organisation needs an authorisation before it is shared.
    AuthorisationRequired "L'observation concerne une structure identifiable : une autorisation est requise pour la partager au niveau {level}." "The observation concerns an identifiable organisation: an authorisation is required to share it at level {level}."
    /// The authorisation does not reach that far, or was withdrawn.
    AuthorisationTooNarrow "L'autorisation ne couvre pas le niveau {level}." "The authorisation does not cover the level {level}."
    /// E-mail or password is wrong, or the account is closed.
    WrongCredentials "Adresse électronique ou mot de passe incorrect." "The e-mail address or the password is wrong."
    /// Too many attempts; try again after `seconds`.
    TooManyAttempts "Trop de tentatives. Réessayez dans {seconds} secondes." "Too many attempts. Try again in {seconds} seconds."
    /// A token, link or invitation has expired or was used.
    Expired "Ce lien ou ce jeton n'est plus valable." "This link or token is no longer valid."
    /// A password is too weak.
    WeakPassword "Le mot de passe doit compter au moins {min} caractères." "The password must have at least {min} characters."
    /// A perimeter would isolate a commune, or fewer organisations than the disclosure rules allow.
    PerimeterTooNarrow "Ce périmètre isolerait une commune, ou moins de {min} structures." "This perimeter would isolate a commune, or fewer than {min} organisations."
    /// A perimeter was registered for figures: its parts stay as they are.
    PerimeterRegistered "« {value} » est enregistré pour les tableaux : ses parties ne changent plus. Faites un autre périmètre." "“{value}” is registered for tables: its parts stay as they are. Make another perimeter."
    /// A file or one of its rows cannot be read.
    UnreadableFile "Le fichier est illisible : {value}." "The file cannot be read: {value}."
}

/// A mistake or a warning: what, where, in the reader's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserError {
    /// What is wrong.
    pub code: UserErrorCode,
    /// Path of the input's field.
    pub field: Vec<String>,
    /// Values the sentence speaks of.
    pub values: Vec<(&'static str, String)>,
}

impl UserError {
    /// At a field given as `a.b.0`; empty for the input as a whole.
    pub fn new(code: UserErrorCode, field: &str) -> Self {
        let field = field.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        Self { code, field, values: Vec::new() }
    }

    /// The same within a field of the input.
    #[must_use]
    pub fn below(mut self, field: &str) -> Self {
        self.field.insert(0, field.to_owned());
        self
    }

    /// With a value the sentence speaks of.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.values.push((name, format!("{value}")));
        self
    }

    /// The sentence in a language.
    pub fn say(&self, language: Language) -> String {
        let put = |text: String, (name, value): &(&str, String)| text.replace(&format!("{{{name}}}"), value);
        self.values.iter().fold(self.code.sentence(language).to_owned(), put)
    }
}

/// What the user can mend, or an oddity of what was written.
#[Object]
impl UserError {
    /// What is wrong, for programs.
    async fn code(&self) -> UserErrorCode {
        self.code
    }

    /// Path of the field in the input; empty where the whole input is meant.
    async fn field(&self) -> &[String] {
        &self.field
    }

    /// What is wrong, in the reader's language.
    async fn message(&self, ctx: &Context<'_>) -> String {
        self.say(Language::of(ctx))
    }

    /// The values that the message speaks of.
    async fn values(&self) -> Vec<UserErrorValueNote> {
        let value =
            |(name, value): &(&'static str, String)| UserErrorValueNote { name, value: value.clone() };
        self.values.iter().map(value).collect()
    }
}

/// A value that a message speaks of.
#[derive(SimpleObject)]
pub struct UserErrorValueNote {
    /// Name of the value: `min`, `current`, `allowed`...
    name: &'static str,
    /// The value as text.
    value: String,
}

/// Several mistakes at once, gathered so that the user sees all of them.
#[derive(Debug, Default)]
pub struct UserErrors(Vec<UserError>);

impl UserErrors {
    /// Notes a mistake.
    pub fn add(&mut self, error: UserError) {
        self.0.push(error);
    }

    /// Notes the mistake of a check, if it found one, and gives what it passed.
    pub fn check<T>(&mut self, outcome: Result<T, UserError>) -> Option<T> {
        outcome.map_err(|error| self.0.push(error)).ok()
    }

    /// What all checks together made, unless there are mistakes.
    pub fn finish_with<T>(self, made: Option<T>) -> Result<T, Refusal> {
        made.filter(|_| self.0.is_empty()).ok_or(Refusal::Mistakes(self.0))
    }

    /// Refuses when there are mistakes.
    pub fn finish(self) -> Result<(), Refusal> {
        if self.0.is_empty() { Ok(()) } else { Err(Refusal::Mistakes(self.0)) }
    }
}

/// Why a mutation did nothing.
#[derive(Debug)]
pub enum Refusal {
    /// What the user can mend.
    Mistakes(Vec<UserError>),
    /// A fault.
    Fault(Error),
}

impl Refusal {
    /// In English, for the command line.
    pub fn into_anyhow(self) -> anyhow::Error {
        let line =
            |mistake: &UserError| format!("{}: {}", mistake.field.join("."), mistake.say(Language::En));
        match self {
            Self::Mistakes(mistakes) => {
                anyhow::anyhow!(mistakes.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
            Self::Fault(fault) => fault.into_anyhow(),
        }
    }
}

impl From<UserError> for Refusal {
    fn from(error: UserError) -> Self {
        Self::Mistakes(vec![error])
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Fault(error)
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::Fault(code.into())
    }
}

impl From<sea_orm::DbErr> for Refusal {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

impl db::RolledBack for Refusal {
    fn rolled_back(&self) -> bool {
        matches!(self, Self::Fault(error) if error.rolled_back())
    }
}
