//! GraphQL over HTTP: GET and POST on one address.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{Method, request::Parts},
    response::Response,
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use super::{
    App, Media, decode, media,
    reply::{Desk, Fault, Outcome},
    track::{Caller, Operation, Peer, address},
};
use crate::{
    error::{Code, Error},
    graphql::{Answer, Call, Reader},
};

/// Answers any method on `/graphql`.
pub(super) async fn serve(State(app): State<Arc<App>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some(reader) = parts.extensions.get::<Reader>().cloned() else { return Response::default() };
    let accepted = Media::accepted(&parts.headers);
    let desk = Desk { settings: &app.settings, reader: &reader, media: accepted.unwrap_or_default() };
    if accepted.is_none() {
        return desk.fault(Fault::new(
            Outcome::NotAcceptable,
            "Accept doit admettre application/json ou application/graphql-response+json.",
            "Accept must allow application/json or application/graphql-response+json.",
        ));
    }
    let limit = Duration::from_secs(app.settings.request_seconds);
    match timeout(limit, answer(&app, parts, body, &reader)).await {
        Ok(Ok(answer)) => respond(&desk, answer),
        Ok(Err(fault)) => desk.fault(fault),
        Err(_elapsed) => desk.fault(Error::new(Code::Timeout).into()),
    }
}

async fn answer(app: &App, parts: Parts, body: Body, reader: &Reader) -> Result<Answer, Fault> {
    let call = read(app, &parts, body).await?;
    let peer = parts.extensions.get::<Peer>().copied();
    let address = address(&parts.headers, peer, app.settings.trusted_proxies);
    let caller = Caller { headers: parts.headers, address, reader: reader.clone() };
    let data = app.host.admit(&caller).await?;
    Ok(app.engine.answer(call, data, reader).await)
}

async fn read(app: &App, parts: &Parts, body: Body) -> Result<Call, Fault> {
    match parts.method {
        Method::GET => decode::get(&parts.uri),
        Method::POST if media::is_json(&parts.headers) => {
            decode::post(&collect(body, app.settings.body_bytes).await?)
        }
        Method::POST => Err(Fault::new(
            Outcome::UnsupportedMedia,
            "Le corps doit être annoncé comme application/json.",
            "The body must be announced as application/json.",
        )),
        _ => Err(Fault::method_not_allowed()),
    }
}

async fn collect(body: Body, most: usize) -> Result<bytes::Bytes, Fault> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Fault::new(
            Outcome::TooLarge,
            format!("Le corps dépasse {most} octets."),
            format!("The body exceeds {most} bytes."),
        )),
        Err(_) => Err(Fault::new(
            Outcome::Malformed,
            "Le corps n'est pas arrivé entier.",
            "The body did not arrive whole.",
        )),
    }
}

fn respond(desk: &Desk<'_>, answer: Answer) -> Response {
    let Answer { stage, body, headers, operation } = answer;
    let mut response = desk.body(stage.into(), &body);
    response.headers_mut().extend(headers);
    if let Some(name) = operation {
        response.extensions_mut().insert(Operation(name));
    }
    response
}
