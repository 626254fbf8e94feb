/* SPDX-License-Identifier: Apache-2.0 */
/* domain.md 3d-10: an erasure empties what is personal; what was found stays. */
#include "inspection/form/erase.h"

#include "base/mem.h"
#include "gen/say_inspection_version_state.h"
#include "inspection/domain/path.h"
#include "inspection/form/sheet.h"
#include "inspection/store_facts.h"
#include "msg/msg.h"

#define VERSION_BYTES ((size_t)1000000)

static bool is_personal(const char *place)
{
	struct path path;

	return path_read(place, &path, NULL) == 0 && path_is_personal(&path);
}

/* Columns of fields that are emptied, for the log. */
static int blank_fields(struct sheet *sheet, struct err *err)
{
	const char **paths = mem_alloc((sheet->fields.count + 1) * sizeof(*paths));
	size_t count = 0;
	int failed;

	for (size_t i = 0; i < sheet->fields.count; i++) {
		struct field *field = &sheet->fields.rows[i];

		if (!is_personal(field->path))
			continue;
		paths[count++] = field->path;
		mem_free(field->value);
		mem_free(TAKE(field->other));
		field->value = mem_text("");
		field->changed = true;
	}
	failed = store_edits_blank(sheet->tx, sheet->dealer, &sheet->row.id, paths, count,
				   err);
	mem_free(paths);
	return failed;
}

static void blank_form(struct inspection_version_state_form *form,
		       struct inspection_version_state_form_customer *customer,
		       struct inspection_version_state_form_vehicle *vehicle)
{
	if (form->customer) {
		*customer = (struct inspection_version_state_form_customer){
			.customer_id = form->customer->customer_id,
			.country = form->customer->country,
			.language = form->customer->language,
		};
		form->customer = customer;
	}
	if (!form->vehicle)
		return;
	*vehicle = *form->vehicle;
	vehicle->plate = vehicle->plate_formatted = vehicle->vin = NULL;
	form->vehicle = vehicle;
}

static void blank_changes(const struct inspection_version_state *version,
			  struct inspection_version_state_change *changes)
{
	for (size_t i = 0; i < version->changes_count; i++) {
		changes[i] = version->changes[i];
		if (is_personal(changes[i].place))
			changes[i].before = changes[i].after = NULL;
	}
}

static int rewrite(const struct register_request *request, const struct uuid *form,
		   struct inspection_version_state *version, struct err *err)
{
	struct inspection_version_state_form_customer customer;
	struct inspection_version_state_form_vehicle vehicle;
	struct inspection_version_state blank = *version;
	struct inspection_version_state_change *changes =
		mem_alloc((version->changes_count + 1) * sizeof(*changes));
	STRBUF_AUTO text = strbuf_new(VERSION_BYTES);
	struct version_row row = { .form = *form, .number = version->number };
	int failed;

	blank.version = row.version = version->version + 1;
	blank_form(&blank.form, &customer, &vehicle);
	blank_changes(version, changes);
	blank.changes = changes;
	failed = msg_encode(&inspection_version_state_type, &blank, &text, err);
	row.state = text.text;
	if (!failed)
		failed = store_version_rewrite(request->tx, request->dealer, &row, err) <
				 0 ||
			 say_inspection_version_state(request->say, &blank, err) < 0;
	mem_free(changes);
	return failed ? -1 : 0;
}

static int blank_versions(const struct register_request *request, const struct uuid *form,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_versions_of(request->tx, request->dealer, form, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		void *version;
		int failed;

		if (msg_decode(&inspection_version_state_type,
			       slice_of(row_text(rows, i, 1)), &version, err) < 0)
			return err_prefix(err, "stored version of form %s: ", form->text);
		failed = rewrite(request, form, version, err);
		msg_free(&inspection_version_state_type, version);
		if (failed)
			return -1;
	}
	return 0;
}

static int erase_form(const struct register_request *request, const struct uuid *id,
		      struct err *err)
{
	struct sheet_request opening = { .svc = request->svc,
					 .tx = request->tx,
					 .say = request->say,
					 .dealer = request->dealer,
					 .inspection_id = id->text };
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&opening, &sheet, err) < 0)
		return -1;
	if (sheet.row.erased)
		return 0;
	sheet.row.erased = true;
	sheet.row.revision++;
	sheet.row.wish_remarks = NULL;
	if (sheet.row.saved_revision == sheet.row.revision - 1)
		sheet.row.saved_revision = sheet.row.revision;
	if (blank_fields(&sheet, err) < 0 || blank_versions(request, id, err) < 0 ||
	    store_answers_blank(request->tx, request->dealer, id, err) < 0)
		return -1;
	return sheet_close(&sheet, err);
}

int erase_customer(const struct register_request *request, const struct uuid *customer,
		   struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_customer_blank(request->tx, request->dealer, customer, err) < 0 ||
	    register_erase(request, customer, err) < 0 ||
	    store_forms_of_customer(request->tx, request->dealer, customer, &rows, err) <
		    0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid id = row_uuid(rows, i, 0);

		if (erase_form(request, &id, err) < 0)
			return -1;
	}
	return 0;
}
