/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All facts about the letters of a round, and letters whose round died.
 */
#include <stdio.h>
#include <string.h>

#include "notification/store_round.h"

/* The address that the letter goes to: the form's, else the customer's own. */
#define PRINT "coalesce(i.to_print, c.address_print)"

/* The columns of both statements, in the order of enum column. */
#define COLUMNS                                                                            \
	"i.intent_id, i.dealer, i.customer_id, i.vehicle_id, i.proposal_id, i.purpose,"    \
	" i.is_marketing, i.template, i.channel,"                                          \
	" coalesce(i.language, c.language, g.language),"                                   \
	" i.not_before, i.not_after, i.plate, i.make, i.model, i.reasons, i.due_date,"     \
	" i.apk_expiry, i.last_visit, i.attempts, i.outcomes,"                             \
	" g.active, g.name, g.timezone, g.sender_name, g.sender_email, g.reply_to,"        \
	" g.phone, g.street, g.postcode, g.city, g.website, g.public_url, g.brand_colour," \
	" c.erased, c.is_company, c.title, c.initials, c.first_name, c.particle,"          \
	" c.last_name, coalesce(i.to_email, c.email), " PRINT                              \
	", c.refuses, c.last_paid,"                                                        \
	" h.hard, h.soft_count, h.soft_since, h.paused_until, i.to_email, i.to_name,"      \
	" i.form"

#define JOINS                                                                            \
	" LEFT JOIN garage g ON g.dealer = i.dealer"                                     \
	" LEFT JOIN customer c"                                                          \
	" ON c.dealer = i.dealer AND c.customer_id = i.customer_id"                      \
	" LEFT JOIN address_health h"                                                    \
	" ON h.dealer = i.dealer AND h.address_print = " PRINT

enum column {
	INTENT,
	DEALER,
	CUSTOMER,
	VEHICLE,
	PROPOSAL,
	PURPOSE,
	IS_MARKETING,
	TEMPLATE,
	CHANNEL,
	LANGUAGE,
	NOT_BEFORE,
	NOT_AFTER,
	PLATE,
	MAKE,
	MODEL,
	REASONS,
	DUE_DATE,
	APK_EXPIRY,
	LAST_VISIT,
	ATTEMPTS,
	OUTCOMES,
	ACTIVE,
	NAME,
	TIMEZONE,
	SENDER_NAME,
	SENDER_EMAIL,
	REPLY_TO,
	PHONE,
	STREET,
	POSTCODE,
	CITY,
	WEBSITE,
	PUBLIC_URL,
	BRAND_COLOUR,
	ERASED,
	IS_COMPANY,
	TITLE,
	INITIALS,
	FIRST_NAME,
	PARTICLE,
	LAST_NAME,
	EMAIL,
	ADDRESS_PRINT,
	REFUSES,
	LAST_PAID,
	HARD,
	SOFT_COUNT,
	SOFT_SINCE,
	PAUSED_UNTIL,
	TO_EMAIL,
	TO_NAME,
	FORM,
	SUPPRESSED,
	VEHICLE_GONE,
	HOLDER_CHANGED,
	DAYS_7,
	DAYS_30,
	DAYS_365,
};

/* What the gate asks beside those columns. Who asked for an invitation may have heard of
 * a new holder a little later; one for the new holder comes with a later list. */
#define GATE_COLUMNS                                                                     \
	" EXISTS (SELECT 1 FROM suppressed_address s"                                    \
	" WHERE s.dealer = i.dealer AND s.address_print = " PRINT                        \
	" AND s.purpose IN ('', i.purpose)),"                                            \
	" EXISTS (SELECT 1 FROM disowned_vehicle d WHERE d.dealer = i.dealer"            \
	" AND d.vehicle_id = i.vehicle_id"                                               \
	" AND (d.customer_id = i.customer_id OR d.address_print = " PRINT ")),"          \
	" EXISTS (SELECT 1 FROM holder_change m"                                         \
	" WHERE (m.vehicle_id = i.vehicle_id"                                            \
	" OR (m.plate <> '' AND m.plate = upper(replace(i.plate, '-', ''))))"            \
	" AND i.not_before < m.changed_at + interval '1 hour'),"                         \
	" k.days_7, k.days_30, k.days_365"

