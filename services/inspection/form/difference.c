/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two forms are written out as places with their values, sorted, and walked side by side.
 *
 * Not a place: when a price holds until, totals and counts, which follow from the rest.
 */
#include "inspection/form/difference.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "inspection/domain/path.h"
#include "msg/arena.h"

struct place {
	const char *name;
	const char *value;
};

struct places {
	struct arena *arena;
	struct place *rows;
	size_t count;
	size_t room;
};

static const char *keep(struct arena *arena, const char *text)
{
	size_t size = strlen(text) + 1;

	return memcpy(arena_add(arena, size), text, size);
}

static void add(struct places *to, const char *name, const char *value)
{
	if (!value || !value[0])
		return;
	if (to->count == to->room) {
		to->room = to->room ? 2 * to->room : 512;
		to->rows = mem_grow(to->rows, to->room * sizeof(*to->rows));
	}
	to->rows[to->count++] = (struct place){ keep(to->arena, name), value };
}

/* "room/id/leaf" */
static void add_at(struct places *to, const char *room, const char *id, const char *leaf,
		   const char *value)
{
	char name[PATH_TEXT];

	snprintf(name, sizeof(name), "%s/%s%s%s", room, id, id[0] ? "/" : "", leaf);
	add(to, name, value);
}

static const char *number(struct places *to, bool has, int64_t value)
{
	char text[24];

	if (!has)
		return NULL;
	snprintf(text, sizeof(text), "%" PRId64, value);
	return keep(to->arena, text);
}

static const char *yes(bool truth)
{
	return truth ? "yes" : NULL;
}

static void add_head(struct places *to, const struct inspection_version_state_form *form)
{
	const struct inspection_version_state_form_vehicle *v = form->vehicle;

	add(to, "head/inspector", form->inspector);
	add(to, "head/inspection_date", form->inspection_date);
	add(to, "head/remarks", form->remarks);
	add(to, "head/send_updates", yes(form->send_updates));
	add(to, "head/prices_open", yes(form->prices_open));
	for (size_t i = 0; i < form->shown_count; i++)
		add_at(to, "shown", "",
		       inspection_version_state_form_shown_kind_word(form->shown[i].kind),
		       form->shown[i].date);
	for (size_t i = 0; i < form->recalls_count; i++)
		add_at(to, "recall", "", form->recalls[i].code, form->recalls[i].text);
	if (!v)
		return;
	add(to, "vehicle/plate", v->plate);
	add(to, "vehicle/make", v->make);
	add(to, "vehicle/model", v->model);
	add(to, "vehicle/vin", v->vin);
	add(to, "vehicle/odometer_km", number(to, v->has_odometer_km, v->odometer_km));
	add(to, "vehicle/first_admission", v->first_admission);
}

static void add_customer(struct places *to,
			 const struct inspection_version_state_form_customer *c)
{
	if (!c)
		return;
	add(to, "customer/number", c->number);
	add(to, "customer/name", c->name);
	add(to, "customer/company", c->company);
	add(to, "customer/street", c->street);
	add(to, "customer/house_number", c->house_number);
	add(to, "customer/addition", c->addition);
	add(to, "customer/postcode", c->postcode);
	add(to, "customer/city", c->city);
	add(to, "customer/country", c->country);
	add(to, "customer/email", c->email);
	add(to, "customer/phone", c->phone);
	add(to, "customer/mobile", c->mobile);
	add(to, "customer/language", wire_language_word(c->language));
}

static void add_point(struct places *to,
		      const struct inspection_version_state_form_point *point)
{
	char leaf[PATH_LEAF + 10];

	add_at(to, "point", point->point_id, "status",
	       wire_point_status_word(point->status));
	add_at(to, "point", point->point_id, "prefilled", yes(point->prefilled));
	add_at(to, "point", point->point_id, "note", point->note);
	add_at(to, "point", point->point_id, "private", point->private_note);
	for (size_t i = 0; i < point->measures_count; i++) {
		snprintf(leaf, sizeof(leaf), "measure/%s", point->measures[i].position);
		add_at(to, "point", point->point_id, leaf, point->measures[i].value);
	}
	for (size_t i = 0; i < point->photos_count; i++) {
		const char *caption = point->photos[i].caption;

		snprintf(leaf, sizeof(leaf), "photo/%s", point->photos[i].sha256);
		add_at(to, "point", point->point_id, leaf, caption ? caption : "-");
	}
}

