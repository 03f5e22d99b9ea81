use entity::{MemberId, TerritoryKind::Department};
use serde_json::{Value, json};

use super::seed::Seed;
use crate::harness::{Network, User};
use crate::observation::{NONE, run};

/// What is read of the gaps.
async fn gaps(user: &User<'_>, arguments: &str) -> Value {
    let document = format!(
        "{{ uncoveredNeeds{arguments} {{ stats {{ gaps covered untold }} table {{ audience }} gaps(first: 5) {{ nodes {{ reason \
         coordinates {{ code }} figures {{ status value visible hidden }} nearest {{ missed programme {{ title }} }} }} }} }} }}"
    );
    let mut found = user.ask(&document).await.at("/uncoveredNeeds").clone();
    found["gaps"] = found["gaps"]["nodes"].clone();
    found
}

/// A programme for subsidies in the performing arts with these fields over it, seen by members, and its edition in
/// Nantes; both ids.
async fn programme(user: &User<'_>, over: Value, visibility: &str) -> (String, String) {
    let mut input = json!({ "title": "Financer", "themes": ["subventions"], "sectors": ["PERFORMING_ARTS"] });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    let made = run(user, "createProgramme", "programme { id }", input).await;
    assert_eq!(made.mistakes("createProgramme"), NONE, "{made:?}");
    let id = made.text("/createProgramme/programme/id").to_owned();
    let shared = json!({ "id": id, "expectedVersion": 1, "visibility": visibility });
    let shared = run(user, "shareProgramme", "programme { id }", shared).await;
    assert_eq!(shared.mistakes("shareProgramme"), NONE, "{shared:?}");
    let edition = json!({ "programme": id, "territory": { "code": { "kind": "COMMUNE", "code": "44109" } },
        "startsOn": "2028-01-01", "endsOn": "2030-12-31" });
    let made = run(user, "createEdition", "edition { id }", edition).await;
    assert_eq!(made.mistakes("createEdition"), NONE, "{made:?}");
    (id, made.text("/createEdition/edition/id").to_owned())
}

/// A network with two observations that members read and six hidden ones, all of the same cell.
async fn needs(network: &Network) -> User<'_> {
    let member = network.member("DLA 44").await;
    network.reports(member, (Department, "44")).await;
    let structures = network.structures(4).await;
    let mut seeds = vec![Seed::of(member), Seed::of(member)];
    seeds.extend([0, 1, 2, 3, 0, 1].map(|at| Seed::hidden(member).about(structures[at])));
    network.seed(&seeds).await;
    network.cut().await;
    network.coordinator(member).await
}

/// The only gap of Loire-Atlantique.
async fn only(user: &User<'_>) -> Value {
    let found = gaps(user, r#"(filter: {territories: [{code: {kind: DEPARTMENT, code: "44"}}]})"#).await;
    assert_eq!(found["gaps"].as_array().unwrap().len(), 1, "{found}");
    found["gaps"][0].clone()
}

#[tokio::test]
async fn a_member_reads_a_gap_with_the_very_figure_of_the_table_of_needs() {
    let network = Network::new().await;
    let member = needs(&network).await;
    let gap = only(&member).await;
    assert_eq!((&gap["reason"], &gap["nearest"]), (&json!("NO_PROGRAMME"), &json!([])));
    let table = r#"{ needs(by: [THEME_FAMILY, SECTOR_DOMAIN, DEPARTMENT], filter: {territories: [{code: {kind: DEPARTMENT,
        code: "44"}}]}) { cells { coordinates { code } figures { status value visible hidden } } } }"#;
    let table = member.ask(table).await;
    let cells = table.at("/needs/cells").as_array().unwrap();
    let own = cells.iter().find(|cell| cell["coordinates"] == gap["coordinates"]).unwrap();
    assert_eq!(own["figures"], gap["figures"]);
    assert_eq!(gap["figures"][0]["visible"], 2.0);
}

