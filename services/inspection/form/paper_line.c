/* SPDX-License-Identifier: Apache-2.0 */
/* The lines of a paper: advices with what they cost, and work that was done. */
#include <stdio.h>
#include <string.h>

#include "base/uuid.h"
#include "inspection/domain/path.h"
#include "inspection/domain/price.h"
#include "inspection/form/paper_parts.h"

#define MOST_LINES 100
#define PRICE_DAYS 30 /* domain.md 3d-12: a price holds 30 days */

/* Ids of the lines that have a field, in their order. */
struct line_ids {
	struct uuid ids[MOST_LINES];
	size_t count;
};

/* Something is written on it and it was not taken off. */
static bool is_line(const struct field_set *fields, const char *prefix)
{
	size_t at = fields_start(fields, prefix), len = strlen(prefix);
	const struct field *field;
	bool written = false;

	while ((field = fields_next(fields, prefix, &at))) {
		if (!field->value[0])
			continue;
		if (strcmp(field->path + len, "removed") == 0)
			return false;
		written = true;
	}
	return written;
}

static int collect(const struct field_set *fields, const char *room,
		   struct line_ids *ret_ids, struct err *err)
{
	char prefix[16], line[PATH_TEXT];
	const struct field *field;
	size_t at;

	snprintf(prefix, sizeof(prefix), "%s/", room);
	at = fields_start(fields, prefix);
	ret_ids->count = 0;
	while ((field = fields_next(fields, prefix, &at))) {
		struct uuid id = { "" };

		memcpy(id.text, field->path + strlen(prefix), UUID_TEXT - 1);
		snprintf(line, sizeof(line), "%s%s/", prefix, id.text);
		while (fields_next(fields, line, &at))
			;
		if (!is_line(fields, line))
			continue;
		if (ret_ids->count == MOST_LINES)
			return paper_incomplete(err, "a form has at most %d lines of %s",
						MOST_LINES, room);
		ret_ids->ids[ret_ids->count++] = id;
	}
	return 0;
}

static const char *keep(struct desk_paper *desk, const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = arena_add(desk->arena, size);

	return memcpy(copy, text, size);
}

