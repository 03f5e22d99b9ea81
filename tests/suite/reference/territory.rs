use crate::harness::Network;

#[tokio::test]
async fn anyone_finds_a_commune_by_name_without_its_accents() {
    let network = Network::new().await;
    let answer = network
        .anonymous()
        .ask(r#"{ territories(filter: {search: "reze", kinds: [COMMUNE]}) { totalCount nodes { name code kind department { name } region { name } } } }"#)
        .await;
    assert_eq!(answer.at("/territories/totalCount"), 1);
    assert_eq!(answer.text("/territories/nodes/0/name"), "Rezé");
    assert_eq!(answer.text("/territories/nodes/0/department/name"), "Loire-Atlantique");
    assert_eq!(answer.text("/territories/nodes/0/region/name"), "Pays de la Loire");
}

#[tokio::test]
async fn code_01_is_both_a_region_and_a_departement() {
    let network = Network::new().await;
    let answer =
        network.anonymous().ask(r#"{ territories(filter: {search: "01"}) { nodes { name kind } } }"#).await;
    assert_eq!(answer.each("/territories/nodes", "/name"), ["Ain", "Guadeloupe"]);
}

#[tokio::test]
async fn an_epci_across_departements_lies_in_none_of_them() {
    let network = Network::new().await;
    let answer = network
        .anonymous()
        .ask(r#"{ territories(filter: {search: "243500741"}) { nodes { name department { name } region { name } ancestors { name } } } }"#)
        .await;
    assert_eq!(answer.text("/territories/nodes/0/name"), "CA Redon Agglomération");
    assert!(answer.at("/territories/nodes/0/department").is_null());
    assert!(answer.at("/territories/nodes/0/region").is_null());
    assert_eq!(answer.each("/territories/nodes/0/ancestors", "/name"), ["France"]);
}

#[tokio::test]
async fn nested_territories_cost_a_statement_a_level_whatever_the_page() {
    let network = Network::new().await;
    let document = |size: u32| {
        format!(
            "{{ territories(filter: {{kinds: [DEPARTMENT]}}, first: {size}) {{ nodes {{ name region {{ name }} ancestors {{ name }} descendants(first: 3, kinds: [COMMUNE]) {{ nodes {{ name epci {{ name }} }} }} }} }} }}"
        )
    };
    let user = network.anonymous();
    let (_, few) = network.statements(user.ask(&document(2))).await;
    let (answer, many) = network.statements(user.ask(&document(100))).await;
    assert_eq!(answer.at("/territories/nodes").as_array().unwrap().len(), 100);
    assert_eq!((few, many), (5, 5));
}
