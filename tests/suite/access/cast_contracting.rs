use serde_json::{Value, json};

use super::cast::Cast;

const COORDINATOR: usize = 4;
const DECIDE: (&str, &str, &str) =
    ("decideConsultation", "DecideConsultationInput!", "consultation { id version }");

impl Cast {
    /// What is contracted for the open edition of A, which the network sees: consultations and agreements.
    pub(super) async fn contracting(&mut self) {
        let partner = self.object("partner");
        for state in ["open", "decided"] {
            self.consultation(state, &partner).await;
        }
        let choice = self.variables(
            r#"{"id": "$consultation:decided$", "expectedVersion": 1, "offer": "$consultationoffer:decided$", "reason": "x"}"#,
        );
        self.write(COORDINATOR, DECIDE, choice).await;
        let parties = json!([{ "party": { "member": self.variables("\"$own\"") }, "role": "coordonne" },
            { "party": { "partner": partner }, "role": "intervient" },
            { "party": { "structure": self.variables("\"$structure:restricted$\"") }, "role": "accueille" }]);
        let upon = self
            .variables(r#"{"programme": "$programme:network$", "consultation": "$consultation:decided$"}"#);
        let dates = json!({ "startsOn": "2027-03-01", "endsOn": "2028-03-15", "renewBy": "2028-03-01" });
        let said = json!({ "object": "Convention", "amount": 400_000, "url": "https://example.org/", "parties": parties });
        let signed = over(over(upon, &dates), &said);
        let add = ("addAgreement", "AddAgreementInput!", "agreement { id }");
        self.make(("Agreement", "draft"), COORDINATOR, add, signed.clone()).await;
        let signed = over(signed, &json!({ "signedOn": "2027-03-01" }));
        for state in ["signed", "renewed"] {
            self.make(("Agreement", state), COORDINATOR, add, signed.clone()).await;
        }
        let renew = ("renewAgreement", "RenewAgreementInput!", "agreement { id }");
        let input = self.variables(r#"{"id": "$agreement:renewed$", "expectedVersion": 1}"#);
        self.make(("Agreement", "next"), COORDINATOR, renew, input).await;
    }

    async fn consultation(&mut self, state: &'static str, partner: &str) {
        let asked = json!({ "title": "Ingénierie", "termsOfReference": "Cahier des charges", "offersBy": "2028-02-29",
            "ceiling": 500_000, "criteria": "Prix", "url": "https://example.org/" });
        let asked = over(self.variables(r#"{"edition": "$edition:opened$"}"#), &asked);
        let add = ("addConsultation", "AddConsultationInput!", "consultation { id }");
        self.make(("Consultation", state), COORDINATOR, add, asked).await;
        let who = json!({ "consultation": self.last_object(), "partner": partner });
        let invite = ("inviteProvider", "InviteProviderInput!", "invitedProvider { id }");
        self.make(("InvitedProvider", state), COORDINATOR, invite, who.clone()).await;
        let said =
            json!({ "days": 5.0, "price": 400_000, "method": "Ateliers", "url": "https://example.org/" });
        let offer = ("recordOffer", "RecordOfferInput!", "offer { id }");
        self.make(("ConsultationOffer", state), COORDINATOR, offer, over(who, &said)).await;
    }

    fn last_object(&self) -> String {
        self.objects.last().unwrap().2.clone()
    }
}

fn over(mut input: Value, over: &Value) -> Value {
    input.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
    input
}
