use super::scenarios::{Scenario, read, write};

/// What is contracted with others.
pub const CONTRACTING: &[Scenario] = &[
    read(
        "agreement",
        "of A",
        "query ($id: ID!) { it: agreement(id: $id) { id } }",
        r#"{"id": "$agreement:signed$"}"#,
    ),
    read(
        "agreementsEnding",
        "soon",
        "query { it: agreementsEnding(filter: {withinDays: 60}) { totalCount } }",
        "{}",
    ),
    write!(
        "addConsultation",
        "to an open edition",
        "AddConsultationInput",
        r#"{"edition": "$edition:opened$", "title": "x", "termsOfReference": "y", "offersBy": "2028-03-31"}"#
    ),
    write!(
        "updateConsultation",
        "open",
        "UpdateConsultationInput", r#"{"id": "$consultation:open$", "expectedVersion": 1, "title": "y"}"#
    ),
    write!(
        "decideConsultation",
        "open",
        "DecideConsultationInput",
        r#"{"id": "$consultation:open$", "expectedVersion": 1, "offer": "$consultationoffer:open$", "reason": "x"}"#
    ),
    write!(
        "withdrawConsultation",
        "open",
        "WithdrawConsultationInput", r#"{"id": "$consultation:open$", "expectedVersion": 1, "reason": "x"}"#
    ),
    write!(
        "withdrawConsultation",
        "decided",
        "WithdrawConsultationInput",
        r#"{"id": "$consultation:decided$", "expectedVersion": 2, "reason": "x"}"#
    ),
    write!(
        "inviteProvider",
        "another",
        "InviteProviderInput", r#"{"consultation": "$consultation:open$", "partner": "$partner:a person$"}"#
    ),
    write!(
        "removeInvitedProvider",
        "that answered",
        "RemoveInput", r#"{"id": "$invitedprovider:open$", "expectedVersion": 1}"#
    ),
    write!(
        "recordOffer",
        "a second one",
        "RecordOfferInput",
        r#"{"consultation": "$consultation:open$", "partner": "$partner:of a structure$", "days": 1, "price": 1}"#
    ),
    write!(
        "updateOffer",
        "open",
        "UpdateOfferInput", r#"{"id": "$consultationoffer:open$", "expectedVersion": 1, "price": 1}"#
    ),
    write!(
        "removeOffer",
        "open",
        "RemoveInput", r#"{"id": "$consultationoffer:open$", "expectedVersion": 1}"#
    ),
    write!(
        "addAgreement",
        "a draft",
        "AddAgreementInput",
        r#"{"programme": "$programme:network$", "object": "x", "startsOn": "2028-01-01", "endsOn": "2028-12-31", "parties": [{"party": {"member": "$own"}, "role": "x"}, {"party": {"member": "$other"}, "role": "y"}]}"#
    ),
    write!(
        "updateAgreement",
        "a draft",
        "UpdateAgreementInput", r#"{"id": "$agreement:draft$", "expectedVersion": 1, "amount": 1}"#
    ),
    write!(
        "updateAgreement",
        "a signed one",
        "UpdateAgreementInput", r#"{"id": "$agreement:signed$", "expectedVersion": 1, "amount": 1}"#
    ),
    write!(
        "renewAgreement",
        "a signed one",
        "RenewAgreementInput", r#"{"id": "$agreement:signed$", "expectedVersion": 1}"#
    ),
    write!(
        "removeAgreement",
        "a draft",
        "RemoveInput", r#"{"id": "$agreement:draft$", "expectedVersion": 1}"#
    ),
];
