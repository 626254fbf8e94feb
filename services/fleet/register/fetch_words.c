/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the codes mean that cars have: a recall's words, dangers and ways of telling its
 * owners, and what a defect's code stands for. Each code of a batch is asked for once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fleet/register/fetch.h"

/* Both kinds of words begin with their code. */
static int compare_codes(const void *a, const void *b)
{
	return strcmp(a, b);
}

const struct register_words *register_words_find(const struct register_batch *batch,
						 const char *code)
{
	return batch->words_count == 0 ? NULL
				       : bsearch(code, batch->words, batch->words_count,
						 sizeof(*batch->words), compare_codes);
}

const struct register_defect_words *
register_defect_words_find(const struct register_batch *batch, const char *code)
{
	return batch->defect_words_count == 0
		       ? NULL
		       : bsearch(code, batch->defect_words, batch->defect_words_count,
				 sizeof(*batch->defect_words), compare_codes);
}

/* Codes of all cars; texts of REGISTER_WORD_TEXT bytes, one after the other. */
struct codes {
	char (*list)[REGISTER_WORD_TEXT];
	size_t count;
};

static size_t codes_of(const struct register_facts *facts, bool of_defects)
{
	return of_defects ? facts->defects.count : facts->recalls_count;
}

/* Sorted, each once. */
static struct codes collect(const struct register_batch *batch, bool of_defects)
{
	struct codes codes = { .count = 0 };
	size_t count = 0;

	for (size_t i = 0; i < batch->count; i++)
		count += codes_of(&batch->cars[i].facts, of_defects);
	codes.list = mem_alloc((count + 1) * sizeof(*codes.list));
	count = 0;
	for (size_t i = 0; i < batch->count; i++) {
		const struct register_facts *facts = &batch->cars[i].facts;

		for (size_t r = 0; r < codes_of(facts, of_defects); r++)
			text_copy(codes.list[count++], REGISTER_WORD_TEXT,
				  of_defects ? facts->defects.list[r].code
					     : facts->recalls[r]);
	}
	qsort(codes.list, count, sizeof(*codes.list), compare_codes);
	for (size_t i = 0; i < count; i++) {
		if (codes.count == 0 ||
		    strcmp(codes.list[codes.count - 1], codes.list[i]) != 0)
			memmove(codes.list[codes.count++], codes.list[i],
				REGISTER_WORD_TEXT);
	}
	return codes;
}

static void collect_recalls(struct register_batch *batch)
{
	struct codes codes = collect(batch, false);

	batch->words_count = codes.count;
	batch->words = mem_alloc((codes.count + 1) * sizeof(*batch->words));
	for (size_t i = 0; i < codes.count; i++)
		text_copy(batch->words[i].code, REGISTER_WORD_TEXT, codes.list[i]);
	mem_free(codes.list);
}

static void collect_defects(struct register_batch *batch)
{
	struct codes codes = collect(batch, true);

	batch->defect_words_count = codes.count;
	batch->defect_words = mem_alloc((codes.count + 1) * sizeof(*batch->defect_words));
	for (size_t i = 0; i < codes.count; i++)
		text_copy(batch->defect_words[i].code, REGISTER_WORD_TEXT, codes.list[i]);
	mem_free(codes.list);
}

/* One question: `from` is the place of its first code. */
struct asked {
	struct register_batch *batch;
	enum register_dataset which;
	size_t from;
};

static void text_of(const struct register_row *row, const char *name, char *into,
		    size_t size)
{
	const char *text = register_field(row, name);

	if (text && text_is_clean(slice_of(text)))
		register_shorten(text, into, size);
}

static void add_words(struct register_words *words, const struct register_row *row)
{
	const char *number = register_field(row, "referentiecode_producent");

	words->since = register_date(register_field(row, "publicatiedatum_rdw"));
	text_of(row, "omschrijving_defect", words->text, sizeof(words->text));
	text_of(row, "materi_le_gevolgen", words->effect, sizeof(words->effect));
	text_of(row, "beschrijving_van_het_herstel", words->repair,
		sizeof(words->repair));
	/* Part of a number is another number. */
	if (number && strlen(number) < sizeof(words->producer_code))
		text_of(row, "referentiecode_producent", words->producer_code,
			sizeof(words->producer_code));
}

