/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything the register says of a batch of plates: vehicles, fuels, open recalls with
 * their words, expiry where the vehicle lacks it, and the reports of those whose expiry
 * has moved.
 *
 * A data set that is gone takes only its own facts along: they are unknown and stay as
 * they were. Without vehicles there is no answer. Thread: one at a time.
 */
#ifndef BEURT_FLEET_REGISTER_FETCH_H
#define BEURT_FLEET_REGISTER_FETCH_H

#include "fleet/register/source.h"

#define REGISTER_PLATE_TEXT  16
#define REGISTER_RECALL_TEXT 401 /* bytes of a recall's words, as recall.json carries */

enum register_dataset {
	REGISTER_VEHICLES,
	REGISTER_FUELS,
	REGISTER_RECALLS,
	REGISTER_RECALL_WORDS,
	REGISTER_EXPIRIES,
	REGISTER_REPORTS,
	REGISTER_DATASETS,
};

const char *register_dataset_id(enum register_dataset which);

struct register_car {
	char plate[REGISTER_PLATE_TEXT];
	struct civil_date apk_before; /* given: as it was known; NO_DATE = not */
	bool was_found;               /* given: the register knew it */
	struct register_facts facts;  /* got */
};

struct register_words {
	char code[REGISTER_WORD_TEXT];
	char text[REGISTER_RECALL_TEXT]; /* empty when the register has none */
	struct civil_date since;
};

struct register_batch {
	struct register_car *cars; /* sorted by plate */
	size_t count;
	bool gone[REGISTER_DATASETS];
	int64_t too_many; /* fuels or recalls beyond what is kept */
	struct register_words *words;
	size_t words_count;
};

/*
 * Fills facts and words; frees what an earlier call left. Errors as register_ask(); also
 * ERR_LATER when none of many plates that were known is known now, which is a register
 * that is being filled and not a street that was emptied.
 */
MUST_CHECK int register_fetch(struct register_source *source,
			      struct register_batch *batch, struct err *err);
void register_batch_done(struct register_batch *batch); /* its words, not its cars */
/* NULL when there is no such code. */
const struct register_words *register_words_find(const struct register_batch *batch,
						 const char *code);

#endif
