use entity::{AuthorisationId, ObservationStatus as Status, StructureId, Visibility};
use maillage::observation::authorisation::{Basis, Consent, Subject};
use maillage::observation::needs::rules::{Wish, stand};
use proptest::prelude::*;
use uuid::Uuid;

const LEVELS: [Visibility; 4] =
    [Visibility::Private, Visibility::AggregateOnly, Visibility::Network, Visibility::Public];

fn level() -> impl Strategy<Value = Visibility> {
    proptest::sample::select(&LEVELS[..])
}

fn structure() -> impl Strategy<Value = Option<StructureId>> {
    proptest::option::of((1_u128..3).prop_map(|number| StructureId(Uuid::from_u128(number))))
}

fn subject() -> impl Strategy<Value = Subject> {
    (structure(), any::<bool>()).prop_map(|(structure, identifiable)| Subject { structure, identifiable })
}

fn consent() -> impl Strategy<Value = Option<Consent>> {
    let basis = proptest::sample::select(vec![Basis::OpenData, Basis::Organisation, Basis::Person]);
    let consent =
        (basis, structure(), level(), any::<bool>()).prop_map(|(basis, structure, level, withdrawn)| {
            Consent { id: AuthorisationId(Uuid::nil()), basis, structure, level, withdrawn }
        });
    proptest::option::of(consent)
}

fn status() -> impl Strategy<Value = Status> {
    proptest::sample::select(vec![Status::Draft, Status::Confirmed, Status::Met, Status::Dismissed])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn nothing_is_seen_further_than_those_concerned_allow(
        subject in subject(), status in status(), visibility in level(), consent in consent(),
    ) {
        let wish = Wish { visibility, consent: consent.as_ref() };
        let Ok(standing) = stand(subject, status, wish, "visibility") else { return Ok(()) };
        prop_assert_eq!(standing.visibility(), visibility);
        if visibility == Visibility::Private {
            return Ok(());
        }
        prop_assert_ne!(status, Status::Draft);
        let holds = consent.is_some_and(|consent| !consent.withdrawn && consent.level >= visibility);
        if subject.needs_consent() {
            prop_assert!(holds);
        }
        if standing.authorised() {
            prop_assert!(holds);
        }
        if let (Some(structure), Some(consent)) = (subject.structure, consent) {
            prop_assert!(consent.basis == Basis::OpenData || consent.structure == Some(structure));
            prop_assert!(consent.basis != Basis::Person);
        }
    }

    #[test]
    fn what_is_allowed_at_a_level_is_allowed_at_each_narrower_one(
        subject in subject(), (one, other) in (level(), level()), consent in consent(),
    ) {
        let (narrower, visibility) = (one.min(other), one.max(other));
        let at = |visibility| {
            stand(subject, Status::Confirmed, Wish { visibility, consent: consent.as_ref() }, "visibility").is_ok()
        };
        prop_assert!(!at(visibility) || at(narrower));
    }
}

#[test]
fn the_rule_grants_and_refuses_in_the_worlds_that_the_properties_look_at() {
    let subject = Subject { structure: Some(StructureId(Uuid::from_u128(1))), identifiable: false };
    let word = Consent {
        id: AuthorisationId(Uuid::nil()),
        basis: Basis::Organisation,
        structure: subject.structure,
        level: Visibility::Network,
        withdrawn: false,
    };
    let at =
        |visibility, consent| stand(subject, Status::Confirmed, Wish { visibility, consent }, "x").is_ok();
    assert!(at(Visibility::Network, Some(&word)));
    assert!(!at(Visibility::Public, Some(&word)));
    assert!(!at(Visibility::AggregateOnly, None));
}
