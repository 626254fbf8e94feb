/* SPDX-License-Identifier: Apache-2.0 */
/* What goes when its time is over; a form's row goes last, for the others are its. */
#include "inspection/store_keep.h"

#include "base/mem.h"

static const char SQL_OLD_FORMS[] =
	"SELECT dealer, inspection_id FROM form WHERE coalesce(saved_at, opened_on) < $1"
	" ORDER BY coalesce(saved_at, opened_on), inspection_id LIMIT $2"
	" FOR UPDATE SKIP LOCKED";

static const char SQL_OLD_REGISTRATIONS[] =
	"SELECT dealer, registration_id FROM registration r WHERE invited_at < $1"
	" AND NOT EXISTS (SELECT FROM form f WHERE f.dealer = r.dealer"
	"  AND f.inspection_id = r.inspection_id)"
	" ORDER BY invited_at, registration_id LIMIT $2 FOR UPDATE SKIP LOCKED";

static const char SQL_VERSION_IDS[] =
	"SELECT state::jsonb ->> 'version_id' FROM form_version WHERE dealer = $1"
	" AND inspection_id = $2 ORDER BY number";

static const char SQL_AFTER[] =
	"SELECT inspection_id FROM form WHERE dealer = $1 AND before_id = $2"
	" ORDER BY inspection_id";

static const char SQL_DROP_REGISTRATION[] =
	"DELETE FROM registration WHERE dealer = $1 AND registration_id = $2";

static const char *const SQL_DROP_FORM[] = {
	"DELETE FROM edit_log WHERE dealer = $1 AND inspection_id = $2",
	"DELETE FROM form_field WHERE dealer = $1 AND inspection_id = $2",
	"DELETE FROM line_answer WHERE dealer = $1 AND inspection_id = $2",
	"DELETE FROM form_version WHERE dealer = $1 AND inspection_id = $2",
	"DELETE FROM mobility m USING form f WHERE f.dealer = $1"
	" AND f.inspection_id = $2 AND m.dealer = f.dealer"
	" AND m.vehicle_id = f.vehicle_id AND NOT EXISTS (SELECT FROM form o"
	"  WHERE o.dealer = f.dealer AND o.vehicle_id = f.vehicle_id"
	"  AND o.inspection_id <> f.inspection_id)",
	"DELETE FROM form WHERE dealer = $1 AND inspection_id = $2",
};

int store_forms_old(struct tx *tx, const struct old_page *page, struct rows **ret_rows,
		    struct err *err)
{
	return tx_rows(tx, SQL_OLD_FORMS,
		       ARGS(arg_instant(page->before), arg_int(page->most)), ret_rows,
		       err);
}

int store_registrations_old(struct tx *tx, const struct old_page *page,
			    struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_OLD_REGISTRATIONS,
		       ARGS(arg_instant(page->before), arg_int(page->most)), ret_rows,
		       err);
}

int store_form_versions(struct tx *tx, const char *dealer, const struct uuid *form,
			struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_VERSION_IDS, ARGS(arg_text(dealer), arg_uuid(form)),
		       ret_rows, err);
}

int store_forms_after(struct tx *tx, const char *dealer, const struct uuid *form,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_AFTER, ARGS(arg_text(dealer), arg_uuid(form)), ret_rows,
		       err);
}

int store_form_drop(struct tx *tx, const char *dealer, const struct uuid *form,
		    struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(SQL_DROP_FORM); i++)
		if (tx_run(tx, SQL_DROP_FORM[i], ARGS(arg_text(dealer), arg_uuid(form)),
			   NULL, err) < 0)
			return -1;
	return 0;
}

int store_registration_drop(struct tx *tx, const char *dealer, const struct uuid *id,
			    struct err *err)
{
	return tx_run(tx, SQL_DROP_REGISTRATION, ARGS(arg_text(dealer), arg_uuid(id)),
		      NULL, err);
}
