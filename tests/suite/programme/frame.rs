use serde_json::{Value, json};

use super::design::{does, programme, team};
use crate::harness::{Network, User};
use crate::observation::{NONE, run};

async fn titles(user: &User<'_>, filter: Value) -> Vec<String> {
    let document =
        "query($filter: ProgrammeFilter) { programmes(filter: $filter) { nodes { title } totalCount } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    let titles = answer.each("/programmes/nodes", "/title");
    assert_eq!(answer.at("/programmes/totalCount"), titles.len());
    titles
}

#[tokio::test]
async fn a_programme_is_its_makers_alone_until_the_coordinator_shares_it() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let (stranger, _) = team(&network, "DLA 35").await;
    let made = programme(&advisor, json!({ "title": "Été des compagnies", "sectors": ["theatre"] })).await;
    for outsider in [&stranger, &network.administrator().await, &network.anonymous()] {
        assert_eq!(titles(outsider, json!({})).await, NONE);
    }
    let shared = made.with(json!({ "visibility": "NETWORK" }));
    let refused = run(&advisor, "shareProgramme", "programme { id }", shared.clone()).await;
    assert_eq!(refused.mistakes("shareProgramme"), ["NOT_ALLOWED"]);
    let made = does(&coordinator, "shareProgramme", "programme", shared).await;
    assert_eq!(titles(&stranger, json!({})).await, ["Été des compagnies"]);
    assert_eq!(titles(&network.anonymous(), json!({})).await, NONE);
    let mine =
        run(&stranger, "updateProgramme", "programme { id }", made.with(json!({ "title": "Le mien" }))).await;
    assert_eq!(mine.mistakes("updateProgramme"), ["NOT_ALLOWED"]);
}

#[tokio::test]
async fn programmes_are_found_by_sector_theme_zone_lead_and_words() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let zones = json!([{ "code": { "kind": "COMMUNE", "code": "44143" } }]);
    let said = json!({ "title": "Été des compagnies", "sectors": ["theatre"], "themes": ["tresorerie"], "zones": zones });
    programme(&coordinator, said).await;
    programme(&coordinator, json!({ "title": "Lieux et équipements" })).await;
    let department = crate::observation::territory(&network, "DEPARTMENT", "44").await;
    for filter in [
        json!({ "sectors": ["PERFORMING_ARTS"] }),
        json!({ "themes": ["modele-economique"] }),
        json!({ "within": department }),
        json!({ "search": "ete comp" }),
    ] {
        assert_eq!(titles(&coordinator, filter).await, ["Été des compagnies"]);
    }
    assert_eq!(titles(&coordinator, json!({ "within": "nothing" })).await, NONE);
    assert_eq!(titles(&coordinator, json!({ "lead": [] })).await, NONE);
}

