//! Lists that belong to a record, many records in one statement.

/// Declares keys of lists that belong to a record, with its version so that a change is never answered from before it;
/// each key gets its list, an empty one too. `store` gives a map from the record's id to its rows.
macro_rules! lists {
    ($of:ident in $store:ident: $($(#[$doc:meta])* $key:ident: $item:ty = $find:ident, $wrap:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $key(pub $of, pub i32);

        impl async_graphql::dataloader::Loader<$key> for $crate::access::Loaders {
            type Value = Vec<$item>;
            type Error = $crate::error::Error;

            async fn load(
                &self,
                keys: &[$key],
            ) -> Result<std::collections::HashMap<$key, Vec<$item>>, Self::Error> {
                let ids: Vec<$of> = keys.iter().map(|key| key.0).collect();
                let mut found = $store::$find(self.0.db.reader(), &ids).await?;
                let mut wrap = |id| found.remove(&id).unwrap_or_default().into_iter().map($wrap).collect();
                Ok(keys.iter().map(|key| (*key, wrap(key.0))).collect())
            }
        }
    )*};
}
pub(crate) use lists;