#define CONTACTS(now)                                                                    \
	" CROSS JOIN LATERAL (SELECT"                                                    \
	" count(*) FILTER (WHERE x.contacted_at > " now "::timestamptz"                  \
	" - interval '7 days') AS days_7,"                                               \
	" count(*) FILTER (WHERE x.contacted_at > " now "::timestamptz"                  \
	" - interval '30 days') AS days_30, count(*) AS days_365 FROM intent x"          \
	" WHERE x.dealer = i.dealer AND x.customer_id = i.customer_id"                   \
	" AND x.contacted_at > " now "::timestamptz - interval '365 days') AS k"

static const char SQL_FACTS[] =
	"SELECT " COLUMNS "," GATE_COLUMNS
	" FROM unnest($1::uuid[]) WITH ORDINALITY AS p (intent_id, n)"
	" JOIN intent i ON i.intent_id = p.intent_id" JOINS CONTACTS(
		"$2") " ORDER BY p.n";

/* A letter that was not asked for: the row it would have. */
static const char SQL_SUPPOSED[] =
	"SELECT " COLUMNS "," GATE_COLUMNS
	" FROM jsonb_populate_record(NULL::intent, $1::jsonb) AS i" JOINS CONTACTS("$2");

static const char SQL_CLAIMS[] =
	"SELECT DISTINCT claim FROM intent WHERE state = 'sending'";

static const char SQL_ENDED[] =
	"WITH ended AS (UPDATE intent SET state = $2, claim = NULL,"
	" reason = 'SENDER_DIED', outcomes = outcomes + ($2 = 'uncertain')::integer,"
	" contacted_at = CASE WHEN $2 = 'uncertain' THEN contacted_at END,"
	" settled_at = CASE WHEN $2 = 'uncertain' THEN $3::timestamptz END"
	" WHERE claim = $1 AND state = 'sending' RETURNING *)"
	" SELECT " COLUMNS ", false, false, false, 0, 0, 0 FROM ended i" JOINS;

int store_round_facts(struct tx *tx, const char *const *intents, size_t count,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_FACTS,
		       ARGS(arg_texts(intents, count), arg_instant(tx_now(tx))), ret_rows,
		       err);
}

int store_round_suppose(struct tx *tx, const char *intent_json, struct rows **ret_rows,
			struct err *err)
{
	return tx_rows(tx, SQL_SUPPOSED,
		       ARGS(arg_text(intent_json), arg_instant(tx_now(tx))), ret_rows,
		       err);
}

static struct letter_garage read_garage(const struct rows *rows, size_t row)
{
	return (struct letter_garage){
		.dealer = row_text(rows, row, DEALER),
		.name = row_text(rows, row, NAME),
		.sender_name = row_text(rows, row, SENDER_NAME),
		.sender_email = row_text(rows, row, SENDER_EMAIL),
		.reply_to = row_text(rows, row, REPLY_TO),
		.phone = row_text(rows, row, PHONE),
		.street = row_text(rows, row, STREET),
		.postcode = row_text(rows, row, POSTCODE),
		.city = row_text(rows, row, CITY),
		.website = row_text(rows, row, WEBSITE),
		.public_url = row_text(rows, row, PUBLIC_URL),
		.brand_colour = row_text(rows, row, BRAND_COLOUR),
	};
}

/* Whom the form names is greeted as the form writes it. */
static struct greeting_person read_person(const struct rows *rows, size_t row)
{
	const char *name = row_text(rows, row, TO_NAME);

	if (name && *name)
		return (struct greeting_person){ .whole_name = name };
	return (struct greeting_person){
		.is_company = row_bool(rows, row, IS_COMPANY),
		.title = row_text(rows, row, TITLE),
		.initials = row_text(rows, row, INITIALS),
		.first_name = row_text(rows, row, FIRST_NAME),
		.particle = row_text(rows, row, PARTICLE),
		.last_name = row_text(rows, row, LAST_NAME),
	};
}

