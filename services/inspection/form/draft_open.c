/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A new form and what it starts with.
 *
 * ITK 3.0 manual: blank (only the inspector's name and the day), with the customer's
 * data, or with those and all points OK; domain.md 3d-12: what is measured is never
 * prefilled.
 */
#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "base/text.h"
#include "gen/say_registration_state.h"
#include "inspection/domain/path.h"
#include "inspection/form/draft.h"
#include "inspection/form/register.h"

struct opening {
	const struct inspection_open *msg;
	struct form_row row;
	struct vehicle_facts vehicle;
	struct rows *vehicle_rows;
	struct customer_facts customer;
	struct rows *customer_rows;
	char plate[PLATE_PLAIN_TEXT];
};

/* Who registered a car need not be asked again which. */
static int find_registered(const struct sheet_request *request, struct opening *opening,
			   struct err *err)
{
	struct uuid id = opening->row.registration;
	AUTO(rows) *rows = NULL;
	struct registration_row registered;

	if (!uuid_is_set(&id))
		return 0;
	if (store_registration_open(request->tx, request->dealer, &id, &registered, &rows,
				    err) < 0)
		return -1;
	if (!uuid_is_set(&opening->row.vehicle))
		opening->row.vehicle = registered.vehicle;
	if (!uuid_is_set(&opening->row.customer))
		opening->row.customer = registered.customer;
	return 0;
}

static int find_vehicle(const struct sheet_request *request, struct opening *opening,
			struct err *err)
{
	struct uuid *id = &opening->row.vehicle;

	text_copy(opening->plate, sizeof(opening->plate),
		  plate_read(opening->msg->plate).normalised);
	if (!uuid_is_set(id) && opening->plate[0] &&
	    store_vehicle_by_plate(request->tx, request->dealer, opening->plate, id,
				   err) < 0)
		return -1;
	return store_vehicle_find(request->tx, request->dealer, id, &opening->vehicle,
				  &opening->vehicle_rows, err);
}

static int find_customer(const struct sheet_request *request, struct opening *opening,
			 struct err *err)
{
	struct uuid *id = &opening->row.customer;

	if (!uuid_is_set(id))
		*id = opening->vehicle.customer;
	return store_customer_find(request->tx, request->dealer, id, &opening->customer,
				   &opening->customer_rows, err);
}

static int find_people(const struct sheet_request *request, struct opening *opening,
		       struct err *err)
{
	/* A blank form is nobody's until somebody says whose. */
	if (opening->msg->prefill == WIRE_FORM_PREFILL_BLANK)
		return 0;
	opening->row.vehicle = uuid_from(opening->msg->vehicle_id);
	opening->row.customer = uuid_from(opening->msg->customer_id);
	if (find_registered(request, opening, err) < 0 ||
	    find_vehicle(request, opening, err) < 0)
		return -1;
	return find_customer(request, opening, err);
}

static int find_checklist(const struct sheet_request *request, struct opening *opening,
			  struct err *err)
{
	struct form_row *row = &opening->row;
	struct err why = { .kind = ERR_NONE };

	row->checklist = uuid_from(opening->msg->checklist_id);
	if (!uuid_is_set(&row->checklist) &&
	    store_checklist_choose(request->tx, request->dealer, opening->vehicle.make,
				   &row->checklist, &why) < 0) {
		*err = why;
		return -1;
	}
	if (store_checklist_version(request->tx, request->dealer, &row->checklist,
				    &row->checklist_version, err) < 0)
		return -1;
	if (row->checklist_version == 0)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_CHECKLIST",
				    "there is no checklist %s", row->checklist.text);
	return 0;
}

static int fill(struct sheet *sheet, const char *path_text, const char *value,
		struct err *err)
{
	char kept[VALUE_TEXT];
	struct write write = { .path = path_text,
			       .value = kept,
			       .device = PREFILL,
			       .revision = sheet->row.revision };
	struct path path;

	if (!value || !value[0])
		return 0;
	if (path_read(path_text, &path, err) < 0)
		return -1;
	/* What another system kept and a form would not take stays out. */
	if (path_value(&path, value, kept, NULL) < 0)
		return 0;
	(void)fields_write(&sheet->fields, &write);
	return 0;
}

static int fill_customer(struct sheet *sheet, const struct customer_facts *c,
			 struct err *err)
{
	const char *const pairs[][2] = {
		{ "customer/number", c->number },
		{ "customer/name", c->name },
		{ "customer/company", c->company },
		{ "customer/street", c->street },
		{ "customer/house_number", c->house_number },
		{ "customer/addition", c->addition },
		{ "customer/postcode", c->postcode },
		{ "customer/city", c->city },
		{ "customer/country", c->country },
		{ "customer/email", c->email },
		{ "customer/phone", c->phone },
		{ "customer/mobile", c->mobile },
		{ "customer/language", c->language },
	};

	if (c->erased)
		return 0;
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (fill(sheet, pairs[i][0], pairs[i][1], err) < 0)
			return -1;
	return 0;
}

static int fill_vehicle(struct sheet *sheet, const struct opening *opening,
			struct err *err)
{
	const struct vehicle_facts *v = &opening->vehicle;
	char day[CIVIL_TEXT] = "";

