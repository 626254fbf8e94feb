/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a row of facts to a contact: what it says, to whom, and what the gate asks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/phone.h"
#include "base/text.h"
#include "notification/store_columns.h"
#include "notification/store_round.h"

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
		.takes_appointments = row_bool(rows, row, TAKES_APPOINTMENTS),
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
		.consenting = row_uuid(rows, row, PERSON_ID),
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

static struct address_health read_health(const struct rows *rows, size_t row, int first)
{
	return (struct address_health){
		.hard = row_bool(rows, row, first),
		.soft_count = (int)row_int(rows, row, first + 1),
		.soft_since = row_instant(rows, row, first + 2),
		.paused_until = row_instant(rows, row, first + 3),
	};
}

static bool is_mobile(const char *text, const char *country)
{
	struct phone phone = { .is_mobile = false };

	return phone_read(slice_of(text), country, &phone) && phone.is_mobile;
}

/* Without what the round knows: standing, served, tried, refused. */
static void read_ways(const struct rows *rows, size_t row, struct way ways[CHANNELS])
{
	bool has_post = !row_is_null(rows, row, TO_STREET) &&
			!row_is_null(rows, row, TO_POSTCODE) &&
			!row_is_null(rows, row, TO_CITY);
	const struct way_count paper = { .days_365 = row_int(rows, row, PAPER_365) };

	ways[CHANNEL_EMAIL] = (struct way){
		.has_address = !row_is_null(rows, row, EMAIL),
		.suppressed_at = row_instant(rows, row, SUPPRESSED),
		.health = read_health(rows, row, HARD),
	};
	ways[CHANNEL_SMS] = (struct way){
		.has_address = is_mobile(row_text(rows, row, TO_MOBILE),
					 row_text(rows, row, TO_COUNTRY)),
		.suppressed_at = row_instant(rows, row, SUPPRESSED_MOBILE),
		.health = read_health(rows, row, MOBILE_HARD),
		.contacts = { .days_30 = row_int(rows, row, SMS_30) },
	};
	ways[CHANNEL_PUSH] = (struct way){
		.has_address = row_bool(rows, row, HAS_PUSH),
	};
	ways[CHANNEL_LETTER] = (struct way){ .has_address = has_post, .contacts = paper };
	ways[CHANNEL_CARD] = ways[CHANNEL_LETTER];
	ways[CHANNEL_PHONE] = (struct way){
		.has_address = !row_is_null(rows, row, TO_PHONE),
		.suppressed_at = row_instant(rows, row, SUPPRESSED_PHONE),
		.contacts = { .days_14 = row_int(rows, row, CALLS_14),
			      .was_reached = row_bool(rows, row, REACHED_14) },
	};
}

/* "1200:96" */
static struct channel_score read_score(const char *text)
{
	char *colon = NULL;
	int64_t contacts = strtoll(text, &colon, 10);

	return (struct channel_score){ contacts,
				       *colon == ':' ? strtoll(colon + 1, NULL, 10) : 0 };
}

/* "email:1200:96,sms:700:70" */
static void read_scores(const char *text, struct channel_score scores[CHANNELS])
{
	char word[16];

	while (text && *text) {
		size_t name = strcspn(text, ":");

		if (name < sizeof(word) && text[name] == ':') {
			memcpy(word, text, name);
			word[name] = '\0';
			scores[channel_from(word)] = read_score(text + name + 1);
		}
		text += strcspn(text, ",");
		text += *text == ',';
	}
}

static struct channel_wishes read_wishes(const struct rows *rows, size_t row)
{
	const char *intent = row_text(rows, row, INTENT);
	struct channel_wishes wishes = {
		.asked = channel_from(row_text(rows, row, CHANNEL)),
		.may = channel_list_read(row_text(rows, row, MAY_USE)),
		.order = channel_list_read(row_text(rows, row, CHANNEL_ORDER)),
		.preferred = channel_from(row_text(rows, row, PREFERRED)),
		.by_hand = !row_is_null(rows, row, CAMPAIGN),
		.seed = intent ? text_hash(intent) : 0,
	};

	read_scores(row_text(rows, row, SCORES), wishes.scores);
	return wishes;
}

static struct gate_facts read_facts(const struct rows *rows, size_t row)
{
	struct gate_facts facts = {
		.is_marketing = row_bool(rows, row, IS_MARKETING),
		.purpose = purpose_from(row_text(rows, row, PURPOSE)),
		.wishes = read_wishes(rows, row),
		.reason_group = row_text(rows, row, REASON_GROUP),
		.apk_expiry = row_date(rows, row, APK_EXPIRY),
		.deferrals = row_int(rows, row, DEFERRALS),
		.ladder = row_int(rows, row, LADDER),
		.not_before = row_instant(rows, row, NOT_BEFORE),
		.not_after = row_instant(rows, row, NOT_AFTER),
		.dealer_known = !row_is_null(rows, row, NAME),
		.dealer_active = row_bool(rows, row, ACTIVE),
		.customer_known = !row_is_null(rows, row, ERASED) ||
				  !row_is_null(rows, row, TO_EMAIL),
		.customer_erased = row_bool(rows, row, ERASED),
		.withdrawn = row_text(rows, row, WITHDRAWN),
		.vehicle_gone = row_bool(rows, row, VEHICLE_GONE) &&
				!letter_knows_holder(row_text(rows, row, TEMPLATE)),
		.holder_changed = row_bool(rows, row, HOLDER_CHANGED),
		.person = { .is_company = row_bool(rows, row, IS_COMPANY),
			    .last_paid = row_date(rows, row, LAST_PAID),
			    .soft_months = (int)row_int(rows, row, SOFT_MONTHS) },
		.limits = { .week = row_int(rows, row, CAP_WEEK),
			    .month = row_int(rows, row, CAP_MONTH),
			    .year = row_int(rows, row, CAP_YEAR) },
		.contacts = { .days_7 = row_int(rows, row, DAYS_7),
			      .days_30 = row_int(rows, row, DAYS_30),
			      .days_365 = row_int(rows, row, DAYS_365) },
		.closed_from = row_date(rows, row, CLOSED_FROM),
		.closed_until = row_date(rows, row, CLOSED_UNTIL),
		.holdout_per_mille = row_int(rows, row, HOLDOUT),
	};