#[tokio::test]
async fn a_member_learns_why_programmes_do_not_answer_and_when_one_does() {
    let network = Network::new().await;
    let member = needs(&network).await;
    programme(&member, json!({}), "NETWORK").await;
    assert_eq!(only(&member).await["reason"], "NO_PROGRAMME", "a draft is its team's alone");
    network.assign("edition", "status = 'CANCELLED'").await;
    let closed = only(&member).await;
    assert_eq!(closed["reason"], "CLOSED");
    assert_eq!(closed["nearest"], json!([{ "missed": ["GOING"], "programme": { "title": "Financer" } }]));
    network.assign("edition", "status = 'OPEN'").await;
    let found = gaps(&member, "").await;
    assert_eq!((&found["stats"]["gaps"], &found["stats"]["covered"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn a_member_learns_that_a_programme_is_for_elsewhere_or_for_others() {
    let network = Network::new().await;
    let member = needs(&network).await;
    let elsewhere =
        json!({ "zones": [{ "code": { "kind": "COMMUNE", "code": "44143" } }], "publics": ["jeunes"] });
    let (id, _) = programme(&member, elsewhere, "NETWORK").await;
    network.assign("edition", "status = 'OPEN'").await;
    let gap = only(&member).await;
    assert_eq!((&gap["reason"], &gap["nearest"][0]["missed"]), (&json!("OUT_OF_ZONE"), &json!(["ZONE"])));
    let wider =
        json!({ "id": id, "expectedVersion": 2, "zones": [{ "code": { "kind": "REGION", "code": "52" } }] });
    let wider = run(&member, "updateProgramme", "programme { id }", wider).await;
    assert_eq!(wider.mistakes("updateProgramme"), NONE);
    assert_eq!(gaps(&member, "").await["stats"]["gaps"], 0);
    let others = gaps(&member, r#"(publics: ["situations-sensibles"])"#).await;
    assert_eq!(others["gaps"][0]["reason"], "WRONG_PUBLIC");
}

/// An edition open to so many, so many of whom take part.
async fn taken(network: &Network, edition: &str, (capacity, taken): (i64, usize), by: MemberId) {
    network.assign("edition", &format!("status = 'OPEN', capacity = {capacity}")).await;
    let edition: entity::EditionId = maillage::graphql::parse_id(edition).unwrap();
    for turn in 0..i32::try_from(taken).unwrap() {
        let (participant, now): (entity::ParticipantId, _) = (network.world.id(), network.world.now());
        let row = vec![participant.into(), by.into(), "PERSON".into(), 1.into(), now.into()];
        network.put("participant", &["id", "member_id", "kind", "version", "created_at"], vec![row]).await;
        let id: entity::EnrolmentId = network.world.id();
        let columns =
            &["id", "edition_id", "participant_id", "status", "turn", "applied_on", "version", "created_at"];
        let row = vec![
            id.into(),
            edition.into(),
            participant.into(),
            "ENROLLED".into(),
            turn.into(),
            network.world.today().into(),
            1.into(),
            now.into(),
        ];
        network.put("enrolment", columns, vec![row]).await;
    }
}

#[tokio::test]
async fn a_programme_whose_places_are_all_taken_answers_nobody_until_one_is_free() {
    let network = Network::new().await;
    let member = needs(&network).await;
    let (_, edition) = programme(&member, json!({}), "NETWORK").await;
    let lead = member.actor().works_for().unwrap();
    taken(&network, &edition, (6, 5), lead).await;
    let other = network.advisor(network.member("DLA B").await).await;
    assert_eq!(gaps(&other, "").await["stats"]["covered"], 1);
    taken(&network, &edition, (6, 1), lead).await;
    let full = gaps(&other, "").await["gaps"][0].clone();
    assert_eq!((&full["reason"], &full["nearest"][0]["missed"]), (&json!("FULL"), &json!(["ROOM"])));
    network.assign("enrolment", "status = 'WITHDREW'").await;
    assert_eq!(gaps(&other, "").await["stats"]["covered"], 1);
}

#[tokio::test]
async fn that_a_small_edition_is_full_is_known_to_its_team_alone() {
    let network = Network::new().await;
    let member = needs(&network).await;
    let (_, edition) = programme(&member, json!({}), "PUBLIC").await;
    taken(&network, &edition, (4, 4), member.actor().works_for().unwrap()).await;
    let other = network.advisor(network.member("DLA B").await).await;
    assert_eq!(only(&member).await["reason"], "FULL");
    assert_eq!(gaps(&other, "").await["stats"]["covered"], 1);
    let analyst = network.analyst().await;
    assert_eq!(gaps(&analyst, "").await["stats"]["covered"], 1);
}

#[tokio::test]
async fn gaps_cost_the_same_few_statements_whatever_the_cells_and_the_editions() {
    let network = Network::new().await;
    let member = needs(&network).await;
    programme(&member, json!({}), "NETWORK").await;
    network.assign("edition", "status = 'CANCELLED'").await;
    let document = "{ uncoveredNeeds { gaps(first: 20) { totalCount nodes { reason figures { value } nearest { missed programme { title } } } } } }";
    member.ask(document).await;
    let (few, statements) = network.statements(member.ask(document)).await;
    assert_eq!(few.at("/uncoveredNeeds/gaps/nodes").as_array().unwrap().len(), 1);
    for title in ["Produire", "Diffuser", "Employer", "Transmettre"] {
        programme(&member, json!({ "title": title }), "NETWORK").await;
    }
    network.assign("edition", "status = 'CANCELLED'").await;
    let seed = || Seed::of(member.actor().works_for().unwrap());
    network
        .seed(&[seed().at(Department, "35"), seed().at(Department, "75"), seed().at(Department, "971")])
        .await;
    network.cut().await;
    member.ask(document).await;
    let (many, again) = network.statements(member.ask(document)).await;
    let whole = many.at("/uncoveredNeeds/gaps/nodes").as_array().unwrap();
    assert!(whole.len() > 1);
    assert_eq!(many.at("/uncoveredNeeds/gaps/totalCount"), whole.len());
    let mut cursor = Value::Null;
    for (place, gap) in whole.iter().enumerate() {
        let page = format!(
            "{{ uncoveredNeeds {{ gaps(first: 1, after: {cursor}) {{ pageInfo {{ hasNextPage endCursor }} \
             nodes {{ reason figures {{ value }} nearest {{ missed programme {{ title }} }} }} }} }} }}"
        );
        let page = member.ask(&page).await;
        assert_eq!(page.at("/uncoveredNeeds/gaps/nodes"), &json!([gap]));
        assert_eq!(page.at("/uncoveredNeeds/gaps/pageInfo/hasNextPage"), place + 1 < whole.len());
        cursor = page.at("/uncoveredNeeds/gaps/pageInfo/endCursor").clone();
    }
    let foreign =
        format!("{{ uncoveredNeeds(publics: [\"artistes\"]) {{ gaps(after: {cursor}) {{ totalCount }} }} }}");
    assert_eq!(member.ask(&foreign).await.code(), "BAD_USER_INPUT", "a cursor is good for its own question");
    assert_eq!(statements, again);
}

#[tokio::test]
async fn a_team_reads_what_all_members_read_whatever_it_keeps_to_itself() {
    let network = Network::new().await;
    let member = needs(&network).await;
    programme(&member, json!({}), "PRIVATE").await;
    network.assign("edition", "status = 'OPEN'").await;
    let other = network.advisor(network.member("DLA B").await).await;
    let own = gaps(&member, "").await;
    assert_eq!(own["gaps"][0]["reason"], "NO_PROGRAMME");
    assert_eq!(own, gaps(&other, "").await);
}

#[tokio::test]
async fn the_public_compares_what_it_reads_with_what_is_public() {
    let network = Network::new().await;
    let member = needs(&network).await;
    network.seed(&[Seed { visibility: "PUBLIC", ..Seed::of(network.member("DLA C").await) }]).await;
    programme(&member, json!({}), "NETWORK").await;
    network.assign("edition", "status = 'OPEN'").await;
    assert_eq!(gaps(&member, "").await["stats"]["covered"], 1);
    let everybody = gaps(&network.anonymous(), "").await;
    assert_eq!(everybody["table"]["audience"], "PUBLIC");
    assert_eq!(
        (&everybody["gaps"][0]["reason"], &everybody["gaps"][0]["nearest"]),
        (&json!("NO_PROGRAMME"), &json!([]))
    );
}

#[tokio::test]
async fn nobody_asks_for_communes_or_for_less_than_three_dimensions() {
    let network = Network::new().await;
    for by in [
        "[THEME, SECTOR, COMMUNE]",
        "[THEME, SECTOR]",
        "[THEME, SECTOR, EPCI]",
        "[THEME, THEME_FAMILY, REGION]",
    ] {
        let answer =
            network.anonymous().ask(&format!("{{ uncoveredNeeds(by: {by}) {{ stats {{ gaps }} }} }}")).await;
        assert_eq!(answer.0["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{by}: {answer:?}");
    }
}
