/* SPDX-License-Identifier: Apache-2.0 */
/* Writes of a device: each once, in the order the server heard them. */
#include <stdio.h>
#include <string.h>

#include "inspection/domain/path.h"
#include "inspection/form/draft.h"

#define MOST_WRITES 500

/* The writes as they will be kept. */
struct writing {
	const struct inspection_edit *msg;
	char *values[MOST_WRITES]; /* owned */
	const char *paths[MOST_WRITES];
	int64_t counters[MOST_WRITES];
};

static void writing_done(struct writing *writing)
{
	for (size_t i = 0; i < writing->msg->writes_count; i++)
		mem_free(writing->values[i]);
	mem_free(writing);
}

static const struct wire_checklist_point *point_of(const struct sheet *sheet,
						   const char *id)
{
	for (size_t i = 0; i < sheet->checklist->points_count; i++)
		if (strcmp(sheet->checklist->points[i].point_id, id) == 0)
			return &sheet->checklist->points[i];
	return NULL;
}

static bool has_position(const struct wire_checklist_point *point, const char *position)
{
	if (!point->unit || !point->unit[0])
		return false;
	for (size_t i = 0; i < point->positions_count; i++)
		if (strcmp(point->positions[i], position) == 0)
			return true;
	return point->positions_count == 0 && strcmp(position, "-") == 0;
}

/* The checklist knows the point, and where it is measured. */
static int check_point(const struct sheet *sheet, const struct path *path,
		       struct err *err)
{
	const struct wire_checklist_point *point;

	if (path->kind < PATH_STATUS || path->kind > PATH_PHOTO)
		return 0;
	point = point_of(sheet, path->id);
	if (!point)
		return err_set_code(err, ERR_INVALID, "FIELD_UNKNOWN",
				    "this form's checklist has no point '%s'", path->id);
	if (path->kind == PATH_MEASURE && !has_position(point, path->leaf))
		return err_set_code(err, ERR_INVALID, "FIELD_UNKNOWN",
				    "point '%s' is not measured at '%s'", path->id,
				    path->leaf);
	return 0;
}

static int take(const struct sheet *sheet, struct writing *writing, size_t i,
		struct err *err)
{
	const struct inspection_edit_write *write = &writing->msg->writes[i];
	char value[VALUE_TEXT];
	struct path path;

	if (i > 0 && write->counter <= writing->counters[i - 1])
		return err_set_code(err, ERR_INVALID, "COUNTER_ORDER",
				    "/writes/%zu/counter does not grow: number the "
				    "writes in their order",
				    i);
	if (path_read(write->path, &path, err) < 0 ||
	    check_point(sheet, &path, err) < 0 ||
	    path_value(&path, write->value, value, err) < 0)
		return err_prefix(err, "/writes/%zu: ", i);
	/* Who was erased stays erased, also when a tablet comes back from a cellar. */
	if (sheet->row.erased && path_is_personal(&path))
		value[0] = '\0';
	writing->values[i] = mem_text(value);
	writing->paths[i] = write->path;
	writing->counters[i] = write->counter;
	return 0;
}

static int apply(struct sheet *sheet, const struct writing *writing, size_t i,
		 struct err *err)
{
	struct write write = {
		.path = writing->paths[i],
		.value = writing->values[i],
		.device = writing->msg->device,
		.counter = writing->counters[i],
		.seen_revision = writing->msg->seen_revision,
		.revision = sheet->row.revision,
	};

	if (fields_write(&sheet->fields, &write) != MET_FULL)
		return 0;
	return err_set_code(err, ERR_INVALID, "FORM_FULL",
			    "a form has at most %d fields: take lines off", FIELDS_MOST);
}

/* Those whose counter is new; `fresh` holds them, rising like ours. */
static int apply_fresh(struct sheet *sheet, const struct writing *writing,
		       const struct rows *fresh, struct err *err)
{
	size_t next = 0;

	for (size_t i = 0; i < writing->msg->writes_count; i++) {
		if (next == rows_count(fresh) ||
		    row_int(fresh, next, 0) != writing->counters[i])
			continue;
		next++;
		if (apply(sheet, writing, i, err) < 0)
			return -1;
	}
	return 0;
}

