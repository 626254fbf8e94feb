/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything the register says of a batch of plates: vehicles, fuels, open recalls with
 * their words, expiry where the vehicle lacks it, and the reports of those whose expiry
 * has moved; what inspections found, and what their codes mean.
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
	REGISTER_DANGERS,
	REGISTER_TELLINGS,
	REGISTER_DEFECTS,
	REGISTER_MEANINGS,
	REGISTER_DATASETS,
};

const char *register_dataset_id(enum register_dataset which);

struct register_car {
	char plate[REGISTER_PLATE_TEXT];
	struct civil_date apk_before; /* given: as it was known; NO_DATE = not */
	bool was_found;               /* given: the register knew it */
	struct register_facts facts;  /* got */
};

#define REGISTER_PRODUCER_TEXT 61
#define REGISTER_DANGERS_MAX   10 /* of a recall, as recall.json carries */
#define REGISTER_TELLINGS_MAX  6

struct register_word {
	char code[REGISTER_WORD_TEXT];
	char text[REGISTER_MEANING_TEXT]; /* empty when the register has none */
};

struct register_word_list {
	struct register_word list[REGISTER_DANGERS_MAX]; /* by code */
	size_t count;
};

/* A recall; texts are empty when the register has none. */
struct register_words {
	char code[REGISTER_WORD_TEXT];
	char text[REGISTER_RECALL_TEXT];
	char effect[REGISTER_RECALL_TEXT];
	char repair[REGISTER_RECALL_TEXT];
	char producer_code[REGISTER_PRODUCER_TEXT];
	struct civil_date since;
	struct register_word_list dangers;
	struct register_word_list tellings;
};

struct register_defect_words {
	char code[REGISTER_WORD_TEXT];
	struct register_meanings meanings;
};

struct register_batch {
	struct register_car *cars; /* sorted by plate */
	size_t count;
	bool gone[REGISTER_DATASETS];
	int64_t too_many;             /* rows beyond what is kept of a plate or a code */
	struct register_words *words; /* by code, as the next */
	size_t words_count;
	struct register_defect_words *defect_words;
	size_t defect_words_count;
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
const struct register_defect_words *
register_defect_words_find(const struct register_batch *batch, const char *code);
/* Codes that nobody has words for: hands each on, with its data set. */
void register_batch_unknown(const struct register_batch *batch,
			    void (*tell)(const char *dataset, const char *code));

/* --- fetch_words.c: asked for the codes that the cars have -----------------------------
 */
MUST_CHECK int register_fetch_words(struct register_source *source,
				    struct register_batch *batch,
				    enum register_dataset which, struct err *err);

#endif
