/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second port that speaks just enough of Kafka's protocol to delete records, which the
 * mock cluster does not: ApiVersions, Metadata and DeleteRecords, each of version 0.
 *
 * It calls itself the leader of every partition, so a client that is given this address
 * alone (BEURT_KAFKA_ADMIN) asks here. Thread: one of its own between start and stop.
 */
#ifndef BEURT_BROKER_ADMIN_H
#define BEURT_BROKER_ADMIN_H

#include <stdatomic.h>

#include "broker/mock_logs.h"
#include "sys/thread.h"

#define ADMIN_CALLERS 64

struct admin {
	struct thread thread;
	struct mock_logs logs;
	uint16_t port;
	int listener;
	int callers[ADMIN_CALLERS]; /* -1 = free */
	atomic_bool enough;
};

/* port 0: no such port. ERR_CONFLICT when it is taken. */
MUST_CHECK int admin_start(struct admin *admin, struct mock_logs logs, uint16_t port,
			   struct err *err);
void admin_stop(struct admin *admin);

#endif
