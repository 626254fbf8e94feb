/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Garages and customers as their states tell them. An older version changes nothing.
 */
#include <stdio.h>

#include "base/strbuf.h"
#include "notification/domain/choose.h"
#include "notification/domain/holdout.h"
#include "notification/store.h"

static const char SQL_GARAGE_SAVE[] =
	"INSERT INTO garage AS g (dealer, version, active, name, timezone,"
	" language, sender_name, sender_email, reply_to, phone, street, postcode, city,"
	" website, public_url, brand_colour, cap_week, cap_month, cap_year,"
	" holdout_per_mille, channel_order, closed_from, closed_until,"
	" soft_opt_in_months, sms_sender, sms_cents, letter_cents, card_cents,"
	" phone_script, carriers, takes_appointments)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
	" $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30,"
	" $31)"
	" ON CONFLICT (dealer) DO UPDATE SET version = excluded.version,"
	" active = excluded.active, name = excluded.name, timezone = excluded.timezone,"
	" language = excluded.language, sender_name = excluded.sender_name,"
	" sender_email = excluded.sender_email, reply_to = excluded.reply_to,"
	" phone = excluded.phone, street = excluded.street, postcode = excluded.postcode,"
	" city = excluded.city, website = excluded.website,"
	" public_url = excluded.public_url, brand_colour = excluded.brand_colour,"
	" cap_week = excluded.cap_week, cap_month = excluded.cap_month,"
	" cap_year = excluded.cap_year,"
	" holdout_per_mille = excluded.holdout_per_mille,"
	" channel_order = excluded.channel_order, closed_from = excluded.closed_from,"
	" closed_until = excluded.closed_until,"
	" soft_opt_in_months = excluded.soft_opt_in_months,"
	" sms_sender = excluded.sms_sender, sms_cents = excluded.sms_cents,"
	" letter_cents = excluded.letter_cents, card_cents = excluded.card_cents,"
	" phone_script = excluded.phone_script, carriers = excluded.carriers,"
	" takes_appointments = excluded.takes_appointments"
	" WHERE excluded.version > g.version";

static const char SQL_CUSTOMER_SAVE[] =
	"INSERT INTO customer AS c (dealer, customer_id, version, is_company,"
	" title, initials, first_name, particle, last_name, email, address_print,"
	" language, refuses, last_paid, erased, phone, phone_print, mobile, mobile_print,"
	" street, house_number, addition, postcode, city, country)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, false,"
	" $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
	" ON CONFLICT (dealer, customer_id) DO UPDATE SET version = excluded.version,"
	" is_company = excluded.is_company, title = excluded.title,"
	" initials = excluded.initials, first_name = excluded.first_name,"
	" particle = excluded.particle, last_name = excluded.last_name,"
	" email = excluded.email, address_print = excluded.address_print,"
	" language = excluded.language, refuses = excluded.refuses,"
	" last_paid = excluded.last_paid, erased = false, phone = excluded.phone,"
	" phone_print = excluded.phone_print, mobile = excluded.mobile,"
	" mobile_print = excluded.mobile_print, street = excluded.street,"
	" house_number = excluded.house_number, addition = excluded.addition,"
	" postcode = excluded.postcode, city = excluded.city, country = excluded.country"
	" WHERE excluded.version > c.version";

/* The print of an erased person's address stays behind on the list. */
static const char SQL_ERASE_SUPPRESS[] =
	"INSERT INTO suppressed_address (dealer, address_print, purpose, at)"
	" SELECT c.dealer, p.print, '', $3 FROM customer c,"
	" unnest(ARRAY[c.address_print, c.phone_print, c.mobile_print]) AS p (print)"
	" WHERE c.dealer = $1 AND c.customer_id = $2 AND p.print IS NOT NULL"
	" ON CONFLICT DO NOTHING";

static const char SQL_ERASE_CUSTOMER[] =
	"UPDATE customer SET title = NULL, initials = NULL, first_name = NULL,"
	" particle = NULL, last_name = NULL, email = NULL, address_print = NULL,"
	" last_paid = NULL, phone = NULL, phone_print = NULL, mobile = NULL,"
	" mobile_print = NULL, street = NULL, house_number = NULL, addition = NULL,"
	" postcode = NULL, city = NULL, preferred = NULL, erased = true"
	" WHERE dealer = $1 AND customer_id = $2";

static const char SQL_ERASE_LETTERS[] =
	"UPDATE intent SET plate = NULL, make = NULL, model = NULL,"
	" due_date = NULL, apk_expiry = NULL, last_visit = NULL, to_email = NULL,"
	" to_name = NULL, to_print = NULL, to_phone = NULL, to_phone_print = NULL,"
	" form = NULL WHERE dealer = $1 AND customer_id = $2 AND state <> 'sending'";

