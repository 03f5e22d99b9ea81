//! The ready mappings, each over a few invented rows in the shape of its real file.

use super::draft::Draft;
use super::*;

fn ready(name: &str) -> Mapping {
    let path = format!("{}/../data/mappings/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    Mapping::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn skips(rows: &[RowResult]) -> usize {
    rows.iter().filter(|row| matches!(row.outcome, Outcome::Skipped(_))).count()
}

#[test]
fn jaune2010_keeps_one_structure_per_total_row() {
    let file = "SIREN;ASSOCIATION;IMPUTATION;Total des subventions;Détail des subventions\r\n\
                53362439;FANFARE D'ÉTÉ CHEZ MME XXXX - 06 MOUANS SARTOUX;;3 000;\r\n\
                53362439;FANFARE D'ÉTÉ CHEZ MME XXXX - 06 MOUANS SARTOUX;Culture: 131 - Création;;3 000\r\n\
                Total des subventions versées en 2010;;;3 000;3 000\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(file);
    let rows = read(&ready("jaune2010"), bytes).unwrap();
    let draft = structure(&rows[0]);
    assert_eq!((draft.name.as_str(), draft.external_id.as_str()), ("FANFARE D'ÉTÉ", "053362439"));
    assert_eq!(draft.identifiers, [("siren".to_owned(), "053362439".to_owned())]);
    assert_eq!(draft.territory.commune.as_deref(), Some("MOUANS SARTOUX"));
    assert_eq!(draft.territory.departement.as_deref(), Some("06"));
    assert_eq!(skips(&rows), 2);
}

#[test]
fn loire_atlantique_tells_beneficiaries_apart_by_siren_else_by_name() {
    let file = "Nom du bénéficiaire;Identification du bénéficiaire\nMFR LIGNE;452474562\nMAISON FAMILIALE;452474562\n\
                TRANSPARENCE  Mahdia;\n;452474562\n";
    let mapping = ready("loire-atlantique");
    assert_eq!(mapping.name_on_update, mapping::NameOnUpdate::Add);
    let rows = read(&mapping, file).unwrap();
    let ids: Vec<_> = rows[..3].iter().map(|row| structure(row).external_id.as_str()).collect();
    assert_eq!(ids, ["452474562", "452474562", "transparence mahdia"]);
    assert_eq!(codes(&rows[3]), ["REQUIRED_EMPTY"]);
}

#[test]
fn festivals_take_their_sector_from_the_discipline_or_else_from_what_it_holds() {
    let header = "nom_du_festival;identifiant;commune_principale_de_deroulement;code_insee_commune;\
                  code_postal_de_la_commune_principale_de_deroulement;code_insee_epci_collage_en_valeur;\
                  departement_principal_de_deroulement;region_principale_de_deroulement;site_internet_du_festival;\
                  annee_de_creation_du_festival;discipline_dominante;sous_categorie_spectacle_vivant;\
                  sous_categorie_musique;sous_categorie_cinema_et_audiovisuel;\
                  sous_categorie_arts_visuels_et_arts_numeriques;sous_categorie_livre_et_litterature\n";
    let rows = "Cuivres;F1;Bourg;1053;01000;ZZZZZZZZZ;Ain;Auvergne;aucun;39ème;Musique;;Jazz, blues et Chanson;;;\n\
                Pages;F2;Bourg;#N/A;33360 - 33880;#N/A;Gironde;;www.ici.fr;1996-01-01 00:00:00;\"Livre, littérature\";;;;;Manga\n\
                Fêtes;F3;Bourg;01053;;;;;;;Musique;;Autre;;;\n";
    let rows = read(&ready("festivals"), format!("{header}{rows}")).unwrap();
    let sectors: Vec<_> = rows.iter().map(|row| structure(row).sectors.join(" ")).collect();
    let books = "litterature-et-auteurs bande-dessinee-et-illustration";
    assert_eq!(sectors, ["jazz musiques-actuelles", books, "PERFORMING_ARTS"]);
    assert_eq!(codes(&rows[0]), ["WEB_INVALID", "YEAR_INVALID"]);
    let (first, second) = (structure(&rows[0]), structure(&rows[1]));
    assert_eq!((first.territory.commune_code.as_deref(), &first.territory.epci), (Some("01053"), &None));
    assert_eq!((&second.territory.commune_code, second.creation_year), (&None, Some(1996)));
    assert_eq!(second.territory.postal_code.as_deref(), Some("33360"));
}

#[test]
fn museums_and_associations_read_the_columns_they_name() {
    let header = "ref;nomoff;autnom;url_m;an_creat;hist;ville_m;cp_m;dpt;region\n";
    let row = "M1;;Musée du Lin;/www.lin.fr;1876;\"Fondé\nen 1876\";Routot;27350;Réunion;Normandie\n";
    let rows = read(&ready("museums"), format!("{header}{row}")).unwrap();
    let draft = structure(&rows[0]);
    assert_eq!((draft.name.as_str(), draft.web[0].as_str()), ("Musée du Lin", "https://www.lin.fr"));
    assert_eq!(
        (draft.creation_year, draft.territory.departement.as_deref()),
        (Some(1876), Some("La Réunion"))
    );

    let file = "NomAsso,INTERNET,Domaine,Sous-Domaine,Sigle\n\" La Ronde\",,CULTURE,DANSE,LR\nBoules,,SPORTS,PETANQUE,\n";
    let rows = read(&ready("montpellier-associations"), file).unwrap();
    let (dance, bowls) = (structure(&rows[0]), structure(&rows[1]));
    assert_eq!(
        (dance.sectors.join(" "), dance.kinds.join(" ")),
        ("danse".into(), "association-culturelle".into())
    );
    assert_eq!((dance.external_id.as_str(), bowls.sectors.len(), codes(&rows[1]).len()), ("la ronde", 0, 0));
}

#[test]
fn montpellier_requests_are_derived_observations_without_headers_totals_or_codes_in_names() {
    let header = "Thématique;Code;Structure;Type;Nom du projet;rub.;demandé 2014\n";
    let rows = "CULTURE;307;FANFARE CA307!;P;Tournée;Musique;8000\n;;;;;;\n;5888;CHŒUR CA5888;F;;Autre;500\n\
                Thématique;Code;Structure;Type;Nom du projet;rub.;demandé 2014\n;;TOTAL CULTURE;;;;8500\n;;;;;;8500\n";
    let rows = read(&ready("montpellier-requests"), format!("{header}{rows}")).unwrap();
    let Outcome::Draft(Draft::Observation(first)) = &rows[0].outcome else { panic!("{:?}", rows[0]) };
    assert_eq!(first.statement, "Demande de subvention culture 2014, type P, 8000 € demandés. Tournée");
    assert_eq!(
        (first.themes.join(""), first.method.as_deref(), first.derived),
        ("financements".into(), Some("desk"), true)
    );
    let about = first.observed_structure.as_ref().unwrap();
    assert_eq!((about.external_id.as_deref(), about.name.as_deref()), (Some("307"), Some("FANFARE")));
    assert_eq!((rows[2].row, codes(&rows[2])), (4, vec!["VALUE_UNMATCHED"]));
    assert_eq!((rows.len(), skips(&rows)), (6, 4));
}

#[test]
fn aides_territoires_reads_labels_however_they_are_typed_and_takes_zones_from_the_funder() {
    let header =
        "Nom,Lien,Financeurs,Bénéficiaire,Types d'aides,AAP/AMI,Récurrence,Descriptif,Date Clôture\n";
    let row = |number: u8, label: &str| {
        format!(
            "Aide,https://aides-territoires.beta.gouv.fr/aides/{number}-aide/,Cerema;ID77,\"{label}\",Prêt d’honneur,,Ponctuelle,\
             <b>Texte</b>,1/6/2026\n"
        )
    };
    // The three ways in which the publisher's own tables spell one label.
    let labels = [
        "Établissements publics/Services de l'État",
        "Établissements publics / Services de l’État",
        "Établissements publics / services de l’État",
    ];
    let rows: String = (1..).zip(labels).map(|(number, label)| row(number, label)).collect();
    let rows = read(&ready("aides-territoires"), format!("{header}{rows}")).unwrap();
    for row in &rows {
        let scheme = scheme(row);
        assert_eq!(
            (scheme.beneficiaries.join(" "), scheme.aid_types.join(" ")),
            ("etablissements-publics".into(), "pret".into())
        );
        assert_eq!((&scheme.funders.len(), scheme.level.as_deref()), (&2, Some("COUNTRY")));
        assert_eq!(scheme.zones.len(), 1);
        assert_eq!(scheme.zones[0].departement.as_deref(), Some("77"));
        assert_eq!(
            (scheme.recurrence.as_deref(), scheme.call_for_projects.as_deref()),
            (Some("ONE_OFF"), Some("false"))
        );
        assert_eq!(scheme.deadline.unwrap().to_string(), "2026-06-01");
        assert_eq!(codes(row), Vec::<&str>::new());
    }
    assert_eq!(scheme(&rows[2]).external_id, "3-aide");
}

#[test]
fn jaune2010_programmes_are_named_by_their_number_and_year() {
    let file = "SIREN;ASSOCIATION;IMPUTATION;Total des subventions;Détail des subventions\r\n\
                1;FANFARE;;3 000;\r\n\
                1;FANFARE;Budget, fonction publique: 311 - Gestion du secteur local : expérimentations;;3 000\r\n\
                Total des subventions versées en 2010;;;3 000;3 000\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(file);
    let rows = read(&ready("jaune2010-programmes"), bytes).unwrap();
    let scheme = scheme(&rows[1]);
    assert_eq!(scheme.external_id, "311/2010");
    assert_eq!(scheme.title, "311 - Gestion du secteur local : expérimentations (2010)");
    assert_eq!(scheme.funders, ["Budget, fonction publique"]);
    assert_eq!((skips(&rows), rows.len()), (2, 3));
}

fn scheme(row: &RowResult) -> &draft::SchemeDraft {
    let Outcome::Draft(Draft::Scheme(draft)) = &row.outcome else { panic!("{row:?}") };
    draft
}
