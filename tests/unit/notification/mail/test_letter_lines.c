/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters of an inspection, word for word: tests/data/letters has what each of them says
 * in both languages. `test_letter_lines write` writes those files anew, to be read before
 * they are kept.
 */
#include <string.h>

#include "notification/mail/letter_form.h"

#include "letter_room.h"

static const struct notification_requested_params_line lines[] = {
	{ .text = "Remblokken voor vervangen",
	  .price_kind = WIRE_PRICE_KIND_FIXED,
	  .cents = 28900,
	  .has_cents = true,
	  .urgency = WIRE_URGENCY_NOW,
	  .answer = WIRE_LINE_ANSWER_APPROVE,
	  .changed = true },
	{ .text = "Winterbanden <16\"> plaatsen",
	  .price_kind = WIRE_PRICE_KIND_FROM,
	  .cents = 123450,
	  .has_cents = true,
	  .quantity = "4",
	  .urgency = WIRE_URGENCY_WITHIN_3_MONTHS,
	  .answer = WIRE_LINE_ANSWER_LATER },
	{ .text = "Lekkage onderzoeken",
	  .price_kind = WIRE_PRICE_KIND_FOLLOWS,
	  .quantity = "1.50",
	  .urgency = WIRE_URGENCY_NEXT_VISIT,
	  .answer = WIRE_LINE_ANSWER_CALL },
};

static struct notification_requested_params full_form(void)
{
	return (struct notification_requested_params){
		.link = "/m/Zk3w_x-9",
		.inspection_date = "2026-11-25",
		.answered_at = "2026-11-25T13:05:00Z",
		.number = 2,
		.has_number = true,
		.lines = lines,
		.lines_count = COUNT_OF(lines),
		.total_cents = 152350,
		.has_total_cents = true,
		.follows_count = 1,
		.has_follows_count = true,
	};
}

static struct letter sample(const struct notification_requested_params *form)
{
	struct letter letter = plain_letter(NULL, GREETING_NL);

	about_the_forester(&letter);
	letter.vehicle = (struct uuid){ "0198c2f0-1111-7000-8000-000000000003" };
	letter.person.whole_name = "J. Jansen";
	letter.form = form;
	return letter;
}

static const char *const names[] = {
	"inspection_advice",
	"inspection_report",
	"inspection_update",
	"inspection_answers",
	"inspection_data",
	"inspection_invitation",
	"advice",
};

static struct letter letter_of(const char *name, enum greeting_language language,
			       struct notification_requested_params *form)
{
	struct letter letter = sample(form);

	letter.name = name;
	letter.language = language;
	letter.is_marketing = strcmp(name, "advice") == 0;
	form->prices_open = strcmp(name, "inspection_update") == 0;
	if (strcmp(name, "inspection_report") == 0 ||
	    strcmp(name, "inspection_invitation") == 0)
		form->lines_count = 0;
	return letter;
}

static void every_letter_says_what_was_agreed(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names) * 2; i++) {
		enum greeting_language language = i % 2 ? GREETING_EN : GREETING_NL;
		struct notification_requested_params form = full_form();
		struct letter letter = letter_of(names[i / 2], language, &form);

		says_what_was_agreed(*state, &letter);
	}
}

static void the_html_says_the_same(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct notification_requested_params form = full_form();
		struct letter letter = letter_of(names[i], GREETING_NL, &form);
		struct letter_sheet sheet = show(*state, &letter);

		must_have(sheet.html, "href=\"https://mijn.debrug.example/m/Zk3w_x-9\"");
		must_have(sheet.html, "Beste J. Jansen,");
		if (form.lines_count > 0) {
			must_have(sheet.html, "€ 289,00");
			must_have(sheet.html, "vanaf € 1.234,50");
			must_have(sheet.html, "prijs volgt");
			must_have(sheet.html, "4 × Winterbanden &lt;16&quot;&gt;");
		}
		assert_null(strstr(sheet.html, "{{"));
		letter_sheet_done(&sheet);
	}
}

static void without_a_form_nothing_is_left_open(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct letter letter = sample(NULL);

		letter.name = names[i];
		letter.make = NULL;
		letter.plate = NULL;
		struct letter_sheet sheet = show(*state, &letter);

		assert_null(strstr(sheet.html, "/m/"));
		assert_null(strstr(sheet.text, "€"));
		assert_null(strstr(sheet.text, "\n\n\n"));
		letter_sheet_done(&sheet);
	}
}

