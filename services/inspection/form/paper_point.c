/* SPDX-License-Identifier: Apache-2.0 */
/* The points of a paper: what was found, measured and photographed. */
#include <stdio.h>
#include <string.h>

#include "inspection/domain/path.h"
#include "inspection/form/paper_parts.h"

#define MOST_PHOTOS   10
#define MOST_MEASURES 10
#define NO_POSITION   "-"
#define NO_CAPTION    "-"

typedef struct inspection_version_state_form_point point;
typedef struct inspection_version_state_form_point_measure measure;
typedef struct inspection_version_state_form_point_photo photo;

static const struct field *field_of(const struct field_set *fields, const char *id,
				    const char *leaf)
{
	char path[PATH_TEXT];

	snprintf(path, sizeof(path), "point/%s/%s", id, leaf);
	return fields_find(fields, path);
}

static enum wire_point_status status_of(const struct field *field)
{
	enum wire_point_status status =
		field ? wire_point_status_of(field->value) : WIRE_POINT_STATUS_NONE;

	return status ? status : WIRE_POINT_STATUS_NOT_CHECKED;
}

static bool is_prefilled(const struct field *field)
{
	return field && field->value[0] && strcmp(field->device, PREFILL) == 0;
}

static const char *measured_before(const struct inspection_version_state *before,
				   const char *point_id, const char *position)
{
	for (size_t i = 0; before && i < before->form.points_count; i++) {
		const point *was = &before->form.points[i];

		if (strcmp(was->point_id, point_id) != 0)
			continue;
		for (size_t m = 0; m < was->measures_count; m++)
			if (strcmp(was->measures[m].position, position) == 0)
				return was->measures[m].value;
	}
	return NULL;
}

static void add_measure(struct desk_paper *desk, point *into, measure *room,
			const char *position)
{
	char leaf[PATH_LEAF + 10];
	const char *value;

	snprintf(leaf, sizeof(leaf), "measure/%s", position);
	value = paper_value(desk->request, "point", into->point_id, leaf);
	if (!value || into->measures_count == MOST_MEASURES)
		return;
	room[into->measures_count++] = (measure){
		.position = position,
		.value = value,
		.previous =
			measured_before(desk->request->before, into->point_id, position),
	};
}

static void add_measures(struct desk_paper *desk, point *into,
			 const struct wire_checklist_point *from)
{
	measure *room;

	if (!from->unit || !from->unit[0])
		return;
	room = arena_add(desk->arena, MOST_MEASURES * sizeof(*room));
	into->measures = room;
	for (size_t i = 0; i < from->positions_count; i++)
		add_measure(desk, into, room, from->positions[i]);
	if (from->positions_count == 0)
		add_measure(desk, into, room, NO_POSITION);
}

/* A cleared caption is a photo that was taken off. */
static int add_photos(struct desk_paper *desk, point *into, struct err *err)
{
	char prefix[PATH_TEXT];
	const struct field *field;
	size_t at, skip;
	photo *room;

	snprintf(prefix, sizeof(prefix), "point/%s/photo/", into->point_id);
	skip = strlen(prefix);
	at = fields_start(desk->request->fields, prefix);
	room = arena_add(desk->arena, MOST_PHOTOS * sizeof(*room));
	into->photos = room;
	while ((field = fields_next(desk->request->fields, prefix, &at))) {
		bool captioned = strcmp(field->value, NO_CAPTION) != 0;

		if (!field->value[0])
			continue;
		if (into->photos_count == MOST_PHOTOS)
			return paper_incomplete(err,
						"point '%s' has more than %d photos: "
						"take some off",
						into->point_id, MOST_PHOTOS);
		room[into->photos_count++] = (photo){
			.sha256 = field->path + skip,
			.caption = captioned ? field->value : NULL,
		};
	}
	return 0;
}

static int add_point(struct desk_paper *desk, point *into,
		     const struct wire_checklist_point *from, struct err *err)
{
	const struct paper_request *request = desk->request;
	const struct field *status = field_of(request->fields, from->point_id, "status");

	*into = (point){
		.point_id = from->point_id,
		.group = from->group,
		.text = from->text,
		.unit = from->unit,
		.status = status_of(status),
		.prefilled = is_prefilled(status),
		.note = paper_value(request, "point", from->point_id, "note"),
		.private_note = paper_value(request, "point", from->point_id, "private"),
		.meaning = from->meaning,
	};
	add_measures(desk, into, from);
	return add_photos(desk, into, err);
}

int paper_points(struct desk_paper *desk, struct err *err)
{
	const struct checklist_state *list = desk->request->checklist;
	point *points =
		arena_add(desk->arena, (list->points_count + 1) * sizeof(*points));

	for (size_t i = 0; i < list->points_count; i++)
		if (add_point(desk, &points[i], &list->points[i], err) < 0)
			return -1;
	desk->form->points = points;
	desk->form->points_count = list->points_count;
	desk->form->points_total = (int64_t)list->points_count;
	desk->form->checked_total = (int64_t)paper_checked(desk->request->fields, list);
	return 0;
}

size_t paper_checked(const struct field_set *fields,
		     const struct checklist_state *checklist)
{
	size_t checked = 0;

	for (size_t i = 0; i < checklist->points_count; i++) {
		const struct field *status =
			field_of(fields, checklist->points[i].point_id, "status");

		checked += !is_prefilled(status) &&
			   status_of(status) != WIRE_POINT_STATUS_NOT_CHECKED;
	}
	return checked;
}
