/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters as customers get them: every template in both languages is filled, links are
 * ours, and nothing that a register or a customer typed can break out.
 */
#include <string.h>

#include "text/mail.h"

#include "letter_room.h"

static struct letter sample(void)
{
	return (struct letter){
		.intent = { "0198c2f0-1111-7000-8000-000000000001" },
		.customer = { "0198c2f0-1111-7000-8000-000000000002" },
		.vehicle = { "0198c2f0-1111-7000-8000-000000000003" },
		.name = "apk",
		.language = GREETING_NL,
		.purpose = PURPOSE_REMINDER,
		.is_marketing = true,
		.garage = { .dealer = "NL-4711",
			    .name = "Garage De Brug",
			    .sender_name = "Garage De Brug",
			    .sender_email = "balie@debrug.example",
			    .phone = "0182 - 51 23 45",
			    .city = "Gouda" },
		.person = { .title = "Mevr.", .particle = "de", .last_name = "Jong" },
		.email = "anna@example.nl",
		.plate = "H001HB",
		.make = "VOLKSWAGEN",
		.model = "GOLF",
		.reasons = { "apk" },
		.reasons_count = 1,
		.apk_expiry = { 2026, 12, 3 },
		.today = { 2026, 11, 22 },
		.now = { INT64_C(1795356000) * MICROS_PER_SECOND },
	};
}

static bool has(const struct strbuf *out, const char *text)
{
	return strstr(out->text, text) != NULL;
}

static void an_apk_letter_says_what_and_why(void **state)
{
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct letter letter = sample();

	write_mail(*state, &letter, &out);
	assert_true(has(&out, "From: \"Garage De Brug\"\r\n <balie@debrug.example>\r\n"));
	assert_true(has(&out, "To: \"de Jong\"\r\n <anna@example.nl>\r\n"));
	assert_true(has(&out, "Message-ID: <0198c2f0-1111-7000-8000-000000000001"
			      "@debrug.example>\r\n"));
	assert_true(has(&out, "List-Unsubscribe: <https://beurt.example/u/"));
	assert_true(has(&out,
			"\r\nGeachte mevrouw De Jong,\r\n\r\nDe APK van uw "
			"Volkswagen Golf is geldig tot en met 3 december 2026.\r\n"));
	assert_true(has(&out, "\r\nKenteken: H-001-HB\r\n"));
	assert_true(has(&out, "\r\nDeze auto is niet meer van mij:\r\n"));
	assert_false(has(&out, "{{"));
}

static const char *const names[] = { "apk", "service", "apk_service", "invitation" };

static void every_letter_exists_in_both_languages(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names) * 2; i++) {
		STRBUF_AUTO full = strbuf_new(MAIL_SIZE_MAX);
		STRBUF_AUTO bare = strbuf_new(MAIL_SIZE_MAX);
		struct letter letter = sample();

		letter.name = names[i / 2];
		letter.language = i % 2 ? GREETING_EN : GREETING_NL;
		write_mail(*state, &letter, &full);
		assert_false(has(&full, "{{"));
		assert_true(has(&full, i % 2 ? "Car: Volkswagen" : "Auto: Volkswagen"));
		letter.garage.phone = NULL;
		letter.garage.city = NULL;
		letter.plate = NULL;
		letter.make = NULL;
		letter.model = NULL;
		letter.vehicle = (struct uuid){ "" };
		letter.apk_expiry = NO_DATE;
		letter.reasons_count = 0;
		write_mail(*state, &letter, &bare);
		assert_false(has(&bare, "tel:"));
		assert_false(has(&bare, "niet meer van mij"));
		assert_false(has(&bare, "  van uw"));
	}
}

struct choice_case {
	const char *sentence;
	const char *reasons[3];
	size_t count;
	const char *subject;
};