/* By code, each once. False: more than `most`. */
static bool add_word(struct register_word_list *words, size_t most, const char *code,
		     const char *text)
{
	size_t at = words->count;

	while (at > 0 && strcmp(words->list[at - 1].code, code) > 0)
		at--;
	if (at > 0 && strcmp(words->list[at - 1].code, code) == 0)
		return true;
	if (words->count == most)
		return false;
	memmove(&words->list[at + 1], &words->list[at],
		(words->count++ - at) * sizeof(*words->list));
	words->list[at] = (struct register_word){ .code = "" };
	text_copy(words->list[at].code, REGISTER_WORD_TEXT, code);
	if (text && text_is_clean(slice_of(text)))
		register_shorten(text, words->list[at].text, REGISTER_MEANING_TEXT);
	return true;
}

static bool add_coded(struct register_word_list *words, size_t most,
		      const struct register_row *row, const char *const names[2])
{
	const char *code = register_field(row, names[0]);
	char kept[REGISTER_WORD_TEXT];

	if (!register_code_is_safe(code))
		return true;
	text_copy(kept, sizeof(kept), code);
	return add_word(words, most, kept, register_field(row, names[1]));
}

static int hear(void *context, size_t nth, const struct register_row *row,
		struct err *err)
{
	static const char *const danger[] = { "code_mogelijk_gevaar", "mogelijk_gevaar" };
	static const char *const telling[] = { "code_wijze_informeren",
					       "wijze_waarop_u_wordt_ge_nformeerd" };
	struct asked *asked = context;
	struct register_batch *batch = asked->batch;
	bool fits = true;

	(void)err;
	nth += asked->from;
	if (asked->which == REGISTER_MEANINGS)
		fits = register_add_meaning(&batch->defect_words[nth].meanings, row);
	else if (asked->which == REGISTER_DANGERS)
		fits = add_coded(&batch->words[nth].dangers, REGISTER_DANGERS_MAX, row,
				 danger);
	else if (asked->which == REGISTER_TELLINGS)
		fits = add_coded(&batch->words[nth].tellings, REGISTER_TELLINGS_MAX, row,
				 telling);
	else
		add_words(&batch->words[nth], row);
	batch->too_many += !fits;
	return 0;
}

int register_fetch_words(struct register_source *source, struct register_batch *batch,
			 enum register_dataset which, struct err *err)
{
	const char *keys[REGISTER_KEYS_MAX];
	bool of_defects = which == REGISTER_MEANINGS;
	struct register_query query = { register_dataset_id(which),
					of_defects ? "gebrek_identificatie"
						   : "referentiecode_rdw",
					keys, 0 };

	if (which == REGISTER_RECALL_WORDS)
		collect_recalls(batch);
	if (of_defects)
		collect_defects(batch);
	size_t count = of_defects ? batch->defect_words_count : batch->words_count;

	for (size_t from = 0; from < count; from += query.count) {
		struct asked asked = { batch, which, from };
		struct register_hearer hearer = { hear, &asked };

		for (query.count = 0;
		     query.count < source->keys_most && from + query.count < count;
		     query.count++)
			keys[query.count] =
				of_defects ? batch->defect_words[from + query.count].code
					   : batch->words[from + query.count].code;
		if (register_ask(source, &query, &hearer, err) < 0)
			return -1;
	}
	return 0;
}

static void tell_words(const struct register_word_list *words,
		       enum register_dataset which,
		       void (*tell)(const char *dataset, const char *code))
{
	for (size_t i = 0; i < words->count; i++) {
		const char *code = words->list[i].code;

		if (which == REGISTER_DANGERS ? !register_knows_danger(code)
					      : !register_knows_telling(code))
			tell(register_dataset_id(which), code);
	}
}

void register_batch_unknown(const struct register_batch *batch,
			    void (*tell)(const char *dataset, const char *code))
{
	for (size_t i = 0; i < batch->words_count; i++) {
		tell_words(&batch->words[i].dangers, REGISTER_DANGERS, tell);
		tell_words(&batch->words[i].tellings, REGISTER_TELLINGS, tell);
	}
	for (size_t i = 0; i < batch->defect_words_count; i++) {
		if (batch->defect_words[i].meanings.count == 0 &&
		    !batch->gone[REGISTER_MEANINGS])
			tell(register_dataset_id(REGISTER_MEANINGS),
			     batch->defect_words[i].code);
	}
}

void register_batch_done(struct register_batch *batch)
{
	mem_free(batch->words);
	mem_free(batch->defect_words);
	batch->words = NULL;
	batch->words_count = 0;
	batch->defect_words = NULL;
	batch->defect_words_count = 0;
}
