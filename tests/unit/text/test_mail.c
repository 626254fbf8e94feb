/* SPDX-License-Identifier: Apache-2.0 */
/* Letters as bytes: headers, encodings, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "text/mail.h"
#include "text/mail_encode.h"

static struct mail sample(void)
{
	return (struct mail){
		.from = { "Garage \"De Brug\" B.V.", "garage@example.nl" },
		.to = { "Chloë van 't Hof", "Chloe@example.nl" },
		.reply_to = { NULL, "balie@example.nl" },
		.subject = "APK van H-001-HB",
		.message_id = "0198c2f0-1111-7000-8000-000000000001@example.nl",
		.date = { INT64_C(1795356000) * MICROS_PER_SECOND },
		.text = "Geachte mevrouw,\nTot ziens.\n",
		.html = "<p>Geachte mevrouw,</p>\n",
		.unsubscribe_url = "https://example.nl/u/abc_-1",
	};
}

static const char expected[] =
	"From: \"Garage \\\"De Brug\\\" B.V.\"\r\n <garage@example.nl>\r\n"
	"To: =?UTF-8?B?Q2hsb8OrIHZhbiAndCBIb2Y=?=\r\n <Chloe@example.nl>\r\n"
	"Reply-To: <balie@example.nl>\r\n"
	"Subject: APK van H-001-HB\r\n"
	"Date: Sun, 22 Nov 2026 14:00:00 +0000\r\n"
	"Message-ID: <0198c2f0-1111-7000-8000-000000000001@example.nl>\r\n"
	"List-Unsubscribe: <https://example.nl/u/abc_-1>\r\n"
	"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
	"Auto-Submitted: auto-generated\r\n"
	"MIME-Version: 1.0\r\n"
	"Content-Type: multipart/alternative;\r\n boundary=\"";

static void writes_the_whole_letter(void **state)
{
	struct mail mail = sample();
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct err err = { 0 };

	(void)state;
	if (mail_write(&mail, &out, &err) < 0)
		fail_msg("%s", err.text);
	assert_memory_equal(out.text, expected, strlen(expected));
	assert_non_null(strstr(out.text, "\r\nContent-Type: text/plain; charset=utf-8\r\n"
					 "Content-Transfer-Encoding: quoted-printable\r\n"
					 "\r\nGeachte mevrouw,\r\nTot ziens.\r\n--=_"));
	assert_non_null(strstr(out.text, "\r\n\r\n<p>Geachte mevrouw,</p>\r\n--=_"));
	assert_string_equal(out.text + out.len - 4, "--\r\n");
	for (size_t i = 0; i < out.len; i++) {
		if (out.text[i] == '\n')
			assert_true(i > 0 && out.text[i - 1] == '\r');
	}
}

static void the_same_letter_has_the_same_bytes(void **state)
{
	struct mail mail = sample();
	STRBUF_AUTO first = strbuf_new(MAIL_SIZE_MAX);
	STRBUF_AUTO again = strbuf_new(MAIL_SIZE_MAX);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mail_write(&mail, &first, &err), 0);
	assert_int_equal(mail_write(&mail, &again, &err), 0);
	assert_string_equal(first.text, again.text);
}

static void refuse(struct mail mail, const char *code, const char *header)
{
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct err err = { 0 };

	assert_int_equal(mail_write(&mail, &out, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
	assert_string_equal(err.code, code);
	assert_non_null(strstr(err.text, header));
	assert_int_equal(out.len, 0);
}

static const char *const injections[] = {
	"x\r\nBcc: thief@example.com",
	"x\nBcc: thief@example.com",
	"x\rBcc: y",
	"a\tb",
	"a\x01"
	"b",
	"a\x7f"
	"b",
	"\xc2\x85",
	"\xff",
	"\xc0\x80",
};

static void no_header_can_be_smuggled_in(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(injections); i++) {
		struct mail mail = sample();

		mail.subject = injections[i];
		refuse(mail, "MAIL_HEADER", "Subject");
		mail = sample();
		mail.from.name = injections[i];
		refuse(mail, "MAIL_HEADER", "From");
		mail = sample();
		mail.to.name = injections[i];
		refuse(mail, "MAIL_HEADER", "To");
		mail = sample();
		mail.to.address = injections[i];
		refuse(mail, "MAIL_ADDRESS", "To");
		mail = sample();
		mail.reply_to.address = injections[i];
		refuse(mail, "MAIL_ADDRESS", "Reply-To");
		mail = sample();
		mail.message_id = injections[i];
		refuse(mail, "MAIL_HEADER", "Message-ID");
		mail = sample();
		mail.unsubscribe_url = injections[i];
		refuse(mail, "MAIL_HEADER", "List-Unsubscribe");
	}
}

static void a_calendar_file_goes_beside_the_words_and_as_an_attachment(void **state)
{
	struct mail_calendar calendar = { "REQUEST", "afspraak.ics",
					  "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" };
	struct mail mail = sample();
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct err err = { 0 };

	(void)state;
	mail.calendar = &calendar;
	assert_int_equal(mail_write(&mail, &out, &err), 0);
	assert_non_null(strstr(out.text, "Content-Type: multipart/mixed;"));
	assert_non_null(strstr(out.text, "text/calendar; charset=utf-8; method=REQUEST"));
	assert_non_null(strstr(out.text, "attachment; filename=\"afspraak.ics\""));
	assert_null(strstr(out.text, "\r\r\n"));
	calendar.name = "a\"; x=\"b.ics";
	refuse(mail, "MAIL_HEADER", "calendar");
	calendar.name = "afspraak.ics";
	calendar.method = "REQUEST\r\nBcc: thief@example.com";
	refuse(mail, "MAIL_HEADER", "calendar");
}

static void brackets_do_not_end_an_address(void **state)
{
	struct mail mail = sample();

	(void)state;
	mail.to.address = "a@example.nl>,<b@example.nl";
	refuse(mail, "MAIL_ADDRESS", "To");
	mail = sample();
	mail.unsubscribe_url = "https://example.nl/u/x>,<https://example.com";
	refuse(mail, "MAIL_HEADER", "List-Unsubscribe");
}

struct encode_case {
	const char *sentence;
	const char *text;
	const char *encoded;
};

static const struct encode_case quoted[] = {
	{ "ASCII stays", "a b", "a b\r\n" },
	{ "letters beyond ASCII", "caf\xc3\xa9 \xe2\x82\xac 5",
	  "caf=C3=A9 =E2=82=AC 5\r\n" },
	{ "an equals sign", "a=b", "a=3Db\r\n" },
	{ "a blank at the end", "a \nb\t\n", "a=20\r\nb=09\r\n" },
	{ "CRLF is a line end", "a\r\nb", "a\r\nb\r\n" },
	{ "a lone CR is not", "a\rb", "a=0Db\r\n" },
	{ "empty lines stay", "a\n\n\nb\n", "a\r\n\r\n\r\nb\r\n" },
	{ "75 characters and one more",
	  "0123456789012345678901234567890123456789012345678901234567890123456789012345",
	  "012345678901234567890123456789012345678901234567890123456789012345678901234="
	  "\r\n5\r\n" },
	{ "an escape is not cut",
	  "0123456789012345678901234567890123456789012345678901234567890123456789012\xc3"
	  "\xa9",
	  "0123456789012345678901234567890123456789012345678901234567890123456789012=\r\n"
	  "=C3=A9\r\n" },
};

static void quoted_printable_is_as_the_sentences_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(quoted); i++) {
		STRBUF_AUTO out = strbuf_new(10000);

		mail_put_quoted_printable(&out, quoted[i].text);
		if (strcmp(out.text, quoted[i].encoded) != 0)
			fail_msg("%s: '%s'", quoted[i].sentence, out.text);
	}
}

static void words_are_cut_between_characters(void **state)
{
	STRBUF_AUTO text = strbuf_new(1000);
	STRBUF_AUTO out = strbuf_new(10000);

	(void)state;
	strbuf_add(&text, "x");
	for (int i = 0; i < 60; i++)
		strbuf_add(&text, "\xe2\x82\xac");
	mail_put_words(&out, text.text);
	for (const char *line = out.text; line; line = strstr(line + 1, "\r\n ")) {
		const char *end = strstr(line + 1, "\r\n ");
		size_t len = end ? (size_t)(end - line) : strlen(line);

		assert_true(len <= 78);
	}
	/* 43 bytes: "x" and 14 whole euro signs. */
	assert_memory_equal(
		out.text,
		"=?UTF-8?B?eOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKCr"
		"OKCrOKCrOKCrOKCrA==?=\r\n =?UTF-8?B?4oKs",
		strlen("=?UTF-8?B?eOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKCrOKC"
		       "rOKCrOKCrOKCrA==?=\r\n =?UTF-8?B?4oKs"));
}

static void what_looks_like_an_encoded_word_is_encoded(void **state)
{
	STRBUF_AUTO out = strbuf_new(1000);

	(void)state;
	mail_put_words(&out, "=?UTF-8?Q?x?=");
	assert_string_equal(out.text, "=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?=");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_the_whole_letter),
		cmocka_unit_test(the_same_letter_has_the_same_bytes),
		cmocka_unit_test(no_header_can_be_smuggled_in),
		cmocka_unit_test(brackets_do_not_end_an_address),
		cmocka_unit_test(
			a_calendar_file_goes_beside_the_words_and_as_an_attachment),
		cmocka_unit_test(quoted_printable_is_as_the_sentences_say),
		cmocka_unit_test(words_are_cut_between_characters),
		cmocka_unit_test(what_looks_like_an_encoded_word_is_encoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
