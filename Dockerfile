# syntax=docker/dockerfile:1
FROM rust:1.95-slim-bookworm AS builder
WORKDIR /source
COPY . .
# the cached target folder is not part of the image, so the binary is copied out of it
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --release --locked --package maillage \
    && cp target/release/maillage /usr/local/bin/maillage

FROM debian:bookworm-slim
RUN useradd --system --user-group --home-dir /var/lib/maillage --create-home maillage
COPY --from=builder /usr/local/bin/maillage /usr/local/bin/maillage
COPY LICENSE /usr/share/doc/maillage/LICENSE
USER maillage
ENV MAILLAGE_LISTEN=0.0.0.0:8080 MAILLAGE_DATA_DIR=/var/lib/maillage
VOLUME /var/lib/maillage
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["maillage", "health"]
ENTRYPOINT ["maillage"]
CMD ["serve"]
