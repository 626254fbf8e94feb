/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a broker says about itself, for operators' checks. Thread: any.
 */
#ifndef BEURT_BUS_LOOK_H
#define BEURT_BUS_LOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct broker_topic {
	char *name;
	int partitions;
	int leaderless; /* partitions nobody leads now */
};

struct broker_view {
	int brokers;
	struct broker_topic *topics;
	size_t topics_count;
};

/* Asks once, up to 5 s. ERR_LATER when nobody answers, ERR_BROKEN names a setting the
 * library refuses. */
MUST_CHECK int broker_look(const char *brokers, const char *options,
			   struct broker_view *ret_view, struct err *err);
void broker_view_done(struct broker_view *view);
/* NULL when there is no such topic. Lends until broker_view_done. */
const struct broker_topic *broker_find_topic(const struct broker_view *view,
					     const char *name);

const char *broker_library_version(void); /* "2.0.2" */
/* False when these options ask this version of the library for what it does badly: then
 * *ret_why says it. 2.0.2's cooperative-sticky assignor can turn for ever. */
bool broker_options_are_sound(const char *options, const char **ret_why);

#endif
