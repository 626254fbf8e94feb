/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of our own for the codes that have them, else the register's, else the code: what
 * was found is never left out because nobody has words for it.
 */
#include "gateway/pages/register_page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gateway/domain/readable.h"
#include "gateway/pages/parts.h"
#include "gateway/pages/words.h"

#define NAME_TEXT 60

/* A code as its reader is told of it. */
struct coded {
	const char *kind; /* "danger", "defect" */
	const char *code;
	const char *text; /* the register's; NULL = none */
};

static void set_coded(struct value *item, enum tongue tongue, const struct coded *coded)
{
	char name[NAME_TEXT];

	snprintf(name, sizeof(name), "%s_%.40s", coded->kind, coded->code);
	const char *ours = page_word(tongue, name);
	STRBUF_AUTO code = strbuf_new(100);

	strbuf_addf(&code, "%s %s", page_word(tongue, "apk_code"), coded->code);
	if (ours[0] != '\0')
		value_set_text(item, "text", ours);
	else
		value_set_text(item, "text", coded->text ? coded->text : code.text);
}

static void set_day(struct value *item, const char *name, const char *date,
		    enum tongue tongue)
{
	char text[READABLE_TEXT];

	page_set(item, name, date ? readable_date(readable_day(date), tongue, text) : "");
}

static void add_recall(struct value *list, enum tongue tongue,
		       const struct wire_recall *recall)
{
	struct value *item = value_add_object(list);
	struct value *dangers = value_set_list(item, "dangers");

	value_set_text(item, "text", recall->text);
	value_set_text(item, "code", recall->code);
	page_set(item, "effect", recall->effect ? recall->effect : "");
	page_set(item, "repair", recall->repair ? recall->repair : "");
	page_set(item, "producer", recall->producer_code ? recall->producer_code : "");
	value_set_bool(item, "has_dangers", recall->dangers_count > 0);
	for (size_t i = 0; i < recall->dangers_count; i++) {
		const struct wire_register_word *danger = &recall->dangers[i];
		struct coded coded = { "danger", danger->code, danger->text };

		set_coded(value_add_object(dangers), tongue, &coded);
	}
}

static void add_defect(struct value *list, enum tongue tongue,
		       const struct wire_defect *defect)
{
	struct value *item = value_add_object(list);
	struct coded coded = { "defect", defect->code, defect->text };
	STRBUF_AUTO times = strbuf_new(60);

	set_coded(item, tongue, &coded);
	set_day(item, "date", defect->found_on, tongue);
	value_set_bool(item, "advice", defect->has_advice && defect->advice);
	if (defect->has_count && defect->count > 1)
		strbuf_addf(&times, "%" PRId64 " %s", defect->count,
			    page_word(tongue, "apk_times"));
	value_set_text(item, "times", times.text);
}

void page_register_set(struct value *data, const struct page_frame *frame,
		       const struct register_state *state)
{
	struct value *recalls = value_set_list(data, "recalls");
	struct value *found = value_set_list(data, "found");
	struct value *earlier = value_set_list(data, "found_earlier");
	size_t count = state ? state->defects_count : 0;

	for (size_t i = 0; state && i < state->recalls_count; i++)
		add_recall(recalls, frame->tongue, &state->recalls[i]);
	if (state)
		set_day(data, "recalls_as_of", state->recalls_as_of, frame->tongue);
	/* The newest first: what the last inspection found is of one day. */
	for (size_t i = 0; i < count; i++) {
		const struct wire_defect *defect = &state->defects[i];
		bool last = strcmp(defect->found_on, state->defects[0].found_on) == 0;

		add_defect(last ? found : earlier, frame->tongue, defect);
	}
	value_set_bool(data, "recalled", value_first(recalls) != NULL);
	value_set_bool(data, "has_found", value_first(found) != NULL);
	value_set_bool(data, "has_earlier", value_first(earlier) != NULL);
}
