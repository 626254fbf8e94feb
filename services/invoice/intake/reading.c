/* SPDX-License-Identifier: Apache-2.0 */
/* The identities of a document, and the name of what it says. */
#include "invoice/intake/reading.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "invoice/intake/from_message.h"

enum { CONTENT_MAX = 4 << 20 };

/* Postgres holds text only; what is none has no use for a replay either. */
char *reading_keep(struct slice payload)
{
	if (!payload.at || payload.len == 0 || !text_is_utf8(payload) ||
	    memchr(payload.at, '\0', payload.len))
		return NULL;
	return mem_text_n(payload.at, payload.len);
}

/* What is too long to be written is known by its own bytes. */
static struct uuid name_content(const struct reading *reading,
				const struct invoice_published *msg)
{
	STRBUF_AUTO content = strbuf_new(CONTENT_MAX);
	struct uuid name;

	if (invoice_content_hash(msg, &content, &name, NULL) == 0)
		return name;
	return uuid_named("content",
			  reading->text ? reading->text : reading->invoice_id.text, NULL);
}

struct reading *reading_new(const struct invoice_published *msg, char *text)
{
	struct reading *reading = mem_alloc(sizeof(*reading));

	reading->text = text;
	invoice_from_message(msg, &reading->invoice);
	reading->invoice_id = identity_invoice(&reading->invoice);
	reading->customer_id = identity_customer(&reading->invoice);
	reading->names =
		identity_vehicle_names(&reading->invoice, &reading->customer_id);
	reading->content_hash = name_content(reading, msg);
	return reading;
}

void reading_free(struct reading *reading)
{
	if (!reading)
		return;
	invoice_lines_free(&reading->invoice);
	mem_free(reading->text);
	mem_free(reading);
}
