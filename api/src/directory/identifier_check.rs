//! Form and check digit of the identifiers that authorities give. An identifier is a claim: one that fails is kept
//! and flagged, never refused. The checks read the canonical form; see [`canonical`].

use crate::reference::code;

/// What a check says of an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckResult {
    /// Well formed, and its check digit (if it has one) is right. It need not exist.
    Valid,
    /// Wrong length or wrong characters.
    BadShape,
    /// Well formed, and the check digit is wrong: most often a typing error.
    BadCheckDigit,
    /// Well formed, and filled in only to get past a form: all zeros.
    Placeholder,
    /// Its kind has no form to check.
    Unchecked,
}

impl CheckResult {
    /// The result as it is stored and shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "VALID",
            Self::BadShape => "BAD_SHAPE",
            Self::BadCheckDigit => "BAD_CHECK_DIGIT",
            Self::Placeholder => "PLACEHOLDER",
            Self::Unchecked => "UNCHECKED",
        }
    }

    /// The result stored so.
    pub fn parse(text: &str) -> Self {
        let all = [Self::Valid, Self::BadShape, Self::BadCheckDigit, Self::Placeholder];
        all.into_iter().find(|result| result.as_str() == text).unwrap_or(Self::Unchecked)
    }
}

/// An identifier of a scheme as it is kept, and what its check says: in canonical form where the scheme has one,
/// as written otherwise.
pub fn read(scheme: &str, written: &str) -> (String, CheckResult) {
    let value = canonical(written);
    match check(scheme, &value) {
        Some(result) => (value, result),
        None => (written.trim().to_owned(), CheckResult::Unchecked),
    }
}

/// Checks a value by the code of its scheme (vocabulary `identifier-scheme`); none for a scheme that has no form.
/// A valid commune or EPCI need not exist either: that is for the territories to say.
pub fn check(scheme: &str, value: &str) -> Option<CheckResult> {
    match scheme {
        "siren" | "epci" => Some(siren(value)),
        "siret" => Some(siret(value)),
        "rna" => Some(rna(value)),
        "plates-v" => Some(plates_v(value)),
        "commune" if code::is_commune(value) => Some(CheckResult::Valid),
        "commune" => Some(CheckResult::BadShape),
        _ => None,
    }
}

