#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Prints the Secrets whose values can be made up, as manifests: new ones each time. Apply
# them once and keep them; another key of links ends the links in letters that left.
set -euo pipefail

random() { openssl rand -hex "$1"; }

secret() { # NAME KEY=VALUE…
	printf -- '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n' "$1"
	shift
	local pair
	for pair in "$@"; do
		printf '  %s: "%s"\n' "${pair%%=*}" "${pair#*=}"
	done
}

service() { # NAME KEY=VALUE…
	local name=$1
	shift
	secret "beurt-$name" "database-password=$(random 24)" "owner-password=$(random 24)" "$@"
}

service invoice
service reminder
service inspection "link-keys=1:$(random 32)"
service fleet "link-keys=1:$(random 32)"
service notification "token-keys=1:$(random 32)" "address-key=$(random 32)"
service gateway "connector-keys=1:$(random 32)"
