#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A private Postgres: a data directory of its own, a unix socket, no other port by default.
#
#   run.sh start DATA [PORT]          make it when absent, start it, make database and roles
#   run.sh stop DATA [fast|immediate] stop it
#   run.sh conninfo DATA ROLE         how a role connects (libpq)
#
# Postgres refuses to run as root: started by root, the server runs as user `postgres`.
# With PORT it also listens on 127.0.0.1, with the password in DATA/password. PG_UNSAFE=1
# switches all flushing off: for tests whose data may vanish with the machine. PG_TEMPLATE=DATA
# names a stopped one of which a new one is a copy: faster than making it anew. Where DATA
# is out of `postgres`' reach or too long for a socket, the cluster lives under /var/tmp.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
user=postgres

usage() { sed -n '4,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

bin=$(find /usr/lib/postgresql/*/bin -maxdepth 1 -name initdb 2>/dev/null | sort -V | tail -1 | xargs -r dirname)
[ -n "$bin" ] || { echo "run.sh: Postgres is not installed; run deploy/setup.sh" >&2; exit 1; }

as_server() {
	if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u "$user" -- "$@"); else (cd / && "$@"); fi
}

# Where the cluster of DATA really lives.
home_of() {
	local data
	mkdir -p "$1"
	data=$(cd "$1" && pwd)
	if [ ${#data} -gt 80 ] || ! as_server test -x "$(dirname "$data")"; then
		data=/var/tmp/beurt-postgres-$(printf %s "$data" | sha256sum | cut -c1-16)
		mkdir -p "$data"
	fi
	[ "$(id -u)" -ne 0 ] || chown "$user": "$data"
	chmod 700 "$data"
	echo "$data"
}

make_cluster() { # HOME
	local from
	[ -f "$1/cluster/PG_VERSION" ] && return
	if [ -n "${PG_TEMPLATE:-}" ]; then
		from=$(home_of "$PG_TEMPLATE")
		cp -a --reflink=auto "$from/password" "$from/cluster" "$1/"
		return
	fi
	head -c24 /dev/urandom | base64 | tr '+/' '-_' > "$1/password"
	chmod 600 "$1/password"
	as_server "$bin/initdb" -D "$1/cluster" -U postgres -E UTF8 --locale=C.UTF-8 \
		--auth-local=trust --auth-host=scram-sha-256 -N > "$1/initdb.log" ||
		{ cat "$1/initdb.log" >&2; exit 1; }
}

# Durability is Postgres' own unless tests ask to do without.
settings() { # HOME PORT
	printf '%s ' "-c unix_socket_directories=$1 -c unix_socket_permissions=0700" \
		"-c max_connections=200 -c timezone=UTC -c log_min_messages=warning" \
		"-c deadlock_timeout=100ms -c max_wal_size=2GB -c jit=off -c password_encryption=scram-sha-256"
	if [ -n "$2" ]; then
		printf '%s ' "-c listen_addresses=127.0.0.1 -c port=$2"
	else
		printf '%s ' "-c listen_addresses="
	fi
	if [ -n "${PG_UNSAFE:-}" ]; then
		printf '%s ' "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
	fi
}

make_roles() { # HOME
	local services
	services=$(cd "$root/services" && shopt -s nullglob && for d in */migrations; do echo "${d%/*}"; done | xargs)
	as_psql "$1" -d postgres -qAtc "SELECT 1 FROM pg_database WHERE datname = 'beurt'" |
		grep -q 1 || as_psql "$1" -d postgres -qc 'CREATE DATABASE beurt'
	as_psql "$1" -d beurt -q -v ON_ERROR_STOP=1 -v services="$services" \
		-v password="$(cat "$1/password")" -f "$here/roles.sql" > /dev/null
}

as_psql() { # HOME ARGUMENT...
	"$bin/psql" -X -h "$1" -p "$(port_of "$1")" -U postgres "${@:2}"
}

port_of() { cat "$1/port" 2>/dev/null || echo 5432; }

start() { # DATA [PORT]
	local home
	home=$(home_of "$1")
	make_cluster "$home"
	echo "${2:-5432}" > "$home/port"
	if ! as_server "$bin/pg_ctl" -D "$home/cluster" status > /dev/null; then
		as_server "$bin/pg_ctl" -D "$home/cluster" -s -w -t 300 -l "$home/cluster/server.log" \
			-o "$(settings "$home" "${2:-}")" start > /dev/null ||
			{ tail -20 "$home/cluster/server.log" >&2; exit 1; }
	fi
	make_roles "$home"
}

stop() { # DATA MODE
	local home
	home=$(home_of "$1")
	as_server "$bin/pg_ctl" -D "$home/cluster" status > /dev/null 2>&1 || return 0
	as_server "$bin/pg_ctl" -D "$home/cluster" -s -w -m "$2" stop > /dev/null
}

conninfo() { # DATA ROLE
	local home
	home=$(home_of "$1")
	echo "host=$home port=$(port_of "$home") dbname=beurt user=$2"
}

case "${1:-}" in
start) [ $# -ge 2 ] || usage; start "$2" "${3:-}" ;;
stop) [ $# -ge 2 ] || usage; stop "$2" "${3:-fast}" ;;
conninfo) [ $# -eq 3 ] || usage; conninfo "$2" "$3" ;;
*) usage ;;
esac