static void only_what_was_approved_is_added_up(void **state)
{
	struct notification_requested_params form = full_form();
	struct letter letter = letter_of("inspection_answers", GREETING_NL, &form);
	struct letter_sheet sheet = show(*state, &letter);

	must_have(sheet.text, "Totaal akkoord (incl. btw): € 289,00");
	assert_null(strstr(sheet.text, "1.523,50"));
	letter_sheet_done(&sheet);
}

static void a_link_to_elsewhere_is_no_letter(void **state)
{
	static const char *const links[] = { "//thief.example/m/x",
					     "https://thief.example", "/m/x\"><a",
					     "/m/a b", "/m/x?lang=nl" };
	struct room *room = *state;

	for (size_t i = 0; i < COUNT_OF(links); i++) {
		struct notification_requested_params form = { .link = links[i] };
		struct letter letter = sample(&form);
		struct letter_sheet sheet = { 0 };
		struct err err = { 0 };

		letter.name = "inspection_report";
		assert_int_equal(letter_show(&room->writer, &letter, &sheet, &err), -1);
		assert_string_equal(err.code, "LINK_INVALID");
	}
}

static void what_is_shown_beforehand_has_no_token(void **state)
{
	struct notification_requested_params form = full_form();
	struct letter letter = letter_of("advice", GREETING_NL, &form);
	struct letter_sheet sheet = show(*state, &letter);

	must_have(sheet.text,
		  "https://mijn.debrug.example/u/...?lang=nl&garage=NL-4711\n");
	letter_sheet_done(&sheet);
}

static void a_form_is_read_as_it_was_written(void **state)
{
	struct notification_requested_params form = full_form();
	struct notification_requested_params *again = NULL;
	struct err err = { 0 };
	AUTO_TEXT *json = NULL;

	(void)state;
	assert_int_equal(letter_form_write(&form, &json, &err), 0);
	assert_int_equal(letter_form_read(json, &again, &err), 0);
	assert_int_equal(again->lines_count, 3);
	assert_string_equal(again->lines[1].text, lines[1].text);
	assert_int_equal(again->lines[1].cents, 123450);
	assert_string_equal(again->link, "/m/Zk3w_x-9");
	letter_form_free(again);
}

static void an_appointment_is_kept_too(void **state)
{
	const struct notification_requested_params_appointment appointment = {
		.appointment_id = "0198c2f0-1111-7000-8000-0000000000aa",
		.date = "2026-12-03",
		.time = "09:30",
		.starts_at = "2026-12-03T08:30:00Z",
		.minutes = 90,
		.was_time = "14:00",
	};
	struct notification_requested_params form = { .appointment = &appointment };
	struct notification_requested_params *again = NULL;
	struct err err = { 0 };
	AUTO_TEXT *json = NULL;

	(void)state;
	assert_int_equal(letter_form_write(&form, &json, &err), 0);
	assert_int_equal(letter_form_read(json, &again, &err), 0);
	assert_string_equal(again->appointment->was_time, "14:00");
	letter_form_free(again);
}

static void other_letters_keep_no_form(void **state)
{
	struct notification_requested_params params = { .plate = "H-001-HB" };
	struct notification_requested_params *read = NULL;
	struct err err = { 0 };
	char *json = NULL;

	(void)state;
	assert_int_equal(letter_form_write(&params, &json, &err), 0);
	assert_null(json);
	assert_int_equal(letter_form_write(NULL, &json, &err), 0);
	assert_null(json);
	assert_int_equal(letter_form_read(NULL, &read, &err), 0);
	assert_null(read);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_says_what_was_agreed),
		cmocka_unit_test(the_html_says_the_same),
		cmocka_unit_test(without_a_form_nothing_is_left_open),
		cmocka_unit_test(only_what_was_approved_is_added_up),
		cmocka_unit_test(a_link_to_elsewhere_is_no_letter),
		cmocka_unit_test(what_is_shown_beforehand_has_no_token),
		cmocka_unit_test(a_form_is_read_as_it_was_written),
		cmocka_unit_test(an_appointment_is_kept_too),
		cmocka_unit_test(other_letters_keep_no_form),
	};

	the_room.writes = argc > 1 && strcmp(argv[1], "write") == 0;
	return cmocka_run_group_tests(tests, open_room, close_room);
}
