//! Ids as clients see them: TypeID, a lower-case prefix and 26 characters of base32.

use async_graphql::ID;
use entity::TypedId;
use type_safe_id::{DynamicType, TypeSafeId};
use uuid::Uuid;

/// The text form of an id.
pub fn id_text<T: TypedId>(id: T) -> ID {
    let typed = DynamicType::new(T::PREFIX).map(|kind| TypeSafeId::from_type_and_uuid(kind, id.into()));
    ID(typed.map(|id| id.to_string()).unwrap_or_default())
}

/// The id, if `text` is one of this kind.
pub fn parse_id<T: TypedId>(text: &str) -> Option<T> {
    let (prefix, uuid) = any_id(text)?;
    (prefix == T::PREFIX).then(|| T::from(uuid))
}

/// Prefix and bits of an id of any kind.
pub fn any_id(text: &str) -> Option<(String, Uuid)> {
    let id: TypeSafeId<DynamicType> = text.parse().ok()?;
    Some((id.type_prefix().to_owned(), id.uuid()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::{AccountId, ApiKeyId};

    #[test]
    fn an_id_of_another_kind_is_no_id() {
        let id = ApiKeyId(Uuid::from_u128(0x0191_0000_0000_7000_8000_0000_0000_0001));
        let text = id_text(id);
        assert!(text.starts_with("api_key_"), "{}", *text);
        assert_eq!(parse_id::<ApiKeyId>(&text), Some(id));
        assert_eq!(parse_id::<AccountId>(&text), None);
        assert_eq!(parse_id::<ApiKeyId>("api_key_!"), None);
        assert_eq!(parse_id::<ApiKeyId>(""), None);
    }
}
