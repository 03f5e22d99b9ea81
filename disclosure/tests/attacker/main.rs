//! The judge of the rules: an attacker who asks everything and reasons about all answers together. It may not
//! learn any hidden part of 1 or 2.

// Clippy knows tests by this attribute: they may unwrap.
#[cfg(test)]
mod asking;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod hearing;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod knowledge;
#[cfg(test)]
mod linear;
#[cfg(test)]
mod mask;
#[cfg(test)]
mod unknowns;
#[cfg(test)]
mod world;
