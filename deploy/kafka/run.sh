#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Apache Kafka (KRaft, one node) from its published jars, for tests, demo and benchmarks.
#
#   run.sh libs                       fetch the jars once, into build/kafka/libs
#   run.sh start DATA PORT            start it, wait until it answers, make all topics
#   run.sh stop DATA [SIGNAL]         stop it by its process id, wait until it is gone
#
# It listens on 127.0.0.1:PORT; PORT+1 is its controller's. DATA keeps its log between
# starts, so that a restart finds every record. KAFKA_FLUSH=1 flushes each record to disk,
# KAFKA_HEAP=512m sets its memory, VENDORS="a b" makes ingress topics for more vendors,
# KAFKA_SECONDS=60 is how long it may take to answer.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
libs=${KAFKA_LIBS:-$root/build/kafka/libs}

usage() { sed -n '3,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# Jars are fetched when pom.xml is newer than the last complete fetch, by one at a time.
fetch_libs() {
	[ "$libs/.complete" -nt "$here/pom.xml" ] && return
	mkdir -p "$(dirname "$libs")"
	(flock 9 && fetch_when_old) 9> "$libs.lock"
}

fetch_when_old() {
	[ "$libs/.complete" -nt "$here/pom.xml" ] && return
	command -v mvn >/dev/null || { echo "run.sh: mvn is missing; run BROKER=kafka deploy/setup.sh" >&2; exit 1; }
	rm -rf "$libs.new"
	mkdir -p "$libs.new"
	mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies \
		-DoutputDirectory="$libs.new" -DincludeScope=runtime
	touch "$libs.new/.complete"
	rm -rf "$libs"
	mv "$libs.new" "$libs"
}

write_properties() { # DATA PORT
	cat > "$1/server.properties" <<-END
	process.roles=broker,controller
	node.id=1
	controller.quorum.voters=1@127.0.0.1:$(($2 + 1))
	listeners=PLAINTEXT://127.0.0.1:$2,CONTROLLER://127.0.0.1:$(($2 + 1))
	advertised.listeners=PLAINTEXT://127.0.0.1:$2
	inter.broker.listener.name=PLAINTEXT
	controller.listener.names=CONTROLLER
	listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
	log.dirs=$1/log
	offsets.topic.num.partitions=6
	offsets.topic.replication.factor=1
	transaction.state.log.num.partitions=1
	transaction.state.log.replication.factor=1
	transaction.state.log.min.isr=1
	share.coordinator.state.topic.num.partitions=1
	share.coordinator.state.topic.replication.factor=1
	share.coordinator.state.topic.min.isr=1
	group.initial.rebalance.delay.ms=0
	broker.session.timeout.ms=2000
	broker.heartbeat.interval.ms=500
	group.min.session.timeout.ms=1000
	auto.create.topics.enable=false
	num.network.threads=2
	num.io.threads=2
	num.recovery.threads.per.data.dir=2
	log.cleaner.dedupe.buffer.size=16777216
	${KAFKA_FLUSH:+log.flush.interval.messages=1}
	END
}

run_java() { java -Djava.awt.headless=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$libs/*" "$@"; }

# A process id may have gone to somebody else since.
runs_in() { # DATA
	[ -f "$1/pid" ] &&
		tr '\0' ' ' 2>/dev/null < "/proc/$(cat "$1/pid")/cmdline" | grep -q kafka.Kafka
}

start() { # DATA PORT
	local data heap=${KAFKA_HEAP:-512m}
	fetch_libs
	mkdir -p "$1"
	data=$(cd "$1" && pwd)
	if runs_in "$data"; then
		echo "run.sh: Kafka already runs in $data" >&2
		exit 1
	fi
	write_properties "$data" "$2"
	[ -f "$data/log/meta.properties" ] ||
		run_java -XX:TieredStopAtLevel=1 kafka.tools.StorageTool format \
			--cluster-id="$(head -c16 /dev/urandom | base64 | tr '+/' '-_' | cut -c1-22)" \
			-c "$data/server.properties" > "$data/format.log" 2>&1 ||
		{ cat "$data/format.log" >&2; exit 1; }
	setsid java -Xms"$heap" -Xmx"$heap" -XX:+UseSerialGC -XX:TieredStopAtLevel="${KAFKA_JIT:-4}" \
		-Djava.awt.headless=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
		-Dorg.slf4j.simpleLogger.showDateTime=true -cp "$libs/*" \
		kafka.Kafka "$data/server.properties" >> "$data/kafka.log" 2>&1 < /dev/null &
	echo $! > "$data/pid"
	if ! /usr/bin/python3 "$here/topics.py" --brokers "127.0.0.1:$2" --deadline "${KAFKA_SECONDS:-60}" \
		--pid "$(cat "$data/pid")" ${VENDORS:+--vendors "$VENDORS"}; then
		tail -20 "$data/kafka.log" >&2
		stop "$data" KILL
		exit 1
	fi
}

stop() { # DATA [SIGNAL]
	local pid
	if ! runs_in "$1"; then
		rm -f "$1/pid"
		return 0
	fi
	pid=$(cat "$1/pid")
	kill "-${2:-TERM}" "$pid" 2>/dev/null || true
	timeout 30 tail --pid="$pid" -s 0.1 -f /dev/null || kill -KILL "$pid" 2>/dev/null || true
	rm -f "$1/pid"
}

case "${1:-}" in
libs) fetch_libs ;;
start) [ $# -eq 3 ] || usage; start "$2" "$3" ;;
stop) [ $# -ge 2 ] || usage; stop "$2" "${3:-TERM}" ;;
*) usage ;;
esac
