/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whatever names, subjects and bodies hold, a letter that is written has exactly our
 * headers, CRLF line ends alone, and no line that is too long. The input's NULs cut it
 * into sender's name, recipient's name, subject, text, HTML and link.
 */
#include <stdint.h>
#include <string.h>

#include "text/mail.h"

#define PARTS 6

static void check_lines(const struct strbuf *out)
{
	size_t start = 0;

	for (size_t i = 0; i < out->len; i++) {
		if (out->text[i] == '\r' && out->text[i + 1] != '\n')
			__builtin_trap();
		if (out->text[i] != '\n')
			continue;
		if (i == 0 || out->text[i - 1] != '\r' || i - start > 998)
			__builtin_trap();
		start = i + 1;
	}
}

static void check_headers(const struct strbuf *out)
{
	static const char *const names[] = {
		"From: ",
		"To: ",
		"Subject: ",
		"Date: ",
		"Message-ID: ",
		"List-Unsubscribe: ",
		"List-Unsubscribe-Post: ",
		"Auto-Submitted: ",
		"MIME-Version: ",
		"Content-Type: ",
	};
	const char *end = strstr(out->text, "\r\n\r\n");
	size_t seen = 0;

	for (const char *line = out->text; line < end; line = strstr(line, "\r\n") + 2) {
		bool known = *line == ' ';

		for (size_t i = 0; i < COUNT_OF(names); i++)
			known |= strncmp(line, names[i], strlen(names[i])) == 0;
		if (!known)
			__builtin_trap();
		seen += *line != ' ';
	}
	if (seen > COUNT_OF(names))
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *parts[PARTS];
	const char *at = (const char *)bytes;
	STRBUF_AUTO out = strbuf_new(MAIL_SIZE_MAX);
	struct err err = { 0 };

	for (size_t i = 0; i < PARTS; i++) {
		size_t len = strnlen(at, size);

		parts[i] = mem_text_n(at, len);
		at += len < size ? len + 1 : len;
		size -= len < size ? len + 1 : len;
	}
	struct mail mail = { .from = { parts[0], "garage@example.nl" },
			     .to = { parts[1], "anna@example.nl" },
			     .subject = parts[2],
			     .message_id = "1@example.nl",
			     .date = { INT64_C(1795356000) * MICROS_PER_SECOND },
			     .text = parts[3],
			     .html = parts[4],
			     .unsubscribe_url = *parts[5] ? parts[5] : NULL };

	if (mail_write(&mail, &out, &err) == 0) {
		check_lines(&out);
		check_headers(&out);
	} else if (err.kind != ERR_INVALID) {
		__builtin_trap();
	}
	for (size_t i = 0; i < PARTS; i++)
		mem_free(parts[i]);
	return 0;
}
