/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inspection forms as they are looked up: the list, one form, a saved version, and what
 * is known of a car before a form is made.
 */
#include "gateway/http_inspection.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_inspection.h"

#define ROWS_PRESET 50
#define ROWS_MOST   200

static const char *const STATUSES[] = { "filling",  "saved", "sent",     "opened",
					"answered", "done",  "discarded" };

static int read_date(const struct request *req, const char *name,
		     struct civil_date *ret_date, struct err *err)
{
	const char *text = request_query(req, name);
	*ret_date = (struct civil_date){ .year = 0 };
	if (!text)
		return 0;
	if (civil_parse(text, ret_date, err) < 0)
		return err_set(err, ERR_INVALID, "%s is not a date like 2026-11-25",
			       name);
	return 0;
}

static int read_filter(const struct request *req, struct form_filter *ret_filter,
		       struct search *ret_search, struct err *err)
{
	static const char *const yes[] = { "1" };
	const struct subject *subject = access_subject(req);
	struct form_filter filter = { .status = NULL };
	const char *mine;
	*ret_search = listing_search(request_query(req, "query"));
	if (request_query_word(req, "status", STATUSES, COUNT_OF(STATUSES),
			       &filter.status, err) < 0 ||
	    request_query_word(req, "mine", yes, COUNT_OF(yes), &mine, err) < 0 ||
	    read_date(req, "from", &filter.from, err) < 0 ||
	    read_date(req, "to", &filter.to, err) < 0)
		return -1;
	filter.search = ret_search->text;
	filter.search_plate = ret_search->plate;
	filter.mine_login = mine ? subject->login : NULL;
	filter.mine_name = mine ? subject->name : NULL;
	*ret_filter = filter;
	return 0;
}

int http_list_inspections(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct form_filter filter;
	struct search search;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (read_filter(req, &filter, &search, err) < 0 ||
	    listing_page(req, CURSOR_INSTANT, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"inspections\":[");
	if (store_forms_write(tx, &filter, &page, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	listing_end(req, reply);
	return tx_commit(TAKE(tx), err);
}

static int check_question(struct gateway *gateway, const struct request *req,
			  const struct plate *plate, const char *number, struct err *err)
{
	if ((plate->normalised[0] == '\0') == (number == NULL))
		return err_set(err, ERR_INVALID,
			       "say either plate or customer (its number)");
	return number ? access_check_part(gateway, req, "itk", err) : 0;
}

/* ITK 3.0 manual, "Controleer aanmelding": by plate, or by the customer's number. */
int http_inspection_entry(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct plate plate = plate_read(request_query(req, "plate"));
	const char *number = request_query(req, "customer");
	AUTO(tx) *tx = NULL;
	if (check_question(service, req, &plate, number, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "{\"matches\":[");
	if (store_entry_write(tx, number ? NULL : plate.normalised, number,
			      reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int inspection_reply(struct gateway *gateway, const struct request *req,
		     struct reply *reply, const struct uuid *id, const char *before,
		     struct err *err)
{
	struct strbuf *out = reply_body(reply);
	int64_t version;
	AUTO(tx) *tx = NULL;
	strbuf_addf(out, "{%s", before);
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_form_write(tx, id, out, &version, err) < 0)
		return -1;
	strbuf_add_char(out, '}');
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int http_get_inspection(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return inspection_reply(service, req, reply, &id, "", err);
}

static int read_number(const struct request *req, int64_t *ret_number, struct err *err)
{
	const char *text = request_path(req, "number");
	size_t length = strlen(text);
	if (length == 0 || length > 7 || strspn(text, "0123456789") != length)
		return err_set(err, ERR_INVALID, "the version is not a number");
	*ret_number = strtoll(text, NULL, 10);
	return 0;
}

int http_get_inspection_version(void *service, struct request *req, struct reply *reply,
				struct err *err)
{
	struct uuid id;
	int64_t number = 0;
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    read_number(req, &number, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_version_write(tx, &id, number, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}
