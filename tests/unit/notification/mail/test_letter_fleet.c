/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters of passports, fleets, transfers and appointments, word for word:
 * tests/data/letters has what each of them says in both languages. `test_letter_fleet
 * write` writes those files anew, to be read before they are kept.
 */
#include <string.h>

#include "text/mail.h"

#include "letter_room.h"

static const enum wire_appointment_kind kinds[] = { WIRE_APPOINTMENT_KIND_APK,
						    WIRE_APPOINTMENT_KIND_SERVICE };
static const struct notification_requested_params_appointment booked = {
	.appointment_id = "0198c2f0-1111-7000-8000-0000000000aa",
	.date = "2026-12-03",
	.time = "09:30",
	.starts_at = "2026-12-03T08:30:00Z",
	.minutes = 90,
	.sequence = 2,
	.kinds = kinds,
	.kinds_count = COUNT_OF(kinds),
	.stay = WIRE_STAY_WAIT,
};

static const struct notification_requested_params_car cars[] = {
	{ .plate = "H001HB",
	  .model = "Subaru Forester",
	  .apk_expiry = "2026-11-20",
	  .driver = "J. Jansen" },
	{ .plate = "H-002-HB",
	  .apk_expiry = "2026-12-24",
	  .due_date = "2026-12-18",
	  .appointment_date = "2026-12-03",
	  .has_advices_count = true,
	  .advices_count = 2,
	  .has_advices_cents = true,
	  .advices_cents = 33400 },
};

static const char *const names[] = {
	"passport_invitation",   "fleet_invitation",  "login_link",
	"email_check",           "email_changed",     "transfer_offer",
	"transfer_reminder",     "transfer_status",   "transfer_done",
	"appointment_confirmed", "appointment_moved", "appointment_cancelled",
	"appointment_reminder",  "fleet_digest",      "transfer_support",
};

static const struct notification_requested_params_support by_support = {
	.asked_by = "Vera de Boer",
	.approved_by = "Wim Smit",
	.reason = "De beheerder ligt in het ziekenhuis & de auto moet weg.",
};

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* What who asks for such a letter says with it. */
static struct notification_requested_params
params_of(const char *name, struct notification_requested_params_appointment *appointment)
{
	struct notification_requested_params params = { .link = "/mijn/Zk3w_x-9" };

	*appointment = booked;
	if (begins(name, "passport_") || begins(name, "transfer_") ||
	    begins(name, "appointment_"))
		params.disown_link = "/mijn/auto/7-a/niet-van-mij";
	if (begins(name, "fleet_"))
		params.fleet_name = "Jansen & Zn. <BV>";
	if (begins(name, "transfer_")) {
		params.person = "Piet \"P\" de Vries";
		params.transfer_kind = WIRE_TRANSFER_KIND_OWNER;
	}
	if (strcmp(name, "transfer_reminder") == 0)
		params.transfer_kind = WIRE_TRANSFER_KIND_DRIVER;
	if (strcmp(name, "transfer_support") == 0) {
		params.support = &by_support;
		params.fleet_name = "Jansen & Zn. <BV>";
	}
	if (strcmp(name, "transfer_status") == 0)
		params.transfer_status = WIRE_TRANSFER_STATUS_DECLINED;
	if (!begins(name, "appointment_") && !begins(name, "email_changed"))
		params.expires_at = "2026-12-06T13:00:00Z";
	if (begins(name, "appointment_"))
		params.appointment = appointment;
	appointment->cancelled = strcmp(name, "appointment_cancelled") == 0;
	if (strcmp(name, "appointment_moved") == 0) {
		appointment->was_date = "2026-12-02";
		appointment->was_time = "14:00";
	}
	if (strcmp(name, "fleet_digest") == 0) {
		params.cars = cars;
		params.cars_count = COUNT_OF(cars);
		params.cars_total = 12;
		params.has_cars_total = true;
		params.expires_at = NULL;
	}
	return params;
}

