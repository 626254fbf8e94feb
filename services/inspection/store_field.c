/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of drafts, and the log of what devices wrote into them. */
#include "base/mem.h"
#include "base/text.h"
#include "inspection/store_form.h"

static const char SQL_LOAD[] =
	"SELECT path, value, device, counter, revision, other_value, other_device,"
	" other_revision FROM form_field WHERE dealer = $1 AND inspection_id = $2"
	" ORDER BY path COLLATE \"C\"";

static const char SQL_SAVE[] =
	"INSERT INTO form_field AS f (dealer, inspection_id, path, value, device,"
	" counter, revision, other_value, other_device, other_revision)"
	" SELECT $1, $2, n.path, n.value, n.device, n.counter, n.revision,"
	" n.other_value, n.other_device, nullif(n.other_revision, 0)"
	" FROM unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],"
	" $8::text[], $9::text[], $10::bigint[])"
	" AS n (path, value, device, counter, revision, other_value, other_device,"
	" other_revision)"
	" ON CONFLICT (dealer, inspection_id, path) DO UPDATE SET"
	" value = excluded.value, device = excluded.device, counter = excluded.counter,"
	" revision = excluded.revision, other_value = excluded.other_value,"
	" other_device = excluded.other_device, other_revision = excluded.other_revision";

static const char SQL_EDITS_ADD[] =
	"WITH added AS (INSERT INTO edit_log (dealer, inspection_id, device, counter,"
	" path, value, revision, at, actor)"
	" SELECT $1, $2, $3, n.counter, n.path, n.value, $4, $5, $6"
	" FROM unnest($7::bigint[], $8::text[], $9::text[]) AS n (counter, path, value)"
	" ON CONFLICT DO NOTHING RETURNING counter)"
	" SELECT counter FROM added ORDER BY counter";

static const char SQL_EDITS_BLANK[] =
	"UPDATE edit_log SET value = '' WHERE dealer = $1 AND inspection_id = $2"
	" AND path = ANY ($3::text[]) AND value <> ''";

int store_fields_load(struct tx *tx, const char *dealer, const struct uuid *id,
		      struct field_set *ret_set, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(id)), &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		AUTO_TEXT *path = mem_text(row_text(rows, i, 0));
		AUTO_TEXT *value = mem_text(row_text(rows, i, 1));
		AUTO_TEXT *other = mem_text(row_text(rows, i, 5));
		struct field field = {
			.path = path,
			.value = value,
			.counter = row_int(rows, i, 3),
			.revision = row_int(rows, i, 4),
			.other = other,
			.other_revision = row_int(rows, i, 7),
		};

		text_copy(field.device, DEVICE_TEXT, row_text(rows, i, 2));
		text_copy(field.other_device, DEVICE_TEXT, row_text(rows, i, 6));
		fields_load(ret_set, &field);
	}
	return 0;
}

/* The columns of fields, one list each, as unnest takes them. */
struct columns {
	const char **texts; /* five lists */
	int64_t *numbers;   /* three lists */
	size_t count;
};

static void fill(struct columns *to, const struct field_set *set, size_t room)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct field *field = &set->rows[i];

		if (!field->changed)
			continue;
		to->texts[to->count] = field->path;
		to->texts[room + to->count] = field->value;
		to->texts[2 * room + to->count] = field->device;
		to->texts[3 * room + to->count] = field->other;
		to->texts[4 * room + to->count] =
			field->other ? field->other_device : NULL;
		to->numbers[to->count] = field->counter;
		to->numbers[room + to->count] = field->revision;
		to->numbers[2 * room + to->count] = field->other_revision;
		to->count++;
	}
}

int store_fields_save(struct tx *tx, const char *dealer, const struct uuid *id,
		      const struct field_set *set, struct err *err)
{
	struct columns c = { .count = 0 };
	size_t n = 0;
	int failed;

	for (size_t i = 0; i < set->count; i++)
		n += set->rows[i].changed;
	if (n == 0)
		return 0;
	c.texts = mem_alloc(5 * n * sizeof(*c.texts));
	c.numbers = mem_alloc(3 * n * sizeof(*c.numbers));
	fill(&c, set, n);
	failed = tx_run(tx, SQL_SAVE,
			ARGS(arg_text(dealer), arg_uuid(id), arg_texts(c.texts, n),
			     arg_texts(c.texts + n, n), arg_texts(c.texts + 2 * n, n),
			     arg_ints(c.numbers, n), arg_ints(c.numbers + n, n),
			     arg_texts(c.texts + 3 * n, n), arg_texts(c.texts + 4 * n, n),
			     arg_ints(c.numbers + 2 * n, n)),
			NULL, err);
	mem_free(c.texts);
	mem_free(c.numbers);
	return failed;
}

int store_edits_add(struct tx *tx, const char *dealer, const struct uuid *id,
		    const struct edit_row *edits, struct rows **ret_new, struct err *err)
{
	return tx_rows(tx, SQL_EDITS_ADD,
		       ARGS(arg_text(dealer), arg_uuid(id), arg_text(edits->device),
			    arg_int(edits->revision), arg_instant(edits->at),
			    arg_text(edits->actor),
			    arg_ints(edits->counters, edits->count),
			    arg_texts(edits->paths, edits->count),
			    arg_texts(edits->values, edits->count)),
		       ret_new, err);
}

int store_edits_blank(struct tx *tx, const char *dealer, const struct uuid *id,
		      const char *const *paths, size_t count, struct err *err)
{
	return tx_run(tx, SQL_EDITS_BLANK,
		      ARGS(arg_text(dealer), arg_uuid(id), arg_texts(paths, count)), NULL,
		      err);
}
