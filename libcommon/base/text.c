/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 by the table of RFC 3629: the first byte says the length and the range of the
 * second byte, which is what excludes overlong forms and surrogates.
 */
#include "base/text.h"

#include <string.h>

static size_t length_of(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	if (first < 0xe0)
		return 2;
	return first < 0xf0 ? 3 : 4;
}

static bool second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return second >= 0xa0 && second <= 0xbf;
	case 0xed:
		return second >= 0x80 && second <= 0x9f;
	case 0xf0:
		return second >= 0x90 && second <= 0xbf;
	case 0xf4:
		return second >= 0x80 && second <= 0x8f;
	default:
		return second >= 0x80 && second <= 0xbf;
	}
}

size_t text_next(struct slice rest, uint32_t *ret_code)
{
	unsigned char first = rest.len > 0 ? (unsigned char)rest.at[0] : 0;
	size_t len = rest.len > 0 ? length_of(first) : 0;
	uint32_t code;

	if (len == 0 || len > rest.len)
		return 0;
	if (len == 1) {
		*ret_code = first;
		return 1;
	}
	if (!second_fits(first, (unsigned char)rest.at[1]))
		return 0;
	code = first & (0x7fU >> len);
	for (size_t i = 1; i < len; i++) {
		unsigned char next = (unsigned char)rest.at[i];

		if ((next & 0xc0U) != 0x80U)
			return 0;
		code = code << 6 | (next & 0x3fU);
	}
	*ret_code = code;
	return len;
}

static bool is_control(uint32_t code)
{
	if (code == '\t' || code == '\n' || code == '\r')
		return false;
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/* Printable ASCII, which most text is: eight bytes at a time, then one by one. The sum
 * and the difference set a byte's top bit when it is 0x7f or below 0x20. */
static size_t plain_run(struct slice bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t len = 0;

	for (; len + 8 <= bytes.len; len += 8) {
		uint64_t word;

		memcpy(&word, bytes.at + len, 8);
		if ((word | (word - ones * 0x20) | (word + ones)) & (ones * 0x80))
			break;
	}
	while (len < bytes.len && bytes.at[len] >= 0x20 && bytes.at[len] < 0x7f)
		len++;
	return len;
}

static struct slice after(struct slice bytes, size_t len)
{
	return (struct slice){ bytes.at + len, bytes.len - len };
}

bool text_is_utf8(struct slice bytes)
{
	for (;;) {
		uint32_t code;

		bytes = after(bytes, plain_run(bytes));
		if (bytes.len == 0)
			return true;
		size_t len = text_next(bytes, &code);

		if (len == 0)
			return false;
		bytes = after(bytes, len);
	}
}

bool text_is_clean(struct slice bytes)
{
	while (bytes.len > 0) {
		bytes = after(bytes, plain_run(bytes));
		if (bytes.len == 0)
			break;
		uint32_t code;
		size_t len = text_next(bytes, &code);

		if (len == 0 || is_control(code))
			return false;
		bytes = after(bytes, len);
	}
	return true;
}

size_t text_code_points(struct slice bytes)
{
	size_t count = 0;

	for (size_t i = 0; i < bytes.len; i++)
		count += ((unsigned char)bytes.at[i] & 0xc0U) != 0x80U;
	return count;
}

void text_join_ends(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++)
		if (from[0] != '\r' || from[1] != '\n')
			*to++ = *from;
	*to = '\0';
}

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

int text_compare_nocase(const char *a, const char *b)
{
	while (*a != '\0' && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) - lower(*b);
}

static bool starts_nocase(const char *text, const char *start)
{
	while (*start != '\0' && lower(*text) == lower(*start)) {
		text++;
		start++;
	}
	return *start == '\0';
}

bool text_contains_nocase(const char *haystack, const char *needle)
{
	for (const char *at = haystack;; at++) {
		if (starts_nocase(at, needle))
			return true;
		if (*at == '\0')
			return false;
	}
}

uint64_t text_hash(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

char *text_put_digits(char *at, int digits, unsigned value)
{
	for (int i = digits; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + digits;
}

void text_copy(char *into, size_t size, const char *text)
{
	size_t len = text ? strnlen(text, size) : 0;

	if (len == size)
		len--;
	while (len == size - 1 && len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	if (len > 0)
		memcpy(into, text, len);
	into[len] = '\0';
}
