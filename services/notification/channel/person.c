/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides whose consent is meant, and asks the gate's own facts about them: the row a
 * reminder of today would have.
 */
#include "notification/channel/person.h"

#include <stdio.h>

#include "base/json_out.h"
#include "base/mem.h"
#include "notification/channel/round.h"
#include "notification/store_round.h"

#define ROW_MAX 4000

static int find(const struct notification *svc, const struct person_asked *asked,
		struct person *person, struct err *err)
{
	const char *id = asked->customer_id ? asked->customer_id : asked->party_id;

	person->by_link = asked->token != NULL;
	if (asked->token)
		return link_token_read(svc->keys, asked->token, &person->link, err);
	if (!id)
		return err_set_code(err, ERR_INVALID, "CONSENT_WHOSE",
				    "it needs a token, a customer_id or a party_id");
	person->link.customer = uuid_from(id);
	snprintf(person->link.dealer, sizeof(person->link.dealer), "%s", asked->dealer);
	return 0;
}

static int suppose(const struct notification *svc, struct tx *tx, struct person *person,
		   struct err *err)
{
	static const char NOBODYS[] = "00000000-0000-0000-0000-000000000000";
	STRBUF_AUTO row = strbuf_new(ROW_MAX);
	struct json_out json = json_out_into(&row);

	json_out_open_object(&json, NULL);
	json_out_text(&json, "intent_id", NOBODYS);
	json_out_text(&json, "dealer", person->link.dealer);
	json_out_text(&json, "customer_id", person->link.customer.text);
	json_out_text(&json, "purpose", purpose_name(PURPOSE_REMINDER));
	json_out_flag(&json, "is_marketing", true);
	json_out_text(&json, "template", "apk");
	json_out_text(&json, "channel", channel_name(CHANNEL_EMAIL));
	json_out_text(&json, "channels", "email,sms,push,letter,card,phone");
	json_out_text(&json, "reasons", "apk");
	json_out_close_object(&json);
	if (strbuf_check(&row, err) < 0 ||
	    store_round_suppose(tx, row.text, &person->rows, err) < 0)
		return -1;
	person->contact = store_contact_read(person->rows, 0);
	return round_complete(svc, tx, &person->contact, 1, err);
}

int person_open(const struct notification *svc, struct tx *tx,
		const struct person_asked *asked, struct person *ret_person,
		struct err *err)
{
	*ret_person = (struct person){ .by_link = false };
	if (find(svc, asked, ret_person, err) < 0)
		return -1;
	if (asked->alone && store_person_lock(tx, ret_person->link.dealer,
					      &ret_person->link.customer, err) < 0)
		return -1;
	if (suppose(svc, tx, ret_person, err) < 0)
		return -1;
	return store_ledger_load(tx, ret_person->link.dealer, &ret_person->link.customer,
				 &ret_person->ledger, &ret_person->ledger_count, err);
}

void person_done(struct person *person)
{
	rows_free(person->rows);
	mem_free(person->ledger);
}

enum consent_basis person_basis(const struct person *person, enum purpose purpose,
				enum channel channel)
{
	const struct gate_facts *facts = &person->contact.facts;
	const struct consent_standing standing =
		consent_fold(person->ledger, person->ledger_count, purpose, channel);

	if (facts->ways[channel].refused)
		return BASIS_NONE;
	return consent_basis(standing, &facts->person, purpose, channel, facts->today);
}
