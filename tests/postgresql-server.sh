#!/usr/bin/env bash
# A PostgreSQL server for tests, in a folder of its own, on loopback and a Unix socket, with TLS.
#   start FOLDER PARENT   makes and starts it, and prints its port; it stops when the process PARENT has ended
#   halt FOLDER, kill FOLDER, resume FOLDER   stops it as a crash does or by kill -9, and starts it again
#   dump FOLDER SCHEMA    prints a schema as SQL that any version and any role can load
#   load FOLDER FILE THEN loads such a file, and does a further command in the same transaction
#   stop FOLDER           stops it, and removes the folder
#   find                  says whether the server's programs are there
# Role and password are those in FOLDER/login; the authority of its certificate is FOLDER/server.crt (for "localhost").
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb 2>/dev/null || echo /none/initdb)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL's server programs are not installed." >&2; exit 3; }

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups -- "$@"; else "$@"; fi
}

as_client() {
    PGHOST=$1 PGPORT=$(<"$1/port") PGUSER=$(head -1 "$1/login") PGPASSWORD=$(tail -1 "$1/login") PGDATABASE=postgres "$bin/$2" "${@:3}"
}

launch() {
    as_server "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 start >/dev/null 2>&1 9>&-
}

case "${1:-}" in
find) ;;
start)
    folder=$2
    mkdir -p "$folder"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -keyout "$folder/server.key" -out "$folder/server.crt" 2>/dev/null
    chmod 600 "$folder/server.key"
    printf 'tester\n%s\n' "$(openssl rand -hex 16)" >"$folder/login"
    tail -1 "$folder/login" >"$folder/password"
    chmod 711 "$folder"
    if [ "$(id -u)" = 0 ]; then chown postgres:postgres "$folder" "$folder/server.key" "$folder/password"; fi
    as_server "$bin/initdb" -D "$folder/data" -U tester --pwfile="$folder/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 -N >/dev/null
    for _ in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 40000))
        as_server tee "$folder/data/postgresql.auto.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = '$folder'
ssl = on
ssl_cert_file = '$folder/server.crt'
ssl_key_file = '$folder/server.key'
max_connections = 200
${ES_POSTGRESQL_SETTINGS:-fsync = off}
CONF
        if launch "$folder"; then
            ( trap '' HUP; while kill -0 "$3" 2>/dev/null; do sleep 1; done; "$0" stop "$folder" ) >/dev/null 2>&1 </dev/null &
            disown
            echo "$port" | tee "$folder/port"
            exit 0
        fi
    done
    cat "$folder/log" >&2
    exit 1
    ;;
halt) as_server "$bin/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null ;;
kill)
    pid=$(head -1 "$2/data/postmaster.pid")
    # So that it begins no more while the list is made.
    kill -STOP "$pid"
    children=$(pgrep -P "$pid" || true)
    # The server first; what it has begun ends by itself when it notices, which takes too long here.
    kill -9 "$pid"
    kill -9 $children 2>/dev/null || true
    for one in $pid $children; do while grep -qz . "/proc/$one/cmdline" 2>/dev/null; do sleep 0.05; done; done
    # Where nobody takes leave of the dead their numbers stay in use, and the next server would believe that this one runs.
    rm -f "$2/data/postmaster.pid" "$2"/.s.PGSQL.*.lock
    ;;
resume)
    launch "$2" || { tail -20 "$2/log" >&2; exit 1; }
    ;;
dump)
    # Without the settings and commands of one version, and for the role that loads it.
    as_client "$2" pg_dump --schema="$3" --inserts --no-owner --no-privileges |
        sed -E '/^(--|\\|SET |SELECT pg_catalog\.set_config|$)/d; /^CREATE POLICY /s/ TO [^ ]+ / TO CURRENT_USER /'
    ;;
load) as_client "$2" psql --no-psqlrc --quiet --single-transaction --set=ON_ERROR_STOP=1 --file="$3" --command="$4" >/dev/null ;;
stop)
    [ -d "$2" ] || exit 0
    as_server "$bin/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$2"
    ;;
*) sed -n '2,9p' "$0" >&2; exit 2 ;;
esac
