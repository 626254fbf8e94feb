/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A letter about two cars of one customer, word for word: tests/data/letters has what it
 * says in both languages. `test_letter_household write` writes those files anew.
 */
#include <string.h>

#include "letter_room.h"
#include "notification/mail/letter_household.h"
#include "notification/sms/short.h"

static const enum wire_reason_kind service[] = { WIRE_REASON_KIND_PERIODIC };
static const enum wire_reason_kind tyres[] = { WIRE_REASON_KIND_TYRES };

static const struct wire_household_car others[] = {
	{ .vehicle_id = "0198c2f0-1111-7000-8000-0000000000c2",
	  .proposal_id = "0198c2f0-1111-7000-8000-0000000000d2",
	  .plate = "G-002-HB",
	  .make = "TOYOTA",
	  .model = "YARIS",
	  .reason_kinds = service,
	  .reason_kinds_count = 1,
	  .due_date = "2026-12-27" },
	{ .vehicle_id = "0198c2f0-1111-7000-8000-0000000000c3",
	  .proposal_id = "0198c2f0-1111-7000-8000-0000000000d3",
	  .plate = "K-003-HB",
	  .make = "KIA",
	  .model = "PICANTO",
	  .reason_kinds = tyres,
	  .reason_kinds_count = 1 },
};

static const struct notification_requested_params two = { .others = others,
							  .others_count = 1 };
static const struct notification_requested_params three = { .others = others,
							    .others_count = 2 };

static struct letter letter_of(const struct notification_requested_params *form,
			       enum greeting_language language)
{
	struct letter letter = plain_letter("by_reasons", language);

	about_the_forester(&letter);
	letter.vehicle = uuid_from("0198c2f0-1111-7000-8000-0000000000c1");
	letter.purpose = PURPOSE_REMINDER;
	letter.is_marketing = true;
	letter.garage.takes_appointments = true;
	letter.reasons[0] = "apk";
	letter.reasons_count = 1;
	letter.apk_expiry = (struct civil_date){ 2026, 12, 30 };
	letter.form = form;
	return letter;
}

static void the_letter_says_what_was_agreed(void **state)
{
	for (int i = 0; i < 2; i++) {
		struct letter letter = letter_of(&two, i ? GREETING_EN : GREETING_NL);

		letter.name = "household";
		says_what_was_agreed(*state, &letter);
	}
}

static size_t count_of(const char *text, const char *word)
{
	size_t count = 0;

	for (; (text = strstr(text, word)); text++)
		count++;
	return count;
}

static void each_car_has_its_own_link_and_its_own_not_mine(void **state)
{
	struct letter letter = letter_of(&three, GREETING_NL);
	struct letter_sheet sheet = { 0 };
	struct room *room = *state;
	struct err err = { 0 };

	assert_int_equal(letter_tell(&room->writer, &letter, &sheet, &err), 0);
	assert_int_equal(count_of(sheet.text, "/b/"), 3);
	assert_int_equal(count_of(sheet.text, "&about=car"), 3);
	assert_int_equal(count_of(sheet.html, "Kies een dag voor deze auto"), 3);
	assert_null(strstr(sheet.html, "{{"));
	letter_sheet_done(&sheet);
}

static void a_short_message_names_both_plates_and_how_many_more(void **state)
{
	const struct short_request request = { .kind = SHORT_PUSH, .sender = "" };
	struct letter pair = letter_of(&two, GREETING_NL);
	struct letter more = letter_of(&three, GREETING_EN);
	STRBUF_AUTO nl = strbuf_new(SHORT_MAX);
	STRBUF_AUTO en = strbuf_new(SHORT_MAX);
	struct room *room = *state;
	struct err err = { 0 };

	assert_int_equal(short_write(&room->writer, &pair, &request, &nl, &err), 0);
	assert_string_equal(nl.text, "Uw auto's H-001-HB en G-002-HB zijn aan de beurt. "
				     "Maak nu een afspraak.");
	assert_int_equal(short_write(&room->writer, &more, &request, &en, &err), 0);
	assert_string_equal(en.text, "Your cars H-001-HB, G-002-HB and 1 more are due. "
				     "Please book now.");
}

static void paper_lists_each_car_and_a_card_names_them(void **state)
{
	struct letter letter = letter_of(&three, GREETING_NL);
	struct letter_paper paper = { 0 };
	struct room *room = *state;
	struct err err = { 0 };

	assert_int_equal(letter_on_paper(&room->writer, &letter, /* is_sample= */ false,
					 &paper, &err),
			 0);
	assert_string_equal(
		paper.facts,
		"H-001-HB Subaru Forester\tAPK geldig tot en met: 30 december 2026. \n"
		"G-002-HB Toyota Yaris\tOnderhoud verwacht rond: 27 december 2026. \n"
		"K-003-HB KIA Picanto\tHet is tijd om uw banden te wisselen of te laten "
		"nakijken. \n");
	assert_null(strstr(paper.text, "G-002-HB"));
	assert_non_null(
		strstr(paper.card, "Subaru Forester, Toyota Yaris en KIA Picanto"));
	letter_paper_done(&paper);
}

static void who_calls_names_each_car_with_its_reason(void **state)
{
	struct letter letter = letter_of(&two, GREETING_NL);
	STRBUF_AUTO words = strbuf_new(4000);
	struct room *room = *state;
	struct err err = { 0 };

	assert_int_equal(letter_script(&room->writer, &letter, &words, &err), 0);
	assert_non_null(strstr(words.text, "- H-001-HB: De APK moet worden vernieuwd."));
	assert_non_null(strstr(words.text, "- G-002-HB: Het is tijd voor een "
					   "onderhoudsbeurt."));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_letter_says_what_was_agreed),
		cmocka_unit_test(each_car_has_its_own_link_and_its_own_not_mine),
		cmocka_unit_test(a_short_message_names_both_plates_and_how_many_more),
		cmocka_unit_test(paper_lists_each_car_and_a_card_names_them),
		cmocka_unit_test(who_calls_names_each_car_with_its_reason),
	};

	the_room.writes = argc > 1 && strcmp(argv[1], "write") == 0;
	return cmocka_run_group_tests(tests, open_room, close_room);
}
