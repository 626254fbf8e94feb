/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Only what was measured twice is told; what it comes to is the listener's rule.
 */
#include "inspection/form/wear.h"

#include <string.h>

#include "base/mem.h"

#define MOST_WEAR 1000 /* 100 advices, measured at 10 places each */

static const struct inspection_version_state_form_point *
find_point(const struct inspection_version_state_form *form, const char *point_id)
{
	for (size_t i = 0; point_id && i < form->points_count; i++)
		if (strcmp(form->points[i].point_id, point_id) == 0)
			return &form->points[i];
	return NULL;
}

static const char *value_at(const struct inspection_version_state_form_point *point,
			    const char *position)
{
	for (size_t i = 0; i < point->measures_count; i++)
		if (strcmp(point->measures[i].position, position) == 0)
			return point->measures[i].value;
	return NULL;
}

static const char *limit_of(const struct checklist_state *checklist, const char *point_id)
{
	for (size_t i = 0; i < checklist->points_count; i++)
		if (strcmp(checklist->points[i].point_id, point_id) == 0)
			return checklist->points[i].necessary_below;
	return NULL;
}

static void add_places(struct wear_list *list, const struct inspection_state_wear *row,
		       const struct inspection_version_state_form_point *now,
		       const struct inspection_version_state_form_point *before)
{
	for (size_t i = 0; i < now->measures_count && list->count < MOST_WEAR; i++) {
		const char *previous = value_at(before, now->measures[i].position);

		if (!previous)
			continue;
		list->rows[list->count] = *row;
		list->rows[list->count].position = now->measures[i].position;
		list->rows[list->count].value = now->measures[i].value;
		list->rows[list->count++].previous = previous;
	}
}

struct wear_list wear_of(const struct inspection_version_state *saved,
			 const struct inspection_version_state *before,
			 const struct checklist_state *checklist)
{
	struct wear_list list = { .count = 0 };

	if (!saved || !before)
		return list;
	list.rows = mem_alloc(MOST_WEAR * sizeof(*list.rows));
	for (size_t i = 0; i < saved->form.advices_count; i++) {
		const struct wire_advice_line *advice = &saved->form.advices[i];
		const struct inspection_version_state_form_point *now, *then;
		struct inspection_state_wear row = {
			.advice_id = advice->advice_id,
			.measured_on = saved->form.inspection_date,
			.previous_on = before->form.inspection_date,
		};

		now = find_point(&saved->form, advice->point_id);
		then = find_point(&before->form, advice->point_id);
		if (!now || !then || !now->unit || !now->unit[0])
			continue;
		row.unit = now->unit;
		row.limit = limit_of(checklist, advice->point_id);
		if (row.limit)
			add_places(&list, &row, now, then);
	}
	return list;
}

void wear_done(struct wear_list *list)
{
	mem_free(list->rows);
	*list = (struct wear_list){ .count = 0 };
}
