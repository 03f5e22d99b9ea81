use maillage::exchange::import_run::Halt;

use super::ways::{Cut, count, many, operate};
use crate::harness::Network;

#[tokio::test]
async fn an_import_cut_between_two_batches_goes_on_behind_the_last_committed_row() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let file = many(1_200);
    let mut first = Cut::after(1);
    let halt = operate(&network, member, &file, (false, &mut first)).await.unwrap_err();
    assert!(matches!(halt, Halt::Report(_)));
    assert_eq!(count(&network, "structure").await, 500);

    let mut second = Cut::default();
    operate(&network, member, &file, (false, &mut second)).await.unwrap();
    assert_eq!(second.start.unwrap().behind, Some(501));
    assert_eq!((first.lines.len(), second.lines.len()), (500, 700));
    assert_eq!(second.lines[0].row, first.lines[499].row + 1);
    assert_eq!(count(&network, "structure").await, 1_200);
    assert_eq!(count(&network, "change_event where object_type = 'structure'").await, 1_200);
    assert_eq!(count(&network, "import_run").await, 1);
}

#[tokio::test]
async fn a_batch_cut_before_it_is_committed_leaves_nothing() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let file = many(700);
    let mut cut = Cut { before_commit: true, ..Cut::after(1) };
    operate(&network, member, &file, (false, &mut cut)).await.unwrap_err();
    for table in ["structure", "external_reference", "change_event where object_type = 'structure'"] {
        assert_eq!(count(&network, table).await, 500, "{table}");
    }
    operate(&network, member, &file, (false, &mut Cut::default())).await.unwrap();
    assert_eq!(count(&network, "structure").await, 700);
}

#[tokio::test]
async fn an_import_told_to_begin_again_doubles_nothing() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let file = many(600);
    operate(&network, member, &file, (false, &mut Cut::after(1))).await.unwrap_err();
    let mut again = Cut::default();
    operate(&network, member, &file, (true, &mut again)).await.unwrap();
    assert_eq!((again.start.unwrap().behind, again.lines.len()), (None, 600));
    assert_eq!(count(&network, "structure").await, 600);
}

#[tokio::test]
async fn a_whole_batch_takes_a_few_statements() {
    let network = Network::new().await;
    let member = network.member("Pôle").await;
    let (_, one) =
        network.statements(Box::pin(operate(&network, member, &many(1), (false, &mut Cut::default())))).await;
    let (_, all) = network
        .statements(Box::pin(operate(&network, member, &many(500), (false, &mut Cut::default()))))
        .await;
    assert!(all <= one + 60, "{one} for a row, {all} for a batch");
}
