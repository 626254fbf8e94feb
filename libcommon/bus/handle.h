/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every client of the broker is configured with. Inside bus/ only.
 *
 * A setting is a row; the operator's options ("key=value;key=value" from BEURT_KAFKA) are
 * applied last and win; "key=" without a value leaves a setting at the library's default.
 * Thread: any.
 */
#ifndef BEURT_BUS_HANDLE_H
#define BEURT_BUS_HANDLE_H

#include <librdkafka/rdkafka.h>

#include "bus/record.h"

struct setting {
	const char *name;
	const char *value; /* NULL or empty: left at the library's default */
};

/* Settings that both kinds of client share, then `rows`, then `options`. Caller passes
 * the result to rd_kafka_new or frees it. ERR_BROKEN names the setting that is refused.
 */
MUST_CHECK int conf_new(const struct setting *rows, size_t count, const char *options,
			rd_kafka_conf_t **ret_conf, struct err *err);
/* Takes conf, also on failure. */
MUST_CHECK int handle_new(rd_kafka_type_t type, rd_kafka_conf_t *conf,
			  rd_kafka_t **ret_handle, struct err *err);
struct record record_of(rd_kafka_message_t *message); /* takes */

#endif
