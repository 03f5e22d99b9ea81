use entity::MemberId;
use maillage::graphql::{any_id, id_text};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::harness::{Kept, Network, User};

/// A mapping of two columns.
pub const MAPPING: &str = "kind = \"structures\"\nsystem = \"essai\"\nexternal_id = [{ column = \"cle\" }]\n\n[fields]\nname = { column = \"nom\" }\n";

/// A network in which everybody and everything of the matrix is there once.
pub struct Cast {
    pub network: Network,
    own: MemberId,
    other: MemberId,
    people: Vec<maillage::access::Actor>,
    pub(super) objects: Vec<(&'static str, &'static str, String)>,
}

/// A cast that was filled once, to make copies of.
struct Filled {
    network: Kept,
    own: MemberId,
    other: MemberId,
    people: Vec<maillage::access::Actor>,
    objects: Vec<(&'static str, &'static str, String)>,
}

impl Cast {
    /// Everything contributed belongs to the *own* member.
    pub async fn new() -> Self {
        static FILLED: OnceCell<Filled> = OnceCell::const_new();
        let filled = FILLED.get_or_init(|| async { Self::first().await.kept().await }).await;
        Self {
            network: filled.network.copy().await,
            own: filled.own,
            other: filled.other,
            people: filled.people.clone(),
            objects: filled.objects.clone(),
        }
    }

    async fn kept(self) -> Filled {
        let Self { network, own, other, people, objects } = self;
        Filled { network: network.kept().await, own, other, people, objects }
    }

    async fn first() -> Self {
        let network = Network::new().await;
        let (own, other) = (network.member("DLA A").await, network.member("DLA B").await);
        let people = vec![
            network.anonymous().actor().clone(),
            network.partner().await.actor().clone(),
            network.analyst().await.actor().clone(),
            network.advisor(own).await.actor().clone(),
            network.coordinator(own).await.actor().clone(),
            network.advisor(other).await.actor().clone(),
            network.coordinator(other).await.actor().clone(),
            network.administrator().await.actor().clone(),
            network.coordinator(own).await.with_scopes(&[]).actor().clone(),
        ];
        let mut cast = Self { network, own, other, people, objects: Vec::new() };
        cast.fill().await;
        cast
    }

