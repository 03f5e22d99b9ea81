use serde_json::{Value, json};

use super::ways::count;
use crate::harness::{Answer, Network, User};
use crate::observation::run;

const HEADER: &str =
    "Nom,Lien,Financeurs,Bénéficiaire,Types d'aides,AAP/AMI,Récurrence,Descriptif,Date Clôture\n";
const LINK: &str = "https://aides-territoires.beta.gouv.fr/aides";

/// Rows in the shape of the real file.
fn rows() -> String {
    format!(
        "Rénover,{LINK}/1a-renover/,Conseil départemental de l’Aude,Communes;Associations,Subvention;Prêt,Oui,Récurrente,\
         <p>Aide&nbsp;à    la pierre</p>,31/12/2028\n\
         Conseiller,{LINK}/2b-conseiller/,Agences d'urbanisme,\"ETABLISSEMENTS PUBLICS (écoles, bibliothèques…) / \
         Services de l’État\",INGENIERIE TECHNIQUE;Troc,,Permanente,Conseil,\n\
         ,{LINK}/3c/,ADEME,Communes,Subvention,,Permanente,Sans titre,\n"
    )
}

async fn import(user: &User<'_>, rows: &str, dry_run: bool) -> Answer {
    let content = json!({ "text": format!("{HEADER}{rows}") });
    let input =
        json!({ "content": content, "fileName": "a.csv", "mapping": "aides-territoires", "dryRun": dry_run });
    let thing = "report { run { kind } stats { created updated unchanged rejected warned } verdicts { row externalId outcome \
        notes { code field } } }";
    run(user, "importFundingSchemes", thing, input).await
}

fn outcomes(answer: &Answer) -> Vec<String> {
    answer.each("/importFundingSchemes/report/verdicts", "/outcome")
}

async fn schemes(user: &User<'_>) -> Value {
    let document = "{ fundingSchemes { nodes { title url funders funderKinds { code } level description aidTypes { code } \
        recurrence callForProjects deadline zones { code } beneficiaries { code } externalReferences { externalId } } } }";
    user.ask(document).await.at("/fundingSchemes/nodes").clone()
}

#[tokio::test]
async fn a_coordinator_imports_schemes_through_the_shipped_mapping() {
    let network = Network::new().await;
    let ana = network.coordinator(network.member("Pôle").await).await;
    let answer = import(&ana, &rows(), false).await;
    assert_eq!(outcomes(&answer), ["CREATED", "CREATED", "REJECTED"]);
    assert_eq!(answer.text("/importFundingSchemes/report/run/kind"), "SCHEMES");
    assert_eq!(answer.each("/importFundingSchemes/report/verdicts/1/notes", "/code"), ["VALUE_UNMATCHED"]);
    assert_eq!(answer.each("/importFundingSchemes/report/verdicts/2/notes", "/code"), ["REQUIRED_EMPTY"]);
    let found = schemes(&network.anonymous()).await;
    let (advice, aid) = (&found[0], &found[1]);
    assert_eq!((&aid["title"], &aid["description"]), (&json!("Rénover"), &json!("Aide à la pierre")));
    assert_eq!(
        (&aid["level"], &aid["zones"]),
        (&json!("DEPARTMENT"), &json!([{ "code": "11" }])),
        "whatever the apostrophe"
    );
    assert_eq!((&aid["recurrence"], &aid["callForProjects"]), (&json!("RECURRENT"), &json!(true)));
    assert_eq!(aid["beneficiaries"], json!([{ "code": "communes" }, { "code": "associations" }]));
    assert_eq!(
        (&aid["deadline"], &aid["funderKinds"][0]["code"]),
        (&json!("2028-12-31"), &json!("departement"))
    );
    assert_eq!(aid["externalReferences"], json!([{ "externalId": "1a-renover" }]));
    assert_eq!(
        advice["beneficiaries"],
        json!([{ "code": "etablissements-publics" }]),
        "whatever case and accents"
    );
    assert_eq!((&advice["level"], &advice["zones"]), (&Value::Null, &json!([])));
    assert_eq!(advice["aidTypes"], json!([{ "code": "ingenierie-technique" }]));
}

