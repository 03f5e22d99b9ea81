use std::collections::HashMap;

use entity::VocabularyId;
use sea_orm::Value;

use super::{key_id, term_id};
use crate::db::{Db, Sql, Tx, fold, insert_rows, write_tx};
use crate::error::Result;
use crate::reference::source::{MatchSource, SchemeSource, TermSource};

/// Loads the vocabularies that are not there yet, and the matches from and to them; says which are new.
pub async fn load_vocabularies(db: &Db, schemes: &[SchemeSource]) -> Result<Vec<VocabularyId>> {
    write_tx(db, |tx| async move {
        let mut fresh = Vec::new();
        for scheme in schemes {
            let mut known = Sql::new("select 1 from vocabulary where id = ");
            known.bind(vocabulary_id(scheme));
            if known.first(&*tx).await?.is_none() {
                insert_scheme(&tx, scheme).await?;
                fresh.push(vocabulary_id(scheme));
            }
        }
        insert_rows(&*tx, "term_match", &["term_id", "target_id", "kind"], matches(schemes, &fresh)).await?;
        Ok(fresh)
    })
    .await
}

async fn insert_scheme(tx: &Tx, scheme: &SchemeSource) -> Result<()> {
    let columns = &[
        "id",
        "scheme",
        "version",
        "title_fr",
        "title_en",
        "uri",
        "source",
        "licence",
        "valid_from",
        "extensible",
    ];
    let row = vec![
        vocabulary_id(scheme).into(),
        scheme.code.as_str().into(),
        scheme.version.as_str().into(),
        scheme.label_fr.as_str().into(),
        scheme.label_en.as_str().into(),
        scheme.uri.clone().into(),
        scheme.source.as_str().into(),
        scheme.licence.as_str().into(),
        scheme.valid_from.into(),
        scheme.extensible.into(),
    ];
    insert_rows(&**tx, "vocabulary", columns, vec![row]).await?;
    let columns = &[
        "id",
        "vocabulary_id",
        "scheme",
        "code",
        "label_fr",
        "label_en",
        "label_folded",
        "sort_key",
        "broader_id",
        "valid_from",
        "valid_to",
        "replaced_by_id",
        "notes",
    ];
    let rows = scheme.terms.iter().enumerate().map(|(place, term)| term_row(scheme, place, term)).collect();
    insert_rows(&**tx, "term", columns, rows).await
}

/// Terms are shown in the order of their file.
fn term_row(scheme: &SchemeSource, place: usize, term: &TermSource) -> Vec<Value> {
    let id = |code: &str| term_id(&scheme.code, &scheme.version, code);
    vec![
        id(&term.code).into(),
        vocabulary_id(scheme).into(),
        scheme.code.as_str().into(),
        term.code.as_str().into(),
        term.label_fr.as_str().into(),
        term.label_en.as_str().into(),
        format!("{} {}", fold(&term.label_fr), fold(&term.label_en)).into(),
        format!("{place:05}").into(),
        term.broader.as_deref().map(id).into(),
        term.valid_from.into(),
        term.valid_to.into(),
        term.replaced_by.as_deref().map(id).into(),
        term.notes.clone().into(),
    ]
}

/// The matches with a new scheme at one end at least: the others are there.
fn matches(schemes: &[SchemeSource], fresh: &[VocabularyId]) -> Vec<Vec<Value>> {
    let by_code: HashMap<&str, &SchemeSource> =
        schemes.iter().map(|scheme| (scheme.code.as_str(), scheme)).collect();
    let is_fresh = |scheme: &SchemeSource| fresh.contains(&vocabulary_id(scheme));
    let row = |scheme: &SchemeSource, found: &MatchSource| {
        let other = by_code.get(found.scheme.as_str())?;
        let target = term_id(&other.code, &other.version, &found.code);
        let term = term_id(&scheme.code, &scheme.version, &found.term);
        let row = vec![term.into(), target.into(), found.kind.as_str().into()];
        (is_fresh(scheme) || is_fresh(other)).then_some(row)
    };
    let all = schemes.iter().flat_map(|scheme| scheme.matches.iter().map(move |found| (scheme, found)));
    all.filter_map(|(scheme, found)| row(scheme, found)).collect()
}

fn vocabulary_id(scheme: &SchemeSource) -> VocabularyId {
    VocabularyId(key_id(&format!("vocabulary:{}:{}", scheme.code, scheme.version)))
}
