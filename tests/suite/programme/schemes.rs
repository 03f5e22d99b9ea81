use serde_json::{Value, json};

use super::design::{edition, programme, team};
use crate::harness::{Answer, Network, User};
use crate::observation::{NONE, run, territory};

const FIELDS: &str = "id version title url funders funderKinds { code } level description aidTypes { code } recurrence \
    callForProjects opensOn deadline zones { code } legalForms { code } beneficiaries { code } sectors { code } \
    publics { code } maxRate minAmount maxAmount contributor { name } externalReferences { system externalId }";

async fn act(user: &User<'_>, mutation: &str, input: Value) -> Answer {
    run(user, mutation, &format!("fundingScheme {{ {FIELDS} }}"), input).await
}

/// Enters a scheme and gives its id.
async fn enter(user: &User<'_>, input: Value) -> String {
    let answer = act(user, "createFundingScheme", input).await;
    assert_eq!(answer.mistakes("createFundingScheme"), NONE, "{answer:?}");
    answer.text("/createFundingScheme/fundingScheme/id").to_owned()
}

/// Titles of the schemes somebody finds with a filter.
async fn titles(user: &User<'_>, filter: Value) -> Vec<String> {
    let document = "query($filter: FundingSchemeFilter) { fundingSchemes(filter: $filter) { totalCount nodes { title } } }";
    let answer = user.ask_with(document, json!({ "filter": filter })).await;
    let titles = answer.each("/fundingSchemes/nodes", "/title");
    assert_eq!(answer.at("/fundingSchemes/totalCount"), titles.len());
    titles
}

/// `title: fits CODE/CRITERION ...` for each scheme held against a profile.
async fn verdicts(user: &User<'_>, profile: Value, fits: Option<bool>) -> Vec<String> {
    let document = "query($profile: FundingProfileInput!, $fits: Boolean) { fundingSchemeMatches(profile: $profile, fits: \
        $fits) { totalCount nodes { fits scheme { title } reasons { code criterion } } } }";
    let answer = user.ask_with(document, json!({ "profile": profile, "fits": fits })).await;
    let nodes = answer.at("/fundingSchemeMatches/nodes").as_array().unwrap();
    assert_eq!(answer.at("/fundingSchemeMatches/totalCount"), nodes.len());
    let told = |node: &Value| {
        let reasons = node["reasons"].as_array().unwrap().iter().map(|reason| {
            let criterion = reason["criterion"].as_str().map(|name| format!("/{name}")).unwrap_or_default();
            format!(" {}{criterion}", reason["code"].as_str().unwrap())
        });
        let mark = if node["fits"] == true { "+" } else { "-" };
        format!("{mark} {}{}", node["scheme"]["title"].as_str().unwrap(), reasons.collect::<String>())
    };
    nodes.iter().map(told).collect()
}

fn full(place: &str) -> Value {
    json!({ "title": "  Aide à la création ", "url": "https://culture.example/aide", "funders": ["DRAC", "Région", "DRAC"],
        "funderKinds": ["drac", "region"], "level": "REGION", "description": "Pour les compagnies",
        "aidTypes": ["subvention"], "recurrence": "RECURRENT", "callForProjects": true, "opensOn": "2028-01-01",
        "deadline": "2028-06-30", "zones": [{ "id": place }], "legalForms": ["9300"], "beneficiaries": ["associations"],
        "sectors": ["theatre"], "publics": ["jeunes"], "maxRate": 62.5, "minAmount": 100_000,
        "maxAmount": 9_007_199_254_740_992_i64 })
}

#[tokio::test]
async fn an_advisor_enters_a_scheme_that_everybody_reads() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Pôle").await).await;
    let place = territory(&network, "DEPARTMENT", "44").await;
    let id = enter(&advisor, full(&place)).await;
    let document = format!(r#"{{ node(id: "{id}") {{ ... on FundingScheme {{ {FIELDS} }} }} }}"#);
    let scheme = network.anonymous().ask(&document).await.at("/node").clone();
    assert_eq!(scheme["title"], "Aide à la création");
    assert_eq!(scheme["funders"], json!(["DRAC", "Région"]));
    assert_eq!((&scheme["maxRate"], &scheme["level"]), (&json!(62.5), &json!("REGION")));
    assert_eq!(scheme["maxAmount"], 9_007_199_254_740_992_i64);
    assert_eq!(scheme["zones"], json!([{ "code": "44" }]));
    assert_eq!(scheme["beneficiaries"], json!([{ "code": "associations" }]));
    assert_eq!((&scheme["opensOn"], &scheme["deadline"]), (&json!("2028-01-01"), &json!("2028-06-30")));
    assert_eq!((&scheme["contributor"]["name"], &scheme["version"]), (&json!("Pôle"), &json!(1)));
}