static struct letter letter_of(const char *name, enum greeting_language language,
			       const struct notification_requested_params *form)
{
	bool about_car = !begins(name, "fleet_") && !begins(name, "login_") &&
			 !begins(name, "email_");
	struct letter letter = plain_letter(name, language);

	if (about_car)
		about_the_forester(&letter);
	letter.form = form;
	return letter;
}

static void every_letter_says_what_was_agreed(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names) * 2; i++) {
		struct notification_requested_params_appointment appointment;
		struct notification_requested_params form =
			params_of(names[i / 2], &appointment);
		struct letter letter =
			letter_of(names[i / 2], i % 2 ? GREETING_EN : GREETING_NL, &form);

		says_what_was_agreed(*state, &letter);
	}
}

static void the_html_says_the_same(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct notification_requested_params_appointment appointment;
		struct notification_requested_params form =
			params_of(names[i], &appointment);
		struct letter letter = letter_of(names[i], GREETING_NL, &form);
		struct letter_sheet sheet = show(*state, &letter);

		must_have(sheet.html, "Beste Chloë Jansen,");
		if (!begins(names[i], "email_changed"))
			must_have(sheet.html,
				  "href=\"https://mijn.debrug.example/mijn/Zk3w_x-9\"");
		if (form.disown_link)
			must_have(sheet.html, "niet-van-mij\"");
		if (form.person && strcmp(names[i], "transfer_done") != 0)
			must_have(sheet.html, "Piet &quot;P&quot; de Vries");
		if (form.fleet_name)
			must_have(sheet.html, "Jansen &amp; Zn. &lt;BV&gt;");
		if (form.appointment)
			must_have(sheet.html, "donderdag 3 december 2026 om 09:30");
		if (form.cars_count > 0)
			must_have(sheet.html, "<strong>H-002-HB</strong>");
		assert_null(strstr(sheet.html, "{{"));
		letter_sheet_done(&sheet);
	}
}

/* Whoever asks may say nothing but the name of the letter. */
static void what_is_not_said_leaves_no_hole(void **state)
{
	for (size_t i = 0; i < COUNT_OF(names) * 2; i++) {
		struct letter letter =
			letter_of(names[i / 2], i % 2 ? GREETING_EN : GREETING_NL, NULL);
		letter.make = NULL;
		letter.plate = NULL;
		struct letter_sheet sheet = show(*state, &letter);

		assert_null(strstr(sheet.text, "\n\n\n"));
		assert_null(strstr(sheet.text, "{{"));
		assert_true(strlen(sheet.subject) > 5);
		letter_sheet_done(&sheet);
	}
}

static void the_status_of_a_transfer_is_its_subject(void **state)
{
	static const struct {
		enum wire_transfer_status status;
		const char *subject;
	} said[] = {
		{ WIRE_TRANSFER_STATUS_PENDING,
		  "De overdracht van uw Subaru Forester wacht nog" },
		{ WIRE_TRANSFER_STATUS_ACCEPTED, "Uw Subaru Forester is overgedragen" },
		{ WIRE_TRANSFER_STATUS_DECLINED,
		  "De overdracht van uw Subaru Forester is afgewezen" },
		{ WIRE_TRANSFER_STATUS_CANCELLED,
		  "De overdracht van uw Subaru Forester is ingetrokken" },
		{ WIRE_TRANSFER_STATUS_EXPIRED,
		  "De overdracht van uw Subaru Forester is verlopen" },
	};

	for (size_t i = 0; i < COUNT_OF(said); i++) {
		struct notification_requested_params form = { .transfer_status =
								      said[i].status };
		struct letter letter = letter_of("transfer_status", GREETING_NL, &form);
		struct letter_sheet sheet = show(*state, &letter);

		assert_string_equal(sheet.subject, said[i].subject);
		letter_sheet_done(&sheet);
	}
}

