use std::collections::BTreeMap;

use entity::MemberId;
use maillage::db::write_tx;
use maillage::directory::structure::{
    Ahead, Codebook, Contributor, Draft, Edit, Judgement, TermField, Upsert, Verdict, Wish, WishedClaim,
};
use maillage::error::Error;
use maillage::trail::{Author, Stamp};
use serde_json::json;

use super::{added, delete, update};
use crate::harness::Network;

fn draft(external_id: &str, name: &str) -> Draft {
    let wish = Wish {
        name: Edit::Set(name.to_owned()),
        terms: BTreeMap::from([(TermField::Kinds, vec!["festival".to_owned()])]),
        ..Wish::default()
    };
    Draft { external_id: external_id.to_owned(), wish }
}

fn with_siret(mut draft: Draft, siret: &str) -> Draft {
    let claim = WishedClaim { scheme: "siret".to_owned(), value: siret.to_owned(), ..WishedClaim::default() };
    draft.wish.identifiers = Edit::Set(vec![claim]);
    draft
}

async fn imported(network: &Network, member: MemberId, drafts: &[Draft]) -> Vec<Judgement> {
    let contributor = Contributor::operator(Some(member));
    let book = Codebook::whole(network.db.reader(), network.world.today()).await.unwrap();
    let (today, world) = (network.world.today(), &network.world);
    let upsert = &Upsert {
        contributor: &contributor,
        system: "festivals",
        book: &book,
        today,
        world,
        keep_names: false,
    };
    let author = Author { member: Some(member), ..Author::default() };
    let stamp =
        &Stamp { author, at: network.world.now(), request_id: "import".to_owned(), world: world.clone() };
    let foreseen = upsert.preview(network.db.reader(), drafts, &mut Ahead::default()).await.unwrap();
    let judged = write_tx(&network.db, |tx| async move { upsert.write(&tx, stamp, drafts).await });
    let judged = judged.await.unwrap_or_else(|error: Error| panic!("{error:?}"));
    assert_eq!(verdicts(&foreseen), verdicts(&judged));
    judged
}

fn verdicts(judged: &[Judgement]) -> Vec<Verdict> {
    judged.iter().map(|judgement| judgement.verdict).collect()
}

#[tokio::test]
async fn a_row_creates_then_leaves_alone_then_updates() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let rows = [draft("1", "Un"), draft("2", "Deux")];
    assert_eq!(verdicts(&imported(&network, member, &rows).await), [Verdict::Created; 2]);
    assert_eq!(verdicts(&imported(&network, member, &rows).await), [Verdict::Unchanged; 2]);
    let rows = [draft("1", "Un"), draft("2", "Deux autres"), draft("3", "Trois")];
    let judged = imported(&network, member, &rows).await;
    assert_eq!(verdicts(&judged), [Verdict::Unchanged, Verdict::Updated, Verdict::Created]);
    let list = network.anonymous().ask("{ structures { nodes { name version kinds { code } } } }").await;
    assert_eq!(list.each("/structures/nodes", "/name"), ["Deux autres", "Trois", "Un"]);
    assert_eq!(list.each("/structures/nodes", "/version"), ["2", "1", "1"]);
    assert_eq!(list.each("/structures/nodes", "/kinds/0/code"), ["festival"; 3]);
}

#[tokio::test]
async fn what_a_row_does_not_say_stays() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let advisor = network.advisor(member).await;
    let judged = imported(&network, member, &[with_siret(draft("1", "Un"), "73282932000074")]).await;
    let id = maillage::graphql::id_text(judged[0].id.unwrap()).to_string();
    let by_hand = json!({ "id": id, "expectedVersion": 1, "description": "À la main",
        "identifiers": [{ "scheme": "rna", "value": "W443001234" }] });
    update(&advisor, by_hand).await;
    imported(&network, member, &[with_siret(draft("1", "Un"), "73282932000074")]).await;
    let card = advisor
        .ask(&format!(
            "{{ structure(by: {{id: \"{id}\"}}) {{ version description identifiers {{ scheme }} }} }}"
        ))
        .await;
    let expected = json!({ "version": 3, "description": "À la main",
        "identifiers": [{ "scheme": "rna" }, { "scheme": "siret" }] });
    assert_eq!(card.at("/structure"), &expected);
}