#[tokio::test]
async fn an_advisor_learns_all_that_is_wrong_at_once_and_nothing_is_written() {
    let network = Network::new().await;
    let advisor = network.advisor(network.member("Pôle").await).await;
    let refused = async |over: Value| {
        let answer = act(&advisor, "createFundingScheme", over).await;
        let errors = answer.each("/createFundingScheme/userErrors", "/code");
        let fields = answer.at("/createFundingScheme/userErrors").as_array().unwrap().iter();
        let fields = fields.map(|error| {
            let parts = error["field"].as_array().unwrap();
            parts.iter().map(|part| part.as_str().unwrap()).collect::<Vec<_>>().join(".")
        });
        errors.iter().zip(fields).map(|(code, field)| format!("{field} {code}")).collect::<Vec<_>>()
    };
    let wrong = json!({ "title": "  ", "funders": [""], "sectors": ["theatre", "nulle-part"], "maxRate": 100.5,
        "minAmount": -1, "maxAmount": 9_007_199_254_740_993_i64,
        "zones": [{ "code": { "kind": "COMMUNE", "code": "99999" } }] });
    let expected = [
        "title REQUIRED",
        "funders.0 REQUIRED",
        "sectors.1 WRONG_TERM",
        "maxRate OUT_OF_RANGE",
        "minAmount OUT_OF_RANGE",
        "maxAmount OUT_OF_RANGE",
        "zones.0 UNKNOWN_TERRITORY",
    ];
    assert_eq!(refused(wrong).await, expected);
    let wrong = json!({ "title": "Aide", "url": "javascript:alert(1)", "opensOn": "2028-03-02", "deadline": "2028-03-01",
        "minAmount": 200, "maxAmount": 100, "maxRate": -0.1 });
    assert_eq!(refused(wrong.clone()).await, ["maxRate OUT_OF_RANGE"], "what single fields tell comes first");
    let mut wrong = wrong;
    wrong["maxRate"] = json!(0);
    let expected = ["deadline ENDS_BEFORE_START", "maxAmount OUT_OF_RANGE", "url INVALID_FORMAT"];
    assert_eq!(refused(wrong).await, expected);
    assert_eq!(titles(&advisor, json!({})).await, NONE);
    assert_eq!(network.count("select count(*) from audit_entry").await, 0);
}

#[tokio::test]
async fn an_advisor_changes_what_its_member_entered_and_two_at_once_do_not_overwrite_each_other() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let (one, two) = (network.advisor(member).await, network.coordinator(member).await);
    let place = territory(&network, "DEPARTMENT", "44").await;
    let id = enter(&one, full(&place)).await;
    let change = |title: &str| json!({ "id": id, "expectedVersion": 1, "title": title, "deadline": null, "zones": [] });
    let changed = act(&one, "updateFundingScheme", change("Un")).await;
    assert_eq!(changed.at("/updateFundingScheme/fundingScheme/version"), 2);
    assert_eq!(changed.at("/updateFundingScheme/fundingScheme/zones"), &json!([]));
    assert!(changed.at("/updateFundingScheme/fundingScheme/deadline").is_null());
    assert_eq!(changed.at("/updateFundingScheme/fundingScheme/sectors"), &json!([{ "code": "theatre" }]));
    let late = act(&two, "updateFundingScheme", change("Deux")).await;
    assert_eq!(late.mistakes("updateFundingScheme"), ["VERSION_CONFLICT"]);
    let same = json!({ "id": id, "expectedVersion": 2, "title": "Un" });
    let unchanged = act(&two, "updateFundingScheme", same).await;
    assert_eq!(unchanged.at("/updateFundingScheme/fundingScheme/version"), 2);
    assert_eq!(network.count("select count(*) from field_change").await, 3, "title, deadline, zones");
    let others = network.coordinator(network.member("Autre").await).await;
    assert_eq!(
        act(&others, "updateFundingScheme", change("Trois")).await.mistakes("updateFundingScheme"),
        ["NOT_ALLOWED"]
    );
}

