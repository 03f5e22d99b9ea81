use std::path::Path;

use maillage::access::{Claims, Keyring, TokenSettings, pem_of};
use maillage::world::World;

fn open(folder: &Path) -> Keyring {
    Keyring::open(&TokenSettings::default(), folder, &World::real()).unwrap()
}

fn token(keyring: &Keyring) -> String {
    let text = str::to_owned;
    let now = World::real().now().timestamp();
    let (iss, aud) = (keyring.issuer().to_owned(), keyring.audience().to_owned());
    let claims =
        Claims { iss, aud, sub: text("a"), sid: text("b"), jti: text("c"), iat: now, exp: now + 900 };
    keyring.sign(&claims).unwrap()
}

#[test]
fn a_key_is_made_at_the_first_start_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let token = token(&open(folder.path()));
    assert!(open(folder.path()).verify(&token, World::real().now()).is_some());
    assert_eq!(std::fs::read_dir(folder.path().join("keys")).unwrap().count(), 1);
}

#[test]
fn two_servers_never_share_a_key_by_chance() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let token = token(&open(one.path()));
    assert!(open(other.path()).verify(&token, World::real().now()).is_none());
}

#[cfg(unix)]
#[test]
fn a_key_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    open(folder.path());
    for entry in std::fs::read_dir(folder.path().join("keys")).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_rotation_leaves_the_key_before_it_and_the_next_one_removes_that() {
    let folder = tempfile::tempdir().unwrap();
    let before = token(&open(folder.path()));
    let verifies = |token: &str| open(folder.path()).verify(token, World::real().now()).is_some();
    Keyring::rotate(folder.path(), &World::real()).unwrap();
    assert!(verifies(&before) && verifies(&token(&open(folder.path()))));
    Keyring::rotate(folder.path(), &World::real()).unwrap();
    assert!(!verifies(&before));
}

#[test]
fn keys_of_the_settings_come_before_those_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let settings = TokenSettings { keys: vec![pem_of([9; 32])], ..TokenSettings::default() };
    let given = Keyring::open(&settings, folder.path(), &World::real()).unwrap();
    assert!(!folder.path().join("keys").exists());
    assert!(open(folder.path()).verify(&token(&given), World::real().now()).is_none());
}