static void add_advice(struct places *to, const struct wire_advice_line *line)
{
	const char *id = line->advice_id;

	add_at(to, "advice", id, "text", line->text);
	add_at(to, "advice", id, "quantity", line->quantity);
	add_at(to, "advice", id, "price_kind", wire_price_kind_word(line->price_kind));
	add_at(to, "advice", id, "unit_price_cents",
	       number(to, line->has_unit_price_cents, line->unit_price_cents));
	add_at(to, "advice", id, "vat_percent", line->vat_percent);
	add_at(to, "advice", id, "urgency", wire_urgency_word(line->urgency));
	add_at(to, "advice", id, "severity", wire_advice_severity_word(line->severity));
	add_at(to, "advice", id, "point", line->point_id);
	add_at(to, "advice", id, "waiting", line->waiting);
}

static int by_name(const void *a, const void *b)
{
	const struct place *left = a, *right = b;

	return strcmp(left->name, right->name);
}

static void write_out(const struct inspection_version_state_form *form, struct places *to)
{
	add_head(to, form);
	add_customer(to, form->customer);
	for (size_t i = 0; i < form->points_count; i++)
		add_point(to, &form->points[i]);
	for (size_t i = 0; i < form->advices_count; i++)
		add_advice(to, &form->advices[i]);
	for (size_t i = 0; i < form->works_count; i++) {
		add_at(to, "work", form->works[i].work_id, "text", form->works[i].text);
		add_at(to, "work", form->works[i].work_id, "advice",
		       form->works[i].advice_id);
	}
	if (to->count > 0)
		qsort(to->rows, to->count, sizeof(*to->rows), by_name);
}

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool is_visible(const char *place)
{
	size_t len = strlen(place);

	if (starts_with(place, "customer/") || strcmp(place, "head/send_updates") == 0)
		return false;
	return !(starts_with(place, "point/") && len > 8 &&
		 strcmp(place + len - 8, "/private") == 0);
}

static void note(struct difference *to, const char *place, const char *before,
		 const char *after)
{
	to->changes[to->count++] =
		(struct inspection_version_state_change){ place, before, after };
	to->visible = to->visible || is_visible(place);
}

static void compare(const struct places *before, const struct places *now,
		    struct difference *to)
{
	size_t b = 0, n = 0;

	while (b < before->count || n < now->count) {
		int order = b == before->count ? 1
			    : n == now->count  ? -1
					       : by_name(&before->rows[b], &now->rows[n]);

		if (order < 0) {
			note(to, before->rows[b].name, before->rows[b].value, NULL);
			b++;
			continue;
		}
		if (order > 0)
			note(to, now->rows[n].name, NULL, now->rows[n].value);
		else if (strcmp(before->rows[b].value, now->rows[n].value) != 0)
			note(to, now->rows[n].name, before->rows[b].value,
			     now->rows[n].value);
		b += order == 0;
		n++;
	}
}

struct difference difference_of(const struct inspection_version_state_form *before,
				const struct inspection_version_state_form *now)
{
	struct difference found = { .arena = arena_new(1, 65536) };
	struct places old = { .arena = found.arena }, new = { .arena = found.arena };

	write_out(before, &old);
	write_out(now, &new);
	found.changes = mem_alloc((old.count + new.count + 1) * sizeof(*found.changes));
	compare(&old, &new, &found);
	mem_free(old.rows);
	mem_free(new.rows);
	return found;
}

void difference_done(struct difference *difference)
{
	arena_free(difference->arena);
	mem_free(difference->changes);
	*difference = (struct difference){ .count = 0 };
}
