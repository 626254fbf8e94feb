/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mock cluster's partitions from the inside: how many a topic has, and dropping the
 * oldest records of one, which librdkafka offers no call for.
 *
 * Only for the library version whose memory this file knows (2.0.2, that of Debian 12);
 * another version, or a memory that does not look like it, is refused. The work is done
 * on the mock cluster's own thread, between two of its looks at its sockets: this program
 * defines poll(). Thread: one at a time.
 */
#ifndef BEURT_BROKER_MOCK_LOGS_H
#define BEURT_BROKER_MOCK_LOGS_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdint.h>

#include "base/err.h"

struct mock_logs {
	rd_kafka_mock_cluster_t *cluster;
	int port; /* of the cluster, on 127.0.0.1 */
};

/* Partitions of a topic; 0 when there is none. ERR_BROKEN: memory that is not known;
 * ERR_LATER: the cluster's thread is not heard of. */
MUST_CHECK int mock_logs_partitions(const struct mock_logs *logs, const char *topic,
				    int *ret_count, struct err *err);
/* Drop every record set that ends before `until`; *ret_low is the first offset left.
 * ERR_ABSENT: no such partition; ERR_INVALID: until is past its end. */
MUST_CHECK int mock_logs_drop(const struct mock_logs *logs, const char *topic,
			      int partition, int64_t until, int64_t *ret_low,
			      struct err *err);

#endif
