/* SPDX-License-Identifier: Apache-2.0 */
/* From facts and words to the lists of the message, and what stays of before. */
#include "fleet/register/say_lists.h"

#include <string.h>

#define NO_WORDS "Openstaande terugroepactie"

static const char *text_or_none(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

static const struct wire_recall *find_recall(const struct register_state *old,
					     const char *code)
{
	for (size_t i = 0; old && i < old->recalls_count; i++) {
		if (strcmp(old->recalls[i].code, code) == 0)
			return &old->recalls[i];
	}
	return NULL;
}

static void put_words(struct wire_register_word *into,
		      const struct register_word_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		into[i] = (struct wire_register_word){
			.code = words->list[i].code,
			.text = text_or_none(words->list[i].text),
		};
}

static void put_recall(struct said_recalls *into, size_t nth,
		       const struct register_words *words)
{
	struct wire_recall *recall = &into->list[nth];

	if (words->text[0] != '\0')
		recall->text = words->text;
	recall->effect = text_or_none(words->effect);
	recall->repair = text_or_none(words->repair);
	recall->producer_code = text_or_none(words->producer_code);
	if (civil_is_set(words->since))
		recall->since = civil_format(words->since, into->dates[nth]);
	put_words(into->dangers[nth], &words->dangers);
	recall->dangers = into->dangers[nth];
	recall->dangers_count = words->dangers.count;
	put_words(into->tellings[nth], &words->tellings);
	recall->told_by = into->tellings[nth];
	recall->told_by_count = words->tellings.count;
}

static void keep_recall(struct wire_recall *recall, const bool gone[REGISTER_DATASETS],
			const struct wire_recall *old)
{
	if (gone[REGISTER_RECALL_WORDS]) {
		recall->text = old->text;
		recall->since = old->since;
		recall->effect = old->effect;
		recall->repair = old->repair;
		recall->producer_code = old->producer_code;
	}
	if (gone[REGISTER_DANGERS]) {
		recall->dangers = old->dangers;
		recall->dangers_count = old->dangers_count;
	}
	if (gone[REGISTER_TELLINGS]) {
		recall->told_by = old->told_by;
		recall->told_by_count = old->told_by_count;
	}
}

void said_recalls_put(struct said_recalls *into, struct register_state *state,
		      const struct register_batch *batch,
		      const struct register_facts *facts,
		      const struct register_state *old)
{
	if (batch->gone[REGISTER_RECALLS]) {
		state->recalls_as_of = old ? old->recalls_as_of : NULL;
		state->recalls = old ? old->recalls : NULL;
		state->recalls_count = old ? old->recalls_count : 0;
		return;
	}
	for (size_t i = 0; i < facts->recalls_count; i++) {
		const char *code = facts->recalls[i];
		const struct register_words *words = register_words_find(batch, code);
		const struct wire_recall *before = find_recall(old, code);

		into->list[i] = (struct wire_recall){ .code = code, .text = NO_WORDS };
		if (words)
			put_recall(into, i, words);
		if (before)
			keep_recall(&into->list[i], batch->gone, before);
	}
	state->recalls = into->list;
	state->recalls_count = facts->recalls_count;
}

static const struct wire_defect *find_defect(const struct register_state *old,
					     const char *code)
{
	for (size_t i = 0; old && i < old->defects_count; i++) {
		if (strcmp(old->defects[i].code, code) == 0)
			return &old->defects[i];
	}
	return NULL;
}

static void put_meaning(struct wire_defect *into, const struct register_batch *batch,
			const struct register_defect *defect,
			const struct register_state *old)
{
	const struct register_defect_words *words =
		register_defect_words_find(batch, defect->code);
	const struct register_meaning *meaning =
		words ? register_meaning_on(&words->meanings, defect->found_on) : NULL;
	const struct wire_defect *before = find_defect(old, defect->code);

	if (meaning) {
		into->text = text_or_none(meaning->text);
		into->article = text_or_none(meaning->article);
	} else if (batch->gone[REGISTER_MEANINGS] && before) {
		into->text = before->text;
		into->article = before->article;
	}
}

void said_defects_put(struct said_defects *into, struct register_state *state,
		      const struct register_batch *batch,
		      const struct register_facts *facts,
		      const struct register_state *old)
{
	if (batch->gone[REGISTER_DEFECTS]) {
		state->defects_as_of = old ? old->defects_as_of : NULL;
		state->defects = old ? old->defects : NULL;
		state->defects_count = old ? old->defects_count : 0;
		return;
	}
	for (size_t i = 0; i < facts->defects.count; i++) {
		const struct register_defect *defect = &facts->defects.list[i];
		bool advice = register_is_advice(defect->code);

		into->list[i] = (struct wire_defect){
			.code = defect->code,
			.found_on = civil_format(defect->found_on, into->dates[i]),
			.found_at = text_or_none(defect->found_at),
			.has_count = defect->count > 1,
			.count = defect->count,
			.has_advice = advice,
			.advice = advice,
		};
		put_meaning(&into->list[i], batch, defect, old);
	}
	state->defects = into->list;
	state->defects_count = facts->defects.count;
}
