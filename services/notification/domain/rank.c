/* SPDX-License-Identifier: Apache-2.0 */
/* The best of a message's reasons decides. */
#include "notification/domain/rank.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

#define APK_SOON_DAYS 30

static enum rank rank_of_word(const struct rank_facts *facts, const char *word,
			      size_t len)
{
	static const struct {
		const char *word;
		enum rank rank;
	} table[] = {
		{ "recall", RANK_RECALL },     { "service", RANK_SERVICE },
		{ "periodic", RANK_SERVICE },  { "habit", RANK_SERVICE },
		{ "time_part", RANK_SERVICE }, { "mobility", RANK_MOBILITY },
		{ "tyres", RANK_TYRES },
	};

	if (len == 3 && strncmp(word, "apk", len) == 0) {
		bool soon = civil_is_set(facts->apk_expiry) &&
			    civil_days_between(facts->leaves, facts->apk_expiry) <=
				    APK_SOON_DAYS;
		return soon ? RANK_APK_SOON : RANK_APK;
	}
	if (len == 6 && strncmp(word, "advice", len) == 0)
		return facts->is_urgent ? RANK_ADVICE_RED : RANK_ADVICE;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		if (strlen(table[i].word) == len &&
		    strncmp(word, table[i].word, len) == 0)
			return table[i].rank;
	}
	return RANK_PROMOTION;
}

enum rank rank_of(const struct rank_facts *facts)
{
	const char *rest = facts->reasons ? facts->reasons : "";
	const char *group = facts->reason_group ? facts->reason_group : "";
	enum rank best = rank_of_word(facts, group, strlen(group));

	while (*rest) {
		size_t len = strcspn(rest, ",");
		enum rank rank = rank_of_word(facts, rest, len);

		if (rank < best)
			best = rank;
		rest += len + (rest[len] == ',');
	}
	return best;
}
