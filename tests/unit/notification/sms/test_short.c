/* SPDX-License-Identifier: Apache-2.0 */
/* Short messages, word for word; every one fits in two text messages of cheap letters. */
#include "notification/sms/short.h"

#include <stdio.h>

#include "notification/domain/gsm7.h"
#include "unit.h"

#define HEX_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct room {
	struct templates *templates;
	struct letter_keys *keys;
	struct letter_writer writer;
};

static int open_room(void **state)
{
	struct room *room = mem_alloc(sizeof(*room));
	struct err err = { 0 };

	*state = room;
	if (templates_open(&room->templates, &err) < 0 ||
	    letter_keys_open("1:" HEX_A, HEX_A, &room->keys, &err) < 0)
		return -1;
	room->writer = (struct letter_writer){ room->templates, room->keys,
					       "https://beurt.example" };
	return 0;
}

static int close_room(void **state)
{
	struct room *room = *state;

	templates_close(room->templates);
	letter_keys_close(room->keys);
	mem_free(room);
	return 0;
}

static struct letter sample(void)
{
	return (struct letter){
		.intent = { "0198c2f0-1111-7000-8000-00000000abcd" },
		.customer = { "0198c2f0-1111-7000-8000-000000000002" },
		.name = "apk",
		.language = GREETING_NL,
		.purpose = PURPOSE_REMINDER,
		.is_marketing = true,
		.garage = { .dealer = "NL-4711",
			    .name = "Garage De Brug",
			    .sender_name = "Garage De Brug",
			    .sender_email = "balie@debrug.example",
			    .phone = "0182-512345" },
		.person = { .title = "Mevr.", .last_name = "Daniëls" },
		.make = "VOLKSWAGEN",
		.model = "GOLF",
		.reasons = { "apk" },
		.reasons_count = 1,
		.apk_expiry = { 2026, 12, 3 },
		.today = { 2026, 11, 22 },
		.now = { INT64_C(1795356000) * MICROS_PER_SECOND },
	};
}

static void expect_short(const struct room *room, struct letter letter,
			 struct short_request request, const char *wanted)
{
	STRBUF_AUTO out = strbuf_new(SHORT_MAX);
	struct sms_size size;
	struct err err = { 0 };
	int failed = short_write(&room->writer, &letter, &request, &out, &err);

	expect_number(err.text, failed, 0);
	expect_text(letter.name, out.text, wanted);
	assert_int_equal(sms_measure((struct slice){ out.text, out.len }, &size, &err),
			 0);
	expect_text(out.text, sms_encoding_name(size.encoding), "GSM7");
	expect_true("at most two messages", size.parts <= 2);
}

static void says_what_why_who_and_how_to_stop(void **state)
{
	const struct short_request by_number = { .kind = SHORT_SMS,
						 .sender = "+3197010200000" };
	const struct short_request by_name = { .kind = SHORT_SMS, .sender = "De Brug" };
	const struct short_request by_push = { .kind = SHORT_PUSH, .sender = "" };
	struct letter letter = sample();

	expect_short(*state, letter, by_number,
		     "De APK van uw Volkswagen Golf loopt af op 3 december 2026. Maak nu "
		     "een afspraak. Bel 0182-512345. Garage De Brug. Geen sms meer? "
		     "Antwoord STOP");
	expect_short(*state, letter, by_name,
		     "De APK van uw Volkswagen Golf loopt af op 3 december 2026. Maak nu "
		     "een afspraak. Bel 0182-512345. Garage De Brug. Afmelden: "
		     "https://beurt.example/u/00000000abcd");
	expect_short(*state, letter, by_push,
		     "De APK van uw Volkswagen Golf loopt af op 3 december 2026. Maak nu "
		     "een afspraak.");
	letter.language = GREETING_EN;
	expect_short(*state, letter, by_push,
		     "The MOT (APK) of your Volkswagen Golf ends on 3 December 2026. "
		     "Please book now.");
}

static void knows_every_reason(void **state)
{
	static const struct {
		const char *reasons[2];
		const char *words;
	} CASES[] = {
		{ { "periodic" },
		  "Uw Volkswagen Golf is binnenkort toe aan een beurt. Maak nu een "
		  "afspraak." },
		{ { "apk", "periodic" },
		  "Uw Volkswagen Golf is toe aan APK (voor 3 december 2026) en "
		  "onderhoud. Dat kan in een keer: maak nu een afspraak." },
		{ { "advice" },
		  "Voor uw Volkswagen Golf staat nog een advies van uw vorige bezoek "
		  "open. Maak een afspraak om het te laten doen." },
		{ { "recall" },
		  "De fabrikant roept uw Volkswagen Golf terug. Het herstel kost u "
		  "niets. Maak een afspraak." },
		{ { "tyres" },
		  "Tijd om de banden van uw Volkswagen Golf te wisselen. Maak nu een "
		  "afspraak." },
	};
	const struct short_request request = { .kind = SHORT_PUSH, .sender = "" };

	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct letter letter = sample();

		letter.name = "by_reasons";
		letter.reasons[0] = CASES[i].reasons[0];
		letter.reasons[1] = CASES[i].reasons[1];
		letter.reasons_count = CASES[i].reasons[1] ? 2 : 1;
		expect_short(*state, letter, request, CASES[i].words);
	}
}

static void says_a_campaigns_own_words(void **state)
{
	struct notification_requested_params form = {
		.short_text = "Winterbanden: 4 wisselen voor 45 euro."
	};
	const struct short_request request = { .kind = SHORT_SMS,
					       .sender = "+3197010200000" };
	struct letter letter = sample();

	letter.name = "campaign";
	letter.form = &form;
	expect_short(*state, letter, request,
		     "Winterbanden: 4 wisselen voor 45 euro. Garage De Brug. Geen sms "
		     "meer? Antwoord STOP");
}

static void tells_no_letter_that_has_no_short_form(void **state)
{
	const struct room *room = *state;
	struct short_request request = { .kind = SHORT_SMS, .sender = "De Brug" };
	struct letter letter = sample();
	STRBUF_AUTO out = strbuf_new(SHORT_MAX);
	struct err err = { 0 };

	letter.name = "login_link";
	assert_int_equal(short_write(&room->writer, &letter, &request, &out, &err), -1);
	expect_text("nothing else is said", err.code, "TEMPLATE_UNKNOWN");
}

static void knows_numbers_and_codes(void **state)
{
	(void)state;
	expect_true("a number", short_sender_is_number("+3197010200000"));
	expect_true("a short number", short_sender_is_number("3669"));
	expect_true("a name", !short_sender_is_number("De Brug"));
	expect_true("nothing", !short_sender_is_number(""));
	expect_true("a code", short_code_is("00000000abcd"));
	expect_true("not a token", !short_code_is("00000000abcd0"));
	expect_true("not capitals", !short_code_is("00000000ABCD"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_why_who_and_how_to_stop),
		cmocka_unit_test(knows_every_reason),
		cmocka_unit_test(says_a_campaigns_own_words),
		cmocka_unit_test(tells_no_letter_that_has_no_short_form),
		cmocka_unit_test(knows_numbers_and_codes),
	};
	return cmocka_run_group_tests(tests, open_room, close_room);
}