static const char SQL_ERASE_HOLDER[] =
	"UPDATE intent SET plate = NULL, make = NULL, model = NULL,"
	" due_date = NULL, apk_expiry = NULL, last_visit = NULL, to_email = NULL,"
	" to_name = NULL, to_print = NULL, to_phone = NULL, to_phone_print = NULL,"
	" form = NULL,"
	" reason = CASE WHEN state = 'queued' THEN 'ERASED' ELSE reason END,"
	" settled_at = CASE WHEN state = 'queued' THEN $2 ELSE settled_at END,"
	" state = CASE WHEN state = 'queued' THEN 'suppressed' ELSE state END"
	" WHERE (customer_id = $1 OR to_party = $1) AND to_email IS NOT NULL"
	" AND state <> 'sending'";

static const char SQL_ERASE_EVIDENCE[] =
	"UPDATE consent_event SET evidence = NULL"
	" WHERE dealer = $1 AND customer_id = $2 AND evidence IS NOT NULL";

static const char SQL_STANDING[] =
	"SELECT c.erased, c.is_company, c.last_paid, c.refuses, c.address_print,"
	" c.consent_said, h.hard, h.soft_count, h.soft_since, h.paused_until"
	" FROM customer c LEFT JOIN address_health h"
	" ON h.dealer = c.dealer AND h.address_print = c.address_print"
	" WHERE c.dealer = $1 AND c.customer_id = $2 FOR UPDATE OF c";

static const char SQL_SAID[] =
	"UPDATE customer SET consent_said = $3,"
	" consent_version = consent_version + 1"
	" WHERE dealer = $1 AND customer_id = $2 RETURNING consent_version";

static const char SQL_VERSION[] = "SELECT consent_version FROM customer"
				  " WHERE dealer = $1 AND customer_id = $2";

#define CARRIERS_MAX ((size_t)400)

static struct arg arg_preset(bool has, int64_t value, int64_t preset)
{
	return arg_int(has ? value : preset);
}

/* "email,sms": a garage that did not say uses e-mail alone. */
static void write_order(const struct dealer_state *garage, char text[CHANNEL_LIST_TEXT])
{
	struct channel_list list = { .count = 0 };

	for (size_t i = 0; i < garage->channel_order_count; i++)
		channel_list_add(
			&list, channel_from(wire_channel_word(garage->channel_order[i])));
	if (list.count == 0)
		channel_list_add(&list, CHANNEL_EMAIL);
	channel_list_write(&list, text);
}

/* "email=<connector>,phone=<connector>" */
static void write_carriers(const struct dealer_state *garage, struct strbuf *out)
{
	for (size_t i = 0; i < garage->carriers_count; i++)
		strbuf_addf(out, "%s%s=%s", i > 0 ? "," : "",
			    wire_channel_word(garage->carriers[i].channel),
			    garage->carriers[i].connector_id);
}

int store_garage_keep(struct tx *tx, const struct dealer_state *garage, struct err *err)
{
	const struct cap_limits caps = CAP_LIMITS_DEFAULT;
	char order[CHANNEL_LIST_TEXT];
	STRBUF_AUTO carriers = strbuf_new(CARRIERS_MAX);

	write_order(garage, order);
	write_carriers(garage, &carriers);
	return tx_run(
		tx, SQL_GARAGE_SAVE,
		ARGS(arg_text(garage->dealer), arg_int(garage->version),
		     arg_bool(garage->active), arg_text(garage->name),
		     arg_text(garage->timezone),
		     arg_text(wire_language_word(garage->language)),
		     arg_text(garage->sender_name), arg_text(garage->sender_email),
		     arg_text(garage->reply_to), arg_text(garage->phone),
		     arg_text(garage->street), arg_text(garage->postcode),
		     arg_text(garage->city), arg_text(garage->website),
		     arg_text(garage->public_url), arg_text(garage->brand_colour),
		     arg_preset(garage->has_cap_week, garage->cap_week, caps.week),
		     arg_preset(garage->has_cap_month, garage->cap_month, caps.month),
		     arg_preset(garage->has_cap_year, garage->cap_year, caps.year),
		     arg_preset(garage->has_holdout_per_mille, garage->holdout_per_mille,
				HOLDOUT_PER_MILLE),
		     arg_text(order), arg_text(garage->closed_from),
		     arg_text(garage->closed_until),
		     arg_preset(garage->has_soft_opt_in_months,
				garage->soft_opt_in_months, SOFT_OPT_IN_MONTHS),
		     arg_text(garage->sms_sender), arg_int(garage->sms_cents),
		     arg_int(garage->letter_cents), arg_int(garage->card_cents),
		     arg_text(garage->phone_script), arg_text(carriers.text),
		     arg_bool(garage->opening_count > 0)),
		NULL, err);
}

/* "email,phone" */
static void join_channels(const struct customer_state *customer, struct strbuf *out)
{
	for (size_t i = 0; i < customer->do_not_contact_count; i++) {
		if (i > 0)
			strbuf_add_char(out, ',');
		strbuf_add(out, wire_channel_word(customer->do_not_contact[i]));
	}
}

