use serde_json::json;

use super::cast::Cast;

const COORDINATOR: usize = 4;

impl Cast {
    /// What partners are asked for the open edition of A: one sent to a person for whom the external partner answers,
    /// and a draft.
    pub(super) async fn solicit(&mut self) {
        let draft = ("draftSolicitation", "DraftSolicitationInput!", "solicitation { id }");
        for (state, partner) in [("drafted", "of a structure"), ("sent", "a person")] {
            let named = |text: String| self.variables(&format!("\"${text}$\""));
            let input = json!({ "edition": named("edition:opened".to_owned()), "partner": named(format!("partner:{partner}")),
                "kind": "consultant", "session": named("session:opened".to_owned()), "role": "Animer", "message": "Bonjour",
                "answerBy": "2028-03-10" });
            self.make(("Solicitation", state), COORDINATOR, draft, input).await;
        }
        let sent = json!({ "id": self.variables("\"$solicitation:sent$\""), "expectedVersion": 1 });
        let send = ("sendSolicitation", "SolicitationStepInput!", "issued { token }");
        let made = self.write(COORDINATOR, send, sent).await;
        self.keep(("SolicitationToken", "sent"), &made, "/issued/token");
    }
}