#[tokio::test]
async fn a_scheme_removed_is_gone_for_everybody() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let advisor = network.advisor(member).await;
    let id = enter(&advisor, json!({ "title": "Aide" })).await;
    let remove = async |user: &User<'_>, version: i32| {
        run(user, "removeFundingScheme", "removedId", json!({ "id": id, "expectedVersion": version })).await
    };
    let other = network.coordinator(network.member("Autre").await).await;
    assert_eq!(remove(&other, 1).await.mistakes("removeFundingScheme"), ["NOT_ALLOWED"]);
    assert_eq!(remove(&advisor, 2).await.mistakes("removeFundingScheme"), ["VERSION_CONFLICT"]);
    assert_eq!(remove(&advisor, 1).await.text("/removeFundingScheme/removedId"), id);
    assert_eq!(titles(&advisor, json!({})).await, NONE);
    assert!(advisor.ask(&format!(r#"{{ node(id: "{id}") {{ id }} }}"#)).await.at("/node").is_null());
    assert_eq!(remove(&advisor, 1).await.mistakes("removeFundingScheme"), ["NOT_FOUND"]);
}

/// Five schemes: for everybody, in a département, in a région for companies, for music, closed or to come.
async fn five(network: &Network) -> User<'_> {
    let advisor = network.advisor(network.member("Pôle").await).await;
    let zone = |kind: &str, code: &str| json!([{ "code": { "kind": kind, "code": code } }]);
    for scheme in [
        json!({ "title": "A ouverte à tous", "aidTypes": ["pret"], "funders": ["Banque des Territoires"] }),
        json!({ "title": "B du 44", "zones": zone("DEPARTMENT", "44"), "beneficiaries": ["associations"], "level": "DEPARTMENT",
            "aidTypes": ["subvention"], "deadline": "2028-03-01" }),
        json!({ "title": "C du 01", "zones": zone("DEPARTMENT", "01"), "legalForms": ["5710"] }),
        json!({ "title": "D spectacle vivant", "sectors": ["PERFORMING_ARTS"], "publics": ["jeunes"], "deadline": "2028-02-28" }),
        json!({ "title": "E à venir", "sectors": ["theatre"], "opensOn": "2028-03-15" }),
    ] {
        enter(&advisor, scheme).await;
    }
    advisor
}

#[tokio::test]
async fn somebody_filters_schemes_by_place_form_sector_public_aid_and_dates() {
    let network = Network::new().await;
    five(&network).await;
    let anyone = network.anonymous();
    let (commune, region) =
        (territory(&network, "COMMUNE", "44109").await, territory(&network, "REGION", "52").await);
    let found = async |filter: Value| {
        let titles = titles(&anyone, filter).await;
        titles.iter().map(|title| title.split(' ').next().unwrap().to_owned()).collect::<String>()
    };
    assert_eq!(found(json!({ "territory": { "covering": commune } })).await, "ABDE");
    assert_eq!(found(json!({ "territory": { "within": region } })).await, "B");
    assert_eq!(found(json!({ "legalForm": "9220" })).await, "ABDE");
    assert_eq!(found(json!({ "legalForm": "5710" })).await, "ACDE");
    assert_eq!(found(json!({ "legalForm": "0000" })).await, "", "what is not there is open to nobody");
    assert_eq!(found(json!({ "sector": "theatre" })).await, "ABCDE");
    assert_eq!(found(json!({ "sector": "danse" })).await, "ABCD");
    assert_eq!(found(json!({ "sector": "PERFORMING_ARTS" })).await, "ABCD");
    assert_eq!(found(json!({ "open": true })).await, "ABC");
    assert_eq!(found(json!({ "open": false })).await, "DE");
    let march = json!({ "between": { "from": "2028-03-01", "to": "2028-03-31" } });
    assert_eq!(found(json!({ "deadline": march })).await, "B");
    assert_eq!(found(json!({ "aidTypes": ["aide-financiere"] })).await, "AB");
    assert_eq!(found(json!({ "levels": ["DEPARTMENT", "EPCI"] })).await, "B");
    assert_eq!(found(json!({ "search": "banque TERRITOIRES" })).await, "A");
    assert_eq!(found(json!({ "contributor": ["member_00000000000000000000000000"] })).await, "");
}

#[tokio::test]
async fn somebody_pages_schemes_by_deadline_those_without_one_last() {
    let network = Network::new().await;
    five(&network).await;
    let document = "query($after: String) { fundingSchemes(orderBy: [{field: DEADLINE}, {field: TITLE, direction: DESC}], \
        first: 2, after: $after) { pageInfo { endCursor hasNextPage } nodes { title } } }";
    let (mut after, mut seen) = (Value::Null, String::new());
    loop {
        let page = network.anonymous().ask_with(document, json!({ "after": after })).await;
        seen.extend(
            page.each("/fundingSchemes/nodes", "/title").iter().filter_map(|title| title.chars().next()),
        );
        after = page.at("/fundingSchemes/pageInfo/endCursor").clone();
        if page.at("/fundingSchemes/pageInfo/hasNextPage") == false {
            break;
        }
    }
    assert_eq!(seen, "DBECA");
}

#[tokio::test]
async fn somebody_learns_which_schemes_fit_and_why_the_others_do_not() {
    let network = Network::new().await;
    five(&network).await;
    let anyone = network.anonymous();
    let nantes = json!({ "code": { "kind": "COMMUNE", "code": "44109" } });
    let profile = json!({ "territories": [nantes], "legalForms": ["9220"], "sectors": ["danse"], "publics": ["jeunes"] });
    let all = verdicts(&anyone, profile.clone(), None).await;
    let expected = [
        "+ A ouverte à tous",
        "+ B du 44",
        "- C du 01 OUT_OF_TERRITORY/TERRITORY WRONG_LEGAL_FORM/LEGAL_FORM",
        "- D spectacle vivant DEADLINE_PASSED",
        "- E à venir WRONG_SECTOR/SECTOR NOT_OPEN_YET",
    ];
    assert_eq!(all, expected);
    assert_eq!(verdicts(&anyone, profile.clone(), Some(true)).await, expected[..2]);
    assert_eq!(verdicts(&anyone, profile, Some(false)).await, expected[2..]);
    let later = json!({ "startsOn": "2028-04-01", "sectors": ["PERFORMING_ARTS"], "territories":
        [{ "code": { "kind": "REGION", "code": "52" } }] });
    let expected = [
        "+ A ouverte à tous",
        "+ B du 44 UNKNOWN/TERRITORY UNKNOWN/LEGAL_FORM",
        "- C du 01 OUT_OF_TERRITORY/TERRITORY UNKNOWN/LEGAL_FORM",
        "- D spectacle vivant UNKNOWN/PUBLIC DEADLINE_PASSED",
        "+ E à venir UNKNOWN/SECTOR",
    ];
    assert_eq!(verdicts(&anyone, later.clone(), None).await, expected);
    assert_eq!(verdicts(&anyone, later, Some(true)).await.len(), 3);
    assert_eq!(verdicts(&anyone, json!({ "sectors": ["nulle-part"] }), None).await, NONE);
}

#[tokio::test]
async fn a_list_of_schemes_with_all_their_terms_takes_the_same_few_statements_whatever_its_length() {
    let network = Network::new().await;
    let advisor = five(&network).await;
    let document = format!("{{ fundingSchemes(first: 25) {{ nodes {{ {FIELDS} }} }} }}");
    let (_, few) = network.statements(advisor.ask(&document)).await;
    for number in 0..20 {
        enter(&advisor, json!({ "title": format!("F {number}"), "sectors": ["theatre"] })).await;
    }
    let (answer, many) = network.statements(advisor.ask(&document)).await;
    assert_eq!(answer.each("/fundingSchemes/nodes", "/contributor/name").len(), 25);
    assert_eq!((few, many), (5, 5), "schemes, terms, zones, keys, members");
}

#[tokio::test]
async fn a_team_learns_which_schemes_fit_its_edition_and_why_the_others_do_not() {
    let network = Network::new().await;
    five(&network).await;
    let (lead, _) = team(&network, "DLA 44").await;
    let made = programme(&lead, json!({ "sectors": ["danse"], "publics": ["jeunes"] })).await;
    let draft = edition(&lead, &made, json!({})).await;
    let told = |answer: &Answer| {
        let nodes = answer.at("/fundingSchemeMatches/nodes").as_array().unwrap().iter();
        let codes = |node: &Value| {
            let reasons = node["reasons"].as_array().unwrap().iter();
            reasons.map(|reason| reason["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        let mark = |node: &Value| if node["fits"] == true { "+" } else { "-" };
        let title = |node: &Value| node["scheme"]["title"].as_str().unwrap().chars().next().unwrap();
        let line = |node: &Value| format!("{} {} {}", mark(node), title(node), codes(node)).trim().to_owned();
        nodes.map(line).collect::<Vec<_>>()
    };
    let document = "query($id: ID!, $fits: Boolean) { fundingSchemeMatches(forEdition: $id, fits: $fits) { totalCount nodes \
        { fits scheme { title } reasons { code } } } }";
    let all = lead.ask_with(document, json!({ "id": draft.id })).await;
    let expected = [
        "+ A",
        "+ B UNKNOWN",
        "- C OUT_OF_TERRITORY UNKNOWN",
        "- D DEADLINE_PASSED",
        "- E WRONG_SECTOR NOT_OPEN_YET",
    ];
    assert_eq!(told(&all), expected, "the legal form of who leads it is not known");
    let fitting = lead.ask_with(document, json!({ "id": draft.id, "fits": true })).await;
    assert_eq!(told(&fitting), expected[..2]);
    let (stranger, _) = team(&network, "DLA 35").await;
    for nobody in [&stranger, &network.anonymous()] {
        let nothing = nobody.ask_with(document, json!({ "id": draft.id })).await;
        assert_eq!(nothing.at("/fundingSchemeMatches/totalCount"), 0, "a draft is its team's alone");
    }
    let both = "query($id: ID!) { fundingSchemeMatches(forEdition: $id, profile: {}) { totalCount } }";
    assert_eq!(lead.ask_with(both, json!({ "id": draft.id })).await.code(), "BAD_USER_INPUT");
}
