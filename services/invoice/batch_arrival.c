/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the bytes of a record to its message. What cannot be read leaves the message out
 * and says why; the record is parked then, never lost.
 */
#include <string.h>

#include "base/text.h"
#include "invoice/batch.h"
#include "invoice/domain/document_rules.h"
#include "invoice/intake/from_ubl.h"
#include "invoice/intake/ubl_xml.h"
#include "msg/msg.h"

enum { PUBLISHED_MAX = 4 << 20 };

void arrival_keep(struct arrival *arrival, struct slice payload)
{
	arrival->own_text = reading_keep(payload);
	arrival->payload_text = arrival->own_text;
	if (arrival->own_text)
		arrival->payload = (struct slice){ arrival->own_text, payload.len };
}

static void refuse(struct arrival *arrival, const struct err *err, const char *rule)
{
	findings_add(&arrival->findings, err->code[0] ? err->code : rule, SEVERITY_ERROR,
		     "/", err->text);
}

void arrival_read_json(struct arrival *arrival, struct slice json)
{
	struct err err = { 0 };
	void *msg = NULL;

	if (msg_decode(&invoice_published_type, json, &msg, &err) < 0) {
		refuse(arrival, &err, MSG_NOT_VALID);
		return;
	}
	arrival->owned = msg;
	arrival->msg = msg;
}

static void read_ubl(struct arrival *arrival)
{
	AUTO(ubl_tree) *tree = NULL;
	STRBUF_AUTO json = strbuf_new(PUBLISHED_MAX);
	struct err err = { 0 };

	if (ubl_read(arrival->payload, &tree, &err) < 0) {
		refuse(arrival, &err, "XML_MALFORMED");
		return;
	}
	AUTO(document) *document = document_extract(ubl_root(tree));

	document_check(ubl_root(tree), &arrival->findings);
	published_from_ubl(document, arrival->upload_dealer ? arrival->upload_dealer : "",
			   &json);
	if (strbuf_check(&json, &err) < 0)
		refuse(arrival, &err, "XML_TOO_LARGE");
	else
		arrival_read_json(arrival, (struct slice){ json.text, json.len });
}

void arrival_read(struct arrival *arrival)
{
	if (!arrival->payload.at || arrival->payload.len == 0) {
		findings_add(&arrival->findings, "NOT_TEXT", SEVERITY_ERROR, "/",
			     "the record is empty or no text: nothing of it was kept");
		return;
	}
	if (arrival->format == FORMAT_CSV_BROKEN &&
	    !findings_have_error(&arrival->findings))
		findings_add(&arrival->findings, "CSV_FIELD", SEVERITY_ERROR, "/",
			     "fields of its rows could not be read; correct the file");
	if (arrival->format == FORMAT_UBL)
		read_ubl(arrival);
	else
		arrival_read_json(arrival, arrival->payload);
}