#[tokio::test]
async fn the_same_schemes_again_change_nothing_and_a_changed_row_updates_its_own() {
    let network = Network::new().await;
    let ana = network.coordinator(network.member("Pôle").await).await;
    let dry = import(&ana, &rows(), true).await;
    assert_eq!(
        (outcomes(&dry), count(&network, "funding_scheme").await),
        (vec!["CREATED".to_owned(), "CREATED".into(), "REJECTED".into()], 0)
    );
    import(&ana, &rows(), false).await;
    let before = (count(&network, "change_event").await, count(&network, "field_change").await);
    assert_eq!(outcomes(&import(&ana, &rows(), false).await), ["UNCHANGED", "UNCHANGED", "REJECTED"]);
    assert_eq!((count(&network, "change_event").await, count(&network, "field_change").await), before);
    let twice = format!("{}{}", rows(), rows().replace("31/12/2028", "30/12/2028"));
    let answer = import(&ana, &twice, true).await;
    assert_eq!(outcomes(&answer)[3..], ["UPDATED", "UNCHANGED", "REJECTED"]);
    assert_eq!(outcomes(&import(&ana, &twice, false).await), outcomes(&answer));
    assert_eq!(schemes(&ana).await[1]["deadline"], "2028-12-30");
}

#[tokio::test]
async fn a_key_of_another_member_or_of_a_removed_scheme_brings_nothing() {
    let network = Network::new().await;
    let ana = network.coordinator(network.member("Un").await).await;
    let other = network.coordinator(network.member("Deux").await).await;
    import(&ana, &rows(), false).await;
    let stranger = import(&other, &rows(), false).await;
    assert_eq!(outcomes(&stranger), ["REJECTED"; 3]);
    assert_eq!(stranger.text("/importFundingSchemes/report/verdicts/0/notes/0/code"), "NOT_ALLOWED");
    let id = ana.ask(r#"{ fundingSchemes(filter: {search: "renover"}) { nodes { id } } }"#).await;
    let input = json!({ "id": id.text("/fundingSchemes/nodes/0/id"), "expectedVersion": 1 });
    run(&ana, "removeFundingScheme", "removedId", input).await;
    let again = import(&ana, &rows(), false).await;
    assert_eq!(outcomes(&again), ["REJECTED", "UNCHANGED", "REJECTED"]);
    assert_eq!(again.text("/importFundingSchemes/report/verdicts/0/notes/0/code"), "DELETED");
}

#[tokio::test]
async fn a_scheme_whose_row_is_wrong_is_refused_with_its_reason() {
    let network = Network::new().await;
    let ana = network.coordinator(network.member("Pôle").await).await;
    let mapping = "kind = 'schemes'\nsystem = 's'\nexternal_id = [{ column = 'r' }]\n[fields]\ntitle = { column = 't' }\n\
        opens_on = { column = 'o' }\ndeadline = { column = 'd' }\nlevel = { column = 'n' }\n";
    let text = "r;t;o;d;n\n1;Fin avant début;2028-02-02;2028-02-01;\n2;Niveau faux;;;VILLE\n3;Bonne;;2028-02-01;EPCI\n4;Date fausse;;demain;\n";
    let input = json!({ "content": { "text": text }, "fileName": "s.csv", "mapping": mapping });
    let answer =
        run(&ana, "importFundingSchemes", "report { verdicts { outcome notes { code field } } }", input)
            .await;
    assert_eq!(outcomes(&answer), ["REJECTED", "REJECTED", "CREATED", "CREATED"]);
    let note = |row: usize| {
        answer.text(&format!("/importFundingSchemes/report/verdicts/{row}/notes/0/code")).to_owned()
    };
    assert_eq!([note(0), note(1), note(3)], ["ENDS_BEFORE_START", "VALUE_NOT_ALLOWED", "DATE_INVALID"]);
    let advisor = network.analyst().await;
    let input = json!({ "content": { "text": text }, "fileName": "s.csv", "mapping": mapping });
    let refused = run(&advisor, "importFundingSchemes", "report { stats { rows } }", input).await;
    assert_eq!(refused.mistakes("importFundingSchemes"), ["NOT_ALLOWED"]);
}
