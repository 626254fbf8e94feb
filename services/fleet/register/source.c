/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What both who answer share: rows as texts by name, whether they are numbers or texts in
 * JSON, and which of them were asked for.
 */
#include "fleet/register/source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "msg/json_in.h"

#define NUMBER_TEXT 24

struct reader {
	const struct json_line *row;
	char number[NUMBER_TEXT];
};

/* Values are texts, numbers too; a row with real numbers is read all the same. */
static const char *field_of(const void *from, const char *name)
{
	const struct reader *reader = from;
	struct err ignored = { .kind = ERR_NONE };
	const char *text = NULL;
	int64_t number;

	if (json_line_text_if_any(reader->row, name, &text, &ignored) == 0)
		return text;
	if (json_line_int(reader->row, name, &number, &ignored) < 0)
		return NULL;
	/* The row is ours alone while it is read. */
	snprintf(((struct reader *)(uintptr_t)from)->number, NUMBER_TEXT, "%" PRId64,
		 number);
	return reader->number;
}

static int compare_key(const void *wanted, const void *key)
{
	const struct slice *slice = wanted;
	const char *text = *(const char *const *)key;
	int order = strncmp(slice->at, text, slice->len);

	return order != 0 || text[slice->len] == '\0' ? order : -1;
}

bool register_key_place(const struct register_query *query, struct slice key,
			size_t *ret_nth)
{
	const char *const *found = bsearch(&key, query->keys, query->count,
					   sizeof(*query->keys), compare_key);

	if (!found)
		return false;
	*ret_nth = (size_t)(found - query->keys);
	return true;
}

int register_hand_on(struct register_source *source, const struct register_query *query,
		     const struct json_line *row, const struct register_hearer *hearer,
		     struct err *err)
{
	struct reader reader = { .row = row };
	struct register_row as_row = { field_of, &reader };
	size_t nth;

	if (!register_key_place(query, slice_of(field_of(&reader, query->field)), &nth)) {
		source->strange++;
		return 0;
	}
	return hearer->row(hearer->context, nth, &as_row, err);
}

int register_hand_list(struct register_source *source, const struct register_query *query,
		       struct register_list *list, const struct register_hearer *hearer,
		       struct err *err)
{
	AUTO(json_line) *rows = NULL;

	/* What the reader would say may hold a plate. */
	if (json_line_open_list(list->text, &rows, NULL) < 0)
		return err_set(err, ERR_INVALID,
			       "the answer is not a whole list of rows");
	list->rows = json_line_count(rows, JSON_LINE_LIST);
	for (size_t i = 0; i < list->rows; i++) {
		AUTO(json_line) *row = NULL;

		if (json_line_item(rows, JSON_LINE_LIST, i, &row, NULL) < 0)
			return err_set(err, ERR_INVALID, "row %zu is not an object", i);
		if (register_hand_on(source, query, row, hearer, err) < 0)
			return -1;
	}
	return 0;
}

int register_ask(struct register_source *source, const struct register_query *query,
		 const struct register_hearer *hearer, struct err *err)
{
	source->stay_away = 0;
	if (query->count == 0)
		return 0;
	if (query->count > source->keys_most)
		return err_set(err, ERR_INVALID, "%zu keys in one question, at most %zu",
			       query->count, source->keys_most);
	for (size_t i = 0; i < query->count; i++) {
		if (!register_code_is_safe(query->keys[i]))
			return err_set(err, ERR_INVALID,
				       "key %zu has other characters "
				       "than letters, digits, / - _ .",
				       i + 1);
	}
	if (source->kind->ask(source, query, hearer, err) < 0)
		return err_prefix(err, "%s: ", query->dataset);
	return 0;
}

void register_source_close(struct register_source *source)
{
	if (source)
		source->kind->close(source);
}