static const char *or_else(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

static const struct wire_advice_line *
saved_line(const struct inspection_version_state *saved, const char *id)
{
	for (size_t i = 0; saved && i < saved->form.advices_count; i++)
		if (strcmp(saved->form.advices[i].advice_id, id) == 0)
			return &saved->form.advices[i];
	return NULL;
}

/* A price that stands holds as long as it was first said to. */
static const char *valid_until(struct desk_paper *desk,
			       const struct wire_advice_line *line)
{
	const struct wire_advice_line *was =
		saved_line(desk->request->saved, line->advice_id);
	char day[CIVIL_TEXT];

	if (!line->has_unit_price_cents)
		return NULL;
	if (was && was->has_unit_price_cents &&
	    was->unit_price_cents == line->unit_price_cents && was->valid_until)
		return was->valid_until;
	return keep(desk,
		    civil_format(civil_add_days(desk->request->today, PRICE_DAYS), day));
}

static const char *waiting_of(const struct desk_paper *desk, const char *point_id)
{
	const struct checklist_state *list = desk->request->checklist;

	for (size_t i = 0; point_id && i < list->points_count; i++)
		if (strcmp(list->points[i].point_id, point_id) == 0)
			return list->points[i].waiting;
	return NULL;
}

static int64_t cents_of(const char *digits)
{
	int64_t cents = 0;

	for (; *digits; digits++)
		cents = cents * 10 + (*digits - '0');
	return cents;
}

/* Without a word about it: fixed when there is a price, else it follows. */
static int add_price(struct desk_paper *desk, struct wire_advice_line *line,
		     struct err *err)
{
	const char *id = line->advice_id;
	const char *price = paper_value(desk->request, "advice", id, "unit_price_cents");
	const char *kind = paper_value(desk->request, "advice", id, "price_kind");

	line->price_kind = wire_price_kind_of(or_else(kind, price ? "fixed" : "follows"));
	if (line->price_kind == WIRE_PRICE_KIND_FOLLOWS) {
		desk->form->follows_count++;
		return 0;
	}
	if (!price)
		return paper_incomplete(err,
					"advice/%s/unit_price_cents is empty: fill "
					"in the price, or let it follow",
					id);
	line->has_unit_price_cents = true;
	line->unit_price_cents = cents_of(price);
	line->has_line_cents = true;
	if (price_of_line(line->quantity, line->unit_price_cents, &line->line_cents,
			  err) < 0)
		return err_prefix(err, "advice/%s: ", id);
	desk->form->total_cents += line->line_cents;
	return 0;
}

static bool is_executed(const struct desk_paper *desk, const char *id)
{
	for (size_t i = 0; i < desk->form->works_count; i++)
		if (desk->form->works[i].advice_id &&
		    strcmp(desk->form->works[i].advice_id, id) == 0)
			return true;
	return false;
}

static int add_advice(struct desk_paper *desk, const struct uuid *id,
		      struct wire_advice_line *line, struct err *err)
{
	const struct paper_request *r = desk->request;
	const char *severity =
		or_else(paper_value(r, "advice", id->text, "severity"), "advice");
	bool is_bad = strcmp(severity, "necessary") == 0;
	const char *urgency = or_else(paper_value(r, "advice", id->text, "urgency"),
				      is_bad ? "now" : "next_visit");

	*line = (struct wire_advice_line){
		.advice_id = keep(desk, id->text),
		.point_id = paper_value(r, "advice", id->text, "point"),
		.severity = wire_advice_severity_of(severity),
		.text = paper_value(r, "advice", id->text, "text"),
		.quantity = or_else(paper_value(r, "advice", id->text, "quantity"), "1"),
		.vat_percent = paper_value(r, "advice", id->text, "vat_percent"),
		.urgency = wire_urgency_of(urgency),
		.waiting = paper_value(r, "advice", id->text, "waiting"),
	};
	if (!line->text)
		return paper_incomplete(err,
					"advice/%s/text is empty: write what to do, "
					"or take the line off",
					id->text);
	line->waiting = or_else(line->waiting, waiting_of(desk, line->point_id));
	line->executed = line->has_executed = is_executed(desk, line->advice_id);
	if (add_price(desk, line, err) < 0)
		return -1;
	line->valid_until = valid_until(desk, line);
	return 0;
}

int paper_advices(struct desk_paper *desk, struct err *err)
{
	struct wire_advice_line *lines;
	struct line_ids found;

	if (collect(desk->request->fields, "advice", &found, err) < 0)
		return -1;
	lines = arena_add(desk->arena, (found.count + 1) * sizeof(*lines));
	for (size_t i = 0; i < found.count; i++)
		if (add_advice(desk, &found.ids[i], &lines[i], err) < 0)
			return -1;
	desk->form->advices = lines;
	desk->form->advices_count = found.count;
	return 0;
}

static int add_work(struct desk_paper *desk, const struct uuid *id,
		    struct inspection_version_state_form_work *work, struct err *err)
{
	const struct paper_request *r = desk->request;

	*work = (struct inspection_version_state_form_work){
		.work_id = keep(desk, id->text),
		.text = paper_value(r, "work", id->text, "text"),
		.advice_id = paper_value(r, "work", id->text, "advice"),
	};
	if (!work->text && work->advice_id)
		work->text = paper_value(r, "advice", work->advice_id, "text");
	if (!work->text)
		return paper_incomplete(err,
					"work/%s/text is empty: write what was done, "
					"or take the line off",
					id->text);
	return 0;
}

int paper_works(struct desk_paper *desk, struct err *err)
{
	struct inspection_version_state_form_work *works;
	struct line_ids found;

	if (collect(desk->request->fields, "work", &found, err) < 0)
		return -1;
	works = arena_add(desk->arena, (found.count + 1) * sizeof(*works));
	for (size_t i = 0; i < found.count; i++)
		if (add_work(desk, &found.ids[i], &works[i], err) < 0)
			return -1;
	desk->form->works = works;
	desk->form->works_count = found.count;
	return 0;
}