static struct letter read_letter(const struct rows *rows, size_t row)
{
	const char *language = row_text(rows, row, LANGUAGE);

	return (struct letter){
		.intent = row_uuid(rows, row, INTENT),
		.customer = row_uuid(rows, row, CUSTOMER),
		.vehicle = row_uuid(rows, row, VEHICLE),
		.name = row_text(rows, row, TEMPLATE),
		.language = language && strcmp(language, "en") == 0 ? GREETING_EN
								    : GREETING_NL,
		.purpose = purpose_from(row_text(rows, row, PURPOSE)),
		.is_marketing = row_bool(rows, row, IS_MARKETING),
		.garage = read_garage(rows, row),
		.person = read_person(rows, row),
		.email = row_text(rows, row, EMAIL),
		.plate = row_text(rows, row, PLATE),
		.make = row_text(rows, row, MAKE),
		.model = row_text(rows, row, MODEL),
		.due_date = row_date(rows, row, DUE_DATE),
		.apk_expiry = row_date(rows, row, APK_EXPIRY),
		.last_visit = row_date(rows, row, LAST_VISIT),
	};
}

static struct gate_facts read_facts(const struct rows *rows, size_t row)
{
	return (struct gate_facts){
		.is_marketing = row_bool(rows, row, IS_MARKETING),
		.purpose = purpose_from(row_text(rows, row, PURPOSE)),
		.channel = channel_from(row_text(rows, row, CHANNEL)),
		.dealer_known = !row_is_null(rows, row, NAME),
		.dealer_active = row_bool(rows, row, ACTIVE),
		.customer_known = !row_is_null(rows, row, ERASED) ||
				  !row_is_null(rows, row, TO_EMAIL),
		.customer_erased = row_bool(rows, row, ERASED),
		.has_address = !row_is_null(rows, row, EMAIL),
		.suppressed = row_bool(rows, row, SUPPRESSED),
		.vehicle_gone = row_bool(rows, row, VEHICLE_GONE) &&
				!letter_knows_holder(row_text(rows, row, TEMPLATE)),
		.holder_changed = row_bool(rows, row, HOLDER_CHANGED),
		.person = { .is_company = row_bool(rows, row, IS_COMPANY),
			    .last_paid = row_date(rows, row, LAST_PAID) },
		.health = { .hard = row_bool(rows, row, HARD),
			    .soft_count = (int)row_int(rows, row, SOFT_COUNT),
			    .soft_since = row_instant(rows, row, SOFT_SINCE),
			    .paused_until = row_instant(rows, row, PAUSED_UNTIL) },
		.contacts = { .days_7 = row_int(rows, row, DAYS_7),
			      .days_30 = row_int(rows, row, DAYS_30),
			      .days_365 = row_int(rows, row, DAYS_365) },
		.not_before = row_instant(rows, row, NOT_BEFORE),
		.not_after = row_instant(rows, row, NOT_AFTER),
	};
}

struct round_letter store_round_letter(const struct rows *rows, size_t row)
{
	struct round_letter letter = {
		.letter = read_letter(rows, row),
		.facts = read_facts(rows, row),
		.proposal = row_uuid(rows, row, PROPOSAL),
		.timezone = row_text(rows, row, TIMEZONE),
		.refuses = row_text(rows, row, REFUSES),
		.address_print = row_text(rows, row, ADDRESS_PRINT),
		.form = row_text(rows, row, FORM),
		.attempts = row_int(rows, row, ATTEMPTS),
		.outcomes = row_int(rows, row, OUTCOMES),
	};

	snprintf(letter.reasons, sizeof(letter.reasons), "%s",
		 row_text(rows, row, REASONS));
	return letter;
}

int store_claims(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CLAIMS, NO_ARGS, ret_rows, err);
}

int store_claim_ended(struct tx *tx, int64_t claim, const char *state,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_ENDED,
		       ARGS(arg_int(claim), arg_text(state), arg_instant(tx_now(tx))),
		       ret_rows, err);
}
