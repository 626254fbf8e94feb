/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data tree the templates name: which facts are shown, and how they are written.
 */
#include "notification/mail/letter_data.h"

#include <stdio.h>
#include <string.h>

#include "base/plate.h"
#include "notification/domain/wording.h"
#include "notification/mail/letter_campaign.h"
#include "notification/mail/letter_fleet.h"
#include "notification/mail/letter_household.h"
#include "notification/mail/letter_lines.h"
#include "notification/mail/letter_lead.h"
#include "notification/mail/letter_news.h"
#include "notification/mail/letter_week.h"

#define LINE_MAX_TEXT  ((size_t)2000)
#define DEFAULT_COLOUR "#1d4f91"

/* What a letter is about, by how its name begins; one of none of these invites. */
struct letter_kind {
	const char *prefix;
	const char *about; /* what the footer says of it */
	bool knows_holder;
};

/* clang-format off */
static const struct letter_kind KINDS[] = {
	{ "inspection_",  "about_own",      false },
	{ "passport_",    "about_own",      true },
	{ "appointment_", "about_own",      true },
	{ "transfer_",    "about_transfer", true },
	{ "fleet_",       "about_account",  true },
	{ "login_",       "about_account",  true },
	{ "email_",       "about_account",  true },
	{ "weekly_",      "about_desk",     true },
	{ "lead_new",     "about_desk",     true },
	{ "lead_",        "about_request",  true },
	{ "feedback_",    "about_feedback", true },
};
/* clang-format on */

static bool is_given(const char *text)
{
	return text && *text;
}

const char *letter_language(const struct letter *letter)
{
	return letter->language == GREETING_NL ? "nl" : "en";
}

bool letter_has_reason(const struct letter *letter, const char *kind)
{
	for (size_t i = 0; i < letter->reasons_count; i++) {
		if (strcmp(letter->reasons[i], kind) == 0)
			return true;
	}
	return false;
}

static void set_given(struct value *object, const char *name, const char *text)
{
	if (is_given(text))
		value_set_text(object, name, text);
}

static bool is_hex_colour(const char *colour)
{
	return is_given(colour) && strlen(colour) == 7 && colour[0] == '#' &&
	       strspn(colour + 1, "0123456789abcdefABCDEF") == 6;
}

static int hex_pair(const char *text)
{
	int value = 0;

	for (int i = 0; i < 2; i++) {
		char c = text[i];
		int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

		value = value * 16 + digit;
	}
	return value;
}

/* White letters on dark colours, dark ones on light colours (weights of ITU-R BT.601). */
static void set_colours(struct value *data, const char *brand)
{
	const char *colour = is_hex_colour(brand) ? brand : DEFAULT_COLOUR;
	int light = 299 * hex_pair(colour + 1) + 587 * hex_pair(colour + 3) +
		    114 * hex_pair(colour + 5);

	value_set_text(data, "colour", colour);
	value_set_text(data, "colour_ink", light >= 150000 ? "#1b2025" : "#ffffff");
}

/* What a telephone dials: digits and a leading plus. */
static void set_phone(struct value *garage, const char *phone)
{
	STRBUF_AUTO link = strbuf_new(60);

	if (!is_given(phone))
		return;
	for (const char *c = phone; *c; c++) {
		if ((*c >= '0' && *c <= '9') || (*c == '+' && link.len == 0))
			strbuf_add_char(&link, *c);
	}
	value_set_text(garage, "phone", phone);
	value_set_text(garage, "phone_link", link.text);
}

static void set_garage(struct value *data, const struct letter_garage *garage)
{
	struct value *object = value_set_object(data, "garage");

	value_set_text(object, "name", garage->name);
	set_phone(object, garage->phone);
	set_given(object, "street", garage->street);
	set_given(object, "postcode", garage->postcode);
	set_given(object, "city", garage->city);
	set_given(object, "website", garage->website);
	set_colours(data, garage->brand_colour);
}

void letter_add_fact(struct value *facts, const char *flag, const char *text)
{
	if (!is_given(text))
		return;
	struct value *fact = value_add_object(facts);

	value_set_bool(fact, flag, true);
	value_set_text(fact, "fact", text);
}

static void set_words(struct value *data, const char *name, const char *text)
{
	STRBUF_AUTO out = strbuf_new(LINE_MAX_TEXT);

	if (!is_given(text))
		return;
	wording_make(text, &out);
	value_set_text(data, name, out.text);
}

static void set_plate(struct value *data, struct value *facts, const char *typed)
{
	if (!is_given(typed))
		return;
	struct plate plate = plate_read(typed);
	const char *text = plate.valid ? plate.formatted : typed;

	value_set_text(data, "plate", text);
	letter_add_fact(facts, "is_plate", text);
}

