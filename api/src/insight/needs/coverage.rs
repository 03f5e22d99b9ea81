use std::collections::BTreeSet;

use async_graphql::{ID, SimpleObject};
use disclosure::{Axis, Month, Node, ROOT};
use entity::MemberId;

use super::answer::Answer;
use crate::access::Audience;
use crate::graphql::id_text;

/// A member, and whether it reports.
#[derive(SimpleObject, Clone, Debug)]
pub struct NeedsMemberCoverage {
    /// Opaque id of the member.
    reference: ID,
    /// Its name.
    name: String,
    /// Whether it says that it reports on some of these territories in some of these months.
    reports: bool,
}

/// Which members report on the territories and months of a table: where nobody reports, nothing observed means
/// nothing.
#[derive(SimpleObject, Clone, Debug)]
pub struct NeedsCoverage {
    /// Members that do.
    reporting: usize,
    /// Members that do not.
    silent: usize,
    /// Which ones; null for the public.
    members: Option<Vec<NeedsMemberCoverage>>,
}

impl NeedsCoverage {
    /// Of a table.
    pub fn of(answer: &Answer) -> Self {
        let reporting = reporting(answer);
        let present = &answer.state.coverage.members;
        let of_member = |id: &MemberId| NeedsMemberCoverage {
            reference: id_text(*id),
            name: name(answer, *id),
            reports: reporting.contains(id),
        };
        let members: Vec<_> = present.iter().map(of_member).collect();
        let active = members.iter().filter(|member| member.reports).count();
        let named = answer.question.selection.audience != Some(Audience::Public);
        Self { reporting: active, silent: members.len() - active, members: named.then_some(members) }
    }

    /// How many report, and how many there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.reporting, self.reporting + self.silent)
    }
}

fn name(answer: &Answer, id: MemberId) -> String {
    let atlas = &answer.state.atlas;
    let name = atlas.find(id.0).and_then(|node| atlas.name(Axis::Contributor, node));
    name.map(|name| name.fr.to_string()).unwrap_or_default()
}

fn reporting(answer: &Answer) -> BTreeSet<MemberId> {
    let (state, question) = (&answer.state, &answer.question);
    let territory = &state.atlas.axes.territory;
    let asked = question.query.filter.nodes.get(&Axis::Territory).cloned().unwrap_or_else(|| vec![ROOT]);
    let (first, last) = question.span.unwrap_or((Month(i32::MIN), Month(i32::MAX)));
    let meets = |node: Node| {
        asked.iter().any(|wanted| territory.contains(*wanted, node) || territory.contains(node, *wanted))
    };
    let declared = state.coverage.declared.iter().filter(|declared| {
        let (from, to) = declared.months();
        from <= last && first <= to && state.atlas.find(declared.territory.0).is_some_and(meets)
    });
    declared.map(|declared| declared.member).collect()
}
