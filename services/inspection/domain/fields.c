/* SPDX-License-Identifier: Apache-2.0 */
/* The sorted set of a draft's fields and the one rule by which writes meet. */
#include "inspection/domain/fields.h"

#include <string.h>

#include "base/text.h"

#define FIRST_ROOM 256

static void field_done(struct field *field)
{
	mem_free(field->path);
	mem_free(field->value);
	mem_free(field->other);
}

void fields_done(struct field_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		field_done(&set->rows[i]);
	mem_free(set->rows);
	*set = (struct field_set){ .count = 0 };
}

/* Where the path stands, or would. */
static size_t place_of(const struct field_set *set, const char *path)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(set->rows[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct field *find(const struct field_set *set, const char *path)
{
	size_t at = place_of(set, path);

	if (at == set->count || strcmp(set->rows[at].path, path) != 0)
		return NULL;
	return &set->rows[at];
}

const struct field *fields_find(const struct field_set *set, const char *path)
{
	return find(set, path);
}

const char *fields_value(const struct field_set *set, const char *path)
{
	const struct field *field = find(set, path);

	return field && field->value[0] ? field->value : NULL;
}

size_t fields_start(const struct field_set *set, const char *prefix)
{
	return place_of(set, prefix);
}

const struct field *fields_next(const struct field_set *set, const char *prefix,
				size_t *at)
{
	if (*at >= set->count ||
	    strncmp(set->rows[*at].path, prefix, strlen(prefix)) != 0)
		return NULL;
	return &set->rows[(*at)++];
}

/* Room for one more at its place. */
static struct field *insert(struct field_set *set, const char *path)
{
	size_t at = place_of(set, path);

	if (set->count == set->room) {
		set->room = set->room ? 2 * set->room : FIRST_ROOM;
		set->rows = mem_grow(set->rows, set->room * sizeof(*set->rows));
	}
	memmove(&set->rows[at + 1], &set->rows[at],
		(set->count - at) * sizeof(*set->rows));
	set->count++;
	set->rows[at] = (struct field){ .path = mem_text(path) };
	return &set->rows[at];
}

void fields_load(struct field_set *set, const struct field *stored)
{
	struct field *field = insert(set, stored->path);

	field->value = mem_text(stored->value);
	field->counter = stored->counter;
	field->revision = stored->revision;
	field->other = mem_text(stored->other);
	field->other_revision = stored->other_revision;
	text_copy(field->device, DEVICE_TEXT, stored->device);
	text_copy(field->other_device, DEVICE_TEXT, stored->other_device);
}

static void put(struct field *field, const struct write *write)
{
	mem_free(field->value);
	field->value = mem_text(write->value);
	field->counter = write->counter;
	field->revision = write->revision;
	field->changed = true;
	text_copy(field->device, DEVICE_TEXT, write->device);
}

static void drop_other(struct field *field)
{
	mem_free(TAKE(field->other));
	field->other_device[0] = '\0';
	field->other_revision = 0;
}

/* What the writer could not have seen, by somebody else, and is not the same. */
static bool overtakes(const struct field *field, const struct write *write)
{
	return strcmp(field->device, write->device) != 0 &&
	       strcmp(field->device, PREFILL) != 0 &&
	       field->revision > write->seen_revision &&
	       strcmp(field->value, write->value) != 0;
}

static void keep_other(struct field *field)
{
	drop_other(field);
	field->other = TAKE(field->value);
	field->other_revision = field->revision;
	text_copy(field->other_device, DEVICE_TEXT, field->device);
}

enum met fields_write(struct field_set *set, const struct write *write)
{
	struct field *field = find(set, write->path);
	enum met met = MET_WRITTEN;

	if (!field) {
		if (set->count == FIELDS_MOST)
			return MET_FULL;
		put(insert(set, write->path), write);
		return MET_WRITTEN;
	}
	if (strcmp(field->device, write->device) == 0 && write->counter < field->counter)
		return MET_STALE;
	if (overtakes(field, write)) {
		keep_other(field);
		met = MET_OTHER_KEPT;
	} else if (field->other && write->seen_revision >= field->revision) {
		drop_other(field);
	}
	put(field, write);
	return met;
}
