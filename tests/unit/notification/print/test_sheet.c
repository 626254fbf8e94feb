/* SPDX-License-Identifier: Apache-2.0 */
/* Sheets with and without the code that leads to an appointment; it costs no letter its
 * place on one side. */
#include "notification/print/sheet.h"

#include <stdlib.h>

#include "../mail/letter_room.h"

static struct letter invitation(void)
{
	struct letter letter = plain_letter("apk", GREETING_NL);

	letter.vehicle = (struct uuid){ "0198c2f0-1111-7000-8000-000000000003" };
	letter.purpose = PURPOSE_REMINDER;
	letter.is_marketing = true;
	letter.plate = "H001HB";
	letter.make = "VOLKSWAGEN";
	letter.model = "GOLF";
	letter.reasons[0] = "apk";
	letter.reasons_count = 1;
	letter.apk_expiry = (struct civil_date){ 2026, 12, 23 };
	return letter;
}

static size_t print(const struct room *room, enum sheet_kind kind,
		    const struct letter *letter)
{
	STRBUF_AUTO out = strbuf_new(PRESS_BYTES_MAX);
	struct doc_fonts *fonts = doc_fonts_new();
	struct press_options options = { .fonts = fonts,
					 .writer = &room->writer,
					 .kind = kind,
					 .garage = letter->garage.name,
					 .language = "nl",
					 .now = letter->now };
	struct postal_address address = { .name = "Mevr. A. de Jong",
					  .street = "Kerkstraat",
					  .house_number = "12",
					  .postcode = "2801AA",
					  .city = "Gouda" };
	struct press_sheet sheet = { letter, &address, 1 };
	struct err err = { 0 };
	AUTO(press) *press = press_new(&options);

	if (press_add(press, &sheet, &err) < 0 || press_finish(press, &out, &err) < 0)
		fail_msg("%s", err.text);
	assert_memory_equal(out.text, "%PDF-", 5);
	const char *keep = getenv("BEURT_KEEP_SHEETS");
	char name[200];

	snprintf(name, sizeof(name), "%s/%s-%d.pdf", keep ? keep : "",
		 kind == SHEET_CARD ? "card" : "letter",
		 letter->garage.takes_appointments);
	if (keep && file_replace(name, (struct slice){ out.text, out.len }, &err) < 0)
		fail_msg("%s", err.text);
	size_t len = out.len;

	press_free(TAKE(press));
	doc_fonts_free(fonts);
	return len;
}

static void an_invitation_carries_a_code_that_books(void **state)
{
	static const enum sheet_kind kinds[] = { SHEET_LETTER, SHEET_CARD };

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		struct letter letter = invitation();
		size_t without = print(*state, kinds[i], &letter);

		letter.garage.takes_appointments = true;
		assert_true(print(*state, kinds[i], &letter) > without);
	}
}

static struct letter_paper paper_of(const struct room *room, bool takes_appointments)
{
	struct letter letter = invitation();
	struct letter_paper paper;
	struct err err = { 0 };

	letter.garage.takes_appointments = takes_appointments;
	if (letter_on_paper(&room->writer, &letter, false, &paper, &err) < 0)
		fail_msg("%s", err.text);
	return paper;
}

static void without_appointment_hours_it_asks_to_phone(void **state)
{
	struct letter_paper with = paper_of(*state, true);
	struct letter_paper without = paper_of(*state, false);

	assert_non_null(strstr(with.booking_url, "https://mijn.debrug.example/b/"));
	assert_non_null(strstr(with.book, "Scan deze code"));
	assert_string_equal(without.booking_url, "");
	assert_null(strstr(without.book, "Scan"));
	/* A long letter has no room for the code: its words alone must do. */
	assert_string_equal(with.text, without.text);
	assert_non_null(strstr(with.text, "Bel ons op 0182 - 51 23 45."));
	letter_paper_done(&with);
	letter_paper_done(&without);
}

/* Its code is as large as a real one, and opens nothing. */
static void a_sample_carries_no_token(void **state)
{
	const struct room *room = *state;
	struct letter letter = invitation();
	struct letter_paper real = paper_of(room, true);
	struct letter_paper sample;
	struct err err = { 0 };

	letter.garage.takes_appointments = true;
	if (letter_on_paper(&room->writer, &letter, true, &sample, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(strlen(sample.stop_url), strlen(real.stop_url));
	assert_int_equal(strlen(sample.booking_url), strlen(real.booking_url));
	const char *token = strstr(sample.stop_url, "/u/");

	assert_non_null(token);
	assert_int_equal(strspn(token + 3, "."), strlen(token + 3));
	token = strstr(sample.booking_url, "/b/");
	assert_non_null(token);
	assert_int_equal(strspn(token + 3, "."), strlen(token + 3));
	letter_paper_done(&sample);
	letter_paper_done(&real);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invitation_carries_a_code_that_books),
		cmocka_unit_test(without_appointment_hours_it_asks_to_phone),
		cmocka_unit_test(a_sample_carries_no_token),
	};

	return cmocka_run_group_tests(tests, open_room, close_room);
}