static int log_writes(struct sheet *sheet, const struct writing *writing,
		      struct rows **ret_fresh, struct err *err)
{
	struct edit_row edits = {
		.device = writing->msg->device,
		.revision = sheet->row.revision + 1,
		.at = tx_now(sheet->tx),
		.actor = writing->msg->actor,
		.count = writing->msg->writes_count,
		.counters = writing->counters,
		.paths = writing->paths,
		.values = (const char *const *)writing->values,
	};

	return store_edits_add(sheet->tx, sheet->dealer, &sheet->row.id, &edits,
			       ret_fresh, err);
}

static int write_all(struct sheet *sheet, struct writing *writing, struct err *err)
{
	AUTO(rows) *fresh = NULL;

	for (size_t i = 0; i < writing->msg->writes_count; i++)
		if (take(sheet, writing, i, err) < 0)
			return -1;
	if (log_writes(sheet, writing, &fresh, err) < 0)
		return -1;
	/* A repeat: everything was heard before. */
	if (rows_count(fresh) == 0)
		return 0;
	sheet->row.revision++;
	if (apply_fresh(sheet, writing, fresh, err) < 0 ||
	    draft_recognise(sheet, err) < 0)
		return -1;
	return sheet_close(sheet, err);
}

int draft_edit(const struct sheet_request *request, const struct inspection_edit *msg,
	       int64_t *ret_version, struct err *err)
{
	SHEET_AUTO sheet = { .tx = NULL };
	struct writing *writing;
	int failed;

	if (sheet_open(request, &sheet, err) < 0 ||
	    sheet_step(&sheet, STEP_EDIT, err) < 0)
		return -1;
	writing = mem_alloc(sizeof(*writing));
	writing->msg = msg;
	failed = write_all(&sheet, writing, err);
	writing_done(writing);
	*ret_version = sheet.row.version;
	return failed;
}

static int recognise_vehicle(struct sheet *sheet, struct err *err)
{
	const struct field *plate = fields_find(&sheet->fields, "vehicle/plate");
	struct uuid found = { "" };

	/* The prefill's plate is the car's it came from. */
	if (!plate || !plate->changed || strcmp(plate->device, PREFILL) == 0)
		return 0;
	if (plate->value[0] && store_vehicle_by_plate(sheet->tx, sheet->dealer,
						      plate->value, &found, err) < 0)
		return -1;
	sheet->row.vehicle = found;
	return 0;
}

static int recognise_customer(struct sheet *sheet, struct err *err)
{
	const struct field *number = fields_find(&sheet->fields, "customer/number");
	struct uuid found = { "" };

	if (!number || !number->changed || strcmp(number->device, PREFILL) == 0)
		return 0;
	if (number->value[0] && store_customer_by_number(sheet->tx, sheet->dealer,
							 number->value, &found, err) < 0)
		return -1;
	/* A number nobody has is a typing error, not another customer. */
	if (uuid_is_set(&found))
		sheet->row.customer = found;
	return 0;
}

static int recognise_dates(struct sheet *sheet, struct err *err)
{
	const char *day = sheet_value(sheet, "head/inspection_date");
	const struct field *mobility = fields_find(&sheet->fields, "head/mobility_date");
	struct civil_date ends = NO_DATE;

	sheet->row.inspection_date = NO_DATE;
	if (day && civil_parse(day, &sheet->row.inspection_date, err) < 0)
		return -1;
	if (!mobility || !mobility->changed || strcmp(mobility->device, PREFILL) == 0 ||
	    !uuid_is_set(&sheet->row.vehicle))
		return 0;
	if (mobility->value[0] && civil_parse(mobility->value, &ends, err) < 0)
		return -1;
	return store_mobility_keep(sheet->tx, sheet->dealer, &sheet->row.vehicle, ends,
				   err);
}

int draft_recognise(struct sheet *sheet, struct err *err)
{
	if (recognise_vehicle(sheet, err) < 0 || recognise_customer(sheet, err) < 0)
		return -1;
	return recognise_dates(sheet, err);
}