	if (civil_is_set(v->first_admission))
		civil_format(v->first_admission, day);
	if (fill(sheet, "vehicle/plate", v->plate ? v->plate : opening->plate, err) < 0 ||
	    fill(sheet, "vehicle/make", v->make, err) < 0 ||
	    fill(sheet, "vehicle/model", v->model, err) < 0 ||
	    fill(sheet, "vehicle/vin", v->vin, err) < 0)
		return -1;
	return fill(sheet, "vehicle/first_admission", day, err);
}

/* Every point nothing is measured at. */
static int fill_points(struct sheet *sheet, struct err *err)
{
	char path[PATH_TEXT];

	for (size_t i = 0; i < sheet->checklist->points_count; i++) {
		const struct wire_checklist_point *point = &sheet->checklist->points[i];

		snprintf(path, sizeof(path), "point/%s/status", point->point_id);
		if (!(point->unit && point->unit[0]) && fill(sheet, path, "ok", err) < 0)
			return -1;
	}
	return 0;
}

/* The mobility service's end, as the car's last form had it. */
static int fill_mobility(struct sheet *sheet, struct err *err)
{
	struct date_facts dates;
	char day[CIVIL_TEXT];

	if (store_dates_find(sheet->tx, sheet->dealer, &sheet->row.vehicle, NULL, &dates,
			     err) < 0)
		return -1;
	rows_free(dates.rows);
	if (!civil_is_set(dates.mobility))
		return 0;
	return fill(sheet, "head/mobility_date", civil_format(dates.mobility, day), err);
}

static int fill_all(struct sheet *sheet, const struct opening *opening, struct err *err)
{
	const struct inspection_open *msg = opening->msg;

	if (fill(sheet, "head/inspector", msg->inspector, err) < 0 ||
	    fill(sheet, "head/inspection_date", msg->inspection_date, err) < 0)
		return -1;
	if (msg->prefill == WIRE_FORM_PREFILL_BLANK)
		return 0;
	if (fill_customer(sheet, &opening->customer, err) < 0 ||
	    fill_vehicle(sheet, opening, err) < 0 || fill_mobility(sheet, err) < 0)
		return -1;
	return msg->prefill == WIRE_FORM_PREFILL_CUSTOMER_ALL_OK ? fill_points(sheet, err)
								 : 0;
}

/* The customer's own words on the registration go before what the DMS has. */
static int fill_registration(struct sheet *sheet, struct err *err)
{
	struct register_use use = { .registration = sheet->row.registration,
				    .inspection = sheet->row.id };
	AUTO(rows) *rows = NULL;
	struct registration_row row;

	if (!uuid_is_set(&use.registration))
		return 0;
	if (register_use(sheet->tx, sheet->dealer, &use, sheet->say, err) < 0 ||
	    store_registration_open(sheet->tx, sheet->dealer, &use.registration, &row,
				    &rows, err) < 0 ||
	    fill(sheet, "customer/email", row.email, err) < 0)
		return -1;
	return fill(sheet, "customer/mobile", row.mobile, err);
}

static int find_before(struct sheet_request const *request, struct opening *opening,
		       struct err *err)
{
	struct form_version before = { .number = 0 };
	struct form_row *row = &opening->row;

	if (uuid_is_set(&row->vehicle) &&
	    store_form_before(request->tx, request->dealer, &row->vehicle, &row->id,
			      &before, err) < 0)
		return -1;
	row->before = before.form;
	row->before_number = before.number;
	return 0;
}

static int make(const struct sheet_request *request, struct opening *opening,
		int64_t *ret_version, struct err *err)
{
	SHEET_AUTO sheet = { .tx = NULL };

	if (find_before(request, opening, err) < 0 ||
	    sheet_start(request, &opening->row, &sheet, err) < 0)
		return -1;
	if (fill_all(&sheet, opening, err) < 0 || fill_registration(&sheet, err) < 0 ||
	    draft_recognise(&sheet, err) < 0)
		return -1;
	sheet.row.version = 0; /* closing makes it the first */
	if (sheet_close(&sheet, err) < 0)
		return -1;
	*ret_version = sheet.row.version;
	return 0;
}

/* A form of that id is there: whoever asks again gets it as it is. */
static int find_made(const struct sheet_request *request, int64_t *ret_version,
		     struct err *err)
{
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(request, &sheet, err) < 0)
		return -1;
	*ret_version = sheet.row.version;
	return 0;
}

static int open_or_find(const struct sheet_request *request, struct opening *opening,
			int64_t *ret_version, struct err *err)
{
	bool added;

	if (find_people(request, opening, err) < 0 ||
	    find_checklist(request, opening, err) < 0 ||
	    store_form_add(request->tx, request->dealer, &opening->row, &added, err) < 0)
		return -1;
	return added ? make(request, opening, ret_version, err)
		     : find_made(request, ret_version, err);
}

int draft_open(const struct sheet_request *request, const struct inspection_open *msg,
	       int64_t *ret_version, struct err *err)
{
	struct opening opening = {
		.msg = msg,
		.row = { .id = uuid_from(msg->inspection_id),
			 .version = 1,
			 .revision = 1,
			 .progress = PROGRESS_FILLING,
			 .entry = msg->registration_id ? "invited" : "uninvited",
			 .prefill = wire_form_prefill_word(msg->prefill),
			 .registration = uuid_from(msg->registration_id),
			 .opened_on = tx_now(request->tx),
			 .opened_by = msg->actor,
			 .updated_by = msg->actor },
	};
	int failed = open_or_find(request, &opening, ret_version, err);

	rows_free(opening.vehicle_rows);
	rows_free(opening.customer_rows);
	return failed;
}
