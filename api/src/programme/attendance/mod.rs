//! Attendance: who was at a session, how long, by which signed sheet. A whole session is noted at once, again as often
//! as needed; read by the team of the edition alone, as its participants are.

mod loader;
mod mutation;
mod object;
mod rules;
mod store;

pub use loader::AttendanceRateOf;
pub use mutation::AttendanceMutation;
pub use object::Attendance;
