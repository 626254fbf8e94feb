/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a paper: who, which car, when; points and lines have files of their own. */
#include "inspection/form/paper.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "base/text.h"
#include "inspection/domain/path.h"
#include "inspection/form/paper_parts.h"

#define FIRST_ROOM ((size_t)65536)

const char *paper_value(const struct paper_request *request, const char *room,
			const char *id, const char *leaf)
{
	char path[PATH_TEXT];

	snprintf(path, sizeof(path), "%s/%s%s%s", room, id, id[0] ? "/" : "", leaf);
	return fields_value(request->fields, path);
}

int paper_incomplete(struct err *err, const char *fmt, ...)
{
	char text[160];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return err_set_code(err, ERR_INVALID, "FORM_INCOMPLETE", "%s", text);
}

static const char *head(const struct desk_paper *desk, const char *leaf)
{
	return paper_value(desk->request, "head", "", leaf);
}

static bool is_yes(const char *word)
{
	return word && strcmp(word, "yes") == 0;
}

static int fill_head(struct desk_paper *desk, struct err *err)
{
	const struct paper_request *request = desk->request;
	struct inspection_version_state_form *form = desk->form;

	form->checklist_id = request->checklist->checklist_id;
	form->checklist_version = request->checklist->version;
	form->checklist_name = request->checklist->name;
	form->brand = request->checklist->brand;
	form->prefill = wire_form_prefill_of(request->prefill);
	form->entry = wire_form_entry_of(request->entry);
	form->inspector = head(desk, "inspector");
	form->inspection_date = head(desk, "inspection_date");
	form->remarks = head(desk, "remarks");
	form->send_updates = is_yes(head(desk, "send_updates"));
	form->prices_open = is_yes(head(desk, "prices_open"));
	if (!form->inspector)
		return paper_incomplete(err, "head/inspector is empty: fill in who "
					     "inspects");
	if (!form->inspection_date)
		return paper_incomplete(err, "head/inspection_date is empty: fill in the "
					     "day");
	return 0;
}

static enum inspection_version_state_form_customer_source
source_of(const struct paper_request *request)
{
	if (uuid_is_set(request->registration))
		return INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_INVITATION;
	return uuid_is_set(request->customer)
		       ? INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_DMS
		       : INSPECTION_VERSION_STATE_FORM_CUSTOMER_SOURCE_BY_HAND;
}

static const char *id_or_null(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}

static void fill_customer(struct desk_paper *desk)
{
	const struct paper_request *r = desk->request;
	struct inspection_version_state_form_customer *c =
		arena_add(desk->arena, sizeof(*c));
	const char *language = paper_value(r, "customer", "", "language");

	*c = (struct inspection_version_state_form_customer){
		.customer_id = id_or_null(r->customer),
		.number = paper_value(r, "customer", "", "number"),
		.name = paper_value(r, "customer", "", "name"),
		.company = paper_value(r, "customer", "", "company"),
		.street = paper_value(r, "customer", "", "street"),
		.house_number = paper_value(r, "customer", "", "house_number"),
		.addition = paper_value(r, "customer", "", "addition"),
		.postcode = paper_value(r, "customer", "", "postcode"),
		.city = paper_value(r, "customer", "", "city"),
		.country = paper_value(r, "customer", "", "country"),
		.email = paper_value(r, "customer", "", "email"),
		.phone = paper_value(r, "customer", "", "phone"),
		.mobile = paper_value(r, "customer", "", "mobile"),
		.language = language ? wire_language_of(language) : WIRE_LANGUAGE_NONE,
	};
	desk->form->customer_source = source_of(r);
	desk->form->customer = c;
}

/* The field holds only digits: its rule saw to that. */
static int64_t whole(const char *digits)
{
	int64_t number = 0;

	for (; digits && *digits; digits++)
		number = number * 10 + (*digits - '0');
	return number;
}

static const char *formatted_plate(struct paper *paper, const char *plate)
{
	if (!plate)
		return NULL;
	text_copy(paper->plate_formatted, sizeof(paper->plate_formatted),
		  plate_read(plate).formatted);
	/* A foreign plate is shown as it was typed. */
	return paper->plate_formatted[0] && strlen(paper->plate_formatted) <= 24
		       ? paper->plate_formatted
		       : plate;
}

static void fill_vehicle(struct desk_paper *desk, struct paper *paper)
{
	const struct paper_request *r = desk->request;
	struct inspection_version_state_form_vehicle *v =
		arena_add(desk->arena, sizeof(*v));
	const char *odometer = paper_value(r, "vehicle", "", "odometer_km");
	const char *plate = paper_value(r, "vehicle", "", "plate");

	*v = (struct inspection_version_state_form_vehicle){
		.vehicle_id = id_or_null(r->vehicle),
		.plate = plate,
		.plate_formatted = formatted_plate(paper, plate),
		.make = paper_value(r, "vehicle", "", "make"),
		.model = paper_value(r, "vehicle", "", "model"),
		.vin = paper_value(r, "vehicle", "", "vin"),
		.odometer_km = whole(odometer),
		.has_odometer_km = odometer != NULL,
		.first_admission = paper_value(r, "vehicle", "", "first_admission"),
	};
	desk->form->vehicle = v;
}

int paper_make(const struct paper_request *request, struct paper **ret_paper,
	       struct err *err)
{
	struct arena *arena = arena_new(sizeof(struct paper), FIRST_ROOM);
	struct paper *paper = arena_first(arena);
	struct desk_paper desk = { request, arena, &paper->form };

	fill_customer(&desk);
	fill_vehicle(&desk, paper);
	paper->form.shown = request->shown->rows;
	paper->form.shown_count = request->shown->count;
	paper->form.recalls = request->shown->recalls;
	paper->form.recalls_count = request->shown->recalls_count;
	/* Works first: an advice that was executed says so. */
	if (fill_head(&desk, err) < 0 || paper_points(&desk, err) < 0 ||
	    paper_works(&desk, err) < 0 || paper_advices(&desk, err) < 0) {
		arena_free(arena);
		return -1;
	}
	*ret_paper = paper;
	return 0;
}

void paper_free(struct paper *paper)
{
	if (paper)
		arena_free(arena_of_first(paper));
}

const struct wire_advice_line *
paper_line(const struct inspection_version_state_form *form, const char *advice_id)
{
	for (size_t i = 0; form && i < form->advices_count; i++)
		if (strcmp(form->advices[i].advice_id, advice_id) == 0)
			return &form->advices[i];
	return NULL;
}
