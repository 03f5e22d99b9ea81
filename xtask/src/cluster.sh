# A throw-away PostgreSQL that lives as long as standard input stays open: whatever ends the caller,
# SIGKILL included, closes the pipe, and with it go the server and its folder.
# Arguments: folder of the binaries, port. Prints one line once the server answers.
set -eu
bin=$1 port=$2 server=
folder=$(mktemp -d /tmp/maillage-postgres.XXXXXX)

finish() {
    status=$?
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null || :
        wait "$server" || :
    fi
    [ "$status" = 0 ] || cat "$folder/log" >&2
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' HUP INT TERM
trap '' PIPE # the caller may be gone before the server answers

"$bin/initdb" --pgdata="$folder/data" --username=maillage --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1
"$bin/postgres" -D "$folder/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    >>"$folder/log" 2>&1 &
server=$!

until "$bin/pg_isready" --quiet --host=127.0.0.1 --port="$port" --username=maillage --dbname=postgres; do
    kill -0 "$server" 2>/dev/null || exit 1
    sleep 0.1
done
echo ready || :
read -r _ || :