static struct arg arg_print(const char *print)
{
	return arg_text(*print ? print : NULL);
}

int store_customer_save(struct tx *tx, const struct customer_state *customer,
			const struct customer_prints *prints, bool *ret_changed,
			struct err *err)
{
	STRBUF_AUTO refuses = strbuf_new(64);
	bool is_company = customer->kind == WIRE_CUSTOMER_KIND_COMPANY;
	int64_t changed = 0;

	join_channels(customer, &refuses);
	if (strbuf_check(&refuses, err) < 0)
		return -1;
	if (tx_run(tx, SQL_CUSTOMER_SAVE,
		   ARGS(arg_text(customer->dealer), arg_text(customer->customer_id),
			arg_int(customer->version), arg_bool(is_company),
			arg_text(customer->title), arg_text(customer->initials),
			arg_text(customer->first_name), arg_text(customer->particle),
			arg_text(is_company ? customer->company : customer->last_name),
			arg_text(customer->email), arg_print(prints->email),
			arg_text(wire_language_word(customer->language)),
			arg_text(refuses.text), arg_text(customer->last_paid_date),
			arg_text(customer->phone), arg_print(prints->phone),
			arg_text(customer->mobile), arg_print(prints->mobile),
			arg_text(customer->street), arg_text(customer->house_number),
			arg_text(customer->addition), arg_text(customer->postcode),
			arg_text(customer->city), arg_text(customer->country)),
		   &changed, err) < 0)
		return -1;
	*ret_changed = changed > 0;
	return 0;
}

int store_holder_erase(struct tx *tx, const struct uuid *party, struct err *err)
{
	return tx_run(tx, SQL_ERASE_HOLDER,
		      ARGS(arg_uuid(party), arg_instant(tx_now(tx))), NULL, err);
}

int store_customer_erase(struct tx *tx, const char *dealer, const struct uuid *customer,
			 struct err *err)
{
	struct arg dealer_arg = arg_text(dealer);
	struct arg customer_arg = arg_uuid(customer);

	if (tx_run(tx, SQL_ERASE_SUPPRESS,
		   ARGS(dealer_arg, customer_arg, arg_instant(tx_now(tx))), NULL,
		   err) < 0)
		return -1;
	if (tx_run(tx, SQL_ERASE_CUSTOMER, ARGS(dealer_arg, customer_arg), NULL, err) < 0)
		return -1;
	if (tx_run(tx, SQL_ERASE_LETTERS, ARGS(dealer_arg, customer_arg), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_ERASE_EVIDENCE, ARGS(dealer_arg, customer_arg), NULL, err);
}

static struct customer_standing read_standing(const struct rows *rows)
{
	struct customer_standing standing = {
		.known = true,
		.erased = row_bool(rows, 0, 0),
		.person = { .is_company = row_bool(rows, 0, 1),
			    .last_paid = row_date(rows, 0, 2) },
		.health = { .hard = row_bool(rows, 0, 6),
			    .soft_count = (int)row_int(rows, 0, 7),
			    .soft_since = row_instant(rows, 0, 8),
			    .paused_until = row_instant(rows, 0, 9) },
	};
	const char *print = row_text(rows, 0, 4);

	snprintf(standing.refuses, sizeof(standing.refuses), "%s", row_text(rows, 0, 3));
	snprintf(standing.address_print, sizeof(standing.address_print), "%s",
		 print ? print : "");
	snprintf(standing.said, sizeof(standing.said), "%s", row_text(rows, 0, 5));
	return standing;
}

int store_customer_standing(struct tx *tx, const char *dealer,
			    const struct uuid *customer,
			    struct customer_standing *ret_standing, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_STANDING, ARGS(arg_text(dealer), arg_uuid(customer)), &rows,
		    err) < 0)
		return -1;
	*ret_standing = rows_count(rows) > 0
				? read_standing(rows)
				: (struct customer_standing){ .known = false };
	return 0;
}

static int read_version(struct tx *tx, const char *sql, const struct arg *args,
			size_t count, int64_t *ret_version, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, sql, args, count, &rows, err) < 0)
		return -1;
	*ret_version = rows_count(rows) > 0 ? row_int(rows, 0, 0) : 0;
	return 0;
}

int store_consent_said(struct tx *tx, const char *dealer, const struct uuid *customer,
		       const char *said, int64_t *ret_version, struct err *err)
{
	return read_version(tx, SQL_SAID,
			    ARGS(arg_text(dealer), arg_uuid(customer), arg_text(said)),
			    ret_version, err);
}

int store_consent_version(struct tx *tx, const char *dealer, const struct uuid *customer,
			  int64_t *ret_version, struct err *err)
{
	return read_version(tx, SQL_VERSION, ARGS(arg_text(dealer), arg_uuid(customer)),
			    ret_version, err);
}