void letter_set_dates(struct value *data, struct value *facts,
		      const struct letter *letter)
{
	char text[WORDING_DATE_TEXT];
	bool apk = letter_has_reason(letter, "apk");
	bool service = letter->reasons_count == 0 ||
		       letter_has_reason(letter, "periodic") ||
		       letter_has_reason(letter, "habit");

	set_given(data, "apk_date",
		  wording_date(letter->apk_expiry, letter->language, text));
	value_set_bool(data, "apk_expired",
		       civil_is_set(letter->apk_expiry) &&
			       civil_compare(letter->apk_expiry, letter->today) < 0);
	if (apk || strncmp(letter->name, "apk", 3) == 0)
		letter_add_fact(facts, "is_apk", text);
	set_given(data, "due_date",
		  wording_date(letter->due_date, letter->language, text));
	if (service)
		letter_add_fact(facts, "is_due", text);
	letter_add_fact(facts, "is_last_visit",
			wording_date(letter->last_visit, letter->language, text));
}

void letter_set_reasons(struct value *data, const struct letter *letter)
{
	struct value *flags = value_set_object(data, "reason");
	struct value *list = value_set_list(data, "reasons");
	char flag[40];

	for (size_t i = 0; i < letter->reasons_count; i++) {
		value_set_bool(flags, letter->reasons[i], true);
		snprintf(flag, sizeof(flag), "is_%.30s", letter->reasons[i]);
		value_set_bool(value_add_object(list), flag, true);
	}
}

/* The date is the form's own text, which its contract holds to be a date. */
static struct civil_date read_date(const char *text)
{
	struct civil_date date = NO_DATE;

	return text && civil_parse(text, &date, NULL) == 0 ? date : NO_DATE;
}

static void set_answered(struct value *data, const struct letter *letter)
{
	struct instant at = NO_INSTANT;
	char text[WORDING_MOMENT_TEXT];

	if (!letter->form->answered_at || !letter->zone ||
	    instant_parse(letter->form->answered_at, &at, NULL) < 0)
		return;
	value_set_text(
		data, "answered_at",
		wording_moment(zone_local(letter->zone, at), letter->language, text));
}

static const struct letter_kind *kind_of(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(KINDS); i++)
		if (strncmp(name, KINDS[i].prefix, strlen(KINDS[i].prefix)) == 0)
			return &KINDS[i];
	return NULL;
}

bool letter_knows_holder(const char *name)
{
	const struct letter_kind *kind = kind_of(name);

	return kind && kind->knows_holder;
}

static void set_kind(struct value *data, const struct letter *letter)
{
	struct value *letters = value_set_object(data, "letter");
	const struct letter_kind *kind = kind_of(letter->name);

	value_set_bool(letters, letter->name, true);
	value_set_bool(data, "is_service", kind != NULL);
	if (kind)
		value_set_bool(data, kind->about, true);
}

static void set_form(struct value *data, struct value *facts, const struct letter *letter)
{
	char text[WORDING_DATE_TEXT];

	letter_set_lines(data, letter);
	if (!letter->form)
		return;
	wording_date(read_date(letter->form->inspection_date), letter->language, text);
	set_given(data, "inspection_date", text);
	letter_add_fact(facts, "is_inspection", text);
	set_answered(data, letter);
}

int letter_set_line(const struct templates *templates, struct value *data,
		    const char *name, const char *file, struct err *err)
{
	STRBUF_AUTO line = strbuf_new(LINE_MAX_TEXT);
	struct template_request request = {
		.language = value_text(value_member(data, slice_of("language"))),
		.file = file,
	};

	if (templates_fill(templates, &request, data, &line, err) < 0)
		return -1;
	value_set_text(data, name, line.text);
	return 0;
}

int letter_data(const struct templates *templates, const struct letter *letter,
		struct value *data, struct err *err)
{
	STRBUF_AUTO greeting = strbuf_new(LINE_MAX_TEXT);
	struct value *facts = value_set_list(data, "facts");

	greeting_write(&letter->person, letter->language, &greeting);
	value_set_text(data, "greeting", greeting.text);
	value_set_text(data, "language", letter_language(letter));
	set_words(data, "make", letter->make);
	set_words(data, "model", letter->model);
	if (letter_set_line(templates, data, "car", "car.line", err) < 0)
		return -1;
	if (is_given(letter->make))
		letter_add_fact(facts, "is_car",
				value_text(value_member(data, slice_of("car"))));
	set_plate(data, facts, letter->plate);
	letter_set_dates(data, facts, letter);
	set_kind(data, letter);
	set_garage(data, &letter->garage);
	set_form(data, facts, letter);
	letter_set_campaign(data, letter);
	letter_set_news(data, letter);
	if (letter->form &&
	    letter_set_fleet(&(struct letter_tree){ templates, data, facts, letter },
			     err) < 0)
		return -1;
	if (letter->form)
		letter_set_week(&(struct letter_tree){ templates, data, facts, letter });
	if (letter->form &&
	    letter_set_lead(&(struct letter_tree){ templates, data, facts, letter },
			    err) < 0)
		return -1;
	value_set_bool(data, "has_facts", value_is_true(facts));
	letter_set_reasons(data, letter);
	return letter_set_household(letter, data, NULL, NULL, err);
}

int letter_script(const struct letter_writer *writer, const struct letter *letter,
		  struct strbuf *out, struct err *err)
{
	const struct template_request request = { .language = letter_language(letter),
						  .file = "phone.txt" };
	AUTO(value) *data = value_new_object();

	if (letter_data(writer->templates, letter, data, err) < 0)
		return -1;
	return templates_fill(writer->templates, &request, data, out, err);
}
