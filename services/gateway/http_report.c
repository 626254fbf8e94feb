/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms on paper. Only what was saved is printed: "Altijd eerst het formulier opslaan
 * voordat u het print" (ITK 3.0 manual, chapter 3).
 */
#include "gateway/http_report.h"

#include <stdlib.h>
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/report/report.h"
#include "gateway/store_inspection.h"
#include "gateway/store_photo.h"
#include "pg/pg.h"

#define REVISION_MOST 1000000000

void saved_form_done(struct saved_form *form)
{
	msg_free(&inspection_version_state_type, form->version);
	msg_free(&dealer_state_type, form->dealer);
	*form = (struct saved_form){ NULL, NULL };
}

int saved_form_load(struct tx *tx, const char *dealer, const struct uuid *id,
		    int64_t number, struct saved_form *ret_form, struct err *err)
{
	SAVED_FORM_AUTO form = { NULL, NULL };
	AUTO_TEXT *version_json = NULL;
	AUTO_TEXT *dealer_json = NULL;
	void *version = NULL;
	void *garage = NULL;
	if (store_version_load(tx, id, number, &version_json, err) < 0 ||
	    store_dealer_load(tx, dealer, &dealer_json, err) < 0 ||
	    msg_decode(&inspection_version_state_type, slice_of(version_json), &version,
		       err) < 0)
		return -1;
	form.version = version;
	if (msg_decode(&dealer_state_type, slice_of(dealer_json), &garage, err) < 0)
		return -1;
	form.dealer = garage;
	*ret_form = form;
	form = (struct saved_form){ NULL, NULL };
	return 0;
}

static int read_picture(void *context, const char *sha256, struct strbuf *out,
			struct err *err)
{
	const char *media;
	return store_photo_read(context, sha256, out, &media, err);
}

int report_reply(struct gateway *gateway, struct tx *tx, const struct saved_form *form,
		 struct reply *reply, struct err *err)
{
	struct report report = {
		.version = form->version,
		.dealer = form->dealer,
		.picture = read_picture,
		.picture_context = tx,
	};
	if (report_write(gateway->fonts, &report, reply_body(reply), err) < 0)
		return -1;
	reply_type(reply, "application/pdf");
	reply_header(reply, "Content-Disposition",
		     "inline; filename=\"inspectie-%lld.pdf\"",
		     (long long)form->version->number);
	return 0;
}

static int reply_number(struct gateway *gateway, const struct request *req,
			const struct uuid *id, int64_t number, struct reply *reply,
			struct err *err)
{
	SAVED_FORM_AUTO form = { NULL, NULL };
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    saved_form_load(tx, access_subject(req)->dealer, id, number, &form, err) <
		    0 ||
	    report_reply(gateway, tx, &form, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_inspection_pdf(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct uuid id;
	const char *text = request_path(req, "number");
	size_t length = strlen(text);
	if (length == 0 || length > 7 || strspn(text, "0123456789") != length ||
	    text[0] == '0')
		return err_set(err, ERR_INVALID, "the version is not a number");
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_number(service, req, &id, strtoll(text, NULL, 10), reply, err);
}

static int check_saved(struct gateway *gateway, const struct request *req,
		       const struct uuid *id, int64_t revision, struct err *err)
{
	struct form_facts facts;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_form_facts(tx, id, &facts, err) < 0)
		return -1;
	if (facts.saved_number == 0 || facts.revision > facts.saved_revision ||
	    revision > facts.saved_revision)
		return err_set_code(err, ERR_CONFLICT, "SAVE_FIRST",
				    "save the form before printing it");
	return tx_commit(TAKE(tx), err);
}

int http_print_inspection(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct int_range range = { 0, REVISION_MOST, 0 };
	struct uuid id;
	int64_t revision;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_query_int(req, "revision", range, &revision, err) < 0 ||
	    check_saved(service, req, &id, revision, err) < 0)
		return -1;
	return reply_number(service, req, &id, 0, reply, err);
}
