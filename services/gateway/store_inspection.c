/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of inspection forms and of their saved versions.
 */
#include "gateway/store_inspection.h"

/* clang-format off */
/* Discarded forms are shown to whoever asks for them. */
static const char SQL_LIST[] =
	"SELECT '{' || head || '}', to_json(opened_on) #>> '{}', inspection_id"
	" FROM gateway.inspection"
	" WHERE CASE WHEN $1::text IS NULL THEN status <> 'discarded' ELSE status = $1 END"
	" AND ($2::text IS NULL OR strpos(search, lower($2)) > 0"
	"  OR ($3 <> '' AND strpos(plate, $3) > 0))"
	" AND ($4::text IS NULL OR opened_by = $4 OR lower(inspector) IN (lower($4), lower($5)))"
	" AND ($6::date IS NULL OR inspection_date >= $6)"
	" AND ($7::date IS NULL OR inspection_date <= $7)"
	" AND ($9::uuid IS NULL OR (opened_on, inspection_id) < ($8::timestamptz, $9::uuid))"
	" ORDER BY opened_on DESC, inspection_id DESC LIMIT $10";

static const char SQL_ONE[] =
	"SELECT i.head || ',' || i.draft || ',\"versions\":[' || coalesce((SELECT"
	"  string_agg('{' || v.card || '}', ',' ORDER BY v.number)"
	"  FROM gateway.inspection_version v WHERE v.inspection_id = i.inspection_id), '')"
	" || ']', i.version FROM gateway.inspection i WHERE i.inspection_id = $1";

static const char SQL_FACTS[] =
	"SELECT version, revision, saved_number, saved_revision, opened_at IS NOT NULL"
	" FROM gateway.inspection WHERE inspection_id = $1";

static const char SQL_VERSION[] =
	"SELECT '{' || whole || '}', version FROM gateway.inspection_version"
	" WHERE inspection_id = $1 AND number = $2";

static const char SQL_VERSION_EXISTS[] =
	"SELECT EXISTS (SELECT 1 FROM gateway.inspection_version"
	" WHERE inspection_id = $1 AND number = $2)";

static const char SQL_GONE[] =
	"SELECT 1 FROM gateway.inspection_gone WHERE inspection_id = $1";
/* clang-format on */

int store_forms_write(struct tx *tx, const struct form_filter *filter, struct page *page,
		      struct strbuf *out, struct err *err)
{
	const char *key = page->after.key[0] ? page->after.key : NULL;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LIST,
		    ARGS(arg_text(filter->status), arg_text(filter->search),
			 arg_text(filter->search_plate), arg_text(filter->mine_login),
			 arg_text(filter->mine_name), arg_date(filter->from),
			 arg_date(filter->to), arg_text(key), arg_uuid(&page->after.id),
			 arg_int(page->limit + 1)),
		    &rows, err) < 0)
		return -1;
	store_page_write(rows, page, out);
	return 0;
}

/* It was there, or it was not. */
static int absent(struct tx *tx, const struct uuid *id, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_GONE, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) > 0)
		return err_set_code(err, ERR_ABSENT, "FORM_NOT_KEPT",
				    "inspection %s is no longer kept", id->text);
	return err_set(err, ERR_ABSENT, "there is no inspection %s", id->text);
}

int store_form_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
		     int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_ONE, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(tx, id, err);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_form_facts(struct tx *tx, const struct uuid *id, struct form_facts *ret_facts,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FACTS, ARGS(arg_uuid(id)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return absent(tx, id, err);
	*ret_facts = (struct form_facts){
		.version = row_int(rows, 0, 0),
		.revision = row_int(rows, 0, 1),
		.saved_number = row_int(rows, 0, 2),
		.saved_revision = row_int(rows, 0, 3),
		.opened = row_bool(rows, 0, 4),
	};
	return 0;
}

int store_version_write(struct tx *tx, const struct uuid *id, int64_t number,
			struct strbuf *out, int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VERSION, ARGS(arg_uuid(id), arg_int(number)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "inspection %s has no version %lld",
			       id->text, (long long)number);
	strbuf_add(out, row_text(rows, 0, 0));
	*ret_version = row_int(rows, 0, 1);
	return 0;
}

int store_version_exists(struct tx *tx, const struct uuid *id, int64_t number,
			 bool *ret_exists, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_VERSION_EXISTS, ARGS(arg_uuid(id), arg_int(number)), &rows,
		    err) < 0)
		return -1;
	*ret_exists = row_bool(rows, 0, 0);
	return 0;
}
