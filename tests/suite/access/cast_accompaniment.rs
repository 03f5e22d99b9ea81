use serde_json::json;

use super::cast::Cast;

impl Cast {
    /// An accompaniment at its engineering, with all that hangs on it.
    pub(super) async fn accompany(&mut self) {
        let coordinator = 4;
        let colleague = self.roles()[3].ask("{ viewer { account { id } } }").await;
        let begun = json!({ "beneficiary": { "structure": self.object("structure") }, "request": "Demande",
            "channel": "courriel", "receivedOn": "2028-01-10",
            "observations": [self.object("needsobservation")] });
        self.make(
            ("Accompaniment", "engineering"),
            coordinator,
            ("createAccompaniment", "CreateAccompanimentInput!", "accompaniment { id }"),
            begun,
        )
        .await;
        let id = self.object("accompaniment");
        let steps = [
            ("orientAccompaniment", "OrientAccompanimentInput!", json!({ "orientation": "Éligible" })),
            ("startDiagnosis", "StartDiagnosisInput!", json!({})),
            ("draftDiagnosis", "DraftDiagnosisInput!", json!({ "diagnosis": "Diagnostic" })),
            ("validateDiagnosis", "ValidateDiagnosisInput!", json!({ "body": "Conseil" })),
            ("adoptPlan", "AdoptPlanInput!", json!({ "plan": "Plan" })),
            (
                "recordCommitteeOpinion",
                "RecordCommitteeOpinionInput!",
                json!({ "opinion": "FAVOURABLE", "text": "Avis" }),
            ),
            ("startEngineering", "StartEngineeringInput!", json!({ "dueOn": "2028-02-01" })),
            (
                "handOverAccompaniment",
                "HandOverAccompanimentInput!",
                json!({ "to": colleague.at("/viewer/account/id"), "note": "Suite" }),
            ),
        ];
        let selection = "accompaniment { handOvers { nodes { id } } }";
        for (version, (name, input_type, said)) in steps.into_iter().enumerate() {
            let mut input = json!({ "id": id, "expectedVersion": version + 1, "on": "2028-01-15" });
            input.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
            let made = self.write(coordinator, (name, input_type, selection), input).await;
            if name == "handOverAccompaniment" {
                self.keep(("AccompanimentHandOver", "own"), &made, "/accompaniment/handOvers/nodes/0/id");
            }
        }
        let mission = json!({ "accompaniment": id, "kind": "INDIVIDUAL", "provider": "Cabinet", "aim": "Modèle",
            "days": 2.5, "cost": 200_000, "funder": "drac", "startsOn": "2028-02-01", "endsOn": "2028-03-01" });
        self.make(
            ("EngineeringMission", "own"),
            coordinator,
            ("addMission", "AddMissionInput!", "mission { id }"),
            mission,
        )
        .await;
        let follow_up = json!({ "accompaniment": id, "heldOn": "2028-02-01", "note": "Point", "nextDueOn": "2028-02-20" });
        let add = ("addFollowUp", "AddFollowUpInput!", "followUp { id }");
        self.make(("AccompanimentFollowUp", "own"), coordinator, add, follow_up).await;
    }

    /// A's accompaniment joins A's open edition, which others see too.
    pub(super) async fn joining(&mut self) {
        let tie = json!({ "accompaniment": self.object("accompaniment"), "edition": self.variables("\"$edition:opened$\""),
            "joinedOn": "2028-02-01", "aim": "Pairs" });
        let join = ("joinEdition", "JoinEditionInput!", "joinedEdition { id }");
        self.make(("JoinedEdition", "open"), 4, join, tie).await;
    }
}
