/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering, ordering, and the columns that statements take. */
#include "reminder/list/touched.h"

#include <stdlib.h>
#include <string.h>

void touched_done(struct touched_list *list)
{
	mem_free(list->items);
	*list = (struct touched_list){ .count = 0 };
}

int touched_add(struct touched_list *list, const struct touched *item, struct err *err)
{
	if (list->count == TOUCHED_MOST)
		return err_set(err, ERR_INVALID, "one batch touches more than %d cars",
			       TOUCHED_MOST);
	if (list->count == list->room) {
		list->room = list->room ? list->room * 2 : 16;
		list->items = mem_grow(list->items, list->room * sizeof(*list->items));
	}
	list->items[list->count] = *item;
	list->items[list->count].order = list->count;
	list->count++;
	return 0;
}

static int compare_things(const struct touched *x, const struct touched *y)
{
	int by = strcmp(x->dealer, y->dealer);

	return by ? by : strcmp(x->id.text, y->id.text);
}

static int compare(const void *a, const void *b)
{
	const struct touched *x = a, *y = b;
	int by = compare_things(x, y);

	return by ? by : (x->order > y->order) - (x->order < y->order);
}

void touched_put_in_order(struct touched_list *list)
{
	size_t kept = 0;

	if (list->count == 0)
		return;
	qsort(list->items, list->count, sizeof(*list->items), compare);
	for (size_t i = 1; i < list->count; i++)
		if (compare_things(&list->items[kept], &list->items[i]) != 0)
			list->items[++kept] = list->items[i];
	list->count = kept + 1;
}

size_t touched_group(const struct touched_list *list, size_t from)
{
	size_t end = from + 1;

	while (end < list->count &&
	       strcmp(list->items[end].dealer, list->items[from].dealer) == 0)
		end++;
	return end - from;
}

const struct touched *touched_find(const struct touched *items, size_t count,
				   const char *id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int by = strcmp(items[middle].id.text, id);

		if (by == 0)
			return &items[middle];
		if (by < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct touched_columns touched_columns(const struct touched *items, size_t count)
{
	struct touched_columns columns = {
		mem_alloc((count + 1) * sizeof(char *)),
		mem_alloc((count + 1) * sizeof(char *)),
		mem_alloc((count + 1) * sizeof(char *)),
	};

	for (size_t i = 0; i < count; i++) {
		columns.dealers[i] = items[i].dealer;
		columns.ids[i] = items[i].id.text;
		columns.owners[i] =
			uuid_is_set(&items[i].owner) ? items[i].owner.text : NULL;
	}
	return columns;
}

void touched_columns_done(struct touched_columns *columns)
{
	mem_free(columns->dealers);
	mem_free(columns->ids);
	mem_free(columns->owners);
}