static void an_appointment_carries_its_calendar_file(void **state)
{
	struct notification_requested_params_appointment appointment;
	struct notification_requested_params form =
		params_of("appointment_moved", &appointment);
	struct letter letter = letter_of("appointment_moved", GREETING_NL, &form);
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);

	write_mail(*state, &letter, &out);
	must_have(out.text, "Content-Type: multipart/mixed;");
	must_have(out.text, "Content-Type: text/calendar; charset=utf-8; method=REQUEST");
	must_have(out.text, "SEQUENCE:2");
	must_have(out.text, "DTSTART:20261203T083000Z");
	must_have(out.text, "UID:0198c2f0-1111-7000-8000-0000000000aa");
	assert_null(strstr(out.text, "List-Unsubscribe"));
}

static void a_cancelled_one_takes_it_out_again(void **state)
{
	struct notification_requested_params_appointment appointment;
	struct notification_requested_params form =
		params_of("appointment_cancelled", &appointment);
	struct letter letter = letter_of("appointment_cancelled", GREETING_NL, &form);
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);

	write_mail(*state, &letter, &out);
	must_have(out.text, "Content-Type: text/calendar; charset=utf-8; method=CANCEL");
	must_have(out.text, "METHOD:CANCEL");
}

/* A name that would begin a header of its own is no letter at all. */
static void nobody_adds_a_header_through_a_name(void **state)
{
	static const char *const people[] = { "Piet\r\nBcc: a@b.example",
					      "Piet\nSubject: x", "Piet\x01" };
	struct room *room = *state;

	for (size_t i = 0; i < COUNT_OF(people); i++) {
		struct notification_requested_params form = { .fleet_name = people[i] };
		struct letter letter = letter_of("fleet_digest", GREETING_NL, &form);
		STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
		struct err err = { 0 };

		assert_int_equal(letter_write(&room->writer, &letter, &out, &err), -1);
		assert_int_equal(err.kind, ERR_INVALID);
	}
}

static void a_link_to_elsewhere_is_no_letter(void **state)
{
	static const char *const links[] = { "//thief.example", "/wagenpark/?auto=a&b",
					     "/wagenpark/?naar=//thief.example" };
	struct room *room = *state;

	for (size_t i = 0; i < COUNT_OF(links); i++) {
		struct notification_requested_params form = { .disown_link = links[i] };
		struct letter letter = letter_of("transfer_done", GREETING_NL, &form);
		struct letter_sheet sheet = { 0 };
		struct err err = { 0 };

		assert_int_equal(letter_show(&room->writer, &letter, &sheet, &err), -1);
		assert_string_equal(err.code, "LINK_INVALID");
	}
}

static void a_manager_finds_the_car_on_the_dashboard(void **state)
{
	struct notification_requested_params form = { .disown_link =
							      "/wagenpark/?auto=7-a" };
	struct letter letter = letter_of("transfer_done", GREETING_NL, &form);
	struct letter_sheet sheet = show(*state, &letter);

	must_have(sheet.text, "https://mijn.debrug.example/wagenpark/?auto=7-a\n");
	letter_sheet_done(&sheet);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_letter_says_what_was_agreed),
		cmocka_unit_test(the_html_says_the_same),
		cmocka_unit_test(what_is_not_said_leaves_no_hole),
		cmocka_unit_test(the_status_of_a_transfer_is_its_subject),
		cmocka_unit_test(an_appointment_carries_its_calendar_file),
		cmocka_unit_test(a_cancelled_one_takes_it_out_again),
		cmocka_unit_test(nobody_adds_a_header_through_a_name),
		cmocka_unit_test(a_link_to_elsewhere_is_no_letter),
		cmocka_unit_test(a_manager_finds_the_car_on_the_dashboard),
	};

	the_room.writes = argc > 1 && strcmp(argv[1], "write") == 0;
	return cmocka_run_group_tests(tests, open_room, close_room);
}
