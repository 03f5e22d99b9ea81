//! Shapes of the territories' codes. A well-shaped code need not exist: look it up, then among the aliases.

/// INSEE code of a commune: two digits, or `2A` or `2B`, and three digits.
pub fn is_commune(code: &str) -> bool {
    match code.as_bytes() {
        [b'2', b'A' | b'B', rest @ ..] => digits(rest, 3),
        all => digits(all, 5),
    }
}

/// Code of an EPCI: a SIREN, so nine digits.
pub fn is_epci(code: &str) -> bool {
    digits(code.as_bytes(), 9)
}

fn digits(bytes: &[u8], length: usize) -> bool {
    bytes.len() == length && bytes.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communes_of_the_mainland_corsica_and_overseas_are_well_shaped() {
        for code in ["01001", "2A004", "2B033", "97105", "98736", "75056"] {
            assert!(is_commune(code), "{code}");
        }
    }

    #[test]
    fn lost_zeros_letters_and_postal_addresses_are_not_communes() {
        for code in ["1001", "2C004", "2a004", "2A04", "010011", "F1001", "", "Ain", "２Ａ004"] {
            assert!(!is_commune(code), "{code}");
        }
    }

    #[test]
    fn an_epci_has_the_nine_digits_of_a_siren() {
        assert!(is_epci("200069193"));
        assert!(!is_epci("20006919"));
        assert!(!is_epci("20006919A"));
    }
}
