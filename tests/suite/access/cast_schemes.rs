use serde_json::json;

use super::cast::Cast;

impl Cast {
    /// A policy framework and a funding scheme, with all that they may say.
    pub(super) async fn schemes(&mut self) {
        let coordinator = 4;
        let place = json!({ "id": self.object("territory") });
        let framework = json!({ "kind": "sodavi", "title": "SODAVI", "territory": place, "startsOn": "2027-01-01",
            "endsOn": "2029-12-31", "sectors": ["theatre"], "signatories": "État, Région",
            "url": "https://example.org/sodavi" });
        self.make(
            ("PolicyFramework", "of A"),
            coordinator,
            ("createPolicyFramework", "CreatePolicyFrameworkInput!", "policyFramework { id }"),
            framework,
        )
        .await;
        let scheme = json!({ "title": "Aide à la création", "url": "https://example.org/aide", "funders": ["DRAC"],
            "funderKinds": ["drac"], "level": "REGION", "description": "Pour les compagnies",
            "aidTypes": ["subvention"], "recurrence": "RECURRENT", "callForProjects": true, "opensOn": "2028-01-01",
            "deadline": "2028-06-30", "zones": [place], "legalForms": ["9220"], "beneficiaries": ["associations"],
            "sectors": ["theatre"], "publics": ["jeunes"], "maxRate": 50.0, "minAmount": 100_000, "maxAmount": 5_000_000 });
        self.make(
            ("FundingScheme", "of A"),
            coordinator,
            ("createFundingScheme", "CreateFundingSchemeInput!", "fundingScheme { id }"),
            scheme,
        )
        .await;
        let mapping = "kind = 'schemes'\nsystem = 's'\nexternal_id = [{ column = 'r' }]\n[fields]\ntitle = { column = 't' }";
        let file = json!({ "content": { "text": "r;t\n1;Aide importée\n" }, "fileName": "f.csv", "mapping": mapping });
        let import = ("importFundingSchemes", "ImportFundingSchemesInput!", "report { run { id } }");
        let made = self.write(coordinator, import, file).await;
        self.keep(("ImportRun", "schemes"), &made, "/report/run/id");
    }
}
