/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How bytes beyond ASCII travel in a mail. Encoded words are base64 with at most 45 bytes
 * each, cut between characters; quoted-printable keeps runs of plain bytes as they are.
 */
#include "text/mail_encode.h"

#include <stdint.h>
#include <string.h>

#define WORD_BYTES  45 /* 60 base64 characters and "=?UTF-8?B??=" stay below 75 */
#define LINE_MAX_QP 75

bool mail_is_plain_ascii(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < 0x20 || (unsigned char)*text > 0x7e)
			return false;
	}
	return true;
}

static void put_base64(struct strbuf *out, const unsigned char *bytes, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		uint32_t triple = (uint32_t)bytes[i] << 16;

		triple |= left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
		triple |= left > 2 ? (uint32_t)bytes[i + 2] : 0;
		strbuf_add_char(out, digits[triple >> 18 & 63]);
		strbuf_add_char(out, digits[triple >> 12 & 63]);
		strbuf_add_char(out, left > 1 ? digits[triple >> 6 & 63] : '=');
		strbuf_add_char(out, left > 2 ? digits[triple & 63] : '=');
	}
}

/* As many bytes as fit a word, without cutting a character. */
static size_t word_length(const char *text, size_t left)
{
	size_t len = left < WORD_BYTES ? left : WORD_BYTES;

	while (len < left && len > 1 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

void mail_put_words(struct strbuf *out, const char *text)
{
	size_t left = strlen(text);

	if (mail_is_plain_ascii(text) && !strstr(text, "=?")) {
		strbuf_add(out, text);
		return;
	}
	for (bool first = true; left > 0; first = false) {
		size_t len = word_length(text, left);

		strbuf_add(out, first ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		put_base64(out, (const unsigned char *)text, len);
		strbuf_add(out, "?=");
		text += len;
		left -= len;
	}
}

/* What may stand for itself: printable ASCII but '=', blank and tab. */
static const bool LITERAL[256] = {
	['\t'] = true,
	[' ' ... '<'] = true,
	['>' ... '~'] = true,
};

static bool is_line_end(const char *at)
{
	return *at == '\0' || *at == '\n' || (at[0] == '\r' && at[1] == '\n');
}

/* Blanks at a line's end would be lost on the way: the last one is encoded. */
static size_t literal_run(const char *text, size_t room)
{
	size_t len = 0;

	while (len < room && LITERAL[(unsigned char)text[len]])
		len++;
	if (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t') &&
	    is_line_end(text + len))
		len--;
	return len;
}

/* One line of the source, as one or more lines of the mail. */
static const char *put_line(struct strbuf *out, const char *text)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t room = LINE_MAX_QP;

	while (!is_line_end(text)) {
		size_t run = literal_run(text, room);

		strbuf_add_n(out, text, run);
		text += run;
		room -= run;
		if (run > 0)
			continue;
		if (room < 3) {
			strbuf_add(out, "=\r\n");
			room = LINE_MAX_QP;
			continue;
		}
		strbuf_add_char(out, '=');
		strbuf_add_char(out, hex[(unsigned char)*text >> 4]);
		strbuf_add_char(out, hex[(unsigned char)*text & 15]);
		text++;
		room -= 3;
	}
	strbuf_add(out, "\r\n");
	return text + (*text == '\r') + (text[*text == '\r'] == '\n');
}

void mail_put_quoted_printable(struct strbuf *out, const char *text)
{
	while (*text && !out->full)
		text = put_line(out, text);
}
