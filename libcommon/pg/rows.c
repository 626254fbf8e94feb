/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a column's text becomes a value.
 *
 * The session's settings (UTC, ISO dates) make the text forms fixed, so they are read by
 * position. What is NULL reads as the type's "not set".
 */
#include "pg/rows.h"

#include <stdlib.h>
#include <string.h>

struct rows {
	PGresult *result;
};

struct rows *rows_of(PGresult *result)
{
	struct rows *rows = mem_alloc(sizeof(*rows));
	rows->result = result;
	return rows;
}

void rows_free(struct rows *rows)
{
	if (!rows)
		return;
	PQclear(rows->result);
	mem_free(rows);
}

size_t rows_count(const struct rows *rows)
{
	return (size_t)PQntuples(rows->result);
}

bool row_is_null(const struct rows *rows, size_t row, int column)
{
	return PQgetisnull(rows->result, (int)row, column);
}

const char *row_text(const struct rows *rows, size_t row, int column)
{
	if (row_is_null(rows, row, column))
		return NULL;
	return PQgetvalue(rows->result, (int)row, column);
}

struct uuid row_uuid(const struct rows *rows, size_t row, int column)
{
	return uuid_from(row_text(rows, row, column));
}

int64_t row_int(const struct rows *rows, size_t row, int column)
{
	const char *text = row_text(rows, row, column);
	return text ? strtoll(text, NULL, 10) : 0;
}

bool row_bool(const struct rows *rows, size_t row, int column)
{
	const char *text = row_text(rows, row, column);
	return text && text[0] == 't';
}

static int digits(const char *text, size_t count)
{
	int value = 0;
	for (size_t i = 0; i < count && text[i] >= '0' && text[i] <= '9'; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* "2026-11-22"; years beyond 9999 and "infinity" read as no date. */
static struct civil_date date_of(const char *text)
{
	if (!text || strlen(text) < 10 || text[4] != '-' || text[7] != '-')
		return NO_DATE;
	return (struct civil_date){ digits(text, 4), digits(text + 5, 2),
				    digits(text + 8, 2) };
}

struct civil_date row_date(const struct rows *rows, size_t row, int column)
{
	return date_of(row_text(rows, row, column));
}

static int64_t micros_of(const char *fraction)
{
	int64_t micros = 0;
	int64_t unit = 100000;
	for (; *fraction >= '0' && *fraction <= '9'; fraction++, unit /= 10)
		micros += (*fraction - '0') * unit;
	return micros;
}

/* "2026-11-22 14:00:00.123456+00" */
struct instant row_instant(const struct rows *rows, size_t row, int column)
{
	const char *text = row_text(rows, row, column);
	struct civil_date date = date_of(text);
	if (!date.year || strlen(text) < 19)
		return NO_INSTANT;
	int64_t seconds = (int64_t)civil_to_days(date) * 86400 +
			  digits(text + 11, 2) * 3600 + digits(text + 14, 2) * 60 +
			  digits(text + 17, 2);
	int64_t micros = text[19] == '.' ? micros_of(text + 20) : 0;
	return (struct instant){ seconds * MICROS_PER_SECOND + micros };
}

struct iso_week row_week(const struct rows *rows, size_t row, int column)
{
	struct iso_week week = { 0, 0 };
	const char *text = row_text(rows, row, column);
	if (!text || week_parse(text, &week, NULL) < 0)
		return (struct iso_week){ 0, 0 };
	return week;
}
