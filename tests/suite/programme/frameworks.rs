use serde_json::{Value, json};

use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run, territory};

const FIELDS: &str = "id version kind { code } title territory { code } level startsOn endsOn sectors { code } signatories \
    url contributor { name }";

async fn act(user: &User<'_>, mutation: &str, input: Value) -> Answer {
    run(user, mutation, &format!("policyFramework {{ {FIELDS} }}"), input).await
}

fn framework(kind: &str, (level, code): (&str, &str), over: &Value) -> Value {
    let mut input = json!({ "kind": kind, "title": format!("Cadre {kind}"), "startsOn": "2027-01-01",
        "territory": { "code": { "kind": level, "code": code } } });
    for (field, value) in over.as_object().unwrap() {
        input[field] = value.clone();
    }
    input
}

async fn kinds(user: &User<'_>, filter: Value) -> Vec<String> {
    let document = "query($filter: PolicyFrameworkFilter) { policyFrameworks(filter: $filter) { totalCount nodes { kind { code } } } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    let kinds = answer.each("/policyFrameworks/nodes", "/kind/code");
    assert_eq!(answer.at("/policyFrameworks/totalCount"), kinds.len());
    kinds
}

#[tokio::test]
async fn an_advisor_enters_a_framework_that_everybody_reads() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Pôle").await).await;
    let input = framework(
        "sodavi",
        ("REGION", "52"),
        &json!({ "endsOn": "2029-12-31", "sectors": ["arts-plastiques"], "signatories": "État, Région", "url": "https://sodavi.example" }),
    );
    let made = act(&advisor, "createPolicyFramework", input).await;
    let id = made.text("/createPolicyFramework/policyFramework/id");
    let document = format!(r#"{{ node(id: "{id}") {{ ... on PolicyFramework {{ {FIELDS} }} }} }}"#);
    let seen = network.anonymous().ask(&document).await.at("/node").clone();
    assert_eq!((&seen["kind"]["code"], &seen["level"]), (&json!("sodavi"), &json!("REGION")));
    assert_eq!((&seen["territory"]["code"], &seen["endsOn"]), (&json!("52"), &json!("2029-12-31")));
    assert_eq!(seen["sectors"], json!([{ "code": "arts-plastiques" }]));
    assert_eq!((&seen["signatories"], &seen["version"]), (&json!("État, Région"), &json!(1)));
}

#[tokio::test]
async fn an_advisor_learns_what_is_wrong_with_a_framework() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Pôle").await).await;
    let wrong = framework("theatre", ("COMMUNE", "99999"), &json!({ "title": " ", "sectors": ["sodavi"] }));
    let refused = act(&advisor, "createPolicyFramework", wrong).await;
    assert_eq!(
        refused.mistakes("createPolicyFramework"),
        ["WRONG_TERM", "REQUIRED", "UNKNOWN_TERRITORY", "WRONG_TERM"]
    );
    let wrong = framework("ctg", ("DEPARTMENT", "44"), &json!({ "endsOn": "2026-12-31", "url": "ftp://x" }));
    let refused = act(&advisor, "createPolicyFramework", wrong).await;
    assert_eq!(refused.mistakes("createPolicyFramework"), ["ENDS_BEFORE_START", "INVALID_FORMAT"]);
    assert_eq!(kinds(&advisor, json!({})).await, NONE);
}

#[tokio::test]
async fn an_advisor_changes_a_framework_of_its_member_unless_somebody_was_faster() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let (advisor, colleague) = (network.advisor(member).await, network.advisor(member).await);
    let input = framework("ctg", ("DEPARTMENT", "44"), &json!({ "sectors": ["theatre"] }));
    let made = act(&advisor, "createPolicyFramework", input).await;
    let id = made.text("/createPolicyFramework/policyFramework/id");
    let change = |version: i32| json!({ "id": id, "expectedVersion": version, "endsOn": "2030-01-01", "sectors": ["danse"] });
    let changed = act(&advisor, "updatePolicyFramework", change(1)).await;
    assert_eq!(changed.at("/updatePolicyFramework/policyFramework/sectors"), &json!([{ "code": "danse" }]));
    let late = act(&colleague, "updatePolicyFramework", change(1)).await;
    assert_eq!(late.mistakes("updatePolicyFramework"), ["VERSION_CONFLICT"]);
    let same = act(&colleague, "updatePolicyFramework", change(2)).await;
    assert_eq!(same.at("/updatePolicyFramework/policyFramework/version"), 2);
    let other = network.coordinator(network.member("Autre").await).await;
    assert_eq!(
        act(&other, "updatePolicyFramework", change(2)).await.mistakes("updatePolicyFramework"),
        ["NOT_ALLOWED"]
    );
    assert_eq!(network.count("select count(*) from field_change").await, 2);
}

#[tokio::test]
async fn somebody_finds_the_frameworks_of_a_place_a_sector_and_a_day() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Pôle").await).await;
    for (kind, place, over) in [
        (
            "sodavi",
            ("REGION", "52"),
            json!({ "sectors": ["arts-plastiques"], "startsOn": "2026-01-01", "endsOn": "2027-12-31" }),
        ),
        ("ctg", ("COMMUNE", "44109"), json!({ "startsOn": "2027-06-01" })),
        ("cteac", ("DEPARTMENT", "01"), json!({ "sectors": ["PERFORMING_ARTS"], "startsOn": "2028-01-01" })),
    ] {
        let made = act(&advisor, "createPolicyFramework", framework(kind, place, &over)).await;
        assert_eq!(made.mistakes("createPolicyFramework"), NONE);
    }
    let anyone = network.anonymous();
    let (nantes, region) =
        (territory(&network, "COMMUNE", "44109").await, territory(&network, "REGION", "52").await);
    assert_eq!(kinds(&anyone, json!({})).await, ["cteac", "ctg", "sodavi"]);
    assert_eq!(kinds(&anyone, json!({ "territory": { "covering": nantes } })).await, ["ctg", "sodavi"]);
    assert_eq!(kinds(&anyone, json!({ "territory": { "within": region } })).await, ["ctg", "sodavi"]);
    assert_eq!(kinds(&anyone, json!({ "levels": ["DEPARTMENT"] })).await, ["cteac"]);
    assert_eq!(kinds(&anyone, json!({ "inForceOn": "2028-02-29" })).await, ["cteac", "ctg"]);
    assert_eq!(kinds(&anyone, json!({ "sectors": ["PERFORMING_ARTS"] })).await, ["cteac", "ctg"]);
    assert_eq!(kinds(&anyone, json!({ "kinds": ["sodavi"], "search": "CADRE" })).await, ["sodavi"]);
}