static const struct choice_case choices[] = {
	{ "apk alone", { "apk" }, 1, "Subject: =?UTF-8?B?QVBLIHZvb3I" },
	{ "service alone",
	  { "periodic" },
	  1,
	  "Subject: Uw Volkswagen Golf is aan de beurt" },
	{ "habit is service",
	  { "habit" },
	  1,
	  "Subject: Uw Volkswagen Golf is aan de beurt" },
	{ "both", { "periodic", "apk" }, 2, "Subject: =?UTF-8?B?QVBLIGVu" },
	{ "something else",
	  { "tyres" },
	  1,
	  "Subject: Een afspraak voor uw Volkswagen Golf" },
	{ "advice alone",
	  { "advice" },
	  1,
	  "Subject: Er staat nog een advies open voor uw" },
	{ "a recall comes first",
	  { "apk", "recall" },
	  2,
	  "Subject: Terugroepactie voor uw" },
};

static void unknown_names_are_chosen_by_their_reasons(void **state)
{
	for (size_t i = 0; i < COUNT_OF(choices); i++) {
		STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
		struct letter letter = sample();

		letter.name = "next_year";
		letter.reasons_count = choices[i].count;
		memcpy(letter.reasons, choices[i].reasons, sizeof(choices[i].reasons));
		write_mail(*state, &letter, &out);
		if (!has(&out, choices[i].subject))
			fail_msg("%s", choices[i].sentence);
	}
}

static void without_name_and_reason_there_is_no_letter(void **state)
{
	struct room *room = *state;
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct letter letter = sample();
	struct err err = { 0 };

	letter.name = "next_year";
	letter.reasons_count = 0;
	assert_int_equal(letter_write(&room->writer, &letter, &out, &err), -1);
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_string_equal(err.code, "TEMPLATE_UNKNOWN");
}

static void an_expired_apk_is_said_plainly(void **state)
{
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct letter letter = sample();

	letter.apk_expiry = (struct civil_date){ 2026, 11, 21 };
	write_mail(*state, &letter, &out);
	assert_true(has(&out, "Subject: De APK van uw Volkswagen Golf is verlopen\r\n"));
	assert_true(has(&out, "APK verlopen op: 21 november 2026"));
	assert_false(has(&out, "WAAROM NU AL"));
}

static void what_people_typed_stays_text(void **state)
{
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct letter letter = sample();

	letter.person.last_name = "<script>alert(1)</script>";
	letter.make = "a\"><b>{{x}}";
	letter.garage.brand_colour = "red;}x{";
	write_mail(*state, &letter, &out);
	const char *html = strstr(out.text, "text/html");

	assert_non_null(html);
	assert_null(strstr(html, "<script>"));
	assert_null(strstr(html, "<b>"));
	assert_non_null(strstr(html, "&lt;script&gt;"));
	assert_null(strstr(html, "red;}"));
}

static void a_line_end_in_a_name_is_no_letter(void **state)
{
	struct room *room = *state;
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct letter letter = sample();
	struct err err = { 0 };

	letter.make = "Opel\r\nBcc: thief@example.com";
	assert_int_equal(letter_write(&room->writer, &letter, &out, &err), -1);
	assert_string_equal(err.code, "MAIL_HEADER");
	letter = sample();
	letter.person.last_name = "Jong\nBcc: thief@example.com";
	assert_int_equal(letter_write(&room->writer, &letter, &out, &err), -1);
	assert_int_equal(out.len, 0);
}

static void a_service_message_offers_no_unsubscribing(void **state)
{
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct letter letter = sample();

	letter.is_marketing = false;
	write_mail(*state, &letter, &out);
	assert_false(has(&out, "List-Unsubscribe"));
	assert_false(has(&out, "/u/"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_apk_letter_says_what_and_why),
		cmocka_unit_test(every_letter_exists_in_both_languages),
		cmocka_unit_test(unknown_names_are_chosen_by_their_reasons),
		cmocka_unit_test(without_name_and_reason_there_is_no_letter),
		cmocka_unit_test(an_expired_apk_is_said_plainly),
		cmocka_unit_test(what_people_typed_stays_text),
		cmocka_unit_test(a_line_end_in_a_name_is_no_letter),
		cmocka_unit_test(a_service_message_offers_no_unsubscribing),
	};

	return cmocka_run_group_tests(tests, open_room, close_room);
}
