/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a value travels in a binary COPY, which spares both sides the way through
 * text. Big-endian throughout; dates and moments count from 2000-01-01 (Postgres
 * manual, "COPY", and the types' receive functions).
 */
#include "pg/copy_value.h"

#include <string.h>

/* Of pg_type.dat; they never change. */
enum column_type {
	TYPE_BOOL = 16,
	TYPE_BYTEA = 17,
	TYPE_INT8 = 20,
	TYPE_INT2 = 21,
	TYPE_INT4 = 23,
	TYPE_TEXT = 25,
	TYPE_DATE = 1082,
	TYPE_TIMESTAMPTZ = 1184,
	TYPE_UUID = 2950,
};

#define EPOCH_DAYS   10957 /* 2000-01-01, in days since 1970-01-01 */
#define EPOCH_MICROS (EPOCH_DAYS * INT64_C(86400) * MICROS_PER_SECOND)

static void put(struct strbuf *out, int64_t value, size_t bytes)
{
	char at[sizeof(value)];

	for (size_t i = 0; i < bytes; i++)
		at[i] = (char)((uint64_t)value >> (8 * (bytes - 1 - i)) & 0xff);
	strbuf_add_n(out, at, bytes);
}

static int put_number(struct strbuf *out, int64_t value, size_t bytes, struct err *err)
{
	int64_t most = (int64_t)(UINT64_MAX >> 1 >> (64 - 8 * bytes));

	if (value > most || value < -most - 1)
		return err_set(err, ERR_INVALID,
			       "a number does not fit its column of %zu bytes", bytes);
	put(out, (int64_t)bytes, 4);
	put(out, value, bytes);
	return 0;
}

static int put_bytes(struct strbuf *out, const void *bytes, size_t len)
{
	put(out, (int64_t)len, 4);
	strbuf_add_n(out, bytes, len);
	return 0;
}

static unsigned nibble(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static int put_uuid(struct strbuf *out, const char *text, struct err *err)
{
	unsigned char bytes[16];
	const char *at = text;

	if (!uuid_is_valid(text))
		return err_set(err, ERR_INVALID, "an identifier is no UUID");
	for (size_t i = 0; i < sizeof(bytes); i++, at += 2) {
		at += *at == '-';
		bytes[i] = (unsigned char)(nibble(at[0]) << 4 | nibble(at[1]));
	}
	return put_bytes(out, bytes, sizeof(bytes));
}

static int put_text(struct strbuf *out, const struct arg *arg, Oid type, struct err *err)
{
	if (type == TYPE_UUID)
		return put_uuid(out, arg->text, err);
	return put_bytes(out, arg->text, strlen(arg->text));
}

static int put_week(struct strbuf *out, struct iso_week week)
{
	char text[WEEK_TEXT];

	week_format(week, text);
	return put_bytes(out, text, strlen(text));
}

static size_t bytes_of(Oid type)
{
	return type == TYPE_INT2 ? 2 : type == TYPE_INT4 ? 4 : 8;
}

/* Which columns a kind of argument can fill. */
static bool fits(enum arg_kind kind, Oid type)
{
	switch (kind) {
	case ARG_NULL:
		return true;
	case ARG_TEXT:
		return type == TYPE_TEXT || type == TYPE_UUID;
	case ARG_WEEK:
		return type == TYPE_TEXT;
	case ARG_INT:
		return type == TYPE_INT2 || type == TYPE_INT4 || type == TYPE_INT8;
	case ARG_BOOL:
		return type == TYPE_BOOL;
	case ARG_DATE:
		return type == TYPE_DATE;
	case ARG_INSTANT:
		return type == TYPE_TIMESTAMPTZ;
	case ARG_BYTES:
		return type == TYPE_BYTEA;
	case ARG_TEXTS:
	case ARG_INTS:
		break;
	}
	return false;
}

int copy_value(struct strbuf *out, const struct arg *arg, Oid type, struct err *err)
{
	if (!fits(arg->kind, type))
		return err_set(err, ERR_BROKEN,
			       "an argument of kind %d cannot fill a column of type %u",
			       (int)arg->kind, type);
	switch (arg->kind) {
	case ARG_TEXT:
		return put_text(out, arg, type, err);
	case ARG_WEEK:
		return put_week(out, arg->week);
	case ARG_INT:
		return put_number(out, arg->number, bytes_of(type), err);
	case ARG_BOOL:
		return put_number(out, arg->number, 1, err);
	case ARG_DATE:
		return put_number(out, civil_to_days(arg->date) - EPOCH_DAYS, 4, err);
	case ARG_INSTANT:
		return put_number(out, arg->at.micros - EPOCH_MICROS, 8, err);
	case ARG_BYTES:
		return put_bytes(out, arg->bytes, arg->count);
	case ARG_NULL:
	case ARG_TEXTS:
	case ARG_INTS:
		break;
	}
	put(out, -1, 4);
	return 0;
}
