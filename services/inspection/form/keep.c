/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A form and what hangs on it go in the transaction that says so. Forms that look back to
 * it (what was measured last time, advices carried over) are said once more, without.
 */
#include "inspection/form/keep.h"

#include <stdio.h>

#include "gen/inspection_state.h"
#include "gen/registration_state.h"
#include "inspection/domain/keeping.h"
#include "inspection/form/sheet.h"
#include "inspection/store_keep.h"

#define PAGE        50
#define DAY_SECONDS INT64_C(86400)
#define KEY_TEXT    (DEALER_TEXT + UUID_TEXT)

static int say_gone(const struct sheet_request *request, const struct msg_type *type,
		    const char *id, struct err *err)
{
	char key[KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%s", request->dealer, id);
	return outbox_say_gone(request->say, type, key, err);
}

static int look_no_more(const struct sheet_request *request, struct err *err)
{
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(request, &sheet, err) < 0)
		return -1;
	if (sheet.before)
		msg_free(&inspection_version_state_type, sheet.before);
	sheet.before = NULL;
	sheet.row.before = (struct uuid){ "" };
	sheet.row.before_number = 0;
	return sheet_close(&sheet, err);
}

static int tell_those_after(const struct sheet_request *request, const struct uuid *form,
			    struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_forms_after(request->tx, request->dealer, form, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct sheet_request after = *request;

		after.inspection_id = row_text(rows, i, 0);
		if (look_no_more(&after, err) < 0)
			return -1;
	}
	return 0;
}

static int drop_form(const struct sheet_request *request, const struct uuid *form,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tell_those_after(request, form, err) < 0 ||
	    store_form_versions(request->tx, request->dealer, form, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (say_gone(request, &inspection_version_state_type,
			     row_text(rows, i, 0), err) < 0)
			return -1;
	if (store_form_drop(request->tx, request->dealer, form, err) < 0)
		return -1;
	return say_gone(request, &inspection_state_type, form->text, err);
}

static int drop_registration(const struct sheet_request *request, const struct uuid *id,
			     struct err *err)
{
	if (store_registration_drop(request->tx, request->dealer, id, err) < 0)
		return -1;
	return say_gone(request, &registration_state_type, id->text, err);
}

typedef int (*old_fn)(struct tx *tx, const struct old_page *page, struct rows **ret_rows,
		      struct err *err);
typedef int (*drop_fn)(const struct sheet_request *request, const struct uuid *id,
		       struct err *err);

static int drop_page(const struct sheet_request *request, const struct old_page *page,
		     old_fn find, drop_fn drop, bool *ret_more, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (find(request->tx, page, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct sheet_request one = *request;
		struct uuid id = row_uuid(rows, i, 1);

		one.dealer = row_text(rows, i, 0);
		if (drop(&one, &id, err) < 0)
			return -1;
	}
	*ret_more = *ret_more || rows_count(rows) == PAGE;
	return 0;
}

int keep_begin(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	(void)context;
	(void)say;
	return timer_begin(tx, TIMER_KEEP, "all", tx_now(tx), err);
}

int keep_at_night(void *service, struct tx *tx, const char *key, struct instant due,
		  struct outbox *say, struct err *err)
{
	const struct inspection *svc = service;
	struct sheet_request request = { .svc = svc, .tx = tx, .say = say };
	struct instant now = tx_now(tx);
	struct old_page page = { keeping_since(now, (int)svc->knobs->keep_forms_months),
				 PAGE };
	bool more = false;

	(void)due;
	if (drop_page(&request, &page, store_forms_old, drop_form, &more, err) < 0 ||
	    drop_page(&request, &page, store_registrations_old, drop_registration, &more,
		      err) < 0)
		return -1;
	return timer_set(tx, TIMER_KEEP, key,
			 more ? now : instant_add_seconds(now, DAY_SECONDS), err);
}
