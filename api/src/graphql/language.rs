pub use entity::Language;
