#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Install what the wanted purposes need and is not there yet; does nothing, offline and in
# well under a second, when everything is.
#
#   deploy/setup.sh [PURPOSE]...     build run test kafka fuzz bench (default: build run)
#
# BROKER=kafka adds the purpose kafka. Packages per purpose: deploy/packages.txt. Node 18
# or newer is used when present, else Debian's; npm packages come from the portal's lock
# file. Works as root, or with sudo.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
web=$root/services/gateway/web

say() { echo "setup: $*" >&2; }

packages_for() { # PURPOSE...
	local purpose
	for purpose in "$@"; do
		awk -v p="$purpose" '!/^#/ && $1 == p && p !~ /^bench$/ { print $2 }
			p == "bench" && $1 == p && $2 != "postfix" { print $2 }' \
			"$root/deploy/packages.txt"
	done
}

# The names among the arguments that are not installed.
missing_of() {
	[ $# -gt 0 ] || return 0
	dpkg-query -W -f '${binary:Package} ${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
		awk '$3 == "installed" { print $2 }' | sort -u > "$installed"
	printf '%s\n' "$@" | sort -u | comm -23 - "$installed"
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
	command -v sudo > /dev/null || {
		say "missing packages, and neither root nor sudo to install them: $wanted"
		exit 1
	}
	sudo "$@"
}

has_node() {
	command -v node > /dev/null && command -v npm > /dev/null &&
		[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}

# A Java of the right age counts, whatever package it came from.
has_java() {
	command -v java > /dev/null && command -v mvn > /dev/null &&
		java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])'
}

install_packages() {
	local names=()
	mapfile -t names < <(packages_for "$@")
	wanted=$(missing_of "${names[@]}" | xargs)
	[ -n "$wanted" ] || return 0
	say "installing: $wanted"
	as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
	# shellcheck disable=SC2086  # a list of names
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
		--no-install-recommends $wanted > /dev/null
}

install_portal_packages() {
	local lock=$web/package-lock.json
	[ -f "$lock" ] || return 0
	[ ! "$lock" -nt "$web/node_modules/.package-lock.json" ] && return
	say "npm ci in services/gateway/web"
	(cd "$web" && npm ci --no-audit --no-fund --loglevel=error)
	touch "$web/node_modules/.package-lock.json"
}

installed=$(mktemp)
trap 'rm -f "$installed"' EXIT
purposes=("${@:-build}")
[ $# -gt 0 ] || purposes=(build run)
[ "${BROKER:-embedded}" != kafka ] || purposes+=(kafka)

wanted_purposes=()
for purpose in "${purposes[@]}"; do
	case "$purpose" in
	build | run | test | fuzz | bench) wanted_purposes+=("$purpose") ;;
	kafka) has_java || wanted_purposes+=(kafka) ;;
	*) say "unknown purpose '$purpose'"; exit 2 ;;
	esac
done
has_node || wanted_purposes+=(node)
install_packages "${wanted_purposes[@]}"
has_node || { say "Node 18 or newer is needed to build the portal"; exit 1; }
install_portal_packages
