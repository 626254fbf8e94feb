/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody reads of their appointment, and what they may choose. */
#include "gateway/pages/visit_page.h"

#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "gateway/pages/offer_page.h"
#include "gateway/pages/parts.h"

#define VALUE_TEXT (CIVIL_TEXT + 6)

static void add_slot(struct value *list, const struct page_slot *slot, enum tongue tongue)
{
	struct value *item = value_add_object(list);
	char date[CIVIL_TEXT], text[READABLE_TEXT], value[VALUE_TEXT];

	snprintf(value, sizeof(value), "%sT%.5s", civil_format(slot->date, date),
		 slot->time);
	value_set_text(item, "value", value);
	value_set_text(item, "text", readable_slot(slot->date, slot->time, tongue, text));
}

/* "1 moment", "7 momenten" */
static void set_free(struct value *day, size_t count, enum tongue tongue)
{
	STRBUF_AUTO out = strbuf_new(60);
	const char *many = page_word(tongue, "visit_free");
	const char *at = strstr(many, "%d");

	if (count == 1 || !at) {
		value_set_text(day, "free", page_word(tongue, "visit_free_one"));
		return;
	}
	strbuf_add_n(&out, many, (size_t)(at - many));
	strbuf_add_int(&out, (int64_t)count);
	strbuf_add(&out, at + 2);
	value_set_text(day, "free", out.text);
}

static void set_days(struct value *data, enum tongue tongue,
		     const struct page_slots *slots)
{
	struct value *days = value_set_list(data, "days");
	size_t at = 0;

	while (at < slots->all_count) {
		struct civil_date date = slots->all[at].date;
		struct value *day = value_add_object(days);
		struct value *list = value_set_list(day, "slots");
		char text[READABLE_TEXT];
		size_t first = at;

		value_set_text(day, "day", readable_weekday(date, tongue, text));
		for (; at < slots->all_count &&
		       civil_compare(slots->all[at].date, date) == 0;
		     at++)
			add_slot(list, &slots->all[at], tongue);
		set_free(day, at - first, tongue);
	}
	value_set_bool(data, "has_days", slots->all_count > 0);
}

static void set_turn(struct value *data, const char *name, const struct page_slots *slots,
		     struct civil_date first)
{
	STRBUF_AUTO path = strbuf_new(300);
	char date[CIVIL_TEXT];

	if (!civil_is_set(first))
		return;
	strbuf_addf(&path, "%s?vanaf=%s#momenten", slots->path,
		    civil_format(first, date));
	value_set_text(data, name, path.text);
}

void page_set_slots(struct value *data, enum tongue tongue,
		    const struct page_slots *slots)
{
	struct value *near = value_set_list(data, "near");

	for (size_t i = 0; i < slots->near_count; i++)
		add_slot(near, &slots->near[i], tongue);
	value_set_bool(data, "has_near", slots->near_count > 0);
	set_days(data, tongue, slots);
	set_turn(data, "less", slots, slots->less);
	set_turn(data, "more", slots, slots->more);
}

void page_set_others(struct value *data, const struct page_other_car *others,
		     size_t count)
{
	struct value *list = value_set_list(data, "others");

	for (size_t i = 0; i < count; i++) {
		struct value *item = value_add_object(list);

		page_set_holder_car(item, others[i].plate, others[i].make,
				    others[i].model);
		value_set_text(item, "path", others[i].path);
	}
	value_set_bool(data, "has_others", count > 0);
}

void page_visit_kinds(const struct appointment_state *appointment, enum tongue tongue,
		      struct strbuf *out)
{
	char name[40];

	for (size_t i = 0; i < appointment->kinds_count; i++) {
		snprintf(name, sizeof(name), "visit_%.20s",
			 wire_appointment_kind_word(appointment->kinds[i]));
		strbuf_addf(out, "%s%s", i > 0 ? ", " : "", page_word(tongue, name));
	}
}

static const char *title_of(const struct page_visit *visit)
{
	switch (visit->appointment->status) {
	case WIRE_APPOINTMENT_STATUS_CANCELLED:
		return "visit_cancelled_title";
	case WIRE_APPOINTMENT_STATUS_CAME:
	case WIRE_APPOINTMENT_STATUS_MISSED:
		return "visit_over_title";
	case WIRE_APPOINTMENT_STATUS_BOOKED:
	case WIRE_APPOINTMENT_STATUS_NONE:
		break;
	}
	return "visit_title";
}

static const char *stay_word(const struct page_frame *frame, enum wire_stay stay)
{
	char name[40];

	if (stay == WIRE_STAY_NONE)
		return NULL;
	snprintf(name, sizeof(name), "stay_%.20s", wire_stay_word(stay));
	return page_word(frame->tongue, name);
}

static void set_visit(struct value *data, const struct page_frame *frame,
		      const struct appointment_state *appointment)
{
	struct civil_date date = readable_day(appointment->date);
	STRBUF_AUTO kinds = strbuf_new(PAGE_TEXT_MAX);
	STRBUF_AUTO car = strbuf_new(400);
	char text[READABLE_TEXT];

	value_set_text(data, "when",
		       readable_slot(date, appointment->time, frame->tongue, text));
	page_visit_kinds(appointment, frame->tongue, &kinds);
	page_set(data, "kinds", kinds.text);
	struct plate plate = plate_read(appointment->plate);
	page_set(data, "plate", plate.valid ? plate.formatted : appointment->plate);
	strbuf_addf(&car, "%s %s", appointment->make ? appointment->make : "",
		    appointment->model ? appointment->model : "");
	page_set(data, "car", car.len > 1 ? car.text : NULL);
	page_set(data, "remarks", appointment->remarks);
	page_set(data, "stay", stay_word(frame, appointment->stay));
}

int page_visit_write(const struct page_frame *frame, const struct page_visit *visit,
		     struct strbuf *out, struct err *err)
{
	bool booked = visit->appointment->status == WIRE_APPOINTMENT_STATUS_BOOKED;
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, title_of(visit)));

	set_visit(data, frame, visit->appointment);
	value_set_text(data, "path", visit->path);
	value_set_bool(data, "booked", booked);
	value_set_bool(data, "begun", booked && visit->begun);
	value_set_bool(data, "can_cancel", booked && !visit->begun);
	value_set_bool(data, "cancelled",
		       visit->appointment->status == WIRE_APPOINTMENT_STATUS_CANCELLED);
	page_set_others(data, visit->others, visit->others_count);
	value_set_text(data, "near_title", page_word(frame->tongue, "visit_near"));
	if (visit->slots && booked && !visit->begun) {
		value_set_bool(data, "can_move", true);
		page_set_slots(data, frame->tongue, visit->slots);
	}
	return page_templates_fill(frame->templates, "visit", data, out, err);
}
