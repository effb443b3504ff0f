#!/bin/sh
# A real PostgreSQL 17 with pgvector on loopback, for tests, on a Debian machine that has none. Needs root and debootstrap.
#
#   scripts/postgres.sh start [DIR]   makes it (the first time, a minute or two), starts it, prints TEST_DATABASE_URL=…
#   scripts/postgres.sh stop [DIR]
#   scripts/postgres.sh restart [DIR] [fast|immediate]   while clients are connected; immediate: as after a crash
#   scripts/postgres.sh url [DIR]     prints the bare URL
#   scripts/postgres.sh remove [DIR]  stops it and removes its data; only of a second server
#
# DIR, or $INTAKE_POSTGRES_DIR, or /var/cache/intake-postgres, holds a small Debian; remove it to start anew.
# A second server beside it: another $INTAKE_POSTGRES_PORT (54317) and another $INTAKE_POSTGRES_DATA (/var/lib/intake).
# On purpose its default time zone is not UTC and its dates are not ISO: what relies on either must fail here.
set -eu

action=${1:-}
dir=${2:-${INTAKE_POSTGRES_DIR:-/var/cache/intake-postgres}}
port=${INTAKE_POSTGRES_PORT:-54317}
suite=trixie
bin=/usr/lib/postgresql/17/bin
data=${INTAKE_POSTGRES_DATA:-/var/lib/intake}
user=intake

say() { echo "postgres.sh: $*" >&2; }
fail() { say "$*"; exit 1; }
url() { echo "postgresql://$user@127.0.0.1:$port/postgres"; }
as_postgres() { chroot --userspec=postgres:postgres "$dir" /usr/bin/env PATH="$bin:/usr/bin:/bin" LC_ALL=C.UTF-8 "$@"; }
running() { [ -x "$dir$bin/pg_ctl" ] && as_postgres pg_ctl -D "$data" status >/dev/null 2>&1; }

# The mirror that this machine itself uses, in either form of apt's sources.
mirror() {
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    [ -f "$file" ] || continue
    sed -nE \
      -e 's,^URIs:[[:space:]]*([^[:space:]]+/debian)/?([[:space:]].*)?$,\1,p' \
      -e 's,^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+/debian)/?[[:space:]].*$,\2,p' "$file"
  done | head -n 1
}

make_system() {
  [ -f "$dir/.complete" ] && return
  [ "$(id -u)" = 0 ] || fail "needs root to make $dir"
  command -v debootstrap >/dev/null || fail "needs debootstrap: apt-get install debootstrap"
  from=$(mirror)
  [ -n "$from" ] || fail "found no Debian mirror in this machine's apt sources"
  say "making PostgreSQL 17 with pgvector in $dir (once)"
  # Cleared away only if it is what an earlier run of this script left unfinished.
  if [ -d "$dir" ] && [ -n "$(ls -A "$dir")" ]; then
    [ -f "$dir.unfinished" ] || fail "$dir is not empty and not ours"
    rm -rf "$dir"
  fi
  mkdir -p "$dir"
  touch "$dir.unfinished"
  debootstrap --variant=minbase --include=postgresql-17,postgresql-17-pgvector "$suite" "$dir" "$from" \
    >"$dir.log" 2>&1 || { tail -n 20 "$dir.log" >&2; fail "debootstrap failed; all of it is in $dir.log"; }
  rm -rf "$dir/var/cache/apt/archives" "$dir/var/lib/apt/lists"
  mv "$dir.log" "$dir/debootstrap.log"
  touch "$dir/.complete"
  rm "$dir.unfinished"
}

make_cluster() {
  [ -f "$dir$data/PG_VERSION" ] && return
  install -d -m 0700 "$dir$data"
  chroot "$dir" chown postgres:postgres "$data"
  as_postgres initdb -D "$data" --username="$user" --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  # Never more than test data: nothing has to survive a power cut.
  cat >>"$dir$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '/tmp'
timezone = 'America/New_York'
datestyle = 'SQL, DMY'
fsync = off
max_connections = 200
CONF
}

start() {
  make_system
  make_cluster
  running || as_postgres pg_ctl -D "$data" -w -t 60 -l "$data/server.log" -o "-p $port" start >/dev/null ||
    { tail -n 20 "$dir$data/server.log" >&2; fail "PostgreSQL did not start"; }
  echo "TEST_DATABASE_URL=$(url)"
}

restart() {
  running || fail "PostgreSQL does not run"
  as_postgres pg_ctl -D "$data" -m "${1:-fast}" -w -t 60 restart >/dev/null || fail "PostgreSQL did not start again"
}

stop() { if running; then as_postgres pg_ctl -D "$data" -m "${1:-fast}" -w stop >/dev/null; fi; }

remove() {
  [ -n "${INTAKE_POSTGRES_DATA:-}" ] || fail 'remove is for a second server: set INTAKE_POSTGRES_DATA'
  stop immediate
  [ ! -f "$dir$data/PG_VERSION" ] || rm -rf "${dir:?}$data"
}

case $action in
  start) start ;;
  stop) stop ;;
  remove) remove ;;
  restart) restart "${3:-}" ;;
  url) url ;;
  *) fail "usage: $0 start|stop|restart|remove|url [DIR]" ;;
esac
