/* SPDX-License-Identifier: Apache-2.0 */
/* The car, the person and the time. */
#include "notification/domain/invited.h"

#include <string.h>

#define DAY_SECONDS INT64_C(86400)

/* What says that the car has left, of the reasons a message is withdrawn for. */
static bool car_left(const char *withdrawn)
{
	static const char *const WORDS[] = { "SOLD", "EXPORTED", "HOLDER_CHANGED",
					     "NOT_OWNER", "ERASED" };

	for (size_t i = 0; withdrawn && i < COUNT_OF(WORDS); i++)
		if (strcmp(withdrawn, WORDS[i]) == 0)
			return true;
	return false;
}

bool invited_still(const struct gate_facts *facts, int64_t days, struct instant now)
{
	struct instant end = instant_add_seconds(facts->not_before, days * DAY_SECONDS);

	return facts->dealer_known && facts->dealer_active && facts->customer_known &&
	       !facts->customer_erased && !facts->vehicle_gone &&
	       !facts->holder_changed && !car_left(facts->withdrawn) &&
	       instant_compare(now, end) < 0;
}

/* Whether a list "a,b" has the word. */
static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list; *at;) {
		size_t here = strcspn(at, ",");

		if (here == len && strncmp(at, word, len) == 0)
			return true;
		at += here;
		at += *at == ',';
	}
	return false;
}

const char *invited_kind(const char *reasons)
{
	static const char *const KINDS[][2] = {
		{ "recall", "recall" }, { "apk", "apk" },     { "periodic", "service" },
		{ "habit", "service" }, { "tyres", "tyres" }, { "advice", "advice" },
	};

	for (size_t i = 0; i < COUNT_OF(KINDS); i++)
		if (has_word(reasons, KINDS[i][0]))
			return KINDS[i][1];
	return NULL;
}
