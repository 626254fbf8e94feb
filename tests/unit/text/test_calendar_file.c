/* SPDX-License-Identifier: Apache-2.0 */
/* Calendar files: properties, escaping, folding, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "text/calendar_file.h"

static struct calendar_event sample(void)
{
	return (struct calendar_event){
		.method = CALENDAR_REQUEST,
		.uid = "0198c2f0-1111-7000-8000-000000000001",
		.sequence = 2,
		.stamp = { INT64_C(1795356000) * MICROS_PER_SECOND },
		.starts = { INT64_C(1796110200) * MICROS_PER_SECOND },
		.minutes = 30,
		.summary = "Garage De Brug: onderhoud, APK",
		.description =
			"Kenteken H-001-HB;\r\nverzetten \\ afzeggen:\nonze pagina",
		.location = "Dorpsstraat 1, 1234 AB Breda",
		.url = "https://example.nl/afspraak/abc_-1",
		.organizer = { "Garage \"De ^ Brug\"; B.V.", "garage@example.nl" },
		.attendee = { NULL, "jan@example.nl" },
	};
}

static const char expected[] =
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Beurt//Beurt//NL\r\n"
	"METHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
	"UID:0198c2f0-1111-7000-8000-000000000001\r\n"
	"DTSTAMP:20261122T140000Z\r\nDTSTART:20261201T073000Z\r\n"
	"DTEND:20261201T080000Z\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\n"
	"SUMMARY:Garage De Brug: onderhoud\\, APK\r\n"
	"DESCRIPTION:Kenteken H-001-HB\\;\\nverzetten \\\\ afzeggen:\\nonze pagina\r\n"
	"LOCATION:Dorpsstraat 1\\, 1234 AB Breda\r\n"
	"URL:https://example.nl/afspraak/abc_-1\r\n"
	"ORGANIZER;CN=\"Garage ^'De ^^ Brug^'; B.V.\":mailto:garage@example.nl\r\n"
	"ATTENDEE:mailto:jan@example.nl\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

static void writes_the_whole_file(void **state)
{
	struct calendar_event event = sample();
	STRBUF_AUTO out = strbuf_new(CALENDAR_FILE_MAX);
	struct err err = { 0 };

	(void)state;
	if (calendar_write(&event, &out, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(out.text, expected);
}

static void a_cancellation_says_so_twice(void **state)
{
	struct calendar_event event = sample();
	STRBUF_AUTO out = strbuf_new(CALENDAR_FILE_MAX);
	struct err err = { 0 };

	(void)state;
	event.method = CALENDAR_CANCEL;
	assert_int_equal(calendar_write(&event, &out, &err), 0);
	assert_non_null(strstr(out.text, "\r\nMETHOD:CANCEL\r\n"));
	assert_non_null(strstr(out.text, "\r\nSTATUS:CANCELLED\r\n"));
}

static void what_is_not_known_is_left_out(void **state)
{
	struct calendar_event event = sample();
	STRBUF_AUTO out = strbuf_new(CALENDAR_FILE_MAX);
	struct err err = { 0 };

	(void)state;
	event.description = NULL;
	event.location = "";
	event.url = NULL;
	event.organizer.address = NULL;
	event.attendee.address = "";
	assert_int_equal(calendar_write(&event, &out, &err), 0);
	assert_null(strstr(out.text, "DESCRIPTION"));
	assert_null(strstr(out.text, "LOCATION"));
	assert_null(strstr(out.text, "URL"));
	assert_null(strstr(out.text, "ORGANIZER"));
	assert_null(strstr(out.text, "ATTENDEE"));
}

/* Every line's length, and that no character is cut in two. */
static void check_lines(const char *text)
{
	for (const char *line = text; *line;) {
		const char *end = strstr(line, "\r\n");

		assert_non_null(end);
		assert_true(end - line <= 75);
		assert_true(((unsigned char)*line & 0xc0) != 0x80);
		line = end + 2;
		if (*line == ' ')
			assert_true(((unsigned char)line[1] & 0xc0) != 0x80);
	}
}

static void unfold(const char *text, char *into)
{
	for (; *text; text++) {
		if (strncmp(text, "\r\n ", 3) == 0)
			text += 2;
		else
			*into++ = *text;
	}
	*into = '\0';
}

/* Characters of two, three and four bytes, begun at every place of a line. */
static void long_lines_are_folded_between_characters(void **state)
{
	static const char *const letters[] = { "é", "€", "🚗" };
	char plain[2000];

	(void)state;
	for (size_t letter = 0; letter < 3; letter++) {
		for (size_t shift = 0; shift < 80; shift++) {
			struct calendar_event event = sample();
			STRBUF_AUTO out = strbuf_new(CALENDAR_FILE_MAX);
			struct err err = { 0 };
			STRBUF_AUTO text = strbuf_new(700);

			for (size_t i = 0; i < shift; i++)
				strbuf_add_char(&text, 'a');
			for (size_t i = 0; i < 100; i++)
				strbuf_add(&text, letters[letter]);
			event.summary = text.text;
			assert_int_equal(calendar_write(&event, &out, &err), 0);
			check_lines(out.text);
			unfold(out.text, plain);
			assert_non_null(strstr(plain, text.text));
		}
	}
}

static void refuse(struct calendar_event event, const char *property)
{
	STRBUF_AUTO out = strbuf_new(CALENDAR_FILE_MAX);
	struct err err = { 0 };

	assert_int_equal(calendar_write(&event, &out, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
	assert_non_null(strstr(err.text, property));
}

static void refuses_what_would_break_the_file(void **state)
{
	static char much[2002];
	struct calendar_event event;

	(void)state;
	event = sample();
	event.uid = "a\r\nSTATUS:CANCELLED";
	refuse(event, "UID");
	event = sample();
	event.uid = NULL;
	refuse(event, "UID");
	event = sample();
	event.summary = "tik\x07";
	refuse(event, "SUMMARY");
	event = sample();
	event.location = "\xff";
	refuse(event, "LOCATION");
	event = sample();
	event.url = "https://example.nl/\r\nX:1";
	refuse(event, "URL");
	event = sample();
	event.organizer.address = "niemand";
	refuse(event, "ORGANIZER");
	event = sample();
	event.attendee.name = "\xc3";
	refuse(event, "ATTENDEE");
	event = sample();
	memset(much, 'x', sizeof(much) - 1);
	event.description = much;
	refuse(event, "DESCRIPTION");
}

static void refuses_a_buffer_that_is_too_small(void **state)
{
	struct calendar_event event = sample();
	STRBUF_AUTO out = strbuf_new(100);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(calendar_write(&event, &out, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_the_whole_file),
		cmocka_unit_test(a_cancellation_says_so_twice),
		cmocka_unit_test(what_is_not_known_is_left_out),
		cmocka_unit_test(long_lines_are_folded_between_characters),
		cmocka_unit_test(refuses_what_would_break_the_file),
		cmocka_unit_test(refuses_a_buffer_that_is_too_small),
	};

	return cmocka_run_group_tests_name("calendar_file", tests, NULL, NULL);
}
