/* SPDX-License-Identifier: Apache-2.0 */
/* Hides the order of bytes and the checks of room. */
#include "broker/wire.h"

#include <string.h>

static bool has(struct wire *wire, size_t bytes)
{
	if ((size_t)(wire->end - wire->at) < bytes)
		wire->bad = true;
	return !wire->bad;
}

int64_t wire_get(struct wire *wire, size_t bytes)
{
	uint64_t value = 0;

	if (!has(wire, bytes))
		return 0;
	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | *wire->at++;
	if (bytes < 8 && value >> (8 * bytes - 1))
		value |= ~UINT64_C(0) << (8 * bytes);
	return (int64_t)value;
}

void wire_get_text(struct wire *wire, char *text, size_t room)
{
	int64_t len = wire_get(wire, 2);

	text[0] = '\0';
	if (len <= 0 || !has(wire, (size_t)len))
		return;
	if ((size_t)len >= room) {
		wire->bad = true;
		return;
	}
	memcpy(text, wire->at, (size_t)len);
	text[len] = '\0';
	wire->at += len;
}

void wire_put(struct wire *wire, int64_t value, size_t bytes)
{
	if (!has(wire, bytes))
		return;
	for (size_t i = bytes; i > 0; i--)
		*wire->at++ = (unsigned char)((uint64_t)value >> (8 * (i - 1)));
}

void wire_put_text(struct wire *wire, const char *text)
{
	size_t len = strlen(text);

	wire_put(wire, (int64_t)len, 2);
	if (!has(wire, len))
		return;
	memcpy(wire->at, text, len);
	wire->at += len;
}
