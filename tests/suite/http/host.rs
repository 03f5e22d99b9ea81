//! The server itself over its router: the real schema, who calls, whether it is ready, what it publishes.

use axum::Router;
use maillage::http::router;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{get, post_json, request};
use crate::harness::Network;
use crate::network::people::{EMAIL, tokens, with_ana};

const WHO: &str = "{ viewer { account { email } } }";

fn server(network: &Network) -> Router {
    router(network.app().http().unwrap())
}

#[tokio::test]
async fn credentials_make_the_actor_and_wrong_ones_end_the_request() {
    let network = with_ana().await;
    let server = server(&network);
    let access = format!("Bearer {}", tokens(&network).await.0);
    let ask = async |credentials: &str| {
        let headers = [("authorization", credentials), super::GRAPHQL_RESPONSE];
        post_json(&server, &headers, json!({ "query": WHO })).await
    };
    let ana = ask(&access).await;
    assert_eq!(ana.json()["data"]["viewer"]["account"]["email"], EMAIL);
    let cut = access.strip_suffix(|_: char| true).unwrap();
    for wrong in ["Bearer nonsense", "Bearer mlg_0_0", "Basic YTpi", cut] {
        let refused = ask(wrong).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (401, "UNAUTHENTICATED"), "{wrong}");
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
    let nobody = post_json(&server, &[], json!({ "query": WHO })).await;
    assert!(nobody.json()["data"]["viewer"].is_null(), "{}", nobody.text);
}

#[tokio::test]
async fn a_server_whose_tables_are_gone_is_alive_and_not_ready() {
    let network = Network::new().await;
    let server = server(&network);
    assert_eq!(get(&server, "/health/ready").await.status, 200);
    let older = "delete from seaql_migrations where version = 'm0007_exchange'";
    network.db.owner().execute_unprepared(older).await.unwrap();
    assert_eq!(get(&server, "/health/ready").await.status, 503);
    network.db.owner().execute_unprepared("drop table seaql_migrations").await.unwrap();
    assert_eq!(get(&server, "/health/ready").await.status, 503);
    assert_eq!(get(&server, "/health/live").await.status, 200);
}

#[tokio::test]
async fn the_keys_that_sign_are_published_and_no_private_part_of_them() {
    let network = Network::new().await;
    let answer = get(&server(&network), "/.well-known/jwks.json").await;
    assert_eq!(answer.header("content-type"), "application/jwk-set+json");
    let key = &answer.json()["keys"][0];
    assert_eq!((&key["kty"], &key["use"]), (&json!("OKP"), &json!("sig")));
    assert!(key["kid"].is_string() && key["x"].is_string() && key["d"].is_null(), "{key}");
}

#[tokio::test]
async fn the_schema_that_is_served_is_the_one_that_is_printed() {
    let network = Network::new().await;
    let served = get(&server(&network), "/schema.graphql").await;
    assert!(served.text == maillage::schema::sdl().unwrap());
}

#[tokio::test]
async fn a_query_by_get_reads_and_a_mutation_by_get_does_not_run() {
    let network = Network::new().await;
    let server = server(&network);
    let read = get(&server, "/graphql?query=%7Bmembers%7BtotalCount%7D%7D").await;
    assert_eq!(read.json()["data"], json!({ "members": { "totalCount": 0 } }));
    let write = "/graphql?query=mutation%7BsignIn(input:%7Bemail:%22a%22,password:%22b%22%7D)%7BuserErrors%7Bcode%7D%7D%7D";
    let refused = request(&server, "GET", write, &[super::GRAPHQL_RESPONSE], String::new()).await;
    assert_eq!(refused.status, 405);
}
