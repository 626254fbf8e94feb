/* SPDX-License-Identifier: Apache-2.0 */
/* A request of somebody who is no customer yet, as it was typed, and what keeps it until
 * its address is confirmed. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_LEAD_FORM_H
#define BEURT_GATEWAY_HTTP_LEAD_FORM_H

#include "gateway/http_page.h"
#include "gateway/pages/lead_page.h"
#include "gateway/store_lead.h"
#include "gen/lead_open.h"
#include "text/address.h"

/* Of the words in pages/words_lead.c. */
#define LEAD_WORDING "aanvraag-2026-11"
#define LEAD_FOLDER  "/aanvraag/"

#define FIELD_BYTES(characters) (4 * (characters) + 1)
struct lead_typed {
	char name[FIELD_BYTES(160)];
	char email[FIELD_BYTES(320)];
	char phone[FIELD_BYTES(40)];
	char plate[FIELD_BYTES(20)];
	char remark[FIELD_BYTES(1000)];
	char postcode[FIELD_BYTES(16)];
	enum wire_lead_wish wish;
	bool reminders;
	struct address address; /* read from email */
	enum tongue tongue;
};

/* Which garages it is for, and how it came. */
struct lead_wanted {
	const char *codes[LEAD_GARAGES];
	const char *names[LEAD_GARAGES];
	size_t count;
	enum wire_lead_source source;
};

/* What was typed; the name of the word that says what is wrong with it, or NULL. */
const char *lead_form_read(const struct request *req, struct lead_typed *ret_typed);
struct page_lead_form lead_form_again(const struct lead_typed *typed, const char *action);
/* Kept for 48 hours, with the mail that asks to confirm it. An address that has many
 * already gets no other; whoever asks is told the same. */
MUST_CHECK int lead_form_keep(struct gateway *gateway, const struct request *req,
			      const struct lead_typed *typed,
			      const struct lead_wanted *wanted, struct err *err);

#endif