#[tokio::test]
async fn an_invited_structure_leads_once_it_accepted_and_no_longer_when_it_left() {
    let network = Network::new().await;
    let (maker, _) = team(&network, "DLA 44").await;
    let other = network.member("Agence 35").await;
    let (guest, member) = (network.coordinator(other).await, maillage::graphql::id_text(other).0);
    let made = programme(&maker, json!({})).await;
    let ask = json!({ "programme": made.id, "member": member });
    let early = json!({ "programme": made.id, "accept": true });
    let unknown = run(&guest, "answerCoLead", "programme { id }", early.clone()).await;
    assert_eq!(unknown.mistakes("answerCoLead"), ["NOT_FOUND"]);
    let invited =
        run(&maker, "inviteCoLead", "programme { coLeads { status member { name } } }", ask.clone()).await;
    assert_eq!(invited.text("/inviteCoLead/programme/coLeads/0/status"), "INVITED");
    assert_eq!(
        run(&maker, "inviteCoLead", "programme { id }", ask.clone()).await.mistakes("inviteCoLead"),
        ["ALREADY_EXISTS"]
    );
    let invitations = "{ coLeadInvitations { totalCount nodes { title } } }";
    assert_eq!(guest.ask(invitations).await.at("/coLeadInvitations/totalCount"), 1);
    assert_eq!(maker.ask(invitations).await.at("/coLeadInvitations/totalCount"), 0);
    let people = format!(r#"{{ colleagues(programme: "{}") {{ totalCount }} }}"#, made.id);
    assert_eq!(guest.ask(&people).await.at("/colleagues/totalCount"), 0);
    let edit = made.with(json!({ "summary": "À deux" }));
    assert_eq!(
        run(&guest, "updateProgramme", "programme { id }", edit.clone()).await.mistakes("updateProgramme"),
        ["NOT_ALLOWED"]
    );
    assert_eq!(
        run(&guest, "answerCoLead", "programme { id }", early.clone()).await.mistakes("answerCoLead"),
        NONE
    );
    assert_eq!(
        run(&guest, "answerCoLead", "programme { id }", early).await.mistakes("answerCoLead"),
        ["EXPIRED"]
    );
    does(&guest, "updateProgramme", "programme", edit).await;
    assert_eq!(guest.ask(invitations).await.at("/coLeadInvitations/totalCount"), 0);
    for leading in [&maker, &guest] {
        assert_eq!(
            leading.ask(&people).await.at("/colleagues/totalCount"),
            3,
            "one may hand over to any of them"
        );
    }
    let stolen = made.with(json!({ "expectedVersion": 2, "visibility": "PUBLIC" }));
    assert_eq!(
        run(&guest, "shareProgramme", "programme { id }", stolen).await.mistakes("shareProgramme"),
        ["NOT_ALLOWED"]
    );
    assert_eq!(run(&guest, "endCoLead", "programme { id }", ask).await.mistakes("endCoLead"), NONE);
    assert_eq!(titles(&guest, json!({})).await, NONE);
}

#[tokio::test]
async fn its_team_reads_how_a_frame_changed_and_of_two_who_save_at_once_one_is_told() {
    let network = Network::new().await;
    let (coordinator, advisor) = team(&network, "DLA 44").await;
    let made = programme(&coordinator, json!({})).await;
    does(&advisor, "updateProgramme", "programme", made.with(json!({ "summary": "Pour qui débute" }))).await;
    let late =
        run(&coordinator, "updateProgramme", "programme { id }", made.with(json!({ "title": "Autre" })))
            .await;
    assert_eq!(late.mistakes("updateProgramme"), ["VERSION_CONFLICT"]);
    let document = "query($id: ID!) { programme(id: $id) { revisions { totalCount nodes { field after member { name } } } } }";
    let told = coordinator.ask_with(document, json!({ "id": made.id })).await;
    assert_eq!(told.at("/programme/revisions/totalCount"), 1);
    assert_eq!(told.text("/programme/revisions/nodes/0/field"), "summary");
    assert_eq!(told.text("/programme/revisions/nodes/0/after"), "Pour qui débute");
}

#[tokio::test]
async fn bad_frames_are_told_field_by_field_and_nothing_is_written() {
    let network = Network::new().await;
    let (coordinator, _) = team(&network, "DLA 44").await;
    let said = json!({ "title": "  ", "sectors": ["theatre", "nothing"], "zones": [{ "code": { "kind": "COMMUNE", "code": "99999" } }] });
    let refused = run(&coordinator, "createProgramme", "programme { id }", said).await;
    assert_eq!(refused.mistakes("createProgramme"), ["REQUIRED", "WRONG_TERM", "UNKNOWN_TERRITORY"]);
    let fields = refused.each("/createProgramme/userErrors", "/field");
    assert_eq!(fields, [r#"["title"]"#, r#"["sectors","1"]"#, r#"["zones","0"]"#]);
    assert_eq!(titles(&coordinator, json!({})).await, NONE);
}

#[tokio::test]
async fn the_revisions_of_many_programmes_are_read_in_the_same_statements() {
    let network = Network::new().await;
    let (maker, _) = team(&network, "DLA 44").await;
    for summary in ["Un", "Deux", "Trois"] {
        let made = programme(&maker, json!({})).await;
        does(&maker, "updateProgramme", "programme", made.with(json!({ "summary": summary }))).await;
    }
    let page = |size: i32| {
        format!("{{ programmes(first: {size}) {{ nodes {{ revisions {{ nodes {{ field after }} }} }} }} }}")
    };
    let (one, few) = network.statements(maker.ask(&page(1))).await;
    let (three, same) = network.statements(maker.ask(&page(3))).await;
    assert_eq!(one.text("/programmes/nodes/0/revisions/nodes/0/field"), "summary");
    let mut after = three.each("/programmes/nodes", "/revisions/nodes/0/after");
    after.sort();
    assert_eq!(after, ["Deux", "Trois", "Un"]);
    assert_eq!(few, same);
}