	if (row_bool(rows, row, LESS_OFTEN))
		facts.limits = CAP_LIMITS_SELDOM;
	read_ways(rows, row, facts.ways);
	return facts;
}

static void read_addresses(const struct rows *rows, size_t row, struct contact *contact)
{
	contact->to = (struct contact_address){
		.phone = row_text(rows, row, TO_PHONE),
		.mobile = row_text(rows, row, TO_MOBILE),
		.street = row_text(rows, row, TO_STREET),
		.house_number = row_text(rows, row, TO_HOUSE_NUMBER),
		.addition = row_text(rows, row, TO_ADDITION),
		.postcode = row_text(rows, row, TO_POSTCODE),
		.city = row_text(rows, row, TO_CITY),
		.country = row_text(rows, row, TO_COUNTRY),
	};
	contact->terms = (struct contact_terms){
		.sms_sender = row_text(rows, row, SMS_SENDER),
		.phone_script = row_text(rows, row, PHONE_SCRIPT),
		.sms_cents = row_int(rows, row, SMS_CENTS),
		.letter_cents = row_int(rows, row, LETTER_CENTS),
		.card_cents = row_int(rows, row, CARD_CENTS),
	};
	contact->prints[CHANNEL_EMAIL] = row_text(rows, row, ADDRESS_PRINT);
	contact->prints[CHANNEL_SMS] = row_text(rows, row, PRINT_OF_MOBILE);
	contact->prints[CHANNEL_PHONE] = row_text(rows, row, PRINT_OF_PHONE);
}

static enum gate_arm read_arm(const char *word)
{
	if (!word)
		return GATE_NOT_MEASURED;
	return strcmp(word, "held_out") == 0 ? GATE_HELD_OUT : GATE_TREATED;
}

#define ID_CHARACTERS (UUID_TEXT - 1)

/* "<proposal> <vehicle> apk 1"; false when it is not that. */
static bool read_other(const char *text, struct contact_car *car)
{
	const char *vehicle = text + ID_CHARACTERS + 1;
	const char *group = vehicle + ID_CHARACTERS + 1;
	char id[UUID_TEXT] = "";

	if (strcspn(text, ",") < 2 * ((size_t)ID_CHARACTERS + 1))
		return false;
	memcpy(id, text, ID_CHARACTERS);
	car->proposal = uuid_from(id);
	memcpy(id, vehicle, ID_CHARACTERS);
	car->vehicle = uuid_from(id);
	size_t len = strcspn(group, " ,");

	if (len >= sizeof(car->reason_group))
		return false;
	memcpy(car->reason_group, group, len);
	car->reason_group[len] = '\0';
	car->step = (int)strtol(group + len, NULL, 10);
	return true;
}

/* One after the other, with a comma between. */
static void read_others(const char *text, struct contact *contact)
{
	while (text && *text && contact->others_count < OTHERS_MAX) {
		if (!read_other(text, &contact->others[contact->others_count]))
			return;
		contact->others_count++;
		text += strcspn(text, ",");
		text += *text == ',';
	}
}

struct contact store_contact_read(const struct rows *rows, size_t row)
{
	struct contact contact = {
		.letter = read_letter(rows, row),
		.facts = read_facts(rows, row),
		.proposal = row_uuid(rows, row, PROPOSAL),
		.party = row_uuid(rows, row, TO_PARTY),
		.person = row_uuid(rows, row, PERSON_ID),
		.timezone = row_text(rows, row, TIMEZONE),
		.refuses = row_text(rows, row, REFUSES),
		.carriers = row_text(rows, row, CARRIERS),
		.form = row_text(rows, row, FORM),
		.programme = row_text(rows, row, PROGRAMME),
		.campaign_id = row_text(rows, row, CAMPAIGN),
		.variant = row_text(rows, row, VARIANT),
		.passport_id = row_text(rows, row, PASSPORT),
		.step = row_int(rows, row, STEP),
		.cents = row_int(rows, row, CENTS),
		.attempts = row_int(rows, row, ATTEMPTS),
		.outcomes = row_int(rows, row, OUTCOMES),
		.tried = channel_list_read(row_text(rows, row, TRIED)),
		.channel = channel_from(row_text(rows, row, CHANNEL)),
		.next = channel_from(row_text(rows, row, CHANNEL)),
		.arm = read_arm(row_text(rows, row, ARM)),
		.lost = row_bool(rows, row, LOST),
		.state = row_text(rows, row, STATE),
	};

	read_addresses(rows, row, &contact);
	read_others(row_text(rows, row, OTHERS), &contact);
	snprintf(contact.reasons, sizeof(contact.reasons), "%s",
		 row_text(rows, row, REASONS));
	return contact;
}