/// The same identifier without spaces of any kind and in capitals: files write `356 000 000` and `w751234567`.
pub fn canonical(written: &str) -> String {
    written.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// SIREN: nine digits with the check of Luhn.
pub fn siren(value: &str) -> CheckResult {
    match digits(value, 9) {
        None => CheckResult::BadShape,
        Some(digits) if digits.iter().all(|&digit| digit == 0) => CheckResult::Placeholder,
        Some(digits) => checked(luhn(&digits)),
    }
}

/// La Poste has more establishments than check digits leave room for: INSEE numbers them by another rule.
const LA_POSTE: &str = "356000000";

/// SIRET: a SIREN and five digits, with the check of Luhn over all fourteen; an establishment of La Poste may pass by
/// a sum of digits that is a multiple of five instead.
pub fn siret(value: &str) -> CheckResult {
    let Some((digits, head)) = digits(value, 14).zip(value.get(..9)) else {
        return CheckResult::BadShape;
    };
    let by_sum = head == LA_POSTE && digits.iter().sum::<u32>().is_multiple_of(5);
    match siren(head) {
        CheckResult::Valid => checked(luhn(&digits) || by_sum),
        other => other,
    }
}

/// RNA number of an association: `W`, three digits or letters (prefecture), six digits. It has no check digit.
pub fn rna(value: &str) -> CheckResult {
    let [b'W', prefecture @ .., _, _, _, _, _, _] = value.as_bytes() else {
        return CheckResult::BadShape;
    };
    let office =
        prefecture.len() == 3 && prefecture.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let number = value.bytes().rev().take(6).all(|b| b.is_ascii_digit());
    match value {
        _ if !office || !number => CheckResult::BadShape,
        "W000000000" => CheckResult::Placeholder,
        _ => CheckResult::Valid,
    }
}

/// Receipt of a declaration as performing-arts entrepreneur: `PLATESV-D-YYYY-NNNNNN` (`R` for a renewal). The
/// category, 1 to 3, is not in the number.
pub fn plates_v(value: &str) -> CheckResult {
    let parts: Vec<&str> = value.split('-').collect();
    let ["PLATESV", "D" | "R", year, number] = parts.as_slice() else {
        return CheckResult::BadShape;
    };
    match (digits(year, 4), digits(number, 6)) {
        (Some(_), Some(number)) if number.iter().all(|&digit| digit == 0) => CheckResult::Placeholder,
        (Some(_), Some(_)) => CheckResult::Valid,
        _ => CheckResult::BadShape,
    }
}

fn checked(right: bool) -> CheckResult {
    if right { CheckResult::Valid } else { CheckResult::BadCheckDigit }
}

fn digits(value: &str, length: usize) -> Option<Vec<u32>> {
    let digits: Option<Vec<u32>> = value.chars().map(|c| c.to_digit(10)).collect();
    digits.filter(|digits| digits.len() == length)
}

/// From the right, every second digit counts twice (the digits of the double are added); the sum ends in zero.
fn luhn(digits: &[u32]) -> bool {
    let weigh = |(place, &digit): (usize, &u32)| match (place % 2, digit * 2) {
        (0, _) => digit,
        (_, double) => double / 10 + double % 10,
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::CheckResult::{BadCheckDigit, BadShape, Placeholder, Valid};
    use super::*;

    #[test]
    fn a_siren_passes_with_its_check_digit_only() {
        assert_eq!(siren("200069193"), Valid);
        assert_eq!(siren("356000000"), Valid);
        assert_eq!(siren("200069194"), BadCheckDigit);
        assert_eq!(siren("20006919"), BadShape);
        assert_eq!(siren("200 069 193"), BadShape);
        assert_eq!(siren("٢٠٠٠٦٩١٩٣"), BadShape);
        assert_eq!(siren("000000000"), Placeholder);
    }

    #[test]
    fn a_siret_passes_with_its_check_digit() {
        assert_eq!(siret("73282932000074"), Valid);
        assert_eq!(siret("73282932000075"), BadCheckDigit);
        assert_eq!(siret("7328293200007"), BadShape);
        assert_eq!(siret("00000000000000"), Placeholder);
    }

    #[test]
    fn a_siret_whose_siren_is_wrong_fails_even_when_the_whole_sum_is_right() {
        assert!(luhn(&digits("20006919400005", 14).unwrap()));
        assert_eq!(siret("20006919400005"), BadCheckDigit);
    }

    #[test]
    fn an_establishment_of_la_poste_passes_by_either_rule() {
        assert_eq!(siret("35600000000048"), Valid);
        assert_eq!(siret("35600000049837"), Valid);
        assert_eq!(siret("35600000049838"), BadCheckDigit);
    }

    #[test]
    fn the_rule_of_la_poste_is_for_la_poste_alone() {
        assert_eq!(siret("73282932000004"), BadCheckDigit);
    }

    #[test]
    fn an_rna_number_may_carry_letters_where_the_prefecture_stands() {
        assert_eq!(rna("W751234567"), Valid);
        assert_eq!(rna("W9R1011072"), Valid);
        assert_eq!(rna("W2A1000123"), Valid);
        assert_eq!(rna("W000000000"), Placeholder);
    }

    #[test]
    fn what_is_no_rna_number_is_told_by_its_shape() {
        for value in
            ["", "W", "W75123456", "W7512345678", "w751234567", "751234567", "W75123456A", "Wé1234567"]
        {
            assert_eq!(rna(value), BadShape, "{value}");
        }
    }

    #[test]
    fn a_spectacle_licence_says_declaration_or_renewal_and_its_year() {
        assert_eq!(plates_v("PLATESV-D-2020-001234"), Valid);
        assert_eq!(plates_v("PLATESV-R-2024-012345"), Valid);
        assert_eq!(plates_v("PLATESV-D-2020-000000"), Placeholder);
        for value in ["PLATESV-X-2020-001234", "PLATESV-D-20-001234", "PLATESV-D-2020-1234", "2-1012345", ""]
        {
            assert_eq!(plates_v(value), BadShape, "{value}");
        }
    }

    #[test]
    fn spaces_and_small_letters_of_files_are_put_right() {
        assert_eq!(siren(&canonical("356 000\u{a0}000")), Valid);
        assert_eq!(rna(&canonical(" w9r1011072\t")), Valid);
    }

    #[test]
    fn every_scheme_of_an_authority_has_its_check_and_an_external_system_none() {
        let schemes = crate::reference::source::embedded_schemes().unwrap();
        let identifiers = schemes.iter().find(|scheme| scheme.code == "identifier-scheme").unwrap();
        let unchecked: Vec<_> =
            identifiers.terms.iter().filter(|term| check(&term.code, "").is_none()).collect();
        assert_eq!(unchecked.iter().map(|term| term.code.as_str()).collect::<Vec<_>>(), ["external"]);
        assert_eq!(check("commune", "2A004"), Some(Valid));
        assert_eq!(check("epci", "200069193"), Some(Valid));
    }

    /// The digit that makes the number pass, found by trying.
    fn completed(head: &str) -> String {
        let passes = |digit: &u32| luhn(&digits(&format!("{head}{digit}"), head.len() + 1).unwrap());
        format!("{head}{}", (0..10).find(passes).unwrap())
    }

    fn replaced(value: &str, place: usize, by: u32) -> String {
        let mut changed = value.to_owned();
        changed.replace_range(place..=place, &by.to_string());
        changed
    }

    proptest! {
        #[test]
        fn one_wrong_digit_of_a_siren_is_always_found(head in "[1-9][0-9]{7}", place in 0usize..9, by in 0u32..10) {
            let right = completed(&head);
            let changed = replaced(&right, place, by);
            prop_assert_eq!(siren(&right), Valid);
            prop_assume!(changed != right && changed != "000000000");
            prop_assert_eq!(siren(&changed), BadCheckDigit);
        }

        #[test]
        fn one_wrong_digit_of_a_siret_is_always_found(
            head in "[1-9][0-9]{7}", nic in "[0-9]{4}", place in 0usize..14, by in 0u32..10,
        ) {
            let right = completed(&format!("{}{nic}", completed(&head)));
            let changed = replaced(&right, place, by);
            prop_assert_eq!(siret(&right), Valid);
            prop_assume!(changed != right && !changed.starts_with(LA_POSTE) && !changed.starts_with("000000000"));
            prop_assert_eq!(siret(&changed), BadCheckDigit);
        }

        #[test]
        fn no_text_makes_a_check_panic_and_no_valid_one_needs_another_form(text in "\\PC{0,20}") {
            for check in [siren, siret, rna, plates_v] {
                prop_assert!(check(&text) != Valid || canonical(&text) == text);
            }
        }
    }
}
