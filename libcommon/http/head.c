/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which request heads are refused, and reads the small header grammars
 * (cookies, forms, traceparent, Accept-Encoding) without allocating.
 */
#include "http/head.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool name_is(struct slice name, const char *want)
{
	return name.len == strlen(want) && strncasecmp(name.at, want, name.len) == 0;
}

static int count_fields(const struct head *head, const char *name,
			const struct slice **ret_last)
{
	int count = 0;
	for (size_t i = 0; i < head->fields_count; i++) {
		if (!name_is(head->fields[i].name, name))
			continue;
		count++;
		*ret_last = &head->fields[i].value;
	}
	return count;
}

static int check_host(const struct head *head, struct err *err)
{
	const struct slice *host = NULL;
	int count = count_fields(head, "Host", &host);
	if (count > 1)
		return err_set(err, ERR_INVALID, "Host is given %d times", count);
	if (count == 0 && strcmp(head->version, "HTTP/1.0") != 0)
		return err_set(err, ERR_INVALID, "Host is missing");
	if (count == 1 && memchr(host->at, ',', host->len))
		return err_set(err, ERR_INVALID, "Host holds more than one name");
	return 0;
}

static int read_length(struct slice text, int64_t *ret_length, struct err *err)
{
	int64_t length = 0;
	if (text.len == 0 || text.len > 15)
		return err_set(err, ERR_INVALID, "Content-Length is not a length");
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9')
			return err_set(err, ERR_INVALID,
				       "Content-Length is not a length");
		length = length * 10 + (text.at[i] - '0');
	}
	*ret_length = length;
	return 0;
}

static int check_framing(const struct head *head, int64_t *ret_length, struct err *err)
{
	const struct slice *length = NULL;
	const struct slice *coding = NULL;
	int lengths = count_fields(head, "Content-Length", &length);
	int codings = count_fields(head, "Transfer-Encoding", &coding);
	if (lengths > 1)
		return err_set(err, ERR_INVALID, "Content-Length is given %d times",
			       lengths);
	if (lengths && codings)
		return err_set(err, ERR_INVALID,
			       "Content-Length and Transfer-Encoding are both given");
	if (codings > 1 || (codings == 1 && !name_is(*coding, "chunked")))
		return err_set(err, ERR_INVALID,
			       "Transfer-Encoding other than chunked is not understood");
	*ret_length = codings ? -1 : 0;
	return lengths ? read_length(*length, ret_length, err) : 0;
}

static bool is_token(struct slice name)
{
	static const char marks[] = "!#$%&'*+-.^_`|~";
	if (name.len == 0)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];
		if (!isalnum(c) && (c == 0 || !strchr(marks, c)))
			return false;
	}
	return true;
}

static int check_fields(const struct head *head, struct err *err)
{
	for (size_t i = 0; i < head->fields_count; i++) {
		const struct head_field *field = &head->fields[i];
		if (!is_token(field->name))
			return err_set(err, ERR_INVALID,
				       "a header's name is not a token");
		if (!text_is_clean(field->value))
			return err_set(
				err, ERR_INVALID,
				"a header holds control characters or broken UTF-8");
	}
	return 0;
}

