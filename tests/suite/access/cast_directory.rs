use serde_json::json;

use super::cast::Cast;

const COORDINATOR: usize = 4;

impl Cast {
    /// Partners and contacts: of an open structure, of a restricted one, of a person; an objection.
    pub(super) async fn directory(&mut self) {
        let place = json!({ "id": self.object("territory") });
        let (open, restricted) = (self.of("Structure", "open"), self.of("Structure", "restricted"));
        for (state, structure) in [
            ("of a structure", Some(&open)),
            ("of a restricted structure", Some(&restricted)),
            ("a person", None),
        ] {
            let account = structure.is_none().then(|| self.external());
            let partner = json!({ "structure": structure, "account": account, "name": "Partenaire", "description": "Ce qu'il fait",
                "rates": "700 € par jour", "web": ["https://example.org/"], "kinds": ["consultant"],
                "skills": ["coaching"], "themes": ["gouvernance"], "sectors": ["theatre"],
                "modalities": ["individual"], "formats": ["mentorat"], "zones": [place],
                "absences": [{ "from": "2028-07-01T00:00:00Z", "to": "2028-08-01T00:00:00Z" }] });
            let mutation = ("createPartner", "CreatePartnerInput!", "partner { id }");
            self.make(("Partner", state), COORDINATOR, mutation, partner).await;
        }
        let person = self.of("Partner", "a person");
        for (state, parent, id) in [
            ("of a structure", "structure", &open),
            ("of a restricted structure", "structure", &restricted),
            ("of a person", "partner", &person),
            ("who objected", "structure", &open),
        ] {
            let contact = json!({ parent: id, "name": "Camille", "role": "Direction", "phone": "02 40 00 00 00",
                "email": format!("{}@example.org", state.replace(' ', "-")), "source": "site", "legalBasis": "CONSENT",
                "verifiedOn": "2028-02-01" });
            let mutation = ("createContact", "CreateContactInput!", "contact { id }");
            self.make(("Contact", state), COORDINATOR, mutation, contact).await;
        }
        let input =
            json!({ "id": self.of("Contact", "who objected"), "expectedVersion": 1, "reason": "Opposition" });
        self.write(COORDINATOR, ("objectContact", "ObjectContactInput!", "contact { id }"), input).await;
    }

    /// The account of the external partner.
    fn external(&self) -> String {
        let account = self.roles()[1].actor().account();
        maillage::graphql::id_text(account.unwrap()).0
    }

    fn of(&self, kind: &str, state: &str) -> String {
        let found = self.objects_of(kind).into_iter().find(|(known, _)| *known == state);
        found.map(|(_, id)| id).unwrap()
    }
}