    /// Who asks, in the order of the table's columns.
    pub fn roles(&self) -> Vec<User<'_>> {
        self.people.iter().map(|actor| self.network.user(actor.clone())).collect()
    }

    /// The objects of a type: in which state, and its id.
    pub fn objects_of(&self, kind: &str) -> Vec<(&'static str, String)> {
        let ours = self.objects.iter().filter(|(object, _, _)| *object == kind);
        ours.map(|(_, state, id)| (*state, id.clone())).collect()
    }

    /// An id of the same kind that names nothing.
    pub fn absent(&self, id: &str) -> String {
        let (kind, _) = any_id(id).unwrap();
        let nothing: MemberId = self.network.world.id();
        id_text(nothing).replace("member", &kind)
    }

    /// Variables with the ids of the cast: `$structure` and so on; `$absent` names nothing.
    pub fn variables(&self, text: &str) -> Value {
        let text = text.replace("$absent", &self.absent(&self.object("structure")));
        let text = text.replace("$own", &id_text(self.own)).replace("$other", &id_text(self.other));
        let text = self.named(text);
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"))
    }

    /// The same text with the ids of the cast.
    pub fn named(&self, text: String) -> String {
        let put = |text: String, (kind, state, id): &(&str, &str, String)| {
            text.replace(&format!("${}:{state}$", kind.to_lowercase()), id)
        };
        self.objects.iter().fold(text, put)
    }

    pub(super) fn object(&self, kind: &str) -> String {
        let found = self.objects.iter().find(|(object, _, _)| object.to_lowercase() == kind);
        found.map(|(_, _, id)| id.clone()).unwrap()
    }

    #[expect(clippy::too_many_lines, reason = "a list of what is there")]
    async fn fill(&mut self) {
        let coordinator = 4;
        let administrator = 7;
        let own = id_text(self.own).0;
        self.objects.push(("Member", "own", own.clone()));
        self.find(
            "Territory",
            "commune",
            r#"{ territories(filter: {search: "44109"}) { nodes { id } } }"#,
            "/territories/nodes/0/id",
        )
        .await;
        self.find(
            "Vocabulary",
            "shipped",
            r#"{ vocabularies(scheme: "need-theme") { nodes { id } } }"#,
            "/vocabularies/nodes/0/id",
        )
        .await;
        self.find(
            "Term",
            "shipped",
            r#"{ terms(filter: {scheme: "need-theme"}) { nodes { id } } }"#,
            "/terms/nodes/0/id",
        )
        .await;
        let perimeter = json!({ "name": "Bassin", "parts": [self.object("territory")] });
        self.make(
            ("Territory", "perimeter of A"),
            coordinator,
            ("createPerimeter", "CreatePerimeterInput!", "perimeter { id }"),
            perimeter,
        )
        .await;
        let charter = json!({ "textFr": "Charte", "textEn": "Charter" });
        self.make(
            ("Charter", "in force"),
            administrator,
            ("publishCharter", "PublishCharterInput!", "charter { id }"),
            charter,
        )
        .await;
        let accept = json!({ "charter": self.object("charter") });
        self.write(coordinator, ("acceptCharter", "AcceptCharterInput!", "charter { id }"), accept).await;
        let key = json!({ "name": "clé", "scopes": ["DIRECTORY_READ"] });
        let made = self
            .write(coordinator, ("createApiKey", "CreateApiKeyInput!", "issued { apiKey { id } }"), key)
            .await;
        self.keep(("ApiKey", "own"), &made, "/issued/apiKey/id");
        let mapping = "kind = 'structures'\nsystem = 's'\nexternal_id = [{ column = 'r' }]\n[fields]\nname = { column = 'n' }";
        let file = json!({ "content": { "text": "r;n\n" }, "fileName": "f.csv", "mapping": mapping });
        let made = self
            .write(coordinator, ("importStructures", "ImportStructuresInput!", "report { run { id } }"), file)
            .await;
        self.keep(("ImportRun", "own"), &made, "/report/run/id");
        let invitation = json!({ "email": "nouvelle@example.org", "role": "ADVISOR" });
        let made = self
            .write(
                coordinator,
                ("createInvitation", "CreateInvitationInput!", "issued { invitation { id } }"),
                invitation,
            )
            .await;
        self.keep(("Invitation", "own"), &made, "/issued/invitation/id");
        let who = self.roles()[coordinator].ask("{ viewer { account { id } membership { id } } }").await;
        self.objects.push(("Account", "own coordinator", who.text("/viewer/account/id").to_owned()));
        self.objects.push(("Membership", "own coordinator", who.text("/viewer/membership/id").to_owned()));
        for (state, siren, restricted) in [("open", "356000000", false), ("restricted", "732829320", true)] {
            let structure = json!({ "name": "Théâtre A", "otherNames": ["T. A."], "description": "Ce qu'il fait",
                "restricted": restricted, "identifiers": [{ "scheme": "siren", "value": siren }],
                "externalReferences": [{ "system": "interne", "externalId": siren }], "kinds": ["lieu"],
                "legalForm": "9220", "essStatus": "association", "mainSector": "theatre", "otherSectors": ["danse"],
                "mainFunction": "CREATION", "otherFunctions": ["EDUCATION"], "activities": ["lieu"],
                "organisationKind": "association-employeuse", "careerStage": "developpement", "staffBracket": "3-5",
                "budgetBracket": "50-150", "creationYear": 1998, "web": ["https://example.org/"],
                "territory": { "id": self.object("territory") }, "zones": [{ "id": self.object("territory") }] });
            self.make(
                ("Structure", state),
                coordinator,
                ("createStructure", "CreateStructureInput!", "structure { id }"),
                structure,
            )
            .await;
        }
        self.change().await;
        self.observe().await;
        self.directory().await;
        self.accompany().await;
        self.schemes().await;
        self.coordination().await;
        self.participants().await;
        self.programmes().await;
        self.contracting().await;
        self.solicit().await;
        self.joining().await;
        let file = json!({ "fileName": "f.csv", "mapping": MAPPING, "content": { "text": "cle;nom\n1;Compagnie\n" } });
        let run = ("importStructures", "ImportStructuresInput!", "report { run { id } }");
        let made = self.write(coordinator, run, file).await;
        self.keep(("ImportRun", "own"), &made, "/report/run/id");
    }

    /// A change of the open structure's name.
    async fn change(&mut self) {
        let id = self.object("structure");
        let input = json!({ "id": id, "expectedVersion": 1, "description": "Compagnie de théâtre." });
        let update =
            ("updateStructure", "UpdateStructureInput!", "structure { history { nodes { id } } version }");
        let made = self.write(4, update, input).await;
        self.keep(("FieldChange", "open"), &made, "/structure/history/nodes/0/id");
    }

    #[expect(clippy::too_many_lines, reason = "a list of what is there")]
    async fn observe(&mut self) {
        let coordinator = 4;
        let source = json!({ "kind": "entretien", "title": "Entretien", "datedOn": "2028-01-10" });
        self.make(
            ("ObservationSource", "own"),
            coordinator,
            ("recordSource", "RecordSourceInput!", "source { id }"),
            source,
        )
        .await;
        let authorisation = json!({ "basis": "ORGANISATION_AGREEMENT", "grantedBy": "Présidence", "grantedOn": "2028-01-11",
            "level": "PUBLIC", "structure": self.object("structure") });
        self.make(
            ("Authorisation", "own"),
            coordinator,
            ("recordAuthorisation", "RecordAuthorisationInput!", "authorisation { id }"),
            authorisation,
        )
        .await;
        let coverage = json!({ "territory": { "id": self.object("territory") }, "firstMonth": "2027-01", "lastMonth": "2028-01" });
        self.make(
            ("Coverage", "own"),
            coordinator,
            ("declareCoverage", "DeclareCoverageInput!", "coverage { id }"),
            coverage,
        )
        .await;
        for (state, level, authorised) in [
            ("private", "PRIVATE", true),
            ("aggregate only", "AGGREGATE_ONLY", true),
            ("network", "NETWORK", true),
            ("public", "PUBLIC", true),
            ("network, nobody identifiable, no authorisation", "NETWORK", false),
        ] {
            let mut observation = json!({ "statement": "Besoin", "method": "entretien", "formulation": "expressed",
                "mainTheme": "gouvernance", "otherThemes": ["strategie"], "mainSector": "theatre", "otherSectors": ["danse"],
                "publics": ["jeunes"], "organisationKind": "association-employeuse", "careerStage": "emergence",
                "observedOn": "2028-01-10", "intensity": 4, "peopleConcerned": 3, "organisationsConcerned": 2,
                "territory": { "id": self.object("territory") }, "source": self.object("observationsource"), "visibility": level });
            if authorised {
                observation["structure"] = json!(self.object("structure"));
                observation["authorisation"] = json!(self.object("authorisation"));
            }
            self.make(
                ("NeedsObservation", state),
                coordinator,
                ("createObservation", "CreateObservationInput!", "observation { id }"),
                observation,
            )
            .await;
            let last = self.objects.last().unwrap().2.clone();
            for (words, shareable) in [("words", false), ("shared words", true)] {
                if ["private", "network"].contains(&state) {
                    let verbatim = json!({ "observation": last, "text": "Paroles", "speaker": "Une salariée", "shareable": shareable });
                    let name: &'static str = match (state, words) {
                        ("private", "words") => "of a private one",
                        ("private", _) => "shareable, of a private one",
                        (_, "words") => "of a network one",
                        _ => "shareable, of a network one",
                    };
                    self.make(
                        ("Verbatim", name),
                        coordinator,
                        ("addVerbatim", "AddVerbatimInput!", "verbatim { id }"),
                        verbatim,
                    )
                    .await;
                }
            }
        }
    }

    async fn find(&mut self, kind: &'static str, state: &'static str, document: &str, pointer: &str) {
        let id = self.network.anonymous().ask(document).await.text(pointer).to_owned();
        self.objects.push((kind, state, id));
    }

    /// Runs a mutation whose payload's first field is the object.
    pub(super) async fn make(
        &mut self,
        object: (&'static str, &'static str),
        by: usize,
        mutation: (&str, &str, &str),
        input: Value,
    ) {
        let made = self.write(by, mutation, input).await;
        let field = mutation.2.split(' ').next().unwrap().to_owned();
        self.keep(object, &made, &format!("/{field}/id"));
    }

    pub(super) fn keep(&mut self, (kind, state): (&'static str, &'static str), made: &Value, pointer: &str) {
        let id =
            made.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("{pointer} in {made}"));
        self.objects.push((kind, state, id.to_owned()));
    }

    pub(super) async fn write(
        &self,
        by: usize,
        (name, input_type, selection): (&str, &str, &str),
        input: Value,
    ) -> Value {
        let document = format!(
            "mutation ($input: {input_type}) {{ {name}(input: $input) {{ {selection} userErrors {{ code field message }} }} }}"
        );
        let answer = self.roles()[by].ask_with(&document, json!({ "input": input })).await;
        assert_eq!(answer.at(&format!("/{name}/userErrors")), &json!([]), "{name}");
        answer.at(&format!("/{name}")).clone()
    }
}