#[tokio::test]
async fn two_rows_of_one_key_make_one_structure() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let judged = imported(&network, member, &[draft("1", "Un"), draft("1", "Un"), draft("1", "Une")]).await;
    assert_eq!(verdicts(&judged), [Verdict::Created, Verdict::Unchanged, Verdict::Updated]);
    let list = network.anonymous().ask("{ structures { nodes { name version } } }").await;
    assert_eq!(list.at("/structures/nodes"), &json!([{ "name": "Une", "version": 1 }]));
}

#[tokio::test]
async fn a_row_without_a_name_is_rejected_and_an_odd_field_is_a_warning() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let mut odd = with_siret(draft("2", "Deux"), "73282932000075");
    odd.wish.web = Edit::Set(vec!["no site".to_owned()]);
    odd.wish.terms.insert(TermField::MainSector, vec!["nothing".to_owned()]);
    let judged = imported(&network, member, &[draft("1", " "), odd, draft("", "Sans clé")]).await;
    assert_eq!(verdicts(&judged), [Verdict::Rejected, Verdict::Created, Verdict::Rejected]);
    let codes = |errors: &[maillage::graphql::UserError]| -> Vec<String> {
        errors.iter().map(|error| format!("{:?} {}", error.code, error.field.join("."))).collect()
    };
    assert_eq!(codes(&judged[0].errors), ["Required name"]);
    let warnings = ["InvalidFormat web.0", "WrongTerm mainSector", "CheckDigitFailed identifiers.0.value"];
    assert_eq!(codes(&judged[1].warnings), warnings);
    assert_eq!(codes(&judged[2].errors), ["Required externalId"]);
}

#[tokio::test]
async fn rows_that_share_a_siret_are_told_of_each_other() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let rows = ["1", "2"].map(|key| with_siret(draft(key, "Un"), "73282932000074"));
    let judged = imported(&network, member, &rows).await;
    assert_eq!(judged[0].warnings[0].values[1].1, *maillage::graphql::id_text(judged[1].id.unwrap()));
    assert_eq!(judged[1].warnings[0].values[1].1, *maillage::graphql::id_text(judged[0].id.unwrap()));
}

#[tokio::test]
async fn an_import_changes_no_structure_of_another_member_and_brings_none_back() {
    let network = Network::new().await;
    let (member, other) = (network.member("DLA 44").await, network.member("DLA 01").await);
    let key = |value: &str| json!([{ "system": "festivals", "externalId": value }]);
    let theirs = network.coordinator(other).await;
    added(&theirs, json!({ "name": "À eux", "externalReferences": key("1") })).await;
    let gone = added(&theirs, json!({ "name": "Finie", "externalReferences": key("2") })).await;
    delete(&theirs, json!({ "id": gone, "expectedVersion": 1, "reason": "Fermée" })).await;
    let judged = imported(&network, member, &[draft("1", "À nous"), draft("2", "Finie")]).await;
    assert_eq!(verdicts(&judged), [Verdict::Rejected; 2]);
    assert_eq!(judged[0].errors[0].code, maillage::graphql::UserErrorCode::NotAllowed);
    assert_eq!(judged[1].errors[0].code, maillage::graphql::UserErrorCode::Deleted);
}

#[tokio::test]
async fn a_batch_is_read_in_the_same_statements_whatever_its_size_and_each_row_leaves_its_entry() {
    let network = Network::new().await;
    let member = network.member("DLA 44").await;
    let batch = |from: usize, to: usize| -> Vec<Draft> {
        (from..to).map(|at| draft(&at.to_string(), &format!("Structure {at}"))).collect()
    };
    let (one, many) = (batch(0, 1), batch(1, 301));
    let (_, few) = network.statements(imported(&network, member, &one)).await;
    let (_, all) = network.statements(imported(&network, member, &many)).await;
    assert!(all <= few + 20, "{few} statements for one row, {all} for 300");
    let count = maillage::db::Sql::new("select count(*) from audit_entry where action = 'importStructures'");
    let entries: i64 = count.first(network.db.reader()).await.unwrap().unwrap().take().unwrap();
    assert_eq!(entries, 301);
}
