/* SPDX-License-Identifier: Apache-2.0 */
/* Laying a form on the table and putting it back. */
#include "inspection/form/sheet.h"

#include <string.h>

#include "inspection/domain/shown.h"
#include "msg/msg.h"
#include "sys/zone_file.h"

int sheet_version(struct tx *tx, const char *dealer, const struct uuid *form,
		  int64_t number, struct inspection_version_state **ret_version,
		  struct err *err)
{
	AUTO(rows) *rows = NULL;
	void *msg;

	if (store_version_find(tx, dealer, form, number, &rows, err) < 0)
		return -1;
	if (msg_decode(&inspection_version_state_type, slice_of(row_text(rows, 0, 0)),
		       &msg, err) < 0)
		return err_prefix(err,
				  "stored version %lld of form %s: ", (long long)number,
				  form->text);
	*ret_version = msg;
	return 0;
}

static int load_checklist(struct sheet *sheet, struct err *err)
{
	AUTO(rows) *rows = NULL;
	void *msg;

	if (store_checklist_load(sheet->tx, sheet->dealer, &sheet->row.checklist,
				 sheet->row.checklist_version, &rows, err) < 0)
		return -1;
	if (msg_decode(&checklist_state_type, slice_of(row_text(rows, 0, 0)), &msg, err) <
	    0)
		return err_prefix(err,
				  "stored checklist %s: ", sheet->row.checklist.text);
	sheet->checklist = msg;
	return 0;
}

static int load_rest(struct sheet *sheet, struct err *err)
{
	const struct form_row *row = &sheet->row;

	if (load_checklist(sheet, err) < 0)
		return -1;
	if (row->saved_number > 0 &&
	    sheet_version(sheet->tx, sheet->dealer, &row->id, row->saved_number,
			  &sheet->saved, err) < 0)
		return -1;
	if (row->before_number > 0 &&
	    sheet_version(sheet->tx, sheet->dealer, &row->before, row->before_number,
			  &sheet->before, err) < 0)
		return -1;
	return store_fields_load(sheet->tx, sheet->dealer, &row->id, &sheet->fields, err);
}

static struct sheet sheet_of(const struct sheet_request *request)
{
	return (struct sheet){ .svc = request->svc,
			       .tx = request->tx,
			       .say = request->say,
			       .dealer = request->dealer };
}

int sheet_open(const struct sheet_request *request, struct sheet *ret_sheet,
	       struct err *err)
{
	struct uuid id = uuid_from(request->inspection_id);

	*ret_sheet = sheet_of(request);
	if (store_form_open(request->tx, request->dealer, &id, &ret_sheet->row,
			    &ret_sheet->row_rows, err) < 0 ||
	    load_rest(ret_sheet, err) < 0)
		return -1;
	if (request->actor)
		ret_sheet->row.updated_by = request->actor;
	return 0;
}

int sheet_start(const struct sheet_request *request, const struct form_row *row,
		struct sheet *ret_sheet, struct err *err)
{
	*ret_sheet = sheet_of(request);
	ret_sheet->row = *row;
	return load_rest(ret_sheet, err);
}

void sheet_done(struct sheet *sheet)
{
	rows_free(sheet->row_rows);
	fields_done(&sheet->fields);
	if (sheet->checklist)
		msg_free(&checklist_state_type, sheet->checklist);
	if (sheet->saved)
		msg_free(&inspection_version_state_type, sheet->saved);
	if (sheet->before)
		msg_free(&inspection_version_state_type, sheet->before);
	*sheet = (struct sheet){ .tx = NULL };
}

int sheet_close(struct sheet *sheet, struct err *err)
{
	struct form_row *row = &sheet->row;

	row->version++;
	row->updated_at = tx_now(sheet->tx);
	if (store_fields_save(sheet->tx, sheet->dealer, &row->id, &sheet->fields, err) <
		    0 ||
	    store_form_save(sheet->tx, sheet->dealer, row, err) < 0)
		return -1;
	return sheet_say(sheet, err);
}

int sheet_step(struct sheet *sheet, enum step step, struct err *err)
{
	return progress_after(sheet->row.progress, step, &sheet->row.progress, err);
}

const char *sheet_value(const struct sheet *sheet, const char *path)
{
	return fields_value(&sheet->fields, path);
}

int sheet_today(const struct sheet *sheet, struct civil_date *ret_today, struct err *err)
{
	AUTO(rows) *rows = NULL;
	const struct zone *zone;
	const char *name;

	if (store_dealer_zone(sheet->tx, sheet->dealer, &name, &rows, err) < 0 ||
	    zone_find(name, &zone, err) < 0)
		return -1;
	*ret_today = zone_local(zone, tx_now(sheet->tx)).date;
	return 0;
}

static void show(struct shown_list *list, struct civil_date inspected,
		 struct civil_date date,
		 enum inspection_version_state_form_shown_kind kind)
{
	enum shown shown = shown_on(inspected, date);
	struct inspection_version_state_form_shown *row = &list->rows[list->count];

	if (shown == SHOWN_NOT)
		return;
	*row = (struct inspection_version_state_form_shown){
		.kind = kind,
		.date = civil_format(date, list->dates[list->count]),
		.overdue = shown == SHOWN_OVERDUE,
		.has_overdue = shown == SHOWN_OVERDUE,
	};
	list->count++;
}

static int find_recalls(struct sheet_facts *facts, const char *state, struct err *err)
{
	const struct register_state *registered;

	if (!state)
		return 0;
	if (msg_decode(&register_state_type, slice_of(state), &facts->registered, err) <
	    0)
		return err_prefix(err, "stored register: ");
	registered = facts->registered;
	facts->shown.recalls = registered->recalls;
	facts->shown.recalls_count = registered->recalls_count;
	return 0;
}

int sheet_facts_find(const struct sheet *sheet, struct sheet_facts *ret_facts,
		     struct err *err)
{
	struct shown_list *list = &ret_facts->shown;
	struct civil_date day = sheet->row.inspection_date;
	struct date_facts found;

	*ret_facts = (struct sheet_facts){ .rows = NULL };
	if (store_dates_find(sheet->tx, sheet->dealer, &sheet->row.vehicle,
			     sheet_value(sheet, "vehicle/plate"), &found, err) < 0)
		return -1;
	ret_facts->rows = found.rows;
	show(list, day, found.maintenance,
	     INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_MAINTENANCE);
	show(list, day, found.apk, INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_APK);
	show(list, day, found.mobility,
	     INSPECTION_VERSION_STATE_FORM_SHOWN_KIND_MOBILITY);
	return find_recalls(ret_facts, found.register_state, err);
}

void sheet_facts_done(struct sheet_facts *facts)
{
	rows_free(facts->rows);
	if (facts->registered)
		msg_free(&register_state_type, facts->registered);
	*facts = (struct sheet_facts){ .rows = NULL };
}