int head_check(const struct head *head, int64_t *ret_length, struct err *err)
{
	int64_t length = 0;
	size_t url_length = strlen(head->url);
	if (url_length > HEAD_URL_MAX)
		return err_set_code(err, ERR_INVALID, "URI_TOO_LONG",
				    "the address is longer than %d bytes", HEAD_URL_MAX);
	if (head->url[0] != '/' || !text_is_clean(slice_of(head->url)))
		return err_set(err, ERR_INVALID, "the address is not a clean path");
	if (check_fields(head, err) < 0 || check_host(head, err) < 0 ||
	    check_framing(head, &length, err) < 0)
		return -1;
	*ret_length = length;
	return 0;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decodes `%xx` at text; false when it is not one, or is the NUL byte. */
static bool decode_escape(const char *text, char *ret_byte)
{
	if (text[0] != '%' || hex_value(text[1]) < 0 || hex_value(text[2]) < 0)
		return false;
	int value = hex_value(text[1]) * 16 + hex_value(text[2]);
	if (value == 0)
		return false;
	*ret_byte = (char)value;
	return true;
}

size_t url_decode(char *text)
{
	char *to = text;
	const char *from = text;
	while (*from) {
		if (decode_escape(from, to)) {
			from += 3;
			to++;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	return (size_t)(to - text);
}

bool cookie_find(const char *header, const char *name, char *ret_value, size_t size)
{
	size_t name_length = strlen(name);
	const char *at = header;
	while (at && *at) {
		at += strspn(at, " ;");
		size_t length = strcspn(at, ";");
		if (length > name_length && at[name_length] == '=' &&
		    strncmp(at, name, name_length) == 0) {
			struct slice value = slice_trim((struct slice){
				at + name_length + 1, length - name_length - 1 });
			if (value.len >= size)
				return false;
			memcpy(ret_value, value.at, value.len);
			ret_value[value.len] = '\0';
			return true;
		}
		at += length;
	}
	return false;
}

/* Decode one form value into a bounded text; false when it does not fit or is unclean. */
static bool decode_form_value(struct slice raw, char *ret_value, size_t size)
{
	size_t length = 0;
	for (size_t at = 0; at < raw.len; length++) {
		if (length + 1 >= size)
			return false;
		ret_value[length] = raw.at[at] == '+' ? ' ' : raw.at[at];
		bool escape = raw.len - at >= 3 &&
			      decode_escape(raw.at + at, ret_value + length);
		at += escape ? 3 : 1;
	}
	ret_value[length] = '\0';
	return text_is_clean((struct slice){ ret_value, length });
}

/* As it was sent. */
static bool form_find_raw(struct slice body, const char *name, struct slice *ret_raw)
{
	size_t name_length = strlen(name);
	size_t at = 0;
	while (at < body.len) {
		const char *end = memchr(body.at + at, '&', body.len - at);
		size_t length = end ? (size_t)(end - (body.at + at)) : body.len - at;
		const char *pair = body.at + at;
		if (length > name_length && pair[name_length] == '=' &&
		    memcmp(pair, name, name_length) == 0) {
			*ret_raw = (struct slice){ pair + name_length + 1,
						   length - name_length - 1 };
			return true;
		}
		at += length + 1;
	}
	return false;
}

bool form_find(struct slice body, const char *name, char *ret_value, size_t size)
{
	struct slice raw;
	return form_find_raw(body, name, &raw) && decode_form_value(raw, ret_value, size);
}

bool form_has(struct slice body, const char *name)
{
	struct slice raw;
	return form_find_raw(body, name, &raw);
}

bool trace_read(const char *traceparent, char ret_trace[33])
{
	if (!traceparent || strlen(traceparent) != 55 ||
	    strncmp(traceparent, "00-", 3) != 0)
		return false;
	bool any = false;
	for (int i = 3; i < 35; i++) {
		char c = traceparent[i];
		if (hex_value(c) < 0 || (c >= 'A' && c <= 'F'))
			return false;
		any = any || c != '0';
	}
	if (!any || traceparent[35] != '-')
		return false;
	memcpy(ret_trace, traceparent + 3, 32);
	ret_trace[32] = '\0';
	return true;
}

/* "gzip;q=0" and "gzip; q=0.000" refuse; any other weight takes. */
static bool weight_is_zero(const char *parameters, size_t length)
{
	const char *q = memmem(parameters, length, "q=", 2);
	if (!q)
		return false;
	for (const char *c = q + 2; c < parameters + length; c++)
		if (*c >= '1' && *c <= '9')
			return false;
	return true;
}

bool accepts_gzip(const char *accept_encoding)
{
	const char *at = accept_encoding;
	while (at && *at) {
		at += strspn(at, " ,\t");
		size_t length = strcspn(at, ",");
		size_t word = strcspn(at, ";, \t");
		if ((word == 4 && strncasecmp(at, "gzip", 4) == 0) ||
		    (word == 1 && at[0] == '*'))
			return !weight_is_zero(at + word, length - word);
		at += length;
	}
	return false;
}
