use async_graphql::{Context, ID, Object, SimpleObject};
use entity::AccompanimentStage as Stage;

use super::object::Accompaniment;
use super::stage::AccompanimentStage;
use super::store;
use crate::access::Request;
use crate::error::Result;
use crate::graphql::parse_id;

/// The open accompaniments of one's own member structure, by stage.
#[derive(SimpleObject)]
pub struct AccompanimentBoard {
    /// How many are open.
    count: i64,
    /// How many of them are late.
    late_count: i64,
    /// One for each open stage, in the order of the way.
    columns: Vec<AccompanimentBoardColumn>,
}

/// The accompaniments at one stage.
#[derive(SimpleObject)]
pub struct AccompanimentBoardColumn {
    /// The stage.
    stage: AccompanimentStage,
    /// How many are there.
    count: i64,
    /// How many of them are late.
    late_count: i64,
    /// The first of them: the late ones first, then those due first. `accompaniments` gives them all.
    cards: Vec<Accompaniment>,
}

/// The board.
#[derive(Default)]
pub struct BoardQuery;

/// Every stage of an open accompaniment.
const OPEN: [Stage; 7] = [
    Stage::Reception,
    Stage::Eligibility,
    Stage::Diagnosis,
    Stage::Plan,
    Stage::Committee,
    Stage::Engineering,
    Stage::FollowUp,
];

const MOST_CARDS: usize = 50;

#[Object]
impl BoardQuery {
    /// The open accompaniments of one's own member structure by stage, with what is late.
    async fn accompaniment_board(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Those that this account follows; all when absent.")] referent: Option<ID>,
        #[graphql(
            desc = "At most so many cards a stage, 0 to 50.",
            default = 20,
            validator(minimum = 0, maximum = 50)
        )]
        cards: i32,
    ) -> Result<AccompanimentBoard> {
        let request = Request::of(ctx)?;
        let most = usize::try_from(cards).unwrap_or_default().min(MOST_CARDS);
        let mut found = match referent.map(|id| parse_id(&id)) {
            Some(None) => std::collections::BTreeMap::new(),
            known => {
                let asked = (most, request.world.today());
                store::board(request.db.reader(), &request.actor, known.flatten(), asked).await?
            }
        };
        let column = |stage: Stage| {
            let store::Column { count, late, cards } = found.remove(&stage).unwrap_or_default();
            let cards = cards.into_iter().map(Accompaniment::new).collect();
            AccompanimentBoardColumn { stage: stage.into(), count, late_count: late, cards }
        };
        let columns: Vec<AccompanimentBoardColumn> = OPEN.into_iter().map(column).collect();
        let sum = |count: fn(&AccompanimentBoardColumn) -> i64| columns.iter().map(count).sum();
        let (count, late_count) = (sum(|column| column.count), sum(|column| column.late_count));
        Ok(AccompanimentBoard { count, late_count, columns })
    }
}
